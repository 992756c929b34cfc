/** What each call of the journey comes to under each fault: one rule a call, and the exceptions by name. */
import type { Cell } from './cell.ts';
import type { NetworkFault } from './faults.ts';

export type Expected = Omit<Cell, 'broken'>;
/** How many requests the fault strikes: the first, or each for as long as the issuance tries. */
export type Lasting = 'once' | 'lasting';
type Rule = (fault: NetworkFault, lasting: Lasting) => Expected;

function cell(end: string, kind: string | null, requests: number, later = end): Expected {
  return { end, kind, requests, later };
}

const handedOver = 'handed-over confirmed-by-person';
const issued = (requests: number) => cell('asks', null, requests, handedOver);
/** The fault struck once, and the call itself tries again: nobody notices. */
const isPassed = ({ readTries }: NetworkFault, lasting: Lasting) => lasting === 'once' && readTries > 1;
/** What a write's own trouble is called on the screen. */
const writeKind = ({ write, kind }: NetworkFault) => (write === 'unknown' ? 'outcome-unknown' : kind);

const firstRead: Rule = (fault, lasting) =>
  isPassed(fault, lasting) ? issued(4) : cell(`failed ${fault.kind}`, fault.kind, fault.readTries);

/**
 * Refused or not sent: nothing was lost, the old code lives on. In doubt: a read decides, three times at most; then one more
 * when reads can no longer lag, for a delete may still arrive.
 */
const replacingDelete: Rule = (fault, lasting) => {
  const { kind, write, applied, isInvited } = fault;
  if (write === 'unknown' && applied) return issued(1);
  const goesOn = write === 'unknown' || isInvited;
  if (!goesOn) return cell(`refused ${kind}`, kind, 1);
  if (lasting === 'once') return issued(2);
  return cell('waits', writeKind(fault), 3, 'failed live-code-exists');
};

/** Refused or not sent: over. In doubt: looked for, an orphan is deleted, and only then created anew; three creates at most. */
const create: Rule = (fault, lasting) => {
  const { kind, write, applied, isInvited } = fault;
  const goesOn = write === 'unknown' || isInvited;
  if (!goesOn) return cell(`failed ${kind}`, kind, 1);
  if (lasting === 'once') return issued(2);
  if (write !== 'unknown') return cell(`failed ${kind}`, kind, 3);
  return applied
    ? cell('failed outcome-unknown', 'outcome-unknown', 3)
    : cell('waits', 'outcome-unknown', 3, 'failed interrupted');
};

/** A code whose content is in memory is not wasted because a check fails: the badge comes out all the same. */
const verification: Rule = ({ readTries }, lasting) =>
  issued(lasting === 'once' ? Math.min(readTries, 2) + 2 : 2 * readTries + 1);
const lookBeforeHandOver: Rule = ({ readTries }, lasting) =>
  issued(lasting === 'once' ? Math.min(readTries, 2) + 2 : readTries + 2);

/** Not known whose code would go: the person is asked again. */
const readBeforeRevoke: Rule = (fault, lasting) =>
  isPassed(fault, lasting)
    ? cell('revoked revoked', null, 2)
    : cell('asks', fault.kind, fault.readTries, 'revoked revoked');

/** With a badge in nobody's hand the code has to go: tried three times, and again later until it is gone. */
const revokingDelete: Rule = (fault, lasting) => {
  const kind = writeKind(fault);
  if (fault.applied) return cell('revoked revoked', kind, 1);
  if (lasting === 'once') return cell('revoked revoked', fault.kind === 'signed-out' ? null : kind, 2);
  return cell('waits', kind, 4, 'revoked revoked');
};

const reconcilingRead: Rule = (fault, lasting) =>
  isPassed(fault, lasting)
    ? cell('revoked interrupted', null, 2)
    : cell('waits', fault.kind, fault.readTries, 'revoked interrupted');

/** Tried once a round. Also an applied one waits: until then a read may still miss what it should show. */
const reconcilingDelete: Rule = (fault) => cell('waits', writeKind(fault), 1, 'revoked interrupted');

const rules: Readonly<Record<string, Rule>> = {
  'the first read': firstRead,
  'the delete of a replacement': replacingDelete,
  'the create': create,
  'the verification': verification,
  'the look before the hand-over': lookBeforeHandOver,
  'the read before a revoke': readBeforeRevoke,
  'the delete of a revoke': revokingDelete,
  'the read of a reconcile': reconcilingRead,
  'the delete of a reconcile': reconcilingDelete,
};

type Exceptions = Readonly<Record<string, Readonly<Record<string, Rule>>>>;

/** A token that is refused is renewed once a call, and that is all that a supervisor can be spared. */
const refusedToken: Exceptions[string] = {
  // Before anything was sent the supervisor is asked to sign in once more, and the look is taken again.
  'the first read': (_fault, lasting) =>
    lasting === 'once' ? issued(4) : cell('failed signed-out', 'signed-out', 4),
  'the delete of a replacement': (_fault, lasting) =>
    lasting === 'once' ? issued(2) : cell('refused signed-out', 'signed-out', 2),
  'the create': (_fault, lasting) =>
    lasting === 'once' ? issued(2) : cell('failed signed-out', 'signed-out', 2),
  'the delete of a revoke': (_fault, lasting) =>
    lasting === 'once' ? cell('revoked revoked', null, 2) : cell('waits', 'signed-out', 8, 'revoked revoked'),
  'the delete of a reconcile': (_fault, lasting) =>
    lasting === 'once'
      ? cell('revoked interrupted', null, 2)
      : cell('waits', 'signed-out', 2, 'revoked interrupted'),
};

const exceptions: Exceptions = {
  'a 401': refusedToken,
  'a claims challenge that no token answers': refusedToken,
  // "Not found" is believed of somebody else's code, where the create itself tells; about a code of ours a read decides.
  'a 404': {
    'the delete of a replacement': () => cell('refused live-code-exists', 'live-code-exists', 1),
    'the delete of a revoke': (_fault, lasting) =>
      lasting === 'once' ? cell('revoked revoked', null, 2) : cell('waits', null, 4, 'revoked revoked'),
    'the delete of a reconcile': () => cell('waits', null, 1, 'revoked interrupted'),
  },
  // Whether the role is gone is asked; it stands, so the refusal is about the worker.
  'a 403': {
    'the first read': () => cell('refused worker-privileged', 'worker-privileged', 1),
  },
  'a 409': {
    'the create': () => cell('refused live-code-exists', 'live-code-exists', 1),
  },
  // The reply to a delete has no body that could be cut.
  'half a body': {
    'the delete of a revoke': () => cell('revoked revoked', null, 1),
    'the delete of a reconcile': () => cell('revoked interrupted', null, 1),
  },
};

export function expectedOf(call: string, fault: NetworkFault, lasting: Lasting): Expected {
  const rule = exceptions[fault.name]?.[call] ?? rules[call];
  if (rule === undefined) throw new Error(`no rule for ${call}`);
  return rule(fault, lasting);
}
