/** The very first moment, before main has said anything. */
import { useText } from '../context.ts';
import { BadgePicture } from '../ui/brand.tsx';

export function StartingScreen() {
  const { t } = useText();
  return (
    <div class="centre">
      <BadgePicture />
      <div role="status">
        <h1>{t('starting.title')}</h1>
      </div>
      <p class="lead">{t('starting.text')}</p>
    </div>
  );
}
