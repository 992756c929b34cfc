/** The door between page and main process. In this order: sender, role, input, use-case, audit, reply. */
import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import { err } from '../../core/result.ts';
import { type TroubleKind, trouble } from '../../core/trouble.ts';
import type { Method, SupervisorView } from '../../shared/api.ts';
import { inputs } from '../../shared/inputs.ts';
import type { Blocked } from '../app/blocked.ts';
import type { Handlers, Role } from '../app/handler.ts';
import { type Answer, firstQuestion } from './first-question.electron.ts';
import { isPageUrl } from './page-files.ts';

export interface IpcDeps {
  /** The only page that may call: main frame of this web contents, at the page's own address. */
  readonly pageContentsId: () => number;
  /** Takes the answer to what the page asks first, maybe has asked already. */
  readonly answerFirst: (answer: Answer) => void;
  readonly present: () => SupervisorView | null;
  readonly isLocked: () => boolean;
  /** A line for engineers: the method and how it ended, never what was in it. */
  readonly audit: (method: Method, outcome: string) => void;
  readonly incident: (bug: unknown) => string;
  readonly blocked: (what: Blocked) => void;
}

/** Reads may cross a lock on their way: refused, they are no attempt. All else changes something. */
const reads: ReadonlySet<Method> = new Set([
  'station.read',
  'workers.search',
  'workers.read',
  'scan.read',
  'issuance.read',
  'spool.read',
  'printers.read',
  'badge.preview',
  'today.read',
  'bulk.read',
  'journal.recent',
]);

export function serveIpc(handlers: Handlers, deps: IpcDeps): void {
  for (const method of Object.keys(inputs) as readonly Method[]) {
    const reply: Answer = (event, input) => answer(handlers, deps, method, event, input);
    if (method === firstQuestion) deps.answerFirst(reply);
    else ipcMain.handle(method, reply);
  }
}

async function answer(
  handlers: Handlers,
  deps: IpcDeps,
  method: Method,
  event: IpcMainInvokeEvent,
  input: unknown,
): Promise<unknown> {
  if (!isOurPage(event, deps.pageContentsId())) {
    deps.audit(method, 'foreign-sender');
    deps.blocked('foreign-caller');
    throw new Error('refused');
  }
  const handler = handlers[method];
  const refusal = roleRefusal(handler.role, deps);
  if (refusal !== null) {
    deps.audit(method, refusal);
    if (!reads.has(method)) deps.blocked('call-without-right');
    return err(trouble(refusal));
  }
  const parsed = inputs[method].safeParse(input);
  if (!parsed.success) {
    deps.audit(method, 'invalid-input');
    deps.blocked('bad-call');
    return err(trouble('invalid-input', { detail: method }));
  }
  try {
    // The parser of this very method produced the input, which the compiler cannot see through the union.
    const run = handler.run as (input: unknown, supervisor: SupervisorView | null) => unknown;
    const output: unknown = await run(parsed.data, deps.present());
    deps.audit(method, outcomeOf(output));
    return output;
  } catch (bug) {
    // Expected trouble is a Result, so whatever is thrown is a bug of ours.
    const incident = deps.incident(bug);
    return err(trouble('incident', { incident }));
  }
}

function isOurPage(event: IpcMainInvokeEvent, pageContentsId: number): boolean {
  const frame = event.senderFrame;
  if (frame === null || event.sender.id !== pageContentsId) return false;
  return frame.parent === null && isPageUrl(frame.url);
}

function roleRefusal(role: Role, deps: IpcDeps): TroubleKind | null {
  if (role === 'anyone') return null;
  if (deps.isLocked()) return 'locked';
  const supervisor = deps.present();
  if (supervisor === null) return 'signed-out';
  return role === 'issuer' && !supervisor.mayIssue ? 'no-role' : null;
}

function outcomeOf(output: unknown): string {
  if (typeof output !== 'object' || output === null || !('ok' in output)) return 'ok';
  if (output.ok === true) return 'value' in output ? endOf(output.value) : 'ok';
  const error = (output as { error?: { kind?: unknown } }).error;
  return typeof error?.kind === 'string' ? error.kind : 'error';
}

/** A test page is in no journal: the log says how it came out. */
function endOf(value: unknown): string {
  if (typeof value !== 'object' || value === null || !('page' in value) || !('outcome' in value)) return 'ok';
  return typeof value.outcome === 'string' ? value.outcome : 'ok';
}
