/** The tokens did not outlive an outage: asked in place to sign in again, while everything stays where it is. */
import { useState } from 'preact/hooks';
import type { Trouble } from '../../core/trouble.ts';
import type { SignInMethod } from '../../shared/api.ts';
import { usePage } from '../context.ts';
import { settled } from '../effects.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/card.tsx';
import { TroubleNote } from '../ui/trouble-note.tsx';

/** Anywhere else the machine is at work, nobody is there, or the screen itself asks. */
const screens: ReadonlySet<string> = new Set(['search', 'worker', 'confirm', 'collect']);

export function SignInNeeded({ screen }: { readonly screen: string }) {
  const { station, text } = usePage();
  const { t } = text;
  const isNeeded = station?.connection.state === 'sign-in-needed' && station.session.state === 'signed-in';
  if (!isNeeded || !screens.has(screen)) return null;
  return (
    <div class="again" data-testid="sign-in-needed" role="status">
      <Note tone="warn" icon="person" title={t('renewal.title')} action={<SignInAgainButtons />}>
        {t('renewal.text')}
      </Note>
    </div>
  );
}

const testIds = { 'browser-window': 'sign-in', 'device-code': 'sign-in-device-code' } as const;

/** @param props.onDone what could not be done without the session */
export function SignInAgainButtons(props: { readonly isLarge?: boolean; readonly onDone?: () => void }) {
  const { bridge, station, text } = usePage();
  const { t } = text;
  const [met, setMet] = useState<Trouble | null>(null);
  const signIn = (method: SignInMethod) => {
    setMet(null);
    void settled(bridge['session.signInAgain']({ method })).then((done) => {
      if (done.ok) props.onDone?.();
      else setMet(done.error.kind === 'sign-in-cancelled' ? null : done.error);
    });
  };
  return (
    <>
      {(station?.signInMethods ?? []).map((method, index) => (
        <Button
          key={method}
          look={index === 0 ? 'primary' : 'secondary'}
          size={props.isLarge === true ? 'large' : 'normal'}
          icon={method === 'device-code' ? 'phone' : 'person'}
          testId={testIds[method]}
          hasFocusFirst={props.isLarge === true && index === 0}
          onTap={() => signIn(method)}
        >
          {t(method === 'device-code' ? 'signIn.device-code' : 'problem.signInAgain')}
        </Button>
      ))}
      {met === null ? null : <TroubleNote trouble={met} />}
    </>
  );
}
