/** The named steps of an order: behind, under way, to come. */
import type { Order } from '../../core/issuance/order.ts';
import type { IssuanceStep } from '../../shared/issuance.ts';
import { useText } from '../context.ts';
import { stepsOf, stepWord } from '../words/step-words.ts';
import { Icon } from './icon.tsx';

export function Steps(props: {
  readonly order: Order;
  readonly now: IssuanceStep | null;
  readonly done: readonly IssuanceStep[];
  readonly isReplacement: boolean;
}) {
  const { t } = useText();
  const { order } = props;
  return (
    <ol class="steps" aria-label={t('steps.label')}>
      {stepsOf(order, props.isReplacement).map((step) => {
        const state = props.now === step ? 'now' : props.done.includes(step) ? 'done' : 'next';
        return (
          <li
            key={step}
            class={`step step--${state}`}
            data-step={step}
            {...(state === 'now' ? { 'aria-current': 'step' } : {})}
          >
            <span class="step__mark">{state === 'done' ? <Icon name="check" /> : null}</span>
            <span>{t(`steps.${stepWord(step, order)}`)}</span>
            <span class="hidden">
              {t(state === 'done' ? 'steps.isDone' : state === 'now' ? 'steps.isNow' : 'steps.isNext')}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
