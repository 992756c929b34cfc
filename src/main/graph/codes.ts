/** The qrCodePinMethod calls: reads never carry a secret, a create or a reset carries it out exactly once. */
import type { Target } from '../../core/issuance/order.ts';
import { err, ok } from '../../core/result.ts';
import { type Trouble, trouble } from '../../core/trouble.ts';
import type { Directory } from '../ports.ts';
import {
  noMethod,
  parseCreated,
  parseDeleted,
  parseEnrolled,
  parseExtended,
  parseMethod,
  parsePin,
  type TimeWindow,
} from './method-wire.ts';
import type { Graph } from './transport.ts';
import { isWorkerId } from './workers.ts';

export type Codes = Pick<
  Directory,
  'readMethod' | 'createCode' | 'deleteCode' | 'extendStandardCode' | 'resetPin'
>;

export function createCodes(graph: Graph): Codes {
  return { ...reads(graph), ...writesOfCodes(graph), ...writesOnceMade(graph) };
}

function reads(graph: Graph): Pick<Codes, 'readMethod'> {
  return {
    async readMethod(workerId, clientRequestId) {
      if (!isWorkerId(workerId)) return err(badId);
      const target = shape(workerId, 'method');
      const call = {
        kind: 'read',
        parse: parseMethod,
        whenAbsent: noMethod,
        ...target,
        clientRequestId,
      } as const;
      const read = await graph.call(call);
      if (!read.ok) return read;
      const { value, requestId } = read.value;
      return ok({ ...value, requestId });
    },
  };
}

function writesOfCodes(graph: Graph): Pick<Codes, 'createCode' | 'deleteCode'> {
  return {
    async createCode(workerId, target, window, clientRequestId) {
      if (!isWorkerId(workerId)) return err(badId);
      const times = timesOf(window);
      const what =
        target === 'method'
          ? ({ method: 'PUT', body: { standardQRCode: times }, parse: parseEnrolled(window) } as const)
          : { body: times, parse: parseCreated(window) };
      const call = { kind: 'create', exists: 'live-code-exists', ...shape(workerId, target) } as const;
      const done = await graph.call({ ...call, ...what, clientRequestId });
      return done.ok ? ok({ ...done.value.value, requestId: done.value.requestId }) : done;
    },

    async deleteCode(workerId, target, clientRequestId) {
      if (!isWorkerId(workerId)) return err(badId);
      const what = { ...shape(workerId, target), clientRequestId };
      const done = await graph.call({ kind: 'delete', parse: parseDeleted, ...what });
      if (done.ok) return ok({ alreadyGone: false, requestId: done.value.requestId });
      return isGone(done.error) ? ok({ alreadyGone: true, requestId: done.error.requestId }) : done;
    },
  };
}

function writesOnceMade(graph: Graph): Pick<Codes, 'extendStandardCode' | 'resetPin'> {
  return {
    async extendStandardCode(workerId, expiresAtMs, clientRequestId) {
      if (!isWorkerId(workerId)) return err(badId);
      const body = { expireDateTime: dateTime(expiresAtMs) };
      const what = { ...shape(workerId, 'standard'), body, clientRequestId };
      const done = await graph.call({ kind: 'create', parse: parseExtended(expiresAtMs), ...what });
      return done.ok ? ok({ ...done.value.value, requestId: done.value.requestId }) : done;
    },

    async resetPin(workerId, clientRequestId) {
      if (!isWorkerId(workerId)) return err(badId);
      const what = { ...shape(workerId, 'pin'), body: {}, clientRequestId };
      const done = await graph.call({ kind: 'create', parse: parsePin, ...what });
      return done.ok ? ok({ ...done.value.value, requestId: done.value.requestId }) : done;
    },
  };
}

const badId = trouble('invalid-input', { detail: 'workerId' });

const members: Readonly<Record<Target | 'pin', string>> = {
  method: '',
  temporary: '/temporaryQRCode',
  standard: '/standardQRCode',
  pin: '/pin',
};

function shape(workerId: string, target: Target | 'pin') {
  const path = `/users/${encodeURIComponent(workerId)}/authentication/qrCodePinMethod${members[target]}`;
  return { surface: 'qr-code', notFound: 'no-method', path } as const;
}

/** A worker or method that is gone took the code along. */
function isGone(found: Trouble): boolean {
  return found.kind === 'no-method' || found.kind === 'no-such-worker';
}

function timesOf({ startsAtMs, expiresAtMs }: TimeWindow) {
  return { startDateTime: dateTime(startsAtMs), expireDateTime: dateTime(expiresAtMs) };
}

function dateTime(atMs: number): string {
  return new Date(atMs).toISOString();
}
