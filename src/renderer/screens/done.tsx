/** The end that everybody came for, and the way back to the next person. */

import { useEffect, useState } from 'preact/hooks';
import { timeouts } from '../../core/kiosk/timeouts.ts';
import { useNow, usePage } from '../context.ts';
import { isolated } from '../i18n.ts';
import type { At } from '../page-data.ts';
import { Button } from '../ui/button.tsx';
import { CountdownRing } from '../ui/countdown.tsx';
import { Filled, gap, Name } from '../ui/filled.tsx';
import { Icon } from '../ui/icon.tsx';

export function DoneScreen({ state }: { readonly state: At<'done'> }) {
  const { kiosk, text } = usePage();
  const { t, format } = text;
  const { view, outcome } = state;
  const nowMs = useNow(60_000);
  const name = isolated(view.worker.displayName);
  const isGood = outcome === 'handed-over';
  const when = view.expiresAtMs === null ? '' : format.when(view.expiresAtMs, nowMs);
  return (
    <div class="centre done" data-testid="outcome" data-outcome={outcome}>
      <span class={isGood ? 'medal medal--good' : 'medal'}>
        <Icon name={isGood ? 'check' : 'trash'} />
      </span>
      <div role="status">
        <h1>
          <Filled sentence={t(`done.${outcome}`, { name: gap })}>
            {isGood ? <Name>{view.worker.displayName}</Name> : null}
          </Filled>
        </h1>
      </div>
      <p class="lead">{t(isGood ? 'done.handed-overText' : 'done.revokedText', { name, when })}</p>
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
        {isGood ? null : (
          <Button size="large" icon="badge" testId="again" onTap={() => kiosk.send({ type: 'again-asked' })}>
            {t('done.again')}
          </Button>
        )}
      </div>
      <Returning />
    </div>
  );
}

function Returning() {
  const { kiosk, text } = usePage();
  const { t } = text;
  const [fromMs] = useState(kiosk.nowMs);
  const totalMs = timeouts.done ?? 0;
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
