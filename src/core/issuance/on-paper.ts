/** What facts say of paper: which one they are about, and whether it may lie in a tray or a hand. */
import type { Fact } from './events.ts';
import { orderOf, type Paper, papersOf } from './order.ts';

/** The paper that a fact is about: one without a name is about the first of the order. */
export function paperOf(fact: Fact, facts: readonly Fact[]): Paper {
  const named = fact.detail?.paper;
  if (named === 'badge' || named === 'pin-slip') return named;
  return papersOf(orderOf(facts))[0] ?? 'badge';
}

const paperEvents = new Set<string>([
  'render-verified',
  'print-submitted',
  'print-ended',
  'handed-over',
  'not-handed-over',
]);

/** The facts about one paper. @param all whose first fact tells the order */
export function factsAbout(facts: readonly Fact[], paper: Paper, all = facts): readonly Fact[] {
  return facts.filter((fact) => paperEvents.has(fact.event) && paperOf(fact, all) === paper);
}

/** What was printed of an earlier secret is void. */
export function sinceMade(facts: readonly Fact[]): readonly Fact[] {
  const madeAt = facts.findLastIndex(({ event }) => event === 'created' || event === 'pin-reset');
  return facts.slice(madeAt + 1);
}

/**
 * Whether a badge may have come out: a verified badge goes to the printer at once, before the row that names its job,
 * and only a job that certainly failed leaves no paper.
 */
export function mayBeOnPaper(facts: readonly Fact[]): boolean {
  return facts.some((fact, index) => {
    if (fact.event !== 'render-verified') return false;
    const end = facts.slice(index + 1).find((later) => later.event === 'print-ended');
    return end?.outcome !== 'not-printed';
  });
}

/**
 * The last word is "nothing came out", and it is about every badge so far: one made after it is another matter, and so
 * is a job that turned out to have printed when it was to be called off.
 */
export function personSaysNoPaper(facts: readonly Fact[]): boolean {
  const saidAt = facts.findLastIndex((f) => f.event === 'not-handed-over' || f.event === 'handed-over');
  if (facts[saidAt]?.event !== 'not-handed-over') return false;
  const since = facts.slice(saidAt);
  const cameOut = since.some((f) => f.event === 'print-ended' && bytesDelivered.has(f.outcome));
  return !cameOut && !mayBeOnPaper(since);
}

const bytesDelivered: ReadonlySet<string | null> = new Set(['printed', 'sent']);
