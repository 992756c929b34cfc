/** In the middle of an order the supervisor signs in once more: why, the code to type where there is one, and the way out. */
import { usePage } from '../context.ts';
import { DeviceCode } from '../screens/signing-in.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';

export function SignInAgain() {
  const { bridge, station, text } = usePage();
  const { t } = text;
  const { again = null, deviceCode = null } = station?.session ?? {};
  if (again === null) return null;
  const giveUp = () => {
    bridge['session.cancelSignIn'](null).catch(() => {
      // The station's next word tells whether it is still being waited for.
    });
  };
  return (
    <Dialog role="alertdialog" title={t('again.title')} onClose={giveUp} hasClose={false}>
      <div class="idle" data-testid="sign-in-again" data-why={again}>
        <p>{t(`again.${again}`)}</p>
        {deviceCode === null ? null : <DeviceCode code={deviceCode} />}
        <Button size="large" testId="sign-in-later" onTap={giveUp}>
          {t('again.cancel')}
        </Button>
      </div>
    </Dialog>
  );
}
