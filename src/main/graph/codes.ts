/** The qrCodePinMethod calls: reads never carry a code's content, a create carries it out exactly once. */
import { z } from 'zod';
import { err, ok, type Result } from '../../core/result.ts';
import { type Trouble, trouble } from '../../core/trouble.ts';
import type { CodeFacts, CreatedCode, Directory, MethodFacts, Reply } from '../ports.ts';
import type { Graph } from './transport.ts';
import { jsonOf } from './verdict.ts';
import { instant, instantOrNever, lowerCaseNames, objectId, unwrapped } from './wire.ts';
import { isWorkerId } from './workers.ts';

export type Codes = Pick<Directory, 'readMethod' | 'createTemporaryCode' | 'deleteTemporaryCode'>;

/** Version 40 holds 2,953 bytes: more cannot be a QR code's content. */
const longestContent = 2_953;
const longestBase64 = Math.ceil(longestContent / 3) * 4;

const code = z.object({
  id: objectId,
  createddatetime: instant,
  startdatetime: instant,
  expiredatetime: instant,
  lastuseddatetime: instantOrNever,
});

/** No code is null, missing, or an object without an id. */
const codeOrNone = z.preprocess(
  (value) => (hasId(value) ? value : null),
  code.nullable().transform((found) => (found === null ? null : facts(found))),
);

const method = z.preprocess(
  unwrapped,
  z.object({
    id: z.string().min(1).max(256),
    temporaryqrcode: codeOrNone,
    standardqrcode: codeOrNone,
    pin: z.object({ forcechangepinnextsignin: z.unknown().optional() }).nullish().catch(null),
  }),
);

const levels: Readonly<Record<string, CreatedCode['errorCorrectionLevel']>> = {
  l: 'L',
  m: 'M',
  q: 'Q',
  h: 'H',
};

/** Everything but the id and the content may be missing here: what was asked stands in for it. */
const created = z.preprocess(
  unwrapped,
  z.object({
    id: objectId,
    createddatetime: instant.nullish().catch(null),
    startdatetime: instant.nullish().catch(null),
    expiredatetime: instant,
    image: z
      .object({
        rawcontent: z.string().min(1).max(longestBase64),
        errorcorrectionlevel: z.unknown().optional(),
      })
      .nullish()
      .catch(null),
  }),
);

function hasId(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';
}

function facts(found: z.output<typeof code>): CodeFacts {
  return {
    id: found.id,
    createdAtMs: found.createddatetime,
    startsAtMs: found.startdatetime,
    expiresAtMs: found.expiredatetime,
    lastUsedAtMs: found.lastuseddatetime,
  };
}

type MethodBody = Omit<MethodFacts, 'requestId'>;

/** Without the service's time beside it, a code's state means nothing and no new one's window can be told. */
function parseMethod(reply: Reply, serverNowMs: number | null): Result<MethodBody, string> {
  if (serverNowMs === null) return err('no Date');
  const parsed = method.safeParse(lowerCaseNames(jsonOf(reply)));
  if (!parsed.success) return err('not a qrCodePinAuthenticationMethod');
  return ok({
    temporary: parsed.data.temporaryqrcode,
    standard: parsed.data.standardqrcode,
    pinMustChange: parsed.data.pin?.forcechangepinnextsignin === true,
    serverNowMs,
  });
}

interface TimeWindow {
  readonly startsAtMs: number;
  readonly expiresAtMs: number;
}

type CreatedBody = Omit<CreatedCode, 'requestId'>;

/**
 * Facts are as the service gives them, even where they differ from what was asked. Errors name what is missing and
 * never quote the body: it may hold the content.
 */
function parseCreated(asked: TimeWindow) {
  return (reply: Reply, serverNowMs: number | null): Result<CreatedBody, string> => {
    if (reply.status !== 200 && reply.status !== 201) return err(`${reply.status}`);
    const parsed = created.safeParse(lowerCaseNames(jsonOf(reply)));
    if (!parsed.success) return err('unreadable-reply');
    const { id, createddatetime, startdatetime, expiredatetime, image } = parsed.data;
    const content = image === null || image === undefined ? null : decodeBase64(image.rawcontent);
    if (image === null || image === undefined || content === null) return err('no-image');
    const level =
      typeof image.errorcorrectionlevel === 'string' ? image.errorcorrectionlevel.toLowerCase() : '';
    const known: CodeFacts = {
      id,
      createdAtMs: createddatetime ?? serverNowMs ?? asked.startsAtMs,
      startsAtMs: startdatetime ?? asked.startsAtMs,
      expiresAtMs: expiredatetime,
      lastUsedAtMs: null,
    };
    return ok({ code: known, content, errorCorrectionLevel: levels[level] ?? 'M' });
  };
}

/** Edm.Binary is base64url by the standard and plain base64 in Graph's samples. The bytes are the caller's own to wipe. */
function decodeBase64(text: string): Uint8Array | null {
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return null;
  const pooled = Buffer.from(text, 'base64');
  const bytes = new Uint8Array(pooled);
  pooled.fill(0);
  return bytes.length === 0 || bytes.length > longestContent ? null : bytes;
}

/** A success has no body worth reading; a page in HTML was sorted out before. */
function parseDeleted(reply: Reply): Result<null, string> {
  return reply.status === 204 || reply.status === 200 ? ok(null) : err(`${reply.status}`);
}

export function createCodes(graph: Graph): Codes {
  return {
    async readMethod(workerId, clientRequestId) {
      if (!isWorkerId(workerId)) return err(badId);
      const call = { kind: 'read', parse: parseMethod, ...shape(workerId, ''), clientRequestId } as const;
      const read = await graph.call(call);
      if (!read.ok) return read;
      const { value, requestId } = read.value;
      return ok({ ...value, requestId });
    },

    async createTemporaryCode(workerId, window, clientRequestId) {
      if (!isWorkerId(workerId)) return err(badId);
      const body = {
        startDateTime: dateTime(window.startsAtMs),
        expireDateTime: dateTime(window.expiresAtMs),
      };
      const parse = parseCreated(window);
      const target = shape(workerId, '/temporaryQRCode');
      const done = await graph.call({ kind: 'create', parse, ...target, body, clientRequestId });
      return done.ok ? ok({ ...done.value.value, requestId: done.value.requestId }) : done;
    },

    async deleteTemporaryCode(workerId, clientRequestId) {
      if (!isWorkerId(workerId)) return err(badId);
      const target = shape(workerId, '/temporaryQRCode');
      const done = await graph.call({ kind: 'delete', parse: parseDeleted, ...target, clientRequestId });
      if (done.ok) return ok({ alreadyGone: false, requestId: done.value.requestId });
      return isGone(done.error) ? ok({ alreadyGone: true, requestId: done.error.requestId }) : done;
    },
  };
}

const badId = trouble('invalid-input', { detail: 'workerId' });

function shape(workerId: string, member: '' | '/temporaryQRCode') {
  const path = `/users/${encodeURIComponent(workerId)}/authentication/qrCodePinMethod${member}`;
  return { surface: 'qr-code', notFound: 'no-method', path } as const;
}

/** A worker or method that is gone took the code along. */
function isGone(found: Trouble): boolean {
  return found.kind === 'no-method' || found.kind === 'no-such-worker';
}

function dateTime(atMs: number): string {
  return new Date(atMs).toISOString();
}
