/** Starts the page: the store over the preload's bridge, then the first screen. */
import { render } from 'preact';
import './styles/fonts.css';
import './styles/theme.css';
import './styles/base.css';
import './styles/brand.css';
import './styles/ui.css';
import './styles/parts.css';
import './styles/dialog.css';
import './styles/pin.css';
import './styles/keyboard.css';
import './styles/screens.css';
import './styles/flow.css';
import './styles/outcome.css';
import './styles/worker.css';
import './styles/lifetimes.css';
import './styles/start.css';
import './styles/offers.css';
import './styles/orders.css';
import './styles/preview.css';
import './styles/printers.css';
import './styles/today.css';
import './styles/bulk.css';
import './styles/small.css';
import { firstState } from '../core/kiosk/state.ts';
import { assert } from '../core/result.ts';
import { App } from './app.tsx';
import { startKiosk } from './kiosk.ts';
import { pageTime } from './page-data.ts';
import { typedInto } from './screens/typed-into.ts';
import { allowPlainTextOnly } from './trusted-types.ts';

allowPlainTextOnly();
const bridge = window.daypass;
const root = document.getElementById('root');
assert(bridge !== undefined && root !== null, 'the preload and the page are of one build');
const kiosk = startKiosk(bridge, pageTime, typedInto);
for (const kind of ['pointerdown', 'keydown'] as const)
  addEventListener(kind, () => kiosk.touch(), { capture: true, passive: true });

/** How long a screen waits for its first answer and its letters. Later it says so, in the system's letters. */
const patienceMs = 300;

/** Both are nearly always there in time: then nothing is laid out twice. */
const answered = new Promise<void>((resolve) => {
  const stop = kiosk.subscribe(() => {
    if (kiosk.current().flow === firstState) return;
    stop();
    resolve();
  });
});
const letters = document.fonts.load('1rem "Noto Sans First"');
const patience = new Promise<void>((resolve) => void pageTime.after(patienceMs, resolve));
void Promise.race([Promise.allSettled([answered, letters]), patience]).then(() => {
  render(<App kiosk={kiosk} bridge={bridge} />, root);
  requestIdleCallback(() => void import('./styles/more-fonts.css'));
});
