/** How far a run is: counts, an estimate, the printers, and what somebody has to do next. */
import { useState } from 'preact/hooks';
import type { BulkPrinterView, BulkRunView } from '../../shared/bulk.ts';
import { usePage, useText } from '../context.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/card.tsx';
import { stateText } from '../words/bulk-words.ts';
import type { Act } from './act.ts';
import { BulkRows } from './bulk-rows.tsx';

export function BulkProgress({ run, act }: { readonly run: BulkRunView; readonly act: Act }) {
  const { t } = useText();
  const { counts, rows, state, pausedBy } = run;
  const out = counts.ask + counts['handed-over'];
  return (
    <div
      class="bulk__run"
      data-testid="bulk-run"
      data-state={state}
      data-paused-by={pausedBy ?? ''}
      data-waiting={counts.waiting}
      data-working={counts.working}
      data-settling={counts.settling}
      data-ask={counts.ask}
      data-handed-over={counts['handed-over']}
      data-failed={counts.failed}
    >
      <div class="bulk__top">
        <p class="bulk__number number">{t('bulk.printed', { done: out, all: rows })}</p>
        <Report act={act} />
      </div>
      <div class="bulk__progress" role="status">
        <progress max={rows} value={out} aria-label={t('steps.label')} />
        <p>{stateText(t, { ...run, printed: out })}</p>
        <p class="soft number">
          {t('bulk.counts', {
            waiting: counts.waiting + counts.working,
            handed: counts['handed-over'],
            failed: counts.failed,
          })}
        </p>
      </div>
      {counts.settling === 0 ? null : (
        <Note tone="calm" title={t('bulk.settling', { number: counts.settling })} />
      )}
      <Printers printers={run.printers} isRunning={state === 'running'} act={act} />
      <Actions run={run} act={act} />
      <BulkRows run={run} act={act} />
    </div>
  );
}

function Printers(props: {
  readonly printers: readonly BulkPrinterView[];
  readonly isRunning: boolean;
  readonly act: Act;
}) {
  const { bridge, text } = usePage();
  const { t } = text;
  return (
    <ul class="bulk__printers">
      {props.printers.map(({ name, printed, stoppedBy }) => (
        <li key={name} data-testid="bulk-printer" data-stopped={stoppedBy ?? ''}>
          <bdi>{name}</bdi>
          <span class="number">{t('bulk.printerDone', { number: printed })}</span>
          {stoppedBy === null ? null : (
            <>
              <span class="bulk__stopped">
                {t(stoppedBy === 'unknown' ? 'reason.other' : `reason.${stoppedBy}`)}
              </span>
              {props.isRunning ? (
                <Button icon="retry" onTap={() => props.act(bridge['bulk.resume'](null))}>
                  {t('bulk.useAgain')}
                </Button>
              ) : null}
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

function Actions({ run, act }: { readonly run: BulkRunView; readonly act: Act }) {
  const { bridge, text } = usePage();
  const { t } = text;
  const { state, counts, again } = run;
  const canGoOn = state === 'paused' && counts.waiting + again > 0;
  return (
    <div class="answers">
      {state === 'running' ? (
        <Button size="large" icon="stop" testId="bulk-pause" onTap={() => act(bridge['bulk.pause'](null))}>
          {t('bulk.pause')}
        </Button>
      ) : null}
      {canGoOn ? (
        <Button
          look="primary"
          size="large"
          icon="retry"
          testId="bulk-resume"
          isGuarded={true}
          onTap={() => act(bridge['bulk.resume'](null))}
        >
          {t(counts.waiting === 0 ? 'bulk.tryAgain' : 'bulk.resume')}
        </Button>
      ) : null}
      {canGoOn ? (
        <Button size="large" icon="cross" testId="bulk-finish" onTap={() => act(bridge['bulk.finish'](null))}>
          {t('bulk.finish')}
        </Button>
      ) : null}
      {counts.ask > 0 ? (
        <Button
          look={canGoOn ? 'secondary' : 'primary'}
          size="large"
          icon="check"
          testId="bulk-all-here"
          isGuarded={true}
          onTap={() => act(bridge['bulk.answer']({ place: null, answer: 'here' }))}
        >
          {t('bulk.allHere', { count: counts.ask })}
        </Button>
      ) : null}
    </div>
  );
}

function Report({ act }: { readonly act: Act }) {
  const { bridge, text } = usePage();
  const { t } = text;
  const [saved, setSaved] = useState<string | null>(null);
  const save = () => {
    const call = bridge['bulk.report'](null);
    act(call);
    void call.then((done) => setSaved(done.ok ? done.value.file : null));
  };
  return (
    <>
      <Button icon="list" testId="bulk-save" onTap={save}>
        {t('bulk.save')}
      </Button>
      {saved === null ? null : (
        <p class="bulk__saved soft" data-testid="bulk-saved" role="status">
          {t('bulk.saved')} <bdi>{saved}</bdi>
        </p>
      )}
    </>
  );
}
