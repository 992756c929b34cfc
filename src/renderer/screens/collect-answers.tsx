/** The answers a person can give now, as main allows them. */

import type { IssuanceAnswer } from '../../core/issuance/answer.ts';
import type { IssuanceView } from '../../shared/issuance.ts';
import { useText } from '../context.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/card.tsx';
import { TimeLeft } from '../ui/countdown.tsx';
import { Filled, gap } from '../ui/filled.tsx';
import type { IconName } from '../ui/icon.tsx';
import { isFirstAnswer, reprintOf } from '../words/collect-words.ts';
import { isolated } from '../words/i18n.ts';
import { subjectOf } from '../words/orders.ts';

interface AnswersProps {
  readonly view: IssuanceView;
  readonly isBusy: boolean;
  readonly onAnswer: (answer: IssuanceAnswer, printer?: string) => void;
  readonly onContentGone: () => void;
}

export function CollectAnswers(props: AnswersProps) {
  return isFirstAnswer(props.view.answers) ? <FirstAnswer {...props} /> : <NextAnswer {...props} />;
}

function Answer(props: {
  readonly of: AnswersProps;
  readonly answer: IssuanceAnswer;
  readonly look: 'primary' | 'secondary' | 'quiet';
  readonly icon: IconName;
  readonly testId: string;
  readonly words: string;
  readonly isFirst?: boolean;
  readonly isGuarded?: boolean;
  readonly printer?: string;
}) {
  const { of, answer, printer } = props;
  return (
    <Button
      look={props.look}
      size="large"
      icon={props.icon}
      testId={props.testId}
      isDisabled={of.isBusy || !of.view.answers.includes(answer)}
      hasFocusFirst={props.isFirst ?? false}
      isGuarded={props.isGuarded ?? false}
      printer={printer ?? null}
      onTap={() => of.onAnswer(answer, printer)}
    >
      {props.words}
    </Button>
  );
}

/** Everything is here, or which paper is not. */
function FirstAnswer(props: AnswersProps) {
  const { t } = useText();
  const subject = subjectOf(props.view.order);
  const missing = { of: props, look: 'secondary', icon: 'cross' } as const;
  return (
    <div class="answers answers--first">
      <Answer
        of={props}
        answer="badge-collected"
        look="primary"
        icon="check"
        testId="badge-collected"
        words={t(`collect.${subject}.collected`)}
        isFirst={true}
      />
      <Answer
        {...missing}
        answer="nothing-came-out"
        testId="nothing-came-out"
        words={t(subject === 'both' ? 'collect.badge.missing' : 'collect.nothing')}
      />
      {subject === 'both' ? (
        <Answer {...missing} answer="slip-missing" testId="slip-missing" words={t('collect.slip.missing')} />
      ) : null}
    </div>
  );
}

/** There is a code and no badge: print it again while its content is held, here or elsewhere, or remove it. */
function NextAnswer(props: AnswersProps) {
  const { answers, contentUntilMs } = props.view;
  const canReprint = answers.includes('reprint') || answers.includes('reprint-elsewhere');
  return (
    <>
      {canReprint ? null : <WhyNoReprint view={props.view} />}
      <div class="answers">
        <Reprints {...props} />
        {answers.includes('new-pin') ? <NewPin of={props} isFirst={!canReprint} /> : null}
        {answers.includes('revoke') ? <Revoke of={props} isFirst={!canReprint} /> : null}
        {answers.includes('badge-collected') ? <CameOutAfterAll of={props} /> : null}
        {answers.includes('give-up') ? <GiveUp of={props} /> : null}
      </div>
      <Hints view={props.view} />
      {canReprint && contentUntilMs !== null ? (
        <ReprintFor untilMs={contentUntilMs} onEnd={props.onContentGone} />
      ) : null}
    </>
  );
}

/** What the answers mean where their words have no room for it. */
function Hints({ view }: { readonly view: IssuanceView }) {
  const { t } = useText();
  const { answers } = view;
  const name = isolated(view.worker.displayName);
  const hints = [
    subjectOf(view.order) === 'both' && answers.includes('badge-collected')
      ? t('collect.both.lateHint')
      : null,
    answers.includes('new-pin') ? t('collect.slip.newPinHint') : null,
    answers.includes('give-up') ? t('collect.slip.giveUpHint', { name }) : null,
  ].filter((hint) => hint !== null);
  return hints.length === 0 ? null : <p class="soft">{hints.join(' ')}</p>;
}

