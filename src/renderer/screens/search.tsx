/** Finding a worker: one field, a list that follows, and what is still open from earlier. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { listed } from '../../core/kiosk/worker-steps.ts';
import type { WorkerSummary } from '../../shared/workers.ts';
import { usePage } from '../context.ts';
import { BulkNote } from '../desk/bulk-note.tsx';
import type { At } from '../page-data.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/card.tsx';
import { Icon } from '../ui/icon.tsx';
import { LazyKeyboard } from '../ui/lazy-keyboard.tsx';
import { Leftovers, OpenIssuance } from './leftovers.tsx';
import { Queue } from './queue.tsx';
import { ScanNewsNote } from './scan-note.tsx';
import { optionId, SearchResults } from './search-results.tsx';
import { SetAside } from './set-aside.tsx';

export function SearchScreen({ state }: { readonly state: At<'search'> }) {
  const { kiosk, station, text: words } = usePage();
  const { t } = words;
  const field = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<boolean | null>(null);
  const isOpen = station?.issuanceId !== null || station.leftovers.length > 0 || station.queue.length > 0;
  // What is still open needs the room more than the keys do, until somebody wants to type.
  const text = state.ahead?.text ?? state.text;
  const isKeyboardOut = chosen ?? (station?.mode !== 'desk' && (!isOpen || text !== ''));
  const workers = listed(state.found);
  const [active, setActive] = useState(0);
  useEffect(() => setActive(0), [text]);
  const hours = station?.defaultLifetimeHours ?? 8;
  const choose = useCallback(
    (worker: WorkerSummary) => kiosk.send({ type: 'worker-chosen', worker, hours }),
    [kiosk, hours],
  );
  const type = (typed: string) => kiosk.send({ type: 'text-typed', text: typed });
  const onKey = (event: KeyboardEvent) => {
    const moved = movedBy(event.key, active, workers.length);
    if (moved !== null) {
      event.preventDefault();
      setActive(moved);
    } else if (event.key === 'Enter' && state.found.is === 'found') {
      // Only from the list of this very text: a scanner's Enter must not choose from the one before.
      const worker = workers[active];
      if (worker !== undefined) choose(worker);
    }
  };
  return (
    <div class={isKeyboardOut && text !== '' ? 'search search--busy' : 'search'}>
      <div class="search__top">
        <h1>{t('search.title')}</h1>
        <div class="search__row">
          <SearchField
            field={field}
            state={state}
            onText={type}
            onKey={onKey}
            onTouch={() => station?.mode !== 'desk' && setChosen(true)}
            active={active}
          />
          <Button
            icon="keyboard"
            testId="toggle-keyboard"
            onTap={() => {
              setChosen(!isKeyboardOut);
              field.current?.focus();
            }}
          >
            {t(isKeyboardOut ? 'search.hideKeyboard' : 'search.showKeyboard')}
          </Button>
        </div>
      </div>
      <div class="search__list" tabIndex={-1}>
        {state.scan === null ? null : <ScanNewsNote news={state.scan} />}
        {state.found.is === 'nothing-asked' ? <Before hasNews={state.scan !== null} /> : null}
        <SearchResults state={state} workers={workers} active={active} onChoose={choose} />
      </div>
      {isKeyboardOut ? <LazyKeyboard field={field} onText={type} /> : null}
    </div>
  );
}

function movedBy(key: string, active: number, count: number): number | null {
  if (count === 0) return null;
  if (key === 'ArrowDown') return Math.min(active + 1, count - 1);
  if (key === 'ArrowUp') return Math.max(active - 1, 0);
  return null;
}

function SearchField(props: {
  readonly field: { current: HTMLInputElement | null };
  readonly state: At<'search'>;
  readonly onText: (text: string) => void;
  readonly onKey: (event: KeyboardEvent) => void;
  readonly onTouch: () => void;
  readonly active: number;
}) {
  const { t } = usePage().text;
  const { field, state } = props;
  const count = listed(state.found).length;
  return (
    <div class="field">
      <Icon name="search" />
      <input
        ref={field}
        class="field__input"
        type="text"
        role="combobox"
        dir="auto"
        data-first=""
        data-testid="worker-search"
        aria-label={t('search.label')}
        aria-expanded={count > 0}
        aria-controls="results"
        aria-autocomplete="list"
        {...(count > 0 ? { 'aria-activedescendant': optionId(props.active) } : {})}
        placeholder={t('search.label')}
        autocomplete="off"
        spellcheck={false}
        maxLength={120}
        value={state.text}
        onInput={(event) => props.onText(event.currentTarget.value)}
        onKeyDown={props.onKey}
        onPointerDown={props.onTouch}
      />
      {state.text === '' ? null : (
        <Button
          look="quiet"
          icon="cross"
          testId="clear"
          onTap={() => {
            props.onText('');
            field.current?.focus();
          }}
        >
          {t('search.clear')}
        </Button>
      )}
    </div>
  );
}

/** What is shown before anything is typed: never a list of people, only what is still open. */
function Before({ hasNews }: { readonly hasNews: boolean }) {
  const { station, text } = usePage();
  const issuanceId = station?.issuanceId ?? null;
  const leftovers = station?.leftovers ?? [];
  const queue = station?.queue ?? [];
  const isOffline = station?.connection.state === 'offline';
  const hasRun = (station?.bulkRun ?? null) !== null;
  const isQuiet = issuanceId === null && leftovers.length === 0 && queue.length === 0 && !hasRun;
  return (
    <div class="before">
      {isOffline ? (
        <Note tone="warn" icon="offline" title={text.t('trouble.offline.title')}>
          {text.t('trouble.offline.next')}
        </Note>
      ) : null}
      {station?.setAside == null ? null : <SetAside file={station.setAside} />}
      {issuanceId === null ? null : <OpenIssuance issuanceId={issuanceId} />}
      {queue.length === 0 ? null : <Queue queue={queue} />}
      <BulkNote />
      {leftovers.length === 0 ? null : <Leftovers leftovers={leftovers} />}
      {isQuiet && !isOffline && !hasNews ? <p class="hint">{text.t('search.hint')}</p> : null}
    </div>
  );
}
