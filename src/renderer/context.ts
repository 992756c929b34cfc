/** What every component may ask for: the kiosk, the station as last read, and the words. */
import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { assert } from '../core/result.ts';
import type { Bridge, Locale, StationView } from '../shared/api.ts';
import type { Kiosk } from './kiosk.ts';
import type { Text } from './words/i18n.ts';

export type Theme = 'system' | 'light' | 'dark';

/** A choice of the person at the screen; both fall back to the station's when the session ends. */
export interface Settings {
  readonly locale: Locale;
  readonly theme: Theme;
  readonly setLocale: (locale: Locale) => void;
  readonly setTheme: (theme: Theme) => void;
}

export interface Page {
  readonly kiosk: Kiosk;
  readonly bridge: Bridge;
  /** Null only on the very first screen. */
  readonly station: StationView | null;
  readonly text: Text;
  readonly settings: Settings;
}

export const PageContext = createContext<Page | null>(null);

export function usePage(): Page {
  const page = useContext(PageContext);
  assert(page !== null, 'components live inside the page');
  return page;
}

export function useText(): Text {
  return usePage().text;
}

/** The station's time (not this computer's wall clock), told again every `everyMs`. */
export function useNow(everyMs: number): number {
  const { kiosk } = usePage();
  const [, setTick] = useState(0);
  useEffect(() => {
    const id = setInterval(() => setTick((tick) => tick + 1), everyMs);
    return () => clearInterval(id);
  }, [everyMs]);
  return kiosk.nowMs();
}
