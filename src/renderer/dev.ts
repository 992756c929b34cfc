/** Shows the page in an ordinary browser over a station with sample data; not part of the product's build. */
import { FakeStation } from '../testing/fake-bridge.ts';

declare global {
  interface Window {
    /** For scripts that bring a screen about: `fakeStation.knobs.holdAt = 'create'`. */
    fakeStation?: FakeStation;
  }
}

/** `dev.html#{"locale":"ar"}` changes what the station tells from the start. */
const first =
  window.location.hash.length > 1 ? JSON.parse(decodeURIComponent(window.location.hash.slice(1))) : {};
const station = new FakeStation(first);
window.fakeStation = station;
Object.assign(window, { daypass: station.bridge });
await import('./main.tsx');
