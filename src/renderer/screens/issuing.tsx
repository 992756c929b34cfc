/** The machine at work: named steps, nothing to do for a person. */
import { usePage } from '../context.ts';
import type { At } from '../page-data.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Filled, gap, Name } from '../ui/filled.tsx';
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
          <h1>
            <Title name={worker?.displayName ?? null} isRevoking={view?.step === 'revoke'} />
          </h1>
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

function Title({ name, isRevoking }: { readonly name: string | null; readonly isRevoking: boolean }) {
  const { t } = usePage().text;
  if (isRevoking) return <>{t('issuing.revoking')}</>;
  if (name === null) return <>{t('issuing.titleNoName')}</>;
  return (
    <Filled sentence={t('issuing.title', { name: gap })}>
      <Name>{name}</Name>
    </Filled>
  );
}
