/** How long the code should work: one large tile for each preset, with the hour at which it ends. */
import { useNow, usePage } from '../context.ts';
import { Icon } from '../ui/icon.tsx';

const hourMs = 3_600_000;

export function LifetimeChoice(props: {
  readonly hours: number;
  /** When the code begins; null is at once. */
  readonly fromMs: number | null;
  /** It begins nobody knows when: no hour at which it ends can be told. */
  readonly isLater?: boolean;
  readonly onChoose: (hours: number) => void;
}) {
  const { station, text } = usePage();
  const { t, format } = text;
  const nowMs = useNow(15_000);
  return (
    <fieldset class="lifetimes">
      <legend>{t('worker.lifetime')}</legend>
      <div class="lifetimes__tiles">
        {(station?.lifetimesHours ?? []).map((hours) => (
          <button
            key={hours}
            type="button"
            class={hours === props.hours ? 'tile tile--chosen' : 'tile'}
            aria-pressed={hours === props.hours}
            data-testid="lifetime"
            data-hours={hours}
            onClick={(event) => {
              // The second half of a double tap on the list before must not choose a lifetime.
              if (event.detail <= 1) props.onChoose(hours);
            }}
          >
            <span class="tile__check">{hours === props.hours ? <Icon name="check" /> : null}</span>
            <span class="tile__hours">{t('worker.hours', { count: hours })}</span>
            {props.isLater === true ? null : (
              <span class="tile__until">
                {t('worker.until', { when: format.when((props.fromMs ?? nowMs) + hours * hourMs, nowMs) })}
              </span>
            )}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
