/** The rows of a run, what needs a person first; the first two hundred, the report has all. */
import { troubleKinds } from '../../core/trouble.ts';
import type { BulkAnswer, BulkRowView, BulkRunView } from '../../shared/bulk.ts';
import { usePage } from '../context.ts';
import { Button } from '../ui/button.tsx';
import type { Text } from '../words/i18n.ts';
import type { Act } from './act.ts';

export function BulkRows({ run, act }: { readonly run: BulkRunView; readonly act: Act }) {
  const { bridge, text } = usePage();
  const { t } = text;
  const answer = (place: number, given: BulkAnswer) => act(bridge['bulk.answer']({ place, answer: given }));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <ol class="bulk__rows" tabIndex={0} aria-label={t('bulk.rows')}>
      {run.list.map((row) => (
        <li key={row.place} data-testid="bulk-row" data-place={row.place} data-state={row.state}>
          <span class="bulk__words">
            <span class="bulk__who">
              <bdi>{row.name}</bdi>
              {row.line === null ? null : (
                <span class="soft number">{t('bulk.line', { line: row.line })}</span>
              )}
            </span>
            <span class={`bulk__state bulk__state--${row.state}`}>{rowText(t, row)}</span>
          </span>
          {row.state === 'ask' ? (
            <span class="bulk__row-answers">
              <Button icon="check" testId="bulk-row-here" onTap={() => answer(row.place, 'here')}>
                {t('bulk.here')}
              </Button>
              <Button icon="retry" testId="bulk-row-again" onTap={() => answer(row.place, 'again')}>
                {t('bulk.again')}
              </Button>
              <Button icon="trash" testId="bulk-row-revoke" onTap={() => answer(row.place, 'revoke')}>
                {t('bulk.revoke')}
              </Button>
            </span>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

function rowText(t: Text['t'], { state, reason, print, printer }: BulkRowView): string {
  if (state === 'ask')
    return t(print === 'unknown' || print === null ? 'bulk.row.doubtful' : 'bulk.row.ask', {
      printer: printer ?? '',
    });
  if (state !== 'failed') return t(`bulk.row.${state}`);
  const kind = troubleKinds.find((known) => known === reason);
  return kind === undefined ? t('bulk.row.failed') : t(`trouble.${kind}.title`);
}
