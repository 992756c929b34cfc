/** The answers a person can give now, as main allows them. */

import type { IssuanceAnswer, IssuanceView } from '../../shared/api.ts';
import { useText } from '../context.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/card.tsx';
import { TimeLeft } from '../ui/countdown.tsx';
import { Filled, gap } from '../ui/filled.tsx';
import type { IconName } from '../ui/icon.tsx';

interface AnswersProps {
  readonly view: IssuanceView;
  readonly isBusy: boolean;
  readonly onAnswer: (answer: IssuanceAnswer) => void;
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
}) {
  const { of, answer } = props;
  return (
    <Button
      look={props.look}
      size="large"
      icon={props.icon}
      testId={props.testId}
      isDisabled={of.isBusy || !of.view.answers.includes(answer)}
      hasFocusFirst={props.isFirst ?? false}
      isGuarded={props.isGuarded ?? false}
      onTap={() => of.onAnswer(answer)}
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

/** There is a code and no badge: print it again while its content is held, or remove it. */
function NextAnswer(props: AnswersProps) {
  const { t } = useText();
  const { answers, contentUntilMs } = props.view;
  const canReprint = answers.includes('reprint');
  const words = { revoke: t('collect.revoke'), reprint: t('collect.reprint'), late: t('collect.late') };
  return (
    <>
      {canReprint ? null : <Note tone="warn" title={t('collect.gone')} />}
      <div class="answers">
        {canReprint ? (
          <Answer
            of={props}
            answer="reprint"
            look="primary"
            icon="printer"
            testId="reprint"
            words={words.reprint}
            isFirst={true}
            isGuarded={true}
          />
        ) : null}
        <Answer
          of={props}
          answer="revoke"
          look={canReprint ? 'secondary' : 'primary'}
          icon="trash"
          testId="revoke-temporary"
          isFirst={!canReprint}
          isGuarded={true}
          words={words.revoke}
        />
        {answers.includes('badge-collected') ? (
          <Answer
            of={props}
            answer="badge-collected"
            look="quiet"
            icon="check"
            testId="badge-collected"
            words={words.late}
            isGuarded={true}
          />
        ) : null}
      </div>
      {canReprint && contentUntilMs !== null ? (
        <ReprintFor untilMs={contentUntilMs} onEnd={props.onContentGone} />
      ) : null}
    </>
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
