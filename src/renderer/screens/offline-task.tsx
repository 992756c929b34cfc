/** What can be done for a worker without a network: ask now for a code that is issued when the network is back. */
import { useState } from 'preact/hooks';
import { type QueueReason, queueReasons } from '../../core/queue/request.ts';
import type { Trouble } from '../../core/trouble.ts';
import type { WorkerCard } from '../../shared/workers.ts';
import { usePage } from '../context.ts';
import { settled } from '../effects.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/card.tsx';
import { TimeLeft } from '../ui/countdown.tsx';
import { Filled, gap } from '../ui/filled.tsx';
import { TroubleNote } from '../ui/trouble-note.tsx';
import { LifetimeChoice } from './lifetime-choice.tsx';

type Offline = NonNullable<WorkerCard['offline']>;

/** How old the card is, and why. */
export function OfflineNote({ offline }: { readonly offline: Offline }) {
  const { kiosk, text } = usePage();
  const { t, format } = text;
  const { asOfMs, trouble } = offline;
  const words =
    asOfMs === null ? t('offline.listPart') : t('offline.list', { when: format.when(asOfMs, kiosk.nowMs()) });
  return (
    <div role="status" data-testid="offline-card" data-kind={trouble.kind}>
      <Note tone="warn" icon="offline" title={t(`trouble.${trouble.kind}.title`)}>
        {words}
      </Note>
    </div>
  );
}

export function OfflineTask({ card, hours }: { readonly card: WorkerCard; readonly hours: number }) {
  const { station } = usePage();
  const asked = station?.queue.find(
    ({ worker, state }) => state === 'waiting' && worker.id === card.worker.id,
  );
  return asked === undefined ? <Ask card={card} hours={hours} /> : <Asked untilMs={asked.untilMs} />;
}

function Ask({ card, hours }: { readonly card: WorkerCard; readonly hours: number }) {
  const { bridge, kiosk, station, text } = usePage();
  const { t } = text;
  const [reason, setReason] = useState<QueueReason>('forgot-badge');
  const [met, setMet] = useState<Trouble | null>(null);
  const ask = () => {
    void settled(bridge['queue.add']({ workerId: card.worker.id, hours, reason })).then((added) =>
      setMet(added.ok ? null : added.error),
    );
  };
  return (
    <>
      <h2>{t('queue.addTitle')}</h2>
      <p class="soft">{t('queue.addText', { count: station?.queueMinutes ?? 0 })}</p>
      <LifetimeChoice
        hours={hours}
        isLater={true}
        fromMs={null}
        onChoose={(chosen) => kiosk.send({ type: 'hours-chosen', hours: chosen })}
      />
      <ReasonChoice reason={reason} onChoose={setReason} />
      {met === null ? null : <TroubleNote trouble={met} />}
      <div class="issue issue--alone">
        <Button look="primary" size="large" icon="clock" testId="queue-add" hasFocusFirst={true} onTap={ask}>
          {t('queue.add')}
        </Button>
      </div>
    </>
  );
}

function ReasonChoice(props: {
  readonly reason: QueueReason;
  readonly onChoose: (reason: QueueReason) => void;
}) {
  const { t } = usePage().text;
  return (
    <fieldset class="start start--many">
      <legend>{t('queue.why')}</legend>
      <div class="start__options">
        {queueReasons.map((reason) => (
          <button
            key={reason}
            type="button"
            class={reason === props.reason ? 'start__option start__option--chosen' : 'start__option'}
            aria-pressed={reason === props.reason}
            data-testid="queue-reason"
            data-reason={reason}
            onClick={() => props.onChoose(reason)}
          >
            {t(`queue.reason.${reason}`)}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

function Asked({ untilMs }: { readonly untilMs: number }) {
  const { kiosk, text } = usePage();
  const { t } = text;
  return (
    <div class="queued" role="status" data-testid="queued">
      <Note tone="good" icon="clock" title={t('queue.added')}>
        <p>{t('queue.addedText')}</p>
        <p>
          <Filled sentence={t('queue.left', { time: gap })}>
            <TimeLeft untilMs={untilMs} />
          </Filled>
        </p>
      </Note>
      <div class="issue issue--alone">
        <Button
          look="primary"
          size="large"
          icon="search"
          testId="queue-done"
          hasFocusFirst={true}
          onTap={() => {
            kiosk.send({ type: 'cancel-asked' });
            // Without the name that led here the requests show.
            kiosk.send({ type: 'text-typed', text: '' });
          }}
        >
          {t('problem.back')}
        </Button>
      </div>
    </div>
  );
}
