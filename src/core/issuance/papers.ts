/** Where each paper of an issuance stands: still to be laid out, to be printed, or to be asked about. */
import type { Action } from './action.ts';
import type { Fact } from './events.ts';
import { factsAbout, personSaysNoPaper, sinceMade } from './on-paper.ts';
import { orderOf, type Paper, papersOf } from './order.ts';

/** `failed`: its job certainly left no paper. `missing`: a person says that none came out. */
export type PaperState = 'to-render' | 'to-print' | 'printing' | 'failed' | 'missing' | 'out';

export function paperState(facts: readonly Fact[], paper: Paper): PaperState {
  const about = factsAbout(sinceMade(facts), paper, facts);
  const last = about.at(-1);
  if (last === undefined) return 'to-render';
  switch (last.event) {
    case 'render-verified':
      return 'to-print';
    case 'print-submitted':
      return 'printing';
    case 'print-ended':
      if (last.outcome === 'not-printed') return 'failed';
      return personSaysNoPaper(about) ? 'missing' : 'out';
    case 'handed-over':
      return 'out';
    default:
      return isAskedForAgain(last) ? 'to-render' : 'missing';
  }
}

function isAskedForAgain({ detail }: Fact): boolean {
  return detail?.choice === 'reprint' || detail?.choice === 'reprint-elsewhere';
}

/** The first paper that did not come out, by its job's own end or by a person's word. */
export function paperAtFault(facts: readonly Fact[]): Paper | null {
  const isAtFault = (paper: Paper) => ['failed', 'missing'].includes(paperState(facts, paper));
  return papersOf(orderOf(facts)).find(isAtFault) ?? null;
}

/** The next step on paper, all laid out before the first is printed; null when all are out. */
export function nextOnPaper(facts: readonly Fact[]): Action | null {
  if (paperAtFault(facts) !== null) return { do: 'ask' };
  const papers = papersOf(orderOf(facts));
  const first = (state: PaperState) => papers.find((paper) => paperState(facts, paper) === state);
  const toRender = first('to-render');
  if (toRender !== undefined) return { do: 'render', paper: toRender };
  const printing = first('printing');
  if (printing !== undefined) return { do: 'follow-print', paper: printing };
  const toPrint = first('to-print');
  return toPrint === undefined ? null : { do: 'print', paper: toPrint };
}
