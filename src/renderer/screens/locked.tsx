/** The locked station: nothing of anybody on the screen but who may come back. */
import { usePage } from '../context.ts';
import type { At } from '../page-data.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/card.tsx';
import { Icon } from '../ui/icon.tsx';
import { PinPad } from '../ui/pin-pad.tsx';
import { isolated } from '../words/i18n.ts';

export function LockedScreen({ state }: { readonly state: At<'locked'> }) {
  const { kiosk, station, text } = usePage();
  const { t } = text;
  const session = station?.session;
  const hasPin = session?.hasPin ?? false;
  const isWrong = state.trouble !== null;
  const count = session?.pinTriesLeft ?? 0;
  return (
    <div class="locked">
      <section class="locked__words">
        <span class="medal">
          <Icon name="lock" />
        </span>
        <div role="status">
          <h1>{t('locked.title')}</h1>
        </div>
        <p class="lead">{t(hasPin ? 'locked.withPin' : 'locked.withoutPin')}</p>
        {session?.supervisor ? (
          <p class="soft">{t('locked.who', { name: isolated(session.supervisor.name) })}</p>
        ) : null}
        {isWrong ? (
          <div role="alert" data-testid="show-error" data-kind={state.trouble?.kind} data-request-id="">
            <Note tone="bad" title={t(`trouble.${state.trouble?.kind ?? 'wrong-pin'}.title`)}>
              {t('locked.tries', { count })}
            </Note>
          </div>
        ) : null}
        {station?.connection.state === 'offline' ? (
          <Note tone="warn" icon="offline" title={t('trouble.offline.title')}>
            {t(hasPin ? 'offline.pin' : 'offline.signIn')}
          </Note>
        ) : null}
        <LockedActions hasPin={hasPin} />
      </section>
      {hasPin ? (
        <PinPad
          round={`${state.isUnlocking}-${count}`}
          isBusy={state.isUnlocking}
          onPin={(pin) => kiosk.unlock(pin)}
        />
      ) : null}
    </div>
  );
}

function LockedActions({ hasPin }: { readonly hasPin: boolean }) {
  const { kiosk, station, text } = usePage();
  const { t } = text;
  const methods = station?.signInMethods ?? [];
  const testIds = { 'browser-window': 'sign-in', 'device-code': 'sign-in-device-code' } as const;
  return (
    <div class="answers">
      {methods.map((method, index) => (
        <Button
          key={method}
          look={hasPin || index > 0 ? 'secondary' : 'primary'}
          size={hasPin ? 'normal' : 'large'}
          icon={method === 'device-code' ? 'phone' : 'person'}
          testId={testIds[method]}
          hasFocusFirst={!hasPin && index === 0}
          onTap={() => kiosk.send({ type: 'sign-in-asked', method })}
        >
          {t(method === 'device-code' ? 'signIn.device-code' : 'locked.signIn')}
        </Button>
      ))}
      <Button
        look="quiet"
        icon="signOut"
        testId="sign-out"
        onTap={() => kiosk.send({ type: 'sign-out-asked' })}
      >
        {t('locked.signOut')}
      </Button>
    </div>
  );
}
