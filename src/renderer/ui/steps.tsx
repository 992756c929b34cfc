/** The named steps of an order: behind, under way, to come. */
import type { Order } from '../../core/issuance/order.ts';
import type { IssuanceStep } from '../../shared/api.ts';
import { useText } from '../context.ts';
import { subjectOf } from '../orders.ts';
import { Icon } from './icon.tsx';

/** What a person wants to follow; the rest happens between two of these. */
const shown: Readonly<Record<Order['is'], readonly IssuanceStep[]>> = {
  issue: ['preflight', 'read-state', 'delete', 'create', 'verify', 'render', 'print'],
  replace: ['preflight', 'read-state', 'delete', 'create', 'verify', 'render', 'print'],
  enrol: ['preflight', 'read-state', 'create', 'verify', 'render', 'print'],
  'reset-pin': ['preflight', 'read-state', 'reset-pin', 'render', 'print'],
  extend: ['preflight', 'read-state', 'extend'],
  revoke: ['preflight', 'read-state', 'revoke'],
};

export function stepsOf(order: Order, isReplacement: boolean): readonly IssuanceStep[] {
  return shown[order.is].filter((step) => step !== 'delete' || isReplacement);
}

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
            <span>{t(`steps.${wordFor(step, order)}`)}</span>
            <span class="hidden">
              {t(state === 'done' ? 'steps.isDone' : state === 'now' ? 'steps.isNow' : 'steps.isNext')}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

/** The same step says what it is about: no printer where nothing is printed, and the papers by name. */
function wordFor(step: IssuanceStep, order: Order) {
  const subject = subjectOf(order);
  switch (step) {
    case 'preflight':
      return order.is === 'extend' || order.is === 'revoke' ? 'preflightNoPrinter' : step;
    case 'create':
      return order.is === 'enrol' ? 'createMethod' : step;
    case 'render':
      return ({ badge: 'render', slip: 'renderSlip', both: 'renderBoth' } as const)[subject];
    case 'print':
      return ({ badge: 'print', slip: 'printSlip', both: 'printBoth' } as const)[subject];
    case 'revoke':
      return order.is === 'revoke' && order.target === 'method' ? 'revokeMethod' : step;
    default:
      return step;
  }
}