/** The content is gone, the last job may still come out, or no printer can take it: said before the way out. */
function WhyNoReprint({ view }: { readonly view: IssuanceView }) {
  const { t } = useText();
  const reason = view.print?.reason;
  const subject = subjectOf(view.order);
  const isLoose = reason === 'spooler-down' || reason === 'cancel-failed';
  const why = view.contentUntilMs === null ? 'gone' : isLoose ? 'loose' : 'noPrinter';
  return (
    <div data-testid="no-reprint" data-why={why}>
      <Note tone="warn" title={t(why === 'gone' ? `collect.${subject}.gone` : `collect.${why}`)} />
    </div>
  );
}

/** The same printer, unless it is out of action, and the next of the list by its name: never one without asking. */
function Reprints(props: AnswersProps) {
  const { t } = useText();
  const { answers, printers } = props.view;
  const canReprint = answers.includes('reprint');
  const words = reprintOf(props.view);
  const elsewhere = answers.includes('reprint-elsewhere') ? (printers?.elsewhere?.name ?? null) : null;
  const common = { of: props, icon: 'printer', isGuarded: true } as const;
  return (
    <>
      {canReprint ? (
        <Answer
          {...common}
          answer="reprint"
          look="primary"
          testId="reprint"
          words={t(words.same)}
          isFirst={true}
        />
      ) : null}
      {elsewhere === null ? null : (
        <Answer
          {...common}
          // Another name is another button: a tap meant for the one before decides nothing.
          key={elsewhere}
          answer="reprint-elsewhere"
          look={canReprint ? 'secondary' : 'primary'}
          testId="reprint-elsewhere"
          printer={elsewhere}
          words={t(words.elsewhere, { printer: isolated(elsewhere) })}
          isFirst={!canReprint}
        />
      )}
    </>
  );
}

function Revoke({ of, isFirst }: { readonly of: AnswersProps; readonly isFirst: boolean }) {
  const { t } = useText();
  return (
    <Answer
      of={of}
      answer="revoke"
      look={isFirst ? 'primary' : 'secondary'}
      icon="trash"
      testId="revoke-temporary"
      isFirst={isFirst}
      isGuarded={true}
      words={t(subjectOf(of.view.order) === 'both' ? 'collect.both.revoke' : 'collect.badge.revoke')}
    />
  );
}

/** Instead of the same PIN again. */
function NewPin({ of, isFirst }: { readonly of: AnswersProps; readonly isFirst: boolean }) {
  const { t } = useText();
  return (
    <Answer
      of={of}
      answer="new-pin"
      look={isFirst ? 'primary' : 'secondary'}
      icon="key"
      testId="new-pin"
      isFirst={isFirst}
      isGuarded={true}
      words={t('collect.slip.newPin')}
    />
  );
}

function GiveUp({ of }: { readonly of: AnswersProps }) {
  const { t } = useText();
  return (
    <Answer
      of={of}
      answer="give-up"
      look="quiet"
      icon="cross"
      testId="give-up"
      isGuarded={true}
      words={t('collect.slip.giveUp')}
    />
  );
}

function CameOutAfterAll({ of }: { readonly of: AnswersProps }) {
  const { t } = useText();
  return (
    <Answer
      of={of}
      answer="badge-collected"
      look="quiet"
      icon="check"
      testId="badge-collected"
      words={t(subjectOf(of.view.order) === 'both' ? 'collect.both.late' : 'collect.late')}
      isGuarded={true}
    />
  );
}

function ReprintFor({ untilMs, onEnd }: { readonly untilMs: number; readonly onEnd: () => void }) {
  const { t } = useText();
  return (
    <p class="soft">
      <Filled sentence={t('collect.reprintFor', { time: gap })}>
        <TimeLeft untilMs={untilMs} onEnd={onEnd} />
      </Filled>
    </p>
  );
}
