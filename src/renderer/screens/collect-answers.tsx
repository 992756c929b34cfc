/** The answers a person can give now, as main allows them. */

import type { IssuanceAnswer, IssuanceView } from '../../shared/api.ts';
import { useText } from '../context.ts';
import { isolated } from '../i18n.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/card.tsx';
import { TimeLeft } from '../ui/countdown.tsx';
import { Filled, gap } from '../ui/filled.tsx';
import type { IconName } from '../ui/icon.tsx';

interface AnswersProps {
  readonly view: IssuanceView;
  readonly isBusy: boolean;
  readonly onAnswer: (answer: IssuanceAnswer, printer?: string) => void;
  readonly onContentGone: () => void;
}

export function CollectAnswers(props: AnswersProps) {
  const { answers } = props.view;
  return answers.includes('nothing-came-out') || answers.length === 0 ? (
    <FirstAnswer {...props} />
  ) : (
    <NextAnswer {...props} />
  );
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

function FirstAnswer(props: AnswersProps) {
  const { t } = useText();
  return (
    <div class="answers">
      <Answer
        of={props}
        answer="badge-collected"
        look="primary"
        icon="check"
        testId="badge-collected"
        words={t('collect.collected')}
        isFirst={true}
      />
      <Answer
        of={props}
        answer="nothing-came-out"
        look="secondary"
        icon="cross"
        testId="nothing-came-out"
        words={t('collect.nothing')}
      />
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
        <Revoke of={props} isFirst={!canReprint} />
        {answers.includes('badge-collected') ? <CameOutAfterAll of={props} /> : null}
      </div>
      {canReprint && contentUntilMs !== null ? (
        <ReprintFor untilMs={contentUntilMs} onEnd={props.onContentGone} />
      ) : null}
    </>
  );
}

/** The content is gone, the last job may still come out, or no printer can take it: said before the way out. */
function WhyNoReprint({ view }: { readonly view: IssuanceView }) {
  const { t } = useText();
  const reason = view.print?.reason;
  const isLoose = reason === 'spooler-down' || reason === 'cancel-failed';
  const why = view.contentUntilMs === null ? 'gone' : isLoose ? 'loose' : 'noPrinter';
  return (
    <div data-testid="no-reprint" data-why={why}>
      <Note tone="warn" title={t(`collect.${why}`)} />
    </div>
  );
}

/** The same printer, unless it is out of action, and the next of the list by its name: never one without asking. */
function Reprints(props: AnswersProps) {
  const { t } = useText();
  const { answers, printers } = props.view;
  const canReprint = answers.includes('reprint');
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
          words={t('collect.reprint')}
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
          words={t('collect.elsewhere', { printer: isolated(elsewhere) })}
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
      words={t('collect.revoke')}
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
      words={t('collect.late')}
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
