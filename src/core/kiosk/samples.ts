/** The smallest data the flow can run on, for its tests. */
import type { Order } from '../issuance/order.ts';
import { trouble } from '../trouble.ts';
import type { FlowData, KioskState } from './state.ts';

export type State = KioskState<FlowData>;

export const worker = { id: 'w1' };
export const plainCard: FlowData['card'] = {
  worker,
  temporary: { state: 'none', code: null },
  obstacle: null,
  offline: null,
};
export const liveCard: FlowData['card'] = {
  worker,
  temporary: { state: 'active', code: { id: 'c1' } },
  obstacle: null,
  offline: null,
};
export const offlineCard: FlowData['card'] = { ...plainCard, offline: { trouble: trouble('offline') } };
export const barredCard: FlowData['card'] = { ...plainCard, obstacle: trouble('no-method') };

export const plainOrder: Order = { is: 'issue', hours: 8, startsAtMs: null, replaceCodeId: null };
export const enrolOrder: Order = { is: 'enrol', startsAtMs: null };
export const resetOrder: Order = { is: 'reset-pin' };
/** One of each kind. */
export const orders: readonly Order[] = [
  plainOrder,
  enrolOrder,
  { is: 'replace', replaceCodeId: 's1' },
  { is: 'extend', codeId: 's1' },
  { is: 'revoke', target: 'method', codeId: 's1', createdAtMs: 0 },
  resetOrder,
];

export function viewAt(stepName: string, known: Partial<FlowData['issuance']> = {}): FlowData['issuance'] {
  return {
    issuanceId: 'i1',
    worker,
    order: plainOrder,
    hours: 8,
    step: stepName,
    done: [],
    trouble: null,
    outcome: null,
    ...known,
  };
}

const online = { isBroken: false, issuanceId: null, isOnline: true } as const;
export const signedIn = { ...online, session: 'signed-in', mayIssue: true } as const;
export const signedOut = { ...online, session: 'signed-out', mayIssue: false } as const;
export const lockedFacts = { ...online, session: 'locked', mayIssue: true } as const;
