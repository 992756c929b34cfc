/** Time that runs out, as a ring and a number. */
import { useEffect } from 'preact/hooks';
import { useNow, useText } from '../context.ts';

const circumference = 2 * Math.PI * 20;

/** Seconds left of `totalMs`, counted from `fromMs`. */
export function CountdownRing(props: { readonly fromMs: number; readonly totalMs: number }) {
  const { format } = useText();
  const nowMs = useNow(250);
  const leftMs = Math.max(0, Math.min(props.totalMs, props.fromMs + props.totalMs - nowMs));
  const share = leftMs / props.totalMs;
  return (
    <span class="ring" aria-hidden="true">
      <svg viewBox="0 0 48 48" aria-hidden="true">
        <circle class="ring__track" cx="24" cy="24" r="20" />
        <circle
          class="ring__left"
          cx="24"
          cy="24"
          r="20"
          stroke-dasharray={`${circumference * share} ${circumference}`}
        />
      </svg>
      <span class="ring__number">{format.number(Math.ceil(leftMs / 1_000))}</span>
    </span>
  );
}

/** `4:05`, and a call when it reaches zero. */
export function TimeLeft(props: { readonly untilMs: number; readonly onEnd?: () => void }) {
  const { format } = useText();
  const nowMs = useNow(1_000);
  const { onEnd, untilMs } = props;
  const isOver = nowMs >= untilMs;
  useEffect(() => {
    if (isOver) onEnd?.();
  }, [isOver]);
  return <time class="number">{format.countdown(untilMs - nowMs)}</time>;
}
