/** The end that everybody came for, and the way back to the next person. */

import { useEffect, useState } from 'preact/hooks';
import type { Order } from '../../core/issuance/order.ts';
import { timeoutOf } from '../../core/kiosk/timeouts.ts';
import { useNow, usePage, useText } from '../context.ts';
import type { At } from '../page-data.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/card.tsx';
import { CountdownRing } from '../ui/countdown.tsx';
import { Filled, gap, Name } from '../ui/filled.tsx';
import { Icon } from '../ui/icon.tsx';
import { doneText, doneTitle } from '../words/done-words.ts';
import { isolated } from '../words/i18n.ts';

export function DoneScreen({ state }: { readonly state: At<'done'> }) {
  const { kiosk, text } = usePage();
  const { t, format } = text;
  const { view, outcome } = state;
  const nowMs = useNow(60_000);
  const isGood = outcome === 'handed-over' || outcome === 'extended';
  const at = (atMs: number | null) => (atMs === null ? '' : format.when(atMs, nowMs));
  const told = {
    name: isolated(view.worker.displayName),
    when: at(view.expiresAtMs),
    start: at(view.startsAtMs),
  };
  return (
    <div class="centre done" data-testid="outcome" data-outcome={outcome} data-order={view.order.is}>
      <span class={isGood ? 'medal medal--good' : 'medal'}>
        <Icon name={isGood ? 'check' : 'trash'} />
      </span>
      <div role="status">
        <h1>
          <Filled sentence={t(doneTitle(outcome, view.order), { name: gap })}>
            {isGood ? <Name>{view.worker.displayName}</Name> : null}
          </Filled>
        </h1>
      </div>
      <p class="lead">{t(doneText(outcome, view, nowMs), told)}</p>
      {outcome === 'handed-over' && view.order.is === 'enrol' ? <FirstSignIn /> : null}
      <div class="answers answers--centre">
        <Button
          look="primary"
          size="large"
          icon="search"
          testId="done"
          hasFocusFirst={true}
          onTap={() => kiosk.send({ type: 'cancel-asked' })}
        >
          {t('done.next')}
        </Button>
        {isGood ? null : <Again order={view.order} />}
      </div>
      <Returning state={state} />
    </div>
  );
}

/** Whoever holds the badge must know this before the first try, which otherwise ends at this screen again. */
function FirstSignIn() {
  const { t } = useText();
  return (
    <div class="done__note">
      <Note tone="calm" title={t('worker.neverUsedTitle')}>
        {t('confirm.point.trap')}
      </Note>
    </div>
  );
}

function Again({ order }: { readonly order: Order }) {
  const { kiosk, text } = usePage();
  return (
    <Button size="large" icon="badge" testId="again" onTap={() => kiosk.send({ type: 'again-asked' })}>
      {text.t(order.is === 'issue' ? 'done.again' : 'done.card')}
    </Button>
  );
}

function Returning({ state }: { readonly state: At<'done'> }) {
  const { kiosk, text } = usePage();
  const { t } = text;
  const [fromMs] = useState(kiosk.nowMs);
  const totalMs = timeoutOf(state) ?? 0;
  const nowMs = useNow(500);
  const [count, setCount] = useState(Math.ceil(totalMs / 1_000));
  useEffect(
    () => setCount(Math.max(0, Math.ceil((fromMs + totalMs - nowMs) / 1_000))),
    [fromMs, totalMs, nowMs],
  );
  return (
    <p class="soft with-icon">
      <CountdownRing fromMs={fromMs} totalMs={totalMs} />
      {t('done.returning', { count })}
    </p>
  );
}
