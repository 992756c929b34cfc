/** The rows as they were found, before anything is changed: what is wrong with which, and the start for all others. */
import { useState } from 'preact/hooks';
import { troubleKinds } from '../../core/trouble.ts';
import type { BulkCheck, BulkProblem } from '../../shared/bulk.ts';
import { usePage, useText } from '../context.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/card.tsx';
import { Icon } from '../ui/icon.tsx';
import { useInParts } from '../ui/in-parts.ts';
import type { Text } from '../words/i18n.ts';
import type { Act } from './act.ts';
import { BulkSourceChoice } from './bulk-source.tsx';

export function BulkCheckReport(props: {
  readonly check: BulkCheck;
  readonly lists: readonly string[];
  readonly act: Act;
}) {
  const { t } = useText();
  const { check, lists, act } = props;
  const { fault, isChecking, rows, done, ready } = check;
  if (isChecking)
    return (
      <div class="bulk__progress" role="status" data-testid="bulk-checking">
        <p>{t('bulk.checking', { done, all: rows })}</p>
        <progress max={Math.max(rows, 1)} value={done} aria-label={t('steps.label')} />
      </div>
    );
  return (
    <div class="bulk__check" data-testid="bulk-check" data-ready={ready} data-problems={check.problemCount}>
      {fault === null ? null : (
        <div data-testid="bulk-fault" data-kind={fault.kind}>
          <Note tone="bad" title={faultText(t, fault)} />
        </div>
      )}
      {fault === null ? (
        <p class="bulk__number">{ready === 0 ? t('bulk.noneReady') : t('bulk.ready', { count: ready })}</p>
      ) : null}
      <Problems check={check} />
      {fault === null && ready > 0 ? <Start check={check} act={act} /> : null}
      <details class="bulk__other">
        <summary>{t('bulk.otherFile')}</summary>
        <BulkSourceChoice lists={lists} act={act} />
      </details>
    </div>
  );
}

type T = Text['t'];

function faultText(t: T, fault: NonNullable<BulkCheck['fault']>): string {
  const kind = troubleKinds.find((known) => known === fault.kind);
  if (kind !== undefined) return t(`trouble.${kind}.title`);
  const line = 'line' in fault ? fault.line : 0;
  return t(`bulk.fileFault.${fault.kind as Exclude<typeof fault.kind, (typeof troubleKinds)[number]>}`, {
    line,
  });
}

function Problems({ check }: { readonly check: BulkCheck }) {
  const { t } = useText();
  const { problemCount } = check;
  const problems = useInParts(check.problems);
  if (problemCount === 0) return null;
  return (
    <section class="bulk__faulty">
      <h3>
        <Icon name="warning" />
        {t('bulk.problems', { count: problemCount })}
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <ul class="bulk__problems" tabIndex={0}>
        {problems.map((problem) => (
          <li key={problem.line} data-testid="bulk-problem" data-line={problem.line} data-kind={problem.kind}>
            <span class="number">{t('bulk.line', { line: problem.line })}</span>
            <bdi>{problem.who}</bdi>
            <span>{problemText(t, problem)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function problemText(t: T, { kind, of }: BulkProblem): string {
  const known = troubleKinds.find((one) => one === kind);
  if (known !== undefined) return t(`trouble.${known}.title`);
  return t(`bulk.rowFault.${kind as Exclude<typeof kind, (typeof troubleKinds)[number]>}`, { line: of ?? 0 });
}

function Start({ check, act }: { readonly check: BulkCheck; readonly act: Act }) {
  const { bridge, station, text } = usePage();
  const { t } = text;
  const offered = station?.lifetimesHours ?? [];
  const [chosen, setChosen] = useState<number | 'standard'>(station?.defaultLifetimeHours ?? offered[0] ?? 8);
  const replaced = chosen === 'standard' ? check.live.standard : check.live.temporary;
  const start = () =>
    act(
      bridge['bulk.start'](chosen === 'standard' ? { is: 'standard' } : { is: 'temporary', hours: chosen }),
    );
  return (
    <>
      <fieldset class="choice">
        <legend>{t('bulk.what')}</legend>
        <div class="choice__options">
          {[...offered, 'standard' as const].map((value) => (
            <label key={value} class="choice__option">
              <input
                type="radio"
                name="bulk-what"
                value={value}
                data-testid="bulk-what"
                checked={chosen === value}
                onChange={() => setChosen(value)}
              />
              <span>{value === 'standard' ? t('bulk.standard') : t('worker.hours', { count: value })}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {replaced === 0 ? null : <Note tone="warn" title={t('bulk.live', { count: replaced })} />}
      <div class="bulk__go">
        <Button look="primary" size="large" icon="badge" testId="bulk-start" isGuarded={true} onTap={start}>
          {t('bulk.start')}
        </Button>
      </div>
    </>
  );
}
