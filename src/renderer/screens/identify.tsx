/** A scan is being looked up: with the station's own list a blink, and words only where it takes longer. */
import { usePage } from '../context.ts';
import { Button } from '../ui/button.tsx';

export function IdentifyScreen() {
  const { kiosk, text } = usePage();
  const { t } = text;
  return (
    <div class="centre identify">
      <span class="spinner" aria-hidden="true" />
      <div role="status">
        <h1>{t('scan.looking')}</h1>
      </div>
      <Button icon="back" testId="cancel" onTap={() => kiosk.send({ type: 'cancel-asked' })}>
        {t('app.back')}
      </Button>
    </div>
  );
}
