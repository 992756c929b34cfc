/** The machine at work: named steps, nothing to do for a person. */
import type { Order } from '../../core/issuance/order.ts';
import { usePage } from '../context.ts';
import type { At } from '../page-data.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Filled, gap, Name } from '../ui/filled.tsx';
import { Steps } from '../ui/steps.tsx';
import { wordOf } from '../words/orders.ts';

export function IssuingScreen({ state }: { readonly state: At<'issuing'> }) {
  const { t } = usePage().text;
  const { run } = state;
  const view = run.is === 'watched' ? run.watch.view : null;
  const worker = run.is === 'asked' ? run.card.worker : (view?.worker ?? null);
  const order = run.is === 'asked' ? run.order : (view?.order ?? null);
  // What was made is taken back: another matter than the order's own steps.
  const isUndoing = view?.step === 'revoke' && view.order.is !== 'revoke';
  return (
    <div class="work">
      <div class="work__about">
        {worker === null ? null : <Avatar id={worker.id} name={worker.displayName} size="large" />}
        <div role="status">
          <h1>
            <Title name={worker?.displayName ?? null} order={order} isUndoing={isUndoing} />
          </h1>
        </div>
        <p class="lead">{t('issuing.text')}</p>
      </div>
      {isUndoing || order === null ? (
        <span class="spinner" aria-hidden="true" />
      ) : (
        <Steps
          order={order}
          now={view?.step ?? 'preflight'}
          done={view?.done ?? []}
          isReplacement={view?.isReplacement ?? replaces(order)}
        />
      )}
    </div>
  );
}

function replaces(order: Order): boolean {
  return 'replaceCodeId' in order && order.replaceCodeId !== null;
}

function Title(props: {
  readonly name: string | null;
  readonly order: Order | null;
  readonly isUndoing: boolean;
}) {
  const { t } = usePage().text;
  const { name, order } = props;
  if (props.isUndoing) return <>{t(order?.is === 'enrol' ? 'issuing.undoing' : 'issuing.revoking')}</>;
  if (name === null || order === null) return <>{t('issuing.titleNoName')}</>;
  return (
    <Filled sentence={t(`issuing.${wordOf(order)}`, { name: gap })}>
      <Name>{name}</Name>
    </Filled>
  );
}
