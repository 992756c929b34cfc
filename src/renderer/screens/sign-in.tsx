/** The station's resting face: what it is for, and how a supervisor signs in. */
import { usePage } from '../context.ts';
import type { At } from '../page-data.ts';
import { BadgePicture } from '../ui/brand.tsx';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/card.tsx';
import { TroubleNote } from '../ui/trouble-note.tsx';

const testIds = { 'browser-window': 'sign-in', 'device-code': 'sign-in-device-code' } as const;

export function SignInScreen({ state }: { readonly state: At<'sign-in'> }) {
  const { kiosk, station, text } = usePage();
  const { t } = text;
  const met = state.trouble ?? station?.session.trouble ?? null;
  return (
    <div class="welcome">
      <section class="welcome__hero">
        <div class="welcome__words">
          <p class="welcome__big">{t('signIn.heroTitle')}</p>
          <p class="welcome__lead">{t('signIn.heroText')}</p>
        </div>
        <BadgePicture />
      </section>
      <section class="welcome__sign-in">
        <h1>{t('signIn.title')}</h1>
        <p class="lead">{t('signIn.text')}</p>
        {met === null || met.kind === 'sign-in-cancelled' ? null : <TroubleNote trouble={met} />}
        {station?.connection.state === 'offline' ? (
          <Note tone="warn" icon="offline" title={t('trouble.offline.title')}>
            {t('offline.signIn')}
          </Note>
        ) : null}
        <div class="stack">
          {(station?.signInMethods ?? []).map((method, index) => (
            <div key={method} class="way">
              <Button
                look={index === 0 ? 'primary' : 'secondary'}
                size="large"
                icon={method === 'device-code' ? 'phone' : 'person'}
                testId={testIds[method]}
                hasFocusFirst={index === 0}
                onTap={() => kiosk.send({ type: 'sign-in-asked', method })}
              >
                {t(`signIn.${method}`)}
              </Button>
              <p class="soft">{t(`signIn.${method}Hint`)}</p>
            </div>
          ))}
        </div>
        {station?.isDemo && met === null ? <Note tone="calm" title={t('app.demoNote')} /> : null}
      </section>
    </div>
  );
}
