/** What this station issued today and still works, and the way to remove all of it: for a lost box of badges. */
import { useState } from 'preact/hooks';
import type { Trouble } from '../../core/trouble.ts';
import type { Bridge } from '../../shared/api.ts';
import type { TodayView } from '../../shared/issuance.ts';
import { usePage, useText } from '../context.ts';
import { settled } from '../effects.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/card.tsx';
import { TroubleNote } from '../ui/trouble-note.tsx';
import { useReadAgain } from './read-again.ts';

const askToday = (bridge: Bridge) => settled(bridge['today.read'](null));

export function IssuedToday() {
  const { bridge, text } = usePage();
  const { t } = text;
  const read = useReadAgain(askToday);
  const [isAsking, setIsAsking] = useState(false);
  const [refused, setRefused] = useState<Trouble | null>(null);
  if (read === null)
    return (
      <p class="soft" role="status">
        {t('today.reading')}
      </p>
    );
  if (!read.ok) return <TroubleNote trouble={read.error} />;
  const today = read.value;
  const revoke = () => {
    setIsAsking(false);
    setRefused(null);
    // How far it comes is told by the next reads.
    void settled(bridge['today.revoke'](null)).then((started) => {
      if (!started.ok) setRefused(started.error);
    });
  };
  const canRevoke = today.live > 0 && !today.isRunning;
  return (
    <div class="today">
      <Count live={today.live} />
      <div role="status">{hasBegun(today) ? <Progress today={today} /> : null}</div>
      {today.failed.length === 0 ? null : <Failed names={today.failed} />}
      {refused === null ? null : <TroubleNote trouble={refused} />}
      {canRevoke && !isAsking ? (
        <Button size="large" icon="trash" testId="revoke-today" onTap={() => setIsAsking(true)}>
          {t('today.revoke')}
        </Button>
      ) : null}
      {canRevoke && isAsking ? (
        <Question live={today.live} onYes={revoke} onNo={() => setIsAsking(false)} />
      ) : null}
    </div>
  );
}

function Count({ live }: { readonly live: number }) {
  const { t } = useText();
  return (
    <div class="today__count">
      <p class="today__number" data-testid="today-live" data-live={live}>
        {live === 0 ? t('today.none') : t('today.live', { count: live })}
      </p>
      <p class="soft">{t('today.text')}</p>
    </div>
  );
}

function hasBegun({ isRunning, waiting, revoked, failed }: TodayView): boolean {
  return isRunning || waiting + revoked + failed.length > 0;
}

function Progress({ today }: { readonly today: TodayView }) {
  const { t } = useText();
  const { isRunning, waiting, revoked, failed } = today;
  const all = revoked + waiting + failed.length;
  const words = isRunning
    ? 'running'
    : waiting > 0
      ? 'paused'
      : failed.length === 0 && today.live === 0
        ? 'finished'
        : null;
  return (
    <div
      class="today__progress"
      data-testid="today-progress"
      data-running={isRunning}
      data-waiting={waiting}
      data-revoked={revoked}
    >
      <progress max={all} value={revoked} aria-label={t('steps.label')} />
      <p class="number">{t('today.progress', { done: revoked, all })}</p>
      {words === null ? null : <p class="soft">{t(`today.${words}`)}</p>}
    </div>
  );
}

function Failed({ names }: { readonly names: readonly string[] }) {
  const { t } = useText();
  return (
    <Note tone="warn" title={t('today.failed')}>
      <ul class="today__names" data-testid="today-failed">
        {names.map((name, place) => (
          <li key={place}>
            <bdi>{name}</bdi>
          </li>
        ))}
      </ul>
    </Note>
  );
}

function Question(props: { readonly live: number; readonly onYes: () => void; readonly onNo: () => void }) {
  const { t } = useText();
  return (
    <div class="today__question">
      <Note tone="warn" title={t('today.question', { count: props.live })}>
        {t('today.warning')}
      </Note>
      <div class="answers">
        <Button size="large" testId="keep-today" onTap={props.onNo}>
          {t('today.keep')}
        </Button>
        <Button
          look="primary"
          size="large"
          icon="trash"
          testId="confirm-revoke-today"
          isGuarded={true}
          onTap={props.onYes}
        >
          {t('today.confirm')}
        </Button>
      </div>
    </div>
  );
}
