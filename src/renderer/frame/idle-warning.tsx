/** Before the idle lock takes the screen away: a warning with a countdown, and one tap puts it off. */
import { useEffect, useState } from 'preact/hooks';
import { useNow, usePage } from '../context.ts';
import { Button } from '../ui/button.tsx';
import { CountdownRing } from '../ui/countdown.tsx';
import { Dialog } from '../ui/dialog.tsx';

export function IdleWarning() {
  const { station } = usePage();
  const { warnAtMs = null, lockAtMs = null } = station?.session ?? {};
  const isWarning = useReached(warnAtMs);
  if (!isWarning || warnAtMs === null || lockAtMs === null) return null;
  return <Warning warnAtMs={warnAtMs} lockAtMs={lockAtMs} />;
}

function Warning({ warnAtMs, lockAtMs }: { readonly warnAtMs: number; readonly lockAtMs: number }) {
  const { kiosk, text } = usePage();
  const { t } = text;
  const nowMs = useNow(500);
  const count = Math.max(0, Math.ceil((lockAtMs - nowMs) / 1_000));
  if (count === 0) return null;
  return (
    <Dialog role="alertdialog" title={t('idle.title')} onClose={() => kiosk.touch()} hasClose={false}>
      <div class="idle">
        <CountdownRing fromMs={warnAtMs} totalMs={lockAtMs - warnAtMs} />
        <p>{t('idle.text', { count })}</p>
        <Button look="primary" size="large" testId="still-here" onTap={() => kiosk.touch()}>
          {t('idle.stay')}
        </Button>
      </div>
    </Dialog>
  );
}

/** Whether an instant is behind us; false for none. */
function useReached(atMs: number | null): boolean {
  const { kiosk } = usePage();
  const [isReached, setIsReached] = useState(false);
  useEffect(() => {
    if (atMs === null) {
      setIsReached(false);
      return;
    }
    const leftMs = atMs - kiosk.nowMs();
    setIsReached(leftMs <= 0);
    if (leftMs <= 0) return;
    const id = setTimeout(() => setIsReached(true), leftMs);
    return () => clearTimeout(id);
  }, [atMs]);
  return isReached;
}
