/** The bar on top: which station this is, whether network and printer are there, and who is signed in. */
import { useEffect, useState } from 'preact/hooks';
import type { StationView } from '../../shared/api.ts';
import type { PrinterView } from '../../shared/printers.ts';
import { useNow, usePage, useText } from '../context.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Mark } from '../ui/brand.tsx';
import { Icon } from '../ui/icon.tsx';
import { StatusPill, type Tone } from '../ui/status-pill.tsx';
import { Menu } from './menu.tsx';

export function Header({ screen }: { readonly screen: string }) {
  const { station, text } = usePage();
  const { t } = text;
  const isRunning = station !== null && station.startTrouble === null;
  return (
    <header class="bar">
      <div class="bar__brand">
        <Mark />
        <div class="bar__names">
          <span class="bar__station">{station?.name ?? t('app.name')}</span>
          {station === null || station.site === '' ? null : <span class="bar__site">{station.site}</span>}
        </div>
      </div>
      <div class="bar__status">
        {station?.isDemo ? (
          <StatusPill tone="warn" icon="info" label={t('app.demoNote')}>
            {t('app.demo')}
          </StatusPill>
        ) : null}
        {isRunning ? <ConnectionPill connection={station.connection} /> : null}
        {isRunning ? <QueuePill queue={station.queue} /> : null}
        {isRunning ? <PrinterPill printer={station.printer} /> : null}
      </div>
      {screen === 'starting' || screen === 'config-error' ? null : <MenuButton screen={screen} />}
    </header>
  );
}

function ConnectionPill({ connection }: { readonly connection: StationView['connection'] }) {
  const { t, format } = useText();
  const nowMs = useNow(60_000);
  const { state, sinceMs } = connection;
  const look = { online: 'good', offline: 'bad', 'sign-in-needed': 'warn' } as const;
  const icon = { online: 'online', offline: 'offline', 'sign-in-needed': 'person' } as const;
  return (
    <StatusPill
      tone={look[state]}
      icon={icon[state]}
      testId="connection"
      state={state}
      label={t('connection.label')}
    >
      {state === 'offline'
        ? t('connection.offlineSince', { when: format.when(sinceMs, nowMs) })
        : t(`connection.${state}`)}
    </StatusPill>
  );
}

/** So that nobody forgets a request over another worker. */
function QueuePill({ queue }: { readonly queue: StationView['queue'] }) {
  const { t } = useText();
  const count = queue.filter(({ state }) => state === 'waiting').length;
  if (count === 0) return null;
  return (
    <StatusPill tone="warn" icon="clock" testId="queue-count" state={String(count)} label={t('queue.title')}>
      {t('queue.count', { count })}
    </StatusPill>
  );
}

const printerTones: Readonly<Record<PrinterView['state'], Tone>> = {
  ready: 'good',
  attention: 'warn',
  offline: 'bad',
};

function PrinterPill({ printer }: { readonly printer: PrinterView | null }) {
  const { t } = useText();
  if (printer === null)
    return (
      <StatusPill tone="good" icon="printer" label={t('printer.label')}>
        {t('printer.unknown')}
      </StatusPill>
    );
  const isFolder = printer.isFolder && printer.state === 'ready';
  return (
    <StatusPill
      tone={printerTones[printer.state]}
      icon="printer"
      testId="printer-status"
      state={printer.state}
      label={printer.name}
    >
      {t(isFolder ? 'printer.folder' : `printer.${printer.state}`)}
    </StatusPill>
  );
}

/** The supervisor's name, or, with nobody signed in, the way to language and appearance. */
function MenuButton({ screen }: { readonly screen: string }) {
  const { station, text } = usePage();
  const { t } = text;
  const [isOpen, setIsOpen] = useState(false);
  const session = station?.session;
  const supervisor = session?.state === 'signed-in' ? session.supervisor : null;
  const isSignedIn = supervisor !== null && screen !== 'locked' && screen !== 'sign-in';
  // A lock, a sign-out or a scan closes whatever lay open over the page.
  const isScanned = screen === 'identify';
  useEffect(() => setIsOpen(false), [isSignedIn, isScanned]);
  return (
    <>
      <button
        type="button"
        class="bar__menu"
        data-testid="menu"
        aria-haspopup="dialog"
        onClick={() => setIsOpen(true)}
      >
        {isSignedIn ? (
          <>
            <span class="hidden">{t('menu.open')}</span>
            <Avatar id={supervisor.id} name={supervisor.name} />
            <span class="bar__who" data-testid="supervisor-name" dir="auto">
              {supervisor.name}
            </span>
          </>
        ) : (
          <>
            <Icon name="globe" />
            <span class="hidden">{t('menu.settings')}</span>
          </>
        )}
      </button>
      {isOpen ? <Menu supervisor={isSignedIn ? supervisor : null} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}
