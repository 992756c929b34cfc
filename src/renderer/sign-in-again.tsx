/** The service wants to see the supervisor again: asked in place, and everything else stays where it is. */
import { usePage } from './context.ts';
import { Button } from './ui/button.tsx';
import { Note } from './ui/card.tsx';
import { TroubleNote } from './ui/trouble-note.tsx';

/** From there a sign-in leads back; anywhere else the machine is at work or nobody is there. */
const screens: ReadonlySet<string> = new Set(['search', 'worker', 'confirm', 'collect']);

export function SignInAgain({ screen }: { readonly screen: string }) {
  const { station, text } = usePage();
  const { t } = text;
  const isAsked = station?.connection.state === 'sign-in-needed' && station.session.state === 'signed-in';
  if (!isAsked || !screens.has(screen)) return null;
  const met = station.session.trouble;
  return (
    <div class="again" data-testid="sign-in-needed" role="status">
      <Note
        tone="warn"
        icon="person"
        title={t('renewal.title')}
        action={<SignInAgainButtons look="primary" />}
      >
        {t('renewal.text')}
      </Note>
      {met === null || met.kind === 'sign-in-cancelled' ? null : <TroubleNote trouble={met} />}
    </div>
  );
}

const testIds = { 'browser-window': 'sign-in', 'device-code': 'sign-in-device-code' } as const;

export function SignInAgainButtons(props: { readonly look: 'primary'; readonly isLarge?: boolean }) {
  const { kiosk, station, text } = usePage();
  const { t } = text;
  const supervisorId = station?.session.supervisor?.id ?? '';
  return (
    <>
      {(station?.signInMethods ?? []).map((method, index) => (
        <Button
          key={method}
          look={index === 0 ? props.look : 'secondary'}
          size={props.isLarge === true ? 'large' : 'normal'}
          icon={method === 'device-code' ? 'phone' : 'person'}
          testId={testIds[method]}
          hasFocusFirst={props.isLarge === true && index === 0}
          onTap={() => kiosk.send({ type: 'renewal-asked', method, supervisorId })}
        >
          {t(method === 'device-code' ? 'signIn.device-code' : 'problem.signInAgain')}
        </Button>
      ))}
    </>
  );
}
