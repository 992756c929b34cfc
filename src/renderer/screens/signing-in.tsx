/** A sign-in under way: the window is elsewhere, or the code to type is here, big enough to read off. */

import type { SessionView } from '../../shared/api.ts';
import { usePage, useText } from '../context.ts';
import type { At } from '../page-data.ts';
import { Button } from '../ui/button.tsx';
import { TimeLeft } from '../ui/countdown.tsx';
import { Filled, gap } from '../ui/filled.tsx';
import { Icon } from '../ui/icon.tsx';

export function SigningInScreen({ state }: { readonly state: At<'signing-in'> }) {
  const { kiosk, station, text } = usePage();
  const { t } = text;
  const deviceCode = station?.session.deviceCode ?? null;
  return (
    <div class="centre">
      {deviceCode === null ? <Waiting method={state.method} /> : <DeviceCode code={deviceCode} />}
      <Button icon="cross" testId="cancel" onTap={() => kiosk.send({ type: 'cancel-asked' })}>
        {t('signingIn.cancel')}
      </Button>
    </div>
  );
}

function Waiting({ method }: { readonly method: At<'signing-in'>['method'] }) {
  const { t } = useText();
  return (
    <>
      <span class="spinner" aria-hidden="true" />
      <div role="status">
        <h1>{t('signingIn.title')}</h1>
      </div>
      <p class="lead">{t(method === 'device-code' ? 'signingIn.preparing' : 'signingIn.text')}</p>
    </>
  );
}

export function DeviceCode({ code }: { readonly code: NonNullable<SessionView['deviceCode']> }) {
  const { t } = useText();
  return (
    <>
      <h1>{t('signingIn.deviceTitle')}</h1>
      <div class="device">
        <img class="device__qr" src={code.qrDataUrl} alt={t('signingIn.qrAlt')} draggable={false} />
        <ol class="device__steps">
          <li>
            <span>{t('signingIn.stepScan')}</span>
            <bdi class="device__link" dir="ltr">
              {code.verificationUri}
            </bdi>
          </li>
          <li>
            <span>{t('signingIn.stepCode')}</span>
            <bdi class="device__code" dir="ltr" data-testid="device-user-code">
              {code.userCode}
            </bdi>
          </li>
        </ol>
      </div>
      <p class="soft with-icon">
        <Icon name="clock" />
        <ValidFor untilMs={code.expiresAtMs} />
      </p>
    </>
  );
}

function ValidFor({ untilMs }: { readonly untilMs: number }) {
  const { t } = useText();
  return (
    <span>
      <Filled sentence={t('signingIn.validFor', { time: gap })}>
        <TimeLeft untilMs={untilMs} />
      </Filled>
    </span>
  );
}
