/** The rows of a run, what needs a person first; the first two hundred, the report has all. */
import { useCallback, useMemo } from 'preact/hooks';
import { troubleKinds } from '../../core/trouble.ts';
import type { BulkAnswer, BulkRowView, BulkRunView } from '../../shared/bulk.ts';
import { usePage } from '../context.ts';
import { Button } from '../ui/button.tsx';
import { useInParts } from '../ui/in-parts.ts';
import type { Text } from '../words/i18n.ts';
import type { Act } from './act.ts';

export function BulkRows({ run, act }: { readonly run: BulkRunView; readonly act: Act }) {
  const { bridge, text } = usePage();
  const list = useInParts(run.list);
  const answer = useCallback(
    (place: number, given: BulkAnswer) => act(bridge['bulk.answer']({ place, answer: given })),
    [bridge, act],
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <ol class="bulk__rows" tabIndex={0} aria-label={text.t('bulk.rows')}>
      {list.map((row) => (
        <BulkRow key={row.place} row={row} text={text} answer={answer} />
      ))}
    </ol>
  );
}

/** Drawn again only when it is another: five times a second the list and the page are read anew, so no row asks the page. */
function BulkRow(props: {
  readonly row: BulkRowView;
  readonly text: Text;
  readonly answer: (place: number, given: BulkAnswer) => void;
}) {
  const { text, answer } = props;
  const { place, line, name, state, reason, print, printer } = props.row;
  return useMemo(
    () => (
      <li data-testid="bulk-row" data-place={place} data-state={state}>
        <span class="bulk__words">
          <span class="bulk__who">
            <bdi>{name}</bdi>
            {line === null ? null : <span class="soft number">{text.t('bulk.line', { line })}</span>}
          </span>
          <span class={`bulk__state bulk__state--${state}`}>
            {rowText(text.t, { state, reason, print, printer })}
          </span>
        </span>
        {state === 'ask' ? <RowAnswers t={text.t} answer={(given) => answer(place, given)} /> : null}
      </li>
    ),
    [text, answer, place, line, name, state, reason, print, printer],
  );
}

function RowAnswers(props: { readonly t: Text['t']; readonly answer: (given: BulkAnswer) => void }) {
  const { t, answer } = props;
  return (
    <span class="bulk__row-answers">
      <Button icon="check" testId="bulk-row-here" onTap={() => answer('here')}>
        {t('bulk.here')}
      </Button>
      <Button icon="retry" testId="bulk-row-again" onTap={() => answer('again')}>
        {t('bulk.again')}
      </Button>
      <Button icon="trash" testId="bulk-row-revoke" onTap={() => answer('revoke')}>
        {t('bulk.revoke')}
      </Button>
    </span>
  );
}

function rowText(
  t: Text['t'],
  { state, reason, print, printer }: Pick<BulkRowView, 'state' | 'reason' | 'print' | 'printer'>,
): string {
  if (state === 'ask')
    return t(print === 'unknown' || print === null ? 'bulk.row.doubtful' : 'bulk.row.ask', {
      printer: printer ?? '',
    });
  if (state !== 'failed') return t(`bulk.row.${state}`);
  const kind = troubleKinds.find((known) => known === reason);
  return kind === undefined ? t('bulk.row.failed') : t(`trouble.${kind}.title`);
}
