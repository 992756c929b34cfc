/** The machine at work: named steps, nothing to do for a person. */
import { usePage } from '../context.ts';
import { isolated } from '../i18n.ts';
import type { At } from '../page-data.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Steps } from '../ui/steps.tsx';

export function IssuingScreen({ state }: { readonly state: At<'issuing'> }) {
  const { t } = usePage().text;
  const { run } = state;
  const view = run.is === 'watched' ? run.watch.view : null;
  const worker = run.is === 'asked' ? run.card.worker : (view?.worker ?? null);
  const isReplacement = run.is === 'asked' ? run.replaceCodeId !== null : (view?.isReplacement ?? false);
  return (
    <div class="work">
      <div class="work__about">
        {worker === null ? null : <Avatar id={worker.id} name={worker.displayName} size="large" />}
        <div role="status">
          <h1>{titleIn(t, worker?.displayName ?? null, view?.step === 'revoke')}</h1>
        </div>
        <p class="lead">{t('issuing.text')}</p>
      </div>
      {view?.step === 'revoke' ? (
        <span class="spinner" aria-hidden="true" />
      ) : (
        <Steps now={view?.step ?? 'preflight'} done={view?.done ?? []} isReplacement={isReplacement} />
      )}
    </div>
  );
}

function titleIn(
  t: ReturnType<typeof usePage>['text']['t'],
  name: string | null,
  isRevoking: boolean,
): string {
  if (isRevoking) return t('issuing.revoking');
  return name === null ? t('issuing.titleNoName') : t('issuing.title', { name: isolated(name) });
}
