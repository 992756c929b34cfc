/** What a scanner can do for the hand-over, and that it read something else: nothing where no scanner was ever heard. */
import type { ScanState } from '../../shared/issuance.ts';
import { useText } from '../context.ts';
import { Note } from '../ui/card.tsx';

export function ScanNote({ scan }: { readonly scan: ScanState }) {
  const { t } = useText();
  if (scan === 'unseen') return null;
  return (
    <div data-testid="scan-note" data-scan={scan}>
      {scan === 'ready' ? (
        <p class="soft">{t('collect.scan')}</p>
      ) : (
        <div role="alert">
          <Note tone="warn" icon="badge" title={t('collect.otherBadge')}>
            {t('collect.otherBadgeText')}
          </Note>
        </div>
      )}
    </div>
  );
}
