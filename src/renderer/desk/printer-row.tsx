/** One printer on the set-up page: its state in plain words, what it was set up to, and the pages to try it with. */
import { useState } from 'preact/hooks';
import type { Trouble } from '../../core/trouble.ts';
import type { PrinterSetupRow, PrintTestView, TestPageKind } from '../../shared/printers.ts';
import { usePage, useText } from '../context.ts';
import { settled } from '../effects.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/card.tsx';
import { StatusPill, type Tone } from '../ui/status-pill.tsx';
import { TroubleNote } from '../ui/trouble-note.tsx';

const stateTones = { ready: 'good', attention: 'warn', offline: 'bad' } as const;

export function PrinterRow(props: {
  readonly printer: PrinterSetupRow;
  readonly place: number;
  readonly isInUse: boolean;
}) {
  const { t } = useText();
  const { printer, place, isInUse } = props;
  const { name, state, reason } = printer;
  return (
    <li class="printer" data-testid="printer-row" data-printer={name} data-state={state}>
      <div class="printer__head">
        <h3>
          <bdi>{name}</bdi>
        </h3>
        <StatusPill tone={stateTones[state]} icon="printer">
          {t(printer.isFolder && state === 'ready' ? 'printer.folder' : `printer.${state}`)}
        </StatusPill>
        {isInUse ? <span class="printer__in-use">{t('printerSetup.inUse')}</span> : null}
      </div>
      {reason === null ? null : <p class="printer__reason">{t(`reason.${reason}`)}</p>}
      <Facts printer={printer} />
      <Tries printer={printer} place={place} />
    </li>
  );
}

function Facts({ printer }: { readonly printer: PrinterSetupRow }) {
  const { t } = useText();
  const { stock, dpi, media, reason, isFolder } = printer;
  const noMedia = reason === 'wrong-media' ? 'mediaNone' : 'mediaNotTold';
  const facts = [
    [t('printerSetup.stock'), stock],
    [t('printerSetup.resolution'), t('printerSetup.dpi', { dpi })],
    ...(isFolder ? [] : [[t('printerSetup.media'), media ?? t(`printerSetup.${noMedia}`)] as const]),
  ] as const;
  return (
    <dl class="printer__facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <bdi>{breakable(value)}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A medium's name has no spaces: it may end a line after an underscore. */
function breakable(value: string) {
  return value.split(/(?<=_)/).flatMap((part, index) => (index === 0 ? [part] : [<wbr key={index} />, part]));
}

function Tries({ printer, place }: { readonly printer: PrinterSetupRow; readonly place: number }) {
  const { bridge, text } = usePage();
  const { t } = text;
  const [refused, setRefused] = useState<Trouble | null>(null);
  const isRunning = printer.test?.outcome === 'running';
  const print = (page: TestPageKind) => () => {
    setRefused(null);
    // How it ends is told by the next read of the set-up.
    void settled(bridge['printers.test']({ printer: place, page })).then((ended) => {
      if (!ended.ok) setRefused(ended.error);
    });
  };
  return (
    <>
      <div class="printer__tries">
        <Button icon="badge" testId="print-test-page" isDisabled={isRunning} onTap={print('test')}>
          {t('printerSetup.testPage')}
        </Button>
        <Button icon="ruler" testId="print-alignment-page" isDisabled={isRunning} onTap={print('alignment')}>
          {t('printerSetup.alignmentPage')}
        </Button>
      </div>
      <div role="status">{printer.test === null ? null : <Outcome test={printer.test} />}</div>
      {refused === null ? null : <TroubleNote trouble={refused} />}
    </>
  );
}

const outcomeTones: Readonly<Record<PrintTestView['outcome'], Tone>> = {
  running: 'calm',
  printed: 'good',
  sent: 'calm',
  'not-printed': 'bad',
  unknown: 'warn',
};

function Outcome({ test }: { readonly test: PrintTestView }) {
  const { t } = useText();
  const { outcome, reason } = test;
  return (
    <div data-testid="print-test-outcome" data-outcome={outcome} data-page={test.page}>
      <Note
        tone={outcomeTones[outcome]}
        {...(outcome === 'running' ? { icon: 'clock' } : {})}
        title={t(`printerSetup.${outcome}`)}
      >
        {reason === null ? undefined : t(`reason.${reason}`)}
      </Note>
    </div>
  );
}
