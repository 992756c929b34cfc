/** The page around the screens: header, language and theme, focus on each change of screen, and the idle warning. */
import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import type { Bridge, Locale } from '../shared/api.ts';
import { type Page, PageContext, type Settings, type Theme } from './context.ts';
import { Header } from './frame/header.tsx';
import { IdleWarning } from './frame/idle-warning.tsx';
import { SignInAgain } from './frame/sign-in-again.tsx';
import { SignInNeeded } from './frame/sign-in-needed.tsx';
import type { Kiosk, Snapshot } from './kiosk.ts';
import { pageTime, type State } from './page-data.ts';
import { ScanIgnored } from './screens/scan-note.tsx';
import { ScreenOf } from './screens/screen-of.tsx';
import { warmList } from './warm-list.ts';
import { textIn } from './words/i18n.ts';

/** The first screen has stood for a moment then. Later is too late: a sign-in has enough to do of its own. */
const warmAfterMs = 1_000;

export function App({ kiosk, bridge }: { readonly kiosk: Kiosk; readonly bridge: Bridge }) {
  const { flow, station, isScanIgnored } = useSnapshot(kiosk);
  const settings = useSettings(station?.locale ?? 'en', station?.session.supervisor?.id ?? null);
  const text = textIn(settings.locale, station?.timeZone);
  useEffect(() => {
    const { documentElement } = document;
    documentElement.lang = text.locale;
    documentElement.dir = text.dir;
    documentElement.dataset.theme = settings.theme;
  }, [text, settings.theme]);
  useEffect(() => {
    // The window of the sign-in starts up meanwhile.
    const isBusy = () => kiosk.current().flow.screen === 'signing-in';
    return pageTime.after(warmAfterMs, () => warmList(text, kiosk.nowMs(), isBusy));
  }, [text, kiosk]);
  useFocusOn(stageOf(flow));
  const page = useMemo<Page>(
    () => ({ kiosk, bridge, station, text, settings }),
    [kiosk, bridge, station, text, settings],
  );
  return (
    <PageContext.Provider value={page}>
      <div class="page">
        <Header screen={flow.screen} />
        <SignInNeeded screen={flow.screen} />
        <main
          class={`screen screen--${flow.screen}`}
          data-testid="screen"
          data-screen={flow.screen}
          // With nothing to tap on it, a screen must itself be reachable to be scrolled.
          tabIndex={screensWithoutTaps.has(flow.screen) ? 0 : -1}
        >
          <ScreenOf key={flow.screen} state={flow} />
        </main>
        {isScanIgnored ? <ScanIgnored /> : null}
        <IdleWarning />
        <SignInAgain />
      </div>
    </PageContext.Provider>
  );
}

const screensWithoutTaps: ReadonlySet<State['screen']> = new Set([
  'starting',
  'issuing',
  'printing',
  'config-error',
]);

function useSnapshot(kiosk: Kiosk): Snapshot {
  const [snapshot, setSnapshot] = useState(kiosk.current());
  // Not after the next frame, as other effects: the first answer may be there before it.
  useLayoutEffect(() => {
    const show = () => setSnapshot(kiosk.current());
    show();
    return kiosk.subscribe(show);
  }, [kiosk]);
  return snapshot;
}

/** Language and theme belong to the person at the screen: both go back to the station's with every session. */
function useSettings(stationLocale: Locale, supervisorId: string | null): Settings {
  const [chosen, setChosen] = useState<Locale | null>(null);
  const [theme, setTheme] = useState<Theme>('system');
  const [before, setBefore] = useState(supervisorId);
  if (before !== supervisorId) {
    setBefore(supervisorId);
    // Whoever signs in keeps what they chose on the sign-in screen.
    if (supervisorId === null) {
      setChosen(null);
      setTheme('system');
    }
  }
  const locale = chosen ?? stationLocale;
  return useMemo(() => ({ locale, theme, setLocale: setChosen, setTheme }), [locale, theme]);
}

/** Changes whenever what a person can do changes: a card that arrived, other answers. */
function stageOf(flow: State): string {
  if (flow.screen === 'worker') return `worker ${flow.card !== null}`;
  return flow.screen === 'collect' ? `collect ${flow.watch.view.answers.join(' ')}` : flow.screen;
}

/** Moves the focus to what the stage is for, so that a keyboard and a screen reader follow; never out of a dialog. */
function useFocusOn(stage: string): void {
  const [screen = ''] = stage.split(' ');
  useEffect(() => {
    document.querySelector('main[data-screen]')?.scrollTo(0, 0);
    document.querySelector<HTMLElement>('main[data-screen]')?.focus({ preventScroll: true });
  }, [screen]);
  useEffect(() => {
    const main = document.querySelector<HTMLElement>('main[data-screen]');
    const { activeElement } = document;
    if (activeElement !== document.body && activeElement !== main) return;
    const first = main?.querySelector<HTMLElement>('[data-first]:not(:disabled)');
    (first ?? main)?.focus({ preventScroll: true });
  }, [stage]);
}
