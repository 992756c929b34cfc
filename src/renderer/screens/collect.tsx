/** A person says what came out: the machine only knows what it sent. */
import type { IssuanceView } from '../../shared/issuance.ts';
import { useNow, usePage } from '../context.ts';
import type { At } from '../page-data.ts';
import { BadgePicture, PrinterPicture, SlipPicture } from '../ui/brand.tsx';
import { Note } from '../ui/card.tsx';
import { faultOf, stageOf, textOf, titleOf } from '../words/collect-words.ts';
import { isolated } from '../words/i18n.ts';
import { subjectOf } from '../words/orders.ts';
import { CollectAnswers } from './collect-answers.tsx';
import { PrinterNow } from './printer-now.tsx';
import { ScanNote } from './scan-note.tsx';

export function CollectScreen({ state }: { readonly state: At<'collect'> }) {
  const { kiosk, station, text } = usePage();
  const { t } = text;
  const { view, answering } = state.watch;
  const stage = stageOf(view);
  const name = isolated(view.worker.displayName);
  const isFile =
    stage === 'printed' && station?.printer?.isFolder === true && station.printer.name === view.printer;
  return (
    <div
      class="collect"
      data-order={view.order.is}
      data-paper={view.paper ?? ''}
      data-print-outcome={view.print?.outcome ?? ''}
      data-print-reason={view.print?.reason ?? ''}
    >
      <Picture view={view} />
      <div class="collect__words">
        <div role="status">
          <h1>{t(titleOf(view))}</h1>
        </div>
        <p class="lead">{t(textOf(view, isFile), { name })}</p>
        {view.print?.reason ? (
          <Note tone="warn" icon="printer" title={t(`reason.${view.print.reason}`)} />
        ) : null}
        {view.printers === null ? null : (
          <PrinterNow printer={view.printers.own} told={view.print?.reason ?? null} />
        )}
        <Lifetime view={view} />
        {subjectOf(view.order) === 'slip' ? null : <ScanNote scan={view.scan} />}
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

/** What to look for. */
function Picture({ view }: { readonly view: IssuanceView }) {
  const stage = stageOf(view);
  const isOut = stage === 'printed' || stage === 'sent' || stage === 'unknown';
  if (!isOut) return faultOf(view) === 'slip' ? <SlipPicture /> : <PrinterPicture />;
  const subject = subjectOf(view.order);
  if (subject === 'slip') return <SlipPicture />;
  return subject === 'both' ? (
    <div class="pictures">
      <BadgePicture />
      <SlipPicture />
    </div>
  ) : (
    <BadgePicture />
  );
}

function Lifetime({ view }: { readonly view: IssuanceView }) {
  const { t, format } = usePage().text;
  const nowMs = useNow(60_000);
  const { startsAtMs, expiresAtMs } = view;
  if (expiresAtMs === null) return null;
  const when = format.when(expiresAtMs, nowMs);
  const isLater = startsAtMs !== null && startsAtMs > nowMs;
  return (
    <p class="soft">
      {isLater
        ? t('collect.fromUntil', { start: format.when(startsAtMs, nowMs), when })
        : t('collect.until', { when })}
    </p>
  );
}
