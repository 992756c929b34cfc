/** When a code is to begin: now, or at a half hour of a day to come, chosen by two taps in a dialog. */
import { useMemo, useState } from 'preact/hooks';
import { usePage } from '../context.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { startDays } from '../words/start-times.ts';

interface StartProps {
  readonly startsAtMs: number | null;
  /** How far ahead it may be chosen. */
  readonly farthestMs: number;
  readonly onChoose: (startsAtMs: number | null) => void;
}

export function StartChoice(props: StartProps) {
  const { kiosk, text } = usePage();
  const { t, format } = text;
  const { startsAtMs, onChoose } = props;
  const [isOpen, setIsOpen] = useState(false);
  const later = startsAtMs === null ? t('worker.startLater') : format.when(startsAtMs, kiosk.nowMs());
  return (
    <fieldset class="start">
      <legend>{t('worker.starts')}</legend>
      <div class="start__options">
        <Option
          isChosen={startsAtMs === null}
          icon={startsAtMs === null ? 'check' : null}
          testId="start-now"
          onTap={() => onChoose(null)}
        >
          {t('worker.startNow')}
        </Option>
        <Option
          isChosen={startsAtMs !== null}
          icon="clock"
          testId="start-later"
          onTap={() => setIsOpen(true)}
        >
          {later}
        </Option>
      </div>
      {isOpen ? (
        <Dialog title={t('start.title')} size="wide" onClose={() => setIsOpen(false)}>
          <StartPicker
            {...props}
            onChoose={(chosen) => {
              setIsOpen(false);
              onChoose(chosen);
            }}
          />
        </Dialog>
      ) : null}
    </fieldset>
  );
}

function Option(props: {
  readonly isChosen: boolean;
  readonly icon: IconName | null;
  readonly testId: string;
  readonly onTap: () => void;
  readonly children: string;
}) {
  return (
    <button
      type="button"
      class={props.isChosen ? 'start__option start__option--chosen' : 'start__option'}
      aria-pressed={props.isChosen}
      data-testid={props.testId}
      onClick={(event) => {
        if (event.detail <= 1) props.onTap();
      }}
    >
      {props.icon === null ? null : <Icon name={props.icon} />}
      <span>{props.children}</span>
    </button>
  );
}

function StartPicker({ startsAtMs, farthestMs, onChoose }: StartProps) {
  const { kiosk, station, text } = usePage();
  const { t, format } = text;
  const [nowMs] = useState(kiosk.nowMs);
  const timeZone = station?.timeZone ?? 'UTC';
  const days = useMemo(() => startDays(nowMs, farthestMs, timeZone), [nowMs, farthestMs, timeZone]);
  const [timeMs, setTimeMs] = useState(startsAtMs);
  const [dayMs, setDayMs] = useState(() => dayOf(days, startsAtMs));
  const times = days.find(({ atMs }) => atMs === dayMs)?.timesMs ?? [];
  const chosenMs = timeMs !== null && times.includes(timeMs) ? timeMs : null;
  return (
    <div class="start-picker">
      <Chips
        title={t('start.day')}
        testId="start-day"
        look="days"
        values={days.map(({ atMs }) => atMs)}
        chosen={dayMs}
        words={(atMs) => format.day(atMs, nowMs)}
        onChoose={setDayMs}
      />
      <Chips
        title={t('start.time')}
        testId="start-time"
        look="times"
        values={times}
        chosen={chosenMs}
        words={format.time}
        onChoose={setTimeMs}
      />
      <Button
        look="primary"
        size="large"
        icon="clock"
        testId="start-set"
        isDisabled={chosenMs === null}
        onTap={() => onChoose(chosenMs)}
      >
        {chosenMs === null ? t('start.choose') : t('start.set', { when: format.when(chosenMs, nowMs) })}
      </Button>
    </div>
  );
}

/** The day of the start that was chosen before, else the first. */
function dayOf(days: ReturnType<typeof startDays>, startsAtMs: number | null): number {
  const of = startsAtMs === null ? undefined : days.find(({ timesMs }) => timesMs.includes(startsAtMs));
  return (of ?? days[0])?.atMs ?? 0;
}

function Chips(props: {
  readonly title: string;
  readonly testId: string;
  readonly look: 'days' | 'times';
  readonly values: readonly number[];
  readonly chosen: number | null;
  readonly words: (atMs: number) => string;
  readonly onChoose: (atMs: number) => void;
}) {
  return (
    <fieldset class={`chips chips--${props.look}`}>
      <legend>{props.title}</legend>
      <div class="chips__list">
        {props.values.map((atMs) => (
          <button
            key={atMs}
            type="button"
            class={atMs === props.chosen ? 'chip chip--chosen' : 'chip'}
            aria-pressed={atMs === props.chosen}
            data-testid={props.testId}
            data-at={new Date(atMs).toISOString()}
            onClick={() => props.onChoose(atMs)}
          >
            {props.words(atMs)}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
