/** When a run will be through, judged by its latest rows. */

/** Enough to even out a printer's breaks, few enough to notice one that has stopped. */
const judgedBy = 20;

/**
 * @param doneAtMs when rows came to their end, oldest first, by a clock that never steps
 * @returns milliseconds from `nowMs` on; null as long as nobody can tell
 */
export function estimateMs(doneAtMs: readonly number[], left: number, nowMs: number): number | null {
  if (left === 0) return 0;
  const recent = doneAtMs.slice(-judgedBy);
  const [first] = recent;
  if (first === undefined || recent.length < 3) return null;
  const eachMs = (nowMs - first) / (recent.length - 1);
  return Math.round(eachMs * left);
}
