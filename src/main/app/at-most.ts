/** Many jobs, a few at a time. */

/** Runs `job` for each item in turn, never more than `most` at once; settles when all are through, and rejects like the first that does. */
export async function atMost<T>(
  most: number,
  items: readonly T[],
  job: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items[Symbol.iterator]();
  const line = async () => {
    for (const item of waiting) await job(item);
  };
  await Promise.all(Array.from({ length: most }, line));
}
