/** The contract's methods over the use-cases: what each may be called by, and what it does. */
import { err, ok } from '../../core/result.ts';
import { trouble } from '../../core/trouble.ts';
import type { Method } from '../../shared/api.ts';
import type { JournalLine } from '../../shared/issuance.ts';
import type { SaveReport } from '../bulk-ports.ts';
import type { Spool } from '../paper-ports.ts';
import type { Journal } from '../ports.ts';
import type { Bulk } from './bulk/bulk.ts';
import { type BulkMethod, bulkHandlers } from './bulk/bulk-handlers.ts';
import type { Handlers } from './handler.ts';
import type { Issuing } from './issuing/issuing.ts';
import type { Leftovers } from './issuing/leftovers.ts';
import { isMisaimed, type OrderRules, refusalOf } from './issuing/order-rules.ts';
import { obstacleOf } from './issuing/preflight.ts';
import type { Queue } from './issuing/queue.ts';
import type { Today } from './issuing/today.ts';
import type { Preview } from './paper/preview.ts';
import type { PrinterSetup } from './paper/printer-setup.ts';
import type { Identifier } from './people/identify.ts';
import type { Workers } from './people/workers.ts';
import type { Supervision } from './session/supervision.ts';
import type { SetAsideNotice } from './set-aside-notice.ts';
import type { Station } from './station.ts';

export interface Parts {
  readonly station: Station;
  readonly supervision: Supervision;
  readonly workers: Workers;
  readonly identifier: Identifier;
  readonly issuing: Issuing;
  readonly leftovers: Leftovers;
  readonly setAside: SetAsideNotice;
  readonly queue: Queue;
  readonly journal: Journal;
  readonly spool: Spool;
  readonly printerSetup: PrinterSetup;
  readonly preview: Preview;
  readonly today: Today;
  /** Null at a kiosk. */
  readonly bulk: Bulk | null;
  readonly saveReport: SaveReport;
  readonly mode: 'kiosk' | 'desk';
  readonly rules: OrderRules;
}

const nobody = err(trouble('signed-out'));

export function createHandlers(parts: Parts): Handlers {
  return {
    ...sessionHandlers(parts),
    ...paperHandlers(parts),
    ...issuanceHandlers(parts),
    ...queueHandlers(parts),
    ...workHandlers(parts),
    ...bulkHandlers(parts.bulk, parts.saveReport),
  };
}

type PaperMethod = Extract<Method, `printers.${string}` | `badge.${string}`>;

function paperHandlers(parts: Parts): Pick<Handlers, PaperMethod> {
  const { supervision, workers, printerSetup, preview, rules } = parts;
  // At a kiosk nobody sets printers up: its page cannot print test pages without end either.
  const refusal = parts.mode === 'desk' ? null : err(trouble('not-permitted', { detail: 'kiosk' }));
  return {
    'printers.read': { role: 'issuer', run: async () => refusal ?? ok(await printerSetup.view()) },
    'printers.test': {
      role: 'issuer',
      run: ({ printer, page }) => refusal ?? printerSetup.test(printer, page),
    },
    'badge.preview': {
      role: 'issuer',
      run: async ({ workerId, ...asked }, supervisor) => {
        const order = { is: 'issue', replaceCodeId: null, ...asked } as const;
        const refused = refusalOf(order, rules);
        if (refused !== null) return err(refused);
        const worker = await workers.fresh(workerId);
        if (!worker.ok) return worker;
        if (supervisor === null || supervision.present()?.id !== supervisor.id) return nobody;
        return preview.picture(worker.value, order);
      },
    },
  };
}

type SessionMethod = Extract<Method, 'station.read' | `session.${string}`>;

function sessionHandlers({ station, supervision }: Parts): Pick<Handlers, SessionMethod> {
  const done = (act: () => void) => () => {
    act();
    return null;
  };
  return {
    'station.read': { role: 'anyone', run: () => station.view() },
    'session.signIn': { role: 'anyone', run: ({ method }) => supervision.signIn(method) },
    'session.signInAgain': {
      role: 'supervisor',
      run: ({ method }) => supervision.signInAgain('session-ended', method),
    },
    'session.cancelSignIn': { role: 'anyone', run: done(() => supervision.cancelSignIn()) },
    'session.signOut': {
      role: 'anyone',
      run: async () => {
        await supervision.signOut('by-supervisor');
        return null;
      },
    },
    'session.lock': { role: 'anyone', run: done(() => supervision.lock()) },
    'session.setPin': {
      role: 'supervisor',
      run: ({ pin }) => {
        supervision.setPin(pin);
        return ok(null);
      },
    },
    'session.unlock': { role: 'anyone', run: ({ pin }) => supervision.unlock(pin) },
    'session.touch': { role: 'anyone', run: done(() => supervision.touch()) },
  };
}

