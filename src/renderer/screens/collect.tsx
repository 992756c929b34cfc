/** A person says what came out: the machine only knows what it sent. */
import type { IssuanceAnswer } from '../../shared/api.ts';
import { useNow, usePage } from '../context.ts';
import { isolated } from '../i18n.ts';
import type { At } from '../page-data.ts';
import { BadgePicture, PrinterPicture } from '../ui/brand.tsx';
import { Note } from '../ui/card.tsx';
import { CollectAnswers } from './collect-answers.tsx';
import { PrinterNow } from './printer-now.tsx';
import { ScanNote } from './scan-note.tsx';

/** What the screen is about: a badge to take, or a code without one. */
type Stage = 'printed' | 'sent' | 'unknown' | 'not-printed' | 'nothing';

export function CollectScreen({ state }: { readonly state: At<'collect'> }) {
  const { kiosk, station, text } = usePage();
  const { t, format } = text;
  const nowMs = useNow(60_000);
  const { view, answering } = state.watch;
  const stage = stageOf(view.print?.outcome ?? 'sent', view.answers);
  const name = isolated(view.worker.displayName);
  const isFile =
    stage === 'printed' && station?.printer?.isFolder === true && station.printer.name === view.printer;
  const hasBadge = stage === 'printed' || stage === 'sent' || stage === 'unknown';
  return (
    <div
      class="collect"
      data-print-outcome={view.print?.outcome ?? ''}
      data-print-reason={view.print?.reason ?? ''}
    >
      {hasBadge ? <BadgePicture /> : <PrinterPicture />}
      <div class="collect__words">
        <div role="status">
          <h1>{t(stage === 'nothing' ? 'collect.nothingTitle' : `collect.${stage}`)}</h1>
        </div>
        <p class="lead">{t(isFile ? 'collect.fileText' : `collect.${stage}Text`, { name })}</p>
        {view.print?.reason ? (
          <Note tone="warn" icon="printer" title={t(`reason.${view.print.reason}`)} />
        ) : null}
        {view.printers === null ? null : (
          <PrinterNow printer={view.printers.own} told={view.print?.reason ?? null} />
        )}
        {view.expiresAtMs === null ? null : (
          <p class="soft">{t('collect.until', { when: format.when(view.expiresAtMs, nowMs) })}</p>
        )}
        <ScanNote scan={view.scan} />
        <CollectAnswers
          view={view}
          isBusy={answering !== null}
          onAnswer={(answer, printer) => kiosk.send({ type: 'answer-given', answer, printer })}
          onContentGone={() => kiosk.send({ type: 'issuance-changed' })}
        />
      </div>
    </div>
  );
}

function stageOf(outcome: Exclude<Stage, 'nothing'>, answers: readonly IssuanceAnswer[]): Stage {
  if (outcome === 'not-printed') return 'not-printed';
  return answers.length === 0 || answers.includes('nothing-came-out') ? outcome : 'nothing';
}
