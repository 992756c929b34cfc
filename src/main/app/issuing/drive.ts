/** Drives an issuance from fact to fact until a person is asked, the journey is closed, or the truth must wait. */
import type { Action } from '../../../core/issuance/action.ts';
import { beforeReads } from '../../../core/issuance/history.ts';
import { nextAction } from '../../../core/issuance/next.ts';
import { factsAbout } from '../../../core/issuance/on-paper.ts';
import { orderOf, papersOf, targetOf } from '../../../core/issuance/order.ts';
import { assert, assertNever } from '../../../core/result.ts';
import { type Trouble, trouble, troubleKinds } from '../../../core/trouble.ts';
import { endPrint } from '../paper/end-print.ts';
import { followPaper, renderPaper, submitPaper } from '../paper/paper-steps.ts';
import { extendCode, resetPin } from './changes.ts';
import { type IssuingPorts, type Journey, record, wipe } from './journey.ts';
import { createCode, deleteCode } from './perform.ts';
import { preflight } from './preflight.ts';
import { readState, waited } from './reads.ts';

/** Why the driver stopped. `disk`: the journal could not be written, so nothing more may be done. `held`: it is not its turn. */
export type Stop = 'ask' | 'closed' | 'parked' | 'disk' | 'held';

/**
 * Waits until an action may be taken, and answers with it, with another to take first (a look that has become old is taken
 * again), or with null: then the journey is held, to be driven on later.
 */
export type Turn = (action: Action) => Promise<Action | null>;

/**
 * @param announce told after each fact, so that the page reads again
 * @param first an action a person asked for (reprint, revoke), taken instead of the one that the facts ask for
 * @param turn where many journeys share a service and printers; left out: nobody waits for a turn
 */
export async function drive(
  ports: IssuingPorts,
  journey: Journey,
  announce: () => void,
  first: Action | null = null,
  turn: Turn | null = null,
): Promise<Stop> {
  let action = first ?? nextAction(journey.facts, journey.mode);
  for (;;) {
    const stop = stopAt(ports, journey, action);
    if (stop !== null) return stop;
    if (turn !== null) {
      const given = await turn(action);
      if (given === null) return 'held';
      action = given;
      // Whoever waited for the turn may be gone.
      const late = stopAt(ports, journey, action);
      if (late !== null) return late;
    }
    const before = journey.facts.length;
    await perform(ports, journey, action);
    announce();
    if (journey.diskRefused) return stopOnDisk(ports, journey);
    assert(journey.facts.length > before, `${action.do} ends in a fact`);
    action = nextAction(journey.facts, journey.mode);
  }
}

/** Null: the action is to be taken. */
function stopAt(ports: IssuingPorts, journey: Journey, action: Action): Stop | null {
  if (action.do === 'ask') return answersItself(ports, journey) ? null : 'ask';
  const isLeft = journey.isAbandoned && action.do !== 'nothing' && action.do !== 'close';
  if (action.do !== 'park' && action.do !== 'nothing' && !isLeft) return null;
  wipe(ports, journey);
  return action.do === 'nothing' ? 'closed' : 'parked';
}

async function perform(ports: IssuingPorts, journey: Journey, action: Action): Promise<void> {
  switch (action.do) {
    case 'preflight':
      return preflight(ports, journey);
    case 'read':
      await waited(ports.clock, action.afterMs);
      return readState(ports, journey, action.purpose);
    case 'delete':
      return deleteCode(ports, journey, action);
    case 'create':
      return createCode(ports, journey);
    case 'render':
      return renderPaper(ports, journey, action.paper);
    case 'print':
      return submitPaper(ports, journey, action.paper);
    case 'follow-print':
      return followPaper(ports, journey, action.paper);
    case 'extend':
      return extendCode(ports, journey);
    case 'reset-pin':
      return resetPin(ports, journey);
    case 'end-print':
      return endPrint(ports, journey);
    default:
      note(ports, journey, action);
  }
}

function note(ports: IssuingPorts, journey: Journey, action: Action): void {
  switch (action.do) {
    case 'note-orphan': {
      const { codeId, startsAtMs, expiresAtMs, detail } = action.found;
      record(ports, journey, 'orphan-found', { codeId, startsAtMs, expiresAtMs, detail });
      return;
    }
    case 'note-revoked':
      record(ports, journey, 'revoked', { codeId: action.codeId, detail: { alreadyGone: true } });
      return;
    case 'note-extended': {
      const { codeId, startsAtMs, expiresAtMs } = action.found;
      record(ports, journey, 'extended', { codeId, startsAtMs, expiresAtMs, detail: { already: true } });
      return;
    }
    case 'ask':
      record(ports, journey, 'handed-over', { detail: { by: 'not-asked' } });
      return;
    case 'close': {
      const { outcome, reason } = action;
      if (outcome === 'refused' || outcome === 'failed')
        journey.trouble = closingTrouble(journey.trouble, reason);
      const made = journey.facts.findLast((fact) => fact.event === 'created' || fact.event === 'extended');
      const { codeId = null, startsAtMs = null, expiresAtMs = null } = made ?? {};
      record(ports, journey, 'closed', { codeId, startsAtMs, expiresAtMs, outcome, detail: { reason } });
      return;
    }
    case 'preflight':
    case 'read':
    case 'delete':
    case 'create':
    case 'extend':
    case 'reset-pin':
    case 'render':
    case 'print':
    case 'follow-print':
    case 'end-print':
    case 'park':
    case 'nothing':
      return;
    default:
      assertNever(action);
  }
}

/** A journey that ends without a badge says why: what stopped it last, under the name that the journal has for it. */
function closingTrouble(last: Trouble | null, reason: string): Trouble | null {
  const kind = troubleKinds.find((known) => known === reason);
  return kind === undefined || last?.kind === kind
    ? last
    : trouble(kind, { requestId: last?.requestId ?? null });
}

/** Only where the site chose not to ask, and the station itself saw every paper of the order: files in a folder. */
function answersItself(ports: IssuingPorts, { facts }: Journey): boolean {
  if (ports.settings.askHandOver || beforeReads(facts)?.event !== 'print-ended') return false;
  const ends = papersOf(orderOf(facts)).map((paper) =>
    factsAbout(facts, paper).findLast(({ event }) => event === 'print-ended'),
  );
  return ends.every((end) => end?.outcome === 'printed');
}

/**
 * The journal refused a row. A code that is already made and cannot be recorded must not live: it is deleted at once,
 * unless another station's code is in its place; the journal's `create-sent` leads the next reconcile to the same end
 * if that fails too.
 */
async function stopOnDisk(ports: IssuingPorts, journey: Journey): Promise<'disk'> {
  const { created, worker } = journey;
  const isRecorded = journey.facts.some((fact) => fact.event === 'created');
  if (created !== null && !isRecorded) {
    const seen = await ports.directory.readMethod(worker.id, ports.ids.uuid());
    const target = targetOf(journey.order);
    const slot = target === 'temporary' ? 'temporary' : 'standard';
    const standing = seen.ok ? seen.value[slot] : null;
    const isTaken = standing !== null && standing.id !== created.code.id;
    if (!isTaken) await ports.directory.deleteCode(worker.id, target, ports.ids.uuid());
  }
  wipe(ports, journey);
  return 'disk';
}