type IssuanceMethod = Extract<Method, `issuance.${string}`>;

function issuanceHandlers(parts: Parts): Pick<Handlers, IssuanceMethod> {
  const { supervision, workers, issuing, rules, journal, queue } = parts;
  return {
    'issuance.start': {
      role: 'issuer',
      run: async ({ workerId, order, queueId }, supervisor) => {
        if (supervisor === null) return nobody;
        const refused = refusalOf(order, rules);
        if (refused !== null) return err(refused);
        if (isMisaimed(order, workerId, journal)) return err(trouble('invalid-input', { detail: 'codeId' }));
        const worker = await workers.fresh(workerId);
        if (!worker.ok) return worker;
        // The read took its time: whoever asked may have signed out or been locked out meanwhile.
        if (supervision.present()?.id !== supervisor.id) return nobody;
        const actor = { id: supervisor.id, name: supervisor.name };
        // So may the time of the request.
        const answered = queue.answeredBy(order, workerId, queueId);
        if (!answered.ok) return answered;
        const started = issuing.start({ worker: worker.value, actor, order, queueId: answered.value });
        if (started.ok) queue.begun(answered.value, started.value.issuanceId, actor);
        return started;
      },
    },
    'issuance.read': { role: 'issuer', run: ({ issuanceId }) => issuing.read(issuanceId) },
    'issuance.answer': {
      role: 'issuer',
      run: ({ issuanceId, answer, printer }) => issuing.answer(issuanceId, answer, printer ?? null),
    },
  };
}

type QueueMethod = Extract<Method, `queue.${string}`>;

function queueHandlers({ supervision, workers, queue, rules }: Parts): Pick<Handlers, QueueMethod> {
  return {
    'queue.add': {
      role: 'issuer',
      run: async ({ workerId, hours, reason }, supervisor) => {
        if (!rules.lifetimesHours.includes(hours)) return err(trouble('invalid-input', { detail: 'hours' }));
        const worker = await workers.known(workerId);
        if (!worker.ok) return worker;
        if (supervisor === null || supervision.present()?.id !== supervisor.id) return nobody;
        const refused = obstacleOf(worker.value, supervisor.id);
        if (refused !== null) return err(refused);
        const actor = { id: supervisor.id, name: supervisor.name };
        return queue.add({ worker: worker.value, actor, hours, reason });
      },
    },
    'queue.cancel': {
      role: 'issuer',
      run: ({ queueId }, supervisor) =>
        supervisor === null ? nobody : queue.cancel(queueId, { id: supervisor.id, name: supervisor.name }),
    },
    'queue.seen': {
      role: 'issuer',
      run: ({ queueId }) => {
        queue.seen(queueId);
        return ok(null);
      },
    },
  };
}

function workHandlers(
  parts: Parts,
): Omit<Handlers, SessionMethod | PaperMethod | IssuanceMethod | QueueMethod | BulkMethod> {
  const { workers, leftovers, setAside, journal, spool, today } = parts;
  const deskOnly = parts.mode === 'desk' ? null : err(trouble('not-permitted', { detail: 'kiosk' }));
  return {
    'workers.search': { role: 'issuer', run: ({ text, from }) => workers.search(text, from) },
    'workers.read': {
      role: 'issuer',
      run: ({ workerId }, supervisor) =>
        supervisor === null ? nobody : workers.card(workerId, supervisor.id),
    },
    'scan.read': { role: 'issuer', run: () => parts.identifier.read() },
    'today.read': { role: 'issuer', run: () => deskOnly ?? ok(today.view()) },
    'today.revoke': {
      role: 'issuer',
      run: (_input, supervisor) =>
        supervisor === null
          ? nobody
          : (deskOnly ?? today.revoke({ id: supervisor.id, name: supervisor.name })),
    },
    'leftovers.answer': {
      role: 'issuer',
      run: ({ issuanceId, answer }) => leftovers.answer(issuanceId, answer),
    },
    'setAside.seen': {
      role: 'issuer',
      run: (_input, supervisor) =>
        supervisor === null ? nobody : setAside.seen({ id: supervisor.id, name: supervisor.name }),
    },
    'spool.read': { role: 'supervisor', run: async () => ok(await spool.look()) },
    'journal.recent': {
      role: 'supervisor',
      run: ({ limit }) => ok(linesOf(journal, limit)),
    },
  };
}

function linesOf(journal: Journal, limit: number): readonly JournalLine[] {
  return journal.recent(limit).map((entry) => ({
    seq: entry.seq,
    atMs: entry.atMs,
    event: entry.event,
    actorName: entry.actor?.name ?? null,
    workerName: entry.worker?.name ?? null,
    outcome: entry.outcome,
  }));
}
