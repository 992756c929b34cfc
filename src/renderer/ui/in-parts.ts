/** Long lists, drawn a part at a time: two hundred rows at once would hold everything else up for a tenth of a second. */
import { useEffect, useState } from 'preact/hooks';

/** Fills what a dialog shows of a list. */
const rowsAtOnce = 20;

/** As much of the list as is to be drawn now: a part at first, and one more with each frame until it is whole. */
export function useInParts<T>(list: readonly T[]): readonly T[] {
  const [drawn, setDrawn] = useState(rowsAtOnce);
  const isWhole = drawn >= list.length;
  useEffect(() => {
    if (isWhole) return;
    const frame = requestAnimationFrame(() => setDrawn(drawn + rowsAtOnce));
    return () => cancelAnimationFrame(frame);
  }, [drawn, isWhole]);
  return isWhole ? list : list.slice(0, drawn);
}
