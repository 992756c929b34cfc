/** The requests that wait for the network: issued one by one, all in a row, or cancelled; what expired is told once. */
import type { QueueView } from '../../shared/queue.ts';
import { usePage } from '../context.ts';
import { settled } from '../effects.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { TimeLeft } from '../ui/countdown.tsx';
import { Filled, gap } from '../ui/filled.tsx';
import { Icon } from '../ui/icon.tsx';
import { isolated } from '../words/i18n.ts';

export function Queue({ queue }: { readonly queue: readonly QueueView[] }) {
  const { kiosk, station, text } = usePage();
  const { t } = text;
  const waiting = queue.filter(({ state }) => state === 'waiting');
  const isOnline = station?.connection.state === 'online';
  const mayIssue = isOnline && station.issuanceId === null;
  const title = waiting.length === 0 ? 'queue.over' : isOnline ? 'queue.ready' : 'queue.title';
  return (
    <Card look="leftovers">
      <div class="queue__top">
        <h2>{t(title)}</h2>
        {waiting.length > 1 ? (
          <Button
            look="primary"
            icon="badge"
            testId="queue-issue-all"
            isDisabled={!mayIssue}
            onTap={() => kiosk.issueAll(waiting)}
          >
            {t('queue.issueAll')}
          </Button>
        ) : null}
      </div>
      {waiting.length === 0 ? null : <p class="soft">{t('queue.text')}</p>}
      <ul>
        {queue.map((request) => (
          <Request
            key={request.queueId}
            request={request}
            mayIssue={mayIssue}
            isOnlyOne={waiting.length === 1}
          />
        ))}
      </ul>
    </Card>
  );
}

interface OneRequest {
  readonly request: QueueView;
  readonly mayIssue: boolean;
  readonly isOnlyOne: boolean;
}

function Request({ request, mayIssue, isOnlyOne }: OneRequest) {
  const { t } = usePage().text;
  const { queueId, worker, hours, reason, queuedBy, state } = request;
  const small = [
    t('worker.hours', { count: hours }),
    t(`queue.reason.${reason}`),
    queuedBy === null ? null : t('queue.askedBy', { who: isolated(queuedBy) }),
  ];
  return (
    <li
      class="leftover"
      data-testid="queue-item"
      data-queue-id={queueId}
      data-worker-id={worker.id}
      data-state={state}
    >
      <Icon name={state === 'waiting' ? 'clock' : 'warning'} />
      <div class="leftover__words">
        <p class="leftover__name">
          <bdi>{worker.name}</bdi>
        </p>
        {state === 'waiting' ? <Left request={request} /> : <p>{t('queue.expired')}</p>}
        <p class="soft">{small.filter((part) => part !== null).join(' · ')}</p>
      </div>
      <Answers request={request} mayIssue={mayIssue} isOnlyOne={isOnlyOne} />
    </li>
  );
}

function Left({ request }: { readonly request: QueueView }) {
  const { t } = usePage().text;
  return (
    <p>
      <Filled sentence={t('queue.left', { time: gap })}>
        <TimeLeft untilMs={request.untilMs} />
      </Filled>
    </p>
  );
}

function Answers({ request, mayIssue, isOnlyOne }: OneRequest) {
  const { bridge, kiosk, text } = usePage();
  const { t } = text;
  const { queueId } = request;
  const answer = (method: 'queue.cancel' | 'queue.seen') => () => {
    void settled(bridge[method]({ queueId })).then((taken) => {
      if (!taken.ok) kiosk.send({ type: 'trouble-met', trouble: taken.error });
    });
  };
  if (request.state === 'expired')
    return (
      <Button testId="queue-seen" onTap={answer('queue.seen')}>
        {t('queue.seen')}
      </Button>
    );
  return (
    <div class="leftover__answers">
      <Button
        look={isOnlyOne ? 'primary' : 'secondary'}
        icon="badge"
        testId="queue-issue"
        isDisabled={!mayIssue}
        onTap={() =>
          kiosk.send({
            type: 'request-chosen',
            queueId,
            workerId: request.worker.id,
            hours: request.hours,
          })
        }
      >
        {t('queue.issue')}
      </Button>
      <Button icon="cross" testId="queue-cancel" onTap={answer('queue.cancel')}>
        {t('queue.cancel')}
      </Button>
    </div>
  );
}
