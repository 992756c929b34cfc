/** The worker's card: who it is, what codes there are, and the two taps to a new one. */
import { usePage } from '../context.ts';
import { isolated } from '../i18n.ts';
import type { At } from '../page-data.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Button } from '../ui/button.tsx';
import { Card, Note } from '../ui/card.tsx';
import { TroubleNote } from '../ui/trouble-note.tsx';
import { PreviewButton } from './badge-preview.tsx';
import { CodeStates } from './code-states.tsx';
import { LifetimeChoice } from './lifetime-choice.tsx';

export function WorkerScreen({ state }: { readonly state: At<'worker'> }) {
  const { kiosk, text } = usePage();
  const { t } = text;
  const { card } = state;
  return (
    <div class="worker">
      <Card look="profile">
        <Button look="quiet" icon="back" testId="cancel" onTap={() => kiosk.send({ type: 'cancel-asked' })}>
          {t('app.back')}
        </Button>
        <Person state={state} />
        {card === null ? null : <CodeStates card={card} />}
      </Card>
      <div class="worker__side">
        {card === null ? (
          <div class="loading" role="status">
            <span class="spinner" aria-hidden="true" />
            <p>{t('worker.loading')}</p>
          </div>
        ) : (
          <Issue card={card} hours={state.hours} />
        )}
      </div>
    </div>
  );
}

function Person({ state }: { readonly state: At<'worker'> }) {
  const { t } = usePage().text;
  const worker = state.card?.worker ?? state.summary;
  if (worker === null) return null;
  const place = [worker.jobTitle, worker.department].filter((part) => part !== null && part !== '');
  return (
    <div class="person">
      <Avatar
        id={worker.id}
        name={worker.displayName}
        size="large"
        photo={state.card?.photoDataUrl ?? null}
        alt={t('worker.photoOf', { name: isolated(worker.displayName) })}
      />
      <div class="person__words">
        <h1 class={nameLook(worker.displayName)} data-testid="worker-name">
          <bdi>{worker.displayName}</bdi>
        </h1>
        {place.length === 0 ? null : (
          <p class="person__place">
            <bdi>{place.join(' · ')}</bdi>
          </p>
        )}
        <p class="soft">
          {worker.employeeId === null ? (
            <bdi>{worker.userPrincipalName}</bdi>
          ) : (
            <>
              {t('worker.employeeId')} <bdi class="number">{worker.employeeId}</bdi>
            </>
          )}
        </p>
      </div>
    </div>
  );
}

/** The name tells one worker from another, so a long one is set smaller rather than cut. */
function nameLook({ length }: string): string {
  if (length > 48) return 'person__name person__name--longest';
  return length > 24 ? 'person__name person__name--long' : 'person__name';
}

function Issue({
  card,
  hours,
}: {
  readonly card: NonNullable<At<'worker'>['card']>;
  readonly hours: number;
}) {
  const { kiosk, station, text } = usePage();
  const { t } = text;
  const printer = station?.printer ?? null;
  if (card.obstacle !== null)
    return (
      <>
        <h2>{t('worker.blocked')}</h2>
        <TroubleNote trouble={card.obstacle} />
      </>
    );
  return (
    <>
      <LifetimeChoice
        hours={hours}
        onChoose={(chosen) => kiosk.send({ type: 'hours-chosen', hours: chosen })}
      />
      {card.neverUsed ? (
        <Note tone="calm" title={t('worker.neverUsedTitle')}>
          {t('worker.neverUsedText')}
        </Note>
      ) : null}
      {printer === null || printer.state === 'ready' ? null : (
        <Note tone="warn" icon="printer" title={t(`printer.${printer.state}`)}>
          {printer.reason === null ? null : t(`reason.${printer.reason}`)}
        </Note>
      )}
      {printer?.isCodeSmall === true ? (
        <Note tone="calm" icon="badge" title={t('worker.smallCodeTitle')}>
          {t('worker.smallCodeText')}
        </Note>
      ) : null}
      <div class="issue">
        <Button
          look="primary"
          size="large"
          icon="badge"
          testId="issue"
          hasFocusFirst={true}
          onTap={() => kiosk.send({ type: 'issue-asked' })}
        >
          {t('worker.issue')}
        </Button>
        <PreviewButton worker={card.worker} hours={hours} />
      </div>
    </>
  );
}
