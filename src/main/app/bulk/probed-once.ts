/** A disk that could be written a moment ago can be written: many preflights at once try it once. */
import type { Clock, Journal } from '../../ports.ts';

const goodForMs = 1_000;

/** The same journal; only a probe that went well is remembered, for a second. */
export function probedOnce(journal: Journal, clock: Clock): Journal {
  let goodUntilMs = Number.NEGATIVE_INFINITY;
  return {
    ...journal,
    probe() {
      const nowMs = clock.monotonicMs();
      if (nowMs < goodUntilMs) return { ok: true, value: null };
      const probed = journal.probe();
      if (probed.ok) goodUntilMs = nowMs + goodForMs;
      return probed;
    },
  };
}
