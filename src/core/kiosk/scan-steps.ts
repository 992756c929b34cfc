/** A scan on the screen: it leads to a worker's card from wherever nothing would be lost by it. */
import type { KioskEvent } from './event.ts';
import { toProblem, toSearch, toWorker } from './make.ts';
import type { FlowData, Identify, KioskState, Scanned, Search } from './state.ts';

type ScanEvent<D extends FlowData> = Extract<
  KioskEvent<D>,
  { type: 'scan-heard' | 'scan-read' | 'scan-answered' }
>;

export function onScan<D extends FlowData>(state: KioskState<D>, event: ScanEvent<D>): KioskState<D> {
  switch (event.type) {
    case 'scan-heard':
      if (!takesScans(state)) return state;
      return { screen: 'identify', attempt: state.attempt + 1, hours: event.hours };
    case 'scan-read':
      if (state.screen !== 'identify' || event.attempt !== state.attempt) return state;
      return event.result.ok ? identified(state, event.result.value) : toProblem(state, event.result.error);
    default:
      return state.screen === 'search' ? answered(state, event.to) : state;
  }
}

/** Not in the middle of an order: there the card of somebody else would come between. */
export function takesScans<D extends FlowData>(state: KioskState<D>): boolean {
  switch (state.screen) {
    case 'search':
    case 'identify':
    case 'worker':
    case 'done':
      return true;
    case 'problem':
      return state.trouble.kind !== 'no-role' && state.trouble.kind !== 'signed-out';
    default:
      return false;
  }
}

/** Whether a scan is told to be ignored: an order is under way, and the screen shows nothing of scans by itself. */
export function ignoresScans<D extends FlowData>({ screen }: KioskState<D>): boolean {
  return screen === 'confirm' || screen === 'issuing' || screen === 'printing';
}

function identified<D extends FlowData>(state: Identify, scanned: Scanned<D['worker']>): KioskState<D> {
  switch (scanned.is) {
    case 'worker': {
      const { worker } = scanned;
      return toWorker(state, { workerId: worker.id, summary: worker, hours: state.hours });
    }
    case 'several': {
      const { workers, source, asOfMs } = scanned;
      const found = { is: 'found', workers, source, asOfMs } as const;
      return { ...toSearch<D>(state, '', { is: 'several' }), found };
    }
    case 'nothing':
      return toSearch(state);
    default:
      return toSearch(state, '', scanned);
  }
}

function answered<D extends FlowData>(state: Search<D>, to: 'search' | 'enrol'): KioskState<D> {
  return toSearch(state, state.text, to === 'enrol' ? { is: 'to-enrol' } : null);
}
