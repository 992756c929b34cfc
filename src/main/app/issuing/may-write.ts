/** The last word before each write of an issuance: whether its supervisor may still send it. */
import { unsettledCreate } from '../../../core/issuance/accounts.ts';
import { historyOf } from '../../../core/issuance/history.ts';
import { type Trouble, trouble } from '../../../core/trouble.ts';
import { roleIsGoodForMs } from '../session/authority.ts';
import { type IssuingPorts, type Journey, record } from './journey.ts';

/**
 * Right before a write: false when it may not be sent, and the row that says so is written. Where nothing of this issuance
 * is at stake it ends as refused; else it stays open for somebody who may settle it.
 */
export async function mayWrite(
  ports: IssuingPorts,
  journey: Journey,
  of: 'create' | 'delete' | 'extend' | 'reset-pin',
): Promise<boolean> {
  const allowed = await ports.authority.confirm(roleIsGoodForMs);
  if (allowed.ok) return true;
  journey.trouble = allowed.error;
  const { kind, requestId } = allowed.error;
  const history = historyOf(journey.facts);
  const isOurs = history?.ours != null;
  const isAtStake = isOurs || history?.mayBeChanged === true || unsettledCreate(journey.facts) !== null;
  if (journey.mode === 'reconciling' || (isOurs && of === 'delete')) {
    record(ports, journey, 'reconciled', { outcome: 'unreadable', detail: { kind, of }, requestId });
  } else if (isAtStake) {
    record(ports, journey, 'outcome-unknown', { outcome: kind, detail: { of }, requestId });
    journey.isAbandoned = true;
  } else record(ports, journey, 'refused', { outcome: kind, detail: { of }, requestId });
  return false;
}

type Asked = Pick<IssuingPorts['authority'], 'confirm'>;

/** A read that is refused: where the role still stands it is about the worker, an administrator. */
export async function whyUnreadable(authority: Asked, found: Trouble): Promise<Trouble> {
  const why = await whyForbidden(authority, found);
  const { requestId, detail } = why;
  return why.kind === 'not-permitted' ? trouble('worker-privileged', { requestId, detail }) : why;
}

/** A refusal tells that one may not, not why: a role that is gone is told by that name. */
export async function whyForbidden(authority: Asked, found: Trouble): Promise<Trouble> {
  if (found.kind !== 'not-permitted') return found;
  const role = await authority.confirm(0);
  const isGone = !role.ok && role.error.kind === 'no-role';
  return isGone ? trouble('no-role', { requestId: found.requestId, detail: found.detail }) : found;
}
