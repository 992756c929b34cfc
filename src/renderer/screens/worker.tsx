/** The worker's card: who it is, what codes there are, the two taps to a new one, and what else can be ordered. */
import type { TroubleKind } from '../../core/trouble.ts';
import { usePage } from '../context.ts';
import type { At } from '../page-data.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/card.tsx';
import { isolated } from '../words/i18n.ts';
import { CodeStates } from './code-states.tsx';
import { MoreOffers } from './more-offers.tsx';
import { isToEnrol, WorkerTask } from './worker-task.tsx';

export function WorkerScreen({ state }: { readonly state: At<'worker'> }) {
  const { kiosk, text } = usePage();
  const { t } = text;
  const { card } = state;
  return (
    <div class="worker">
      <div class="worker__who">
        <Button look="quiet" icon="back" testId="cancel" onTap={() => kiosk.send({ type: 'cancel-asked' })}>
          {t('app.back')}
        </Button>
        <Person state={state} />
        {card === null || state.notice === null ? null : <Notice notice={state.notice} />}
      </div>
      {card === null ? null : <CodeStates card={card} />}
      <div class="worker__side">
        {card === null ? (
          <div class="loading" role="status">
            <span class="spinner" aria-hidden="true" />
            <p>{t('worker.loading')}</p>
          </div>
        ) : (
          <WorkerTask card={card} hours={state.hours} startsAtMs={state.startsAtMs} />
        )}
      </div>
      {card === null ? null : <MoreOffers card={card} except={isToEnrol(card) ? 'enrol' : 'issue'} />}
    </div>
  );
}

const notices = {
  'already-enrolled': 'notice.already-enrolled',
  offline: 'notice.offline',
} as const satisfies Partial<Record<TroubleKind, string>>;

/** What became of the last order: no problem, only news. */
function Notice({ notice }: { readonly notice: TroubleKind }) {
  const { t } = usePage().text;
  const isKnown = notice === 'already-enrolled' || notice === 'offline';
  const words = isKnown ? notices[notice] : 'notice.live-code-exists';
  return (
    <div class="worker__notice" role="status" data-testid="notice" data-kind={notice}>
      <Note tone="calm" title={t(words)} />
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
        <p class="person__place">
          {place.map((part) => (
            <span key={part}>
              <bdi>{part}</bdi>
            </span>
          ))}
          <span class="soft">
            {worker.employeeId === null ? (
              <bdi>{worker.userPrincipalName}</bdi>
            ) : (
              <>
                {t('worker.employeeId')} <bdi class="number">{worker.employeeId}</bdi>
              </>
            )}
          </span>
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
