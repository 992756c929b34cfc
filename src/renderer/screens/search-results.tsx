/** The list below the search field, and the words where there is none. */

import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { needsSignIn } from '../../core/trouble.ts';
import type { FoundWorker } from '../../shared/workers.ts';
import { usePage, useText } from '../context.ts';
import { SignInAgainButtons } from '../frame/sign-in-needed.tsx';
import type { At } from '../page-data.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/card.tsx';
import { Icon } from '../ui/icon.tsx';
import { StatusPill } from '../ui/status-pill.tsx';
import { TroubleNote } from '../ui/trouble-note.tsx';
import { isolated } from '../words/i18n.ts';

/** All that is seen, but for a tall screen without its keyboard. */
const atFirst = 12;
/** Whoever waits longer is told so. */
const patienceMs = 150;

export function optionId(index: number): string {
  return `result-${index}`;
}

export function SearchResults(props: {
  readonly state: At<'search'>;
  readonly workers: readonly FoundWorker[];
  readonly active: number;
  readonly onChoose: (worker: FoundWorker) => void;
}) {
  const { t } = useText();
  const { state, workers, active, onChoose } = props;
  const { found } = state;
  const isAwaited = useLasting(found.is === 'looking', patienceMs);
  const isOfText = found.is === 'looking' && found.asks === 'service';
  // While the own list is looked through nothing of the page changes: a frame for that would hold up the one with the answer.
  const shown = useLast(found);
  const isWhole = useWhole(workers);
  // The same rows as long as it is the same list: a letter draws the field at once, and the list when the answer is there.
  const rows = useMemo(
    () =>
      (isWhole ? workers : workers.slice(0, atFirst)).map((worker, index) => (
        <Result
          key={worker.id}
          worker={worker}
          index={index}
          isActive={index === active}
          onChoose={() => onChoose(worker)}
        />
      )),
    [workers, isWhole, active, onChoose],
  );
  return (
    <>
      <p class="hidden" role="status">
        {shown.is === 'found' ? t('search.count', { count: shown.workers.length }) : null}
      </p>
      <div
        id="results"
        role="listbox"
        aria-label={t('search.label')}
        aria-busy={isAwaited || isOfText}
        data-asks={isOfText ? 'service' : undefined}
        class={isAwaited && !isOfText ? 'results results--old' : 'results'}
      >
        {rows}
      </div>
      {isAwaited && (isOfText || workers.length === 0) ? <p class="hint">{t('search.looking')}</p> : null}
      {found.is === 'found' && workers.length === 0 ? (
        <Note tone="calm" icon="search" title={t('search.noneTitle')}>
          {t('search.noneText', { text: isolated((state.ahead?.text ?? state.text).trim()) })}
        </Note>
      ) : null}
      <Source found={shown} />
      {found.is === 'trouble' ? <SearchTrouble trouble={found.trouble} text={state.text} /> : null}
    </>
  );
}

/** Whether the rows below the edge are due as well: once the page has nothing else to do. */
function useWhole(workers: readonly FoundWorker[]): boolean {
  const [drawn, setDrawn] = useState<readonly FoundWorker[]>([]);
  const isLong = workers.length > atFirst;
  useEffect(() => {
    if (!isLong) return;
    const id = requestIdleCallback(() => setDrawn(workers), { timeout: patienceMs });
    return () => cancelIdleCallback(id);
  }, [workers, isLong]);
  return !isLong || drawn === workers;
}

/** Not for an answer of the station's own list, which is there before: a list that fades and comes back is drawn three times. */
function useLasting(isSo: boolean, ms: number): boolean {
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    if (!isSo) return;
    const id = setTimeout(() => setIsLong(true), ms);
    return () => {
      clearTimeout(id);
      setIsLong(false);
    };
  }, [isSo, ms]);
  return isSo && isLong;
}

/** What was said of the list stays while the own list is looked through again; what the service is asked about is another list. */
function useLast(found: At<'search'>['found']): At<'search'>['found'] {
  const last = useRef(found);
  const isSame = found.is === 'looking' && found.asks === 'list' && found.before.length > 0;
  if (!isSame) last.current = found;
  return last.current;
}

/** Who answered, and how old that is; while the station's list is being filled, how far it is. */
function Source({ found }: { readonly found: At<'search'>['found'] }) {
  const { kiosk, station, text } = usePage();
  const { t, format } = text;
  const directory = station?.directory ?? null;
  if (directory?.isFilling && !directory.isComplete)
    return (
      <p class="hint" data-testid="directory-filling">
        {t('search.filling', { number: format.number(directory.workers) })}
      </p>
    );
  if (found.is !== 'found' || found.workers.length === 0 || directory === null) return null;
  const { source, asOfMs } = found;
  const key =
    source === 'service' ? 'search.fromService' : asOfMs === null ? 'search.fromPart' : 'search.fromList';
  return (
    <p class="hint" data-testid="search-source" data-source={source}>
      {t(key, { when: asOfMs === null ? '' : format.when(asOfMs, kiosk.nowMs()) })}
    </p>
  );
}

function Result(props: {
  readonly worker: FoundWorker;
  readonly index: number;
  readonly isActive: boolean;
  readonly onChoose: () => void;
}) {
  const { t } = useText();
  const { worker, isActive } = props;
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isActive) ref.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);
  const place = [worker.jobTitle, worker.department].filter((part) => part !== null && part !== '');
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field holds the focus and its arrows and Enter choose
    <div
      ref={ref}
      id={optionId(props.index)}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      class={isActive ? 'result result--active' : 'result'}
      data-testid="worker-result"
      data-worker-id={worker.id}
      onClick={props.onChoose}
    >
      <Avatar id={worker.id} name={worker.displayName} />
      <span class="result__words">
        <span class="result__name">
          <bdi>{worker.displayName}</bdi>
        </span>
        <span class="result__place">
          <bdi>{place.length > 0 ? place.join(' · ') : worker.userPrincipalName}</bdi>
        </span>
      </span>
      {worker.accountEnabled && worker.isRemoved !== true ? null : (
        <StatusPill tone="warn" icon="stop">
          {t(worker.isRemoved === true ? 'search.removed' : 'search.disabled')}
        </StatusPill>
      )}
      {worker.employeeId === null ? null : (
        <span class="result__number">{t('search.employeeId', { id: worker.employeeId })}</span>
      )}
      <Icon name="back" />
    </div>
  );
}

function SearchTrouble(props: {
  readonly trouble: Extract<At<'search'>['found'], { is: 'trouble' }>['trouble'];
  readonly text: string;
}) {
  const { kiosk, station, text } = usePage();
  const { t } = text;
  const again = () => kiosk.send({ type: 'text-typed', text: props.text });
  return (
    <TroubleNote
      trouble={props.trouble}
      action={
        // Else the note above asks already.
        needsSignIn(props.trouble.kind) && station?.connection.state !== 'sign-in-needed' ? (
          <SignInAgainButtons onDone={again} />
        ) : (
          <Button icon="retry" testId="retry" onTap={again}>
            {t('problem.retry')}
          </Button>
        )
      }
    />
  );
}
