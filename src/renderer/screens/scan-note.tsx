/** What the screens say of scans: what one can do for the hand-over, that it read something else, or means nobody. */
import type { ScanNews } from '../../core/kiosk/state.ts';
import type { ScanState } from '../../shared/issuance.ts';
import { usePage, useText } from '../context.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/card.tsx';

/** Nothing where no scanner was ever heard. */
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

/** On the search screen: a scan that led to no card, and the two ways on. */
export function ScanNewsNote({ news }: { readonly news: ScanNews }) {
  const { kiosk, text } = usePage();
  const { t } = text;
  const answer = (to: 'search' | 'enrol') => () => {
    kiosk.send({ type: 'scan-answered', to });
    document.querySelector<HTMLElement>('[data-testid="worker-search"]')?.focus();
  };
  if (!('mayEnrol' in news))
    return (
      <div role="status" data-testid="scan-news" data-scan={news.is}>
        <Note tone="calm" icon="badge" title={t(news.is === 'several' ? 'scan.several' : 'scan.toEnrol')} />
      </div>
    );
  return (
    <div role="alert" data-testid="scan-news" data-scan={news.is}>
      <Note
        tone="warn"
        icon="badge"
        title={t(news.is === 'nobody' ? 'scan.nobody' : 'scan.unknownBadge')}
        action={
          <div class="note__actions">
            <Button icon="search" testId="scan-search" onTap={answer('search')}>
              {t('scan.search')}
            </Button>
            {news.mayEnrol ? (
              <Button icon="badge" testId="scan-enrol" onTap={answer('enrol')}>
                {t('scan.enrol')}
              </Button>
            ) : null}
          </div>
        }
      >
        {t(news.is === 'nobody' ? 'scan.nobodyText' : 'scan.unknownBadgeText')}
      </Note>
    </div>
  );
}

/** In the middle of an order: said for a moment, over the screen. */
export function ScanIgnored() {
  const { t } = useText();
  return (
    <div class="passing" role="status" data-testid="scan-ignored">
      <Note tone="calm" icon="badge" title={t('scan.ignored')} />
    </div>
  );
}
