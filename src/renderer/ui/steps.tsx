/** The named steps of an issuance: behind, under way, to come. */
import type { IssuanceStep } from '../../shared/api.ts';
import { useText } from '../context.ts';
import { Icon } from './icon.tsx';

/** What a person wants to follow; the rest happens between two of these. */
const shown: readonly IssuanceStep[] = [
  'preflight',
  'read-state',
  'delete',
  'create',
  'verify',
  'render',
  'print',
];

export function Steps(props: {
  readonly now: IssuanceStep | null;
  readonly done: readonly IssuanceStep[];
  readonly isReplacement: boolean;
}) {
  const { t } = useText();
  const steps = shown.filter((step) => step !== 'delete' || props.isReplacement);
  return (
    <ol class="steps" aria-label={t('steps.label')}>
      {steps.map((step) => {
        const state = props.now === step ? 'now' : props.done.includes(step) ? 'done' : 'next';
        return (
          <li
            key={step}
            class={`step step--${state}`}
            data-step={step}
            {...(state === 'now' ? { 'aria-current': 'step' } : {})}
          >
            <span class="step__mark">{state === 'done' ? <Icon name="check" /> : null}</span>
            <span>{t(`steps.${step}`)}</span>
            <span class="hidden">
              {t(state === 'done' ? 'steps.isDone' : state === 'now' ? 'steps.isNow' : 'steps.isNext')}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
