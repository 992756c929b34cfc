/** What the screen asks a person about paper, and how it says what is missing: by order, and by the paper at fault. */
import type { IssuanceAnswer } from '../../core/issuance/answer.ts';
import type { IssuanceView } from '../../shared/issuance.ts';
import { subjectOf } from './orders.ts';

/** What the screen is about: paper to take, paper that was certainly not made, or paper that nobody finds. */
export type Stage = 'printed' | 'sent' | 'unknown' | 'notMade' | 'missing';

type Seen = Pick<IssuanceView, 'order' | 'paper' | 'print' | 'answers'>;

export function stageOf({ print, answers }: Pick<IssuanceView, 'print' | 'answers'>): Stage {
  const outcome = print?.outcome ?? 'sent';
  if (outcome === 'not-printed') return 'notMade';
  return isFirstAnswer(answers) ? outcome : 'missing';
}

/** Nothing is said yet, or the machine is busy with what was said. */
export function isFirstAnswer(answers: readonly IssuanceAnswer[]): boolean {
  return answers.length === 0 || answers.includes('nothing-came-out');
}

export function faultOf({ order, paper }: Pick<IssuanceView, 'order' | 'paper'>): 'badge' | 'slip' {
  const subject = subjectOf(order);
  if (subject !== 'both') return subject;
  return paper === 'pin-slip' ? 'slip' : 'badge';
}

export function titleOf(view: Seen) {
  const subject = subjectOf(view.order);
  switch (stageOf(view)) {
    case 'notMade':
      return `collect.${faultOf(view)}.notMade` as const;
    case 'missing':
      return subject === 'both' ? (`collect.${faultOf(view)}.missing` as const) : 'collect.nothing';
    case 'unknown':
      return `collect.${subject}.unknown` as const;
    default:
      return `collect.${subject}.out` as const;
  }
}

/** @param isFile the printer writes files: what came out is one of them */
export function textOf(view: Seen, isFile: boolean) {
  const subject = subjectOf(view.order);
  const stage = stageOf(view);
  switch (stage) {
    case 'unknown':
      return 'collect.unknownText';
    case 'printed':
      return isFile ? (`collect.${subject}.fileText` as const) : (`collect.${subject}.printedText` as const);
    case 'sent':
      return `collect.${subject}.sentText` as const;
    default:
      if (subject === 'both') return `collect.both.${faultOf(view)}MissingText` as const;
      if (subject === 'slip') return 'collect.slip.missingText';
      return stage === 'notMade' ? 'collect.badge.notMadeText' : 'collect.badge.missingText';
  }
}

/** Of an enrolment the button names the paper that is printed again. */
export function reprintOf(view: Seen) {
  if (subjectOf(view.order) !== 'both')
    return { same: 'collect.reprint', elsewhere: 'collect.elsewhere' } as const;
  return faultOf(view) === 'slip'
    ? ({ same: 'collect.both.reprintSlip', elsewhere: 'collect.both.elsewhereSlip' } as const)
    : ({ same: 'collect.both.reprintBadge', elsewhere: 'collect.both.elsewhereBadge' } as const);
}
