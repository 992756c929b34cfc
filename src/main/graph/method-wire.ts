/** What the qrCodePinMethod calls answer, read into our own terms: facts for all to see, secrets once and to be wiped. */
import { z } from 'zod';
import { isPin } from '../../core/paper/pin.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { CodeFacts, CreatedCode, FreshPin, MethodFacts, Reply } from '../ports.ts';
import { bytesOfBase64, takeSecrets, unmoved } from './secret-fields.ts';
import { jsonOf } from './verdict.ts';
import { instant, instantOrNever, lowerCaseNames, objectId, unwrapped } from './wire.ts';

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
const createdCode = z.object({
  id: objectId,
  createddatetime: instant.nullish().catch(null),
  startdatetime: instant.nullish().catch(null),
  expiredatetime: instant,
  image: z
    .object({
      // What it says was taken out before.
      rawcontent: z.string().min(1).max(longestBase64),
      errorcorrectionlevel: z.unknown().optional(),
    })
    .nullish()
    .catch(null),
});
const created = z.preprocess(unwrapped, createdCode);

/** What it says was taken out before. */
const pin = z.object({ code: z.string() });
const enrolled = z.preprocess(unwrapped, z.object({ standardqrcode: createdCode, pin }));
const freshPin = z.preprocess(unwrapped, pin);

const extended = z.preprocess(unwrapped, z.object({ expiredatetime: instant.nullish().catch(null) }));

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

export type MethodBody = Omit<MethodFacts, 'requestId'>;

/** Without the service's time beside it, a code's state means nothing and no new one's window can be told. */
export function parseMethod(reply: Reply, serverNowMs: number | null): Result<MethodBody, string> {
  if (serverNowMs === null) return err('no Date');
  const parsed = method.safeParse(lowerCaseNames(jsonOf(reply)));
  if (!parsed.success) return err('not a qrCodePinAuthenticationMethod');
  return ok({
    exists: true,
    temporary: parsed.data.temporaryqrcode,
    standard: parsed.data.standardqrcode,
    pinMustChange: parsed.data.pin?.forcechangepinnextsignin === true,
    serverNowMs,
  });
}

export function noMethod(serverNowMs: number): MethodBody {
  return { exists: false, temporary: null, standard: null, pinMustChange: false, serverNowMs };
}

export interface TimeWindow {
  readonly startsAtMs: number;
  readonly expiresAtMs: number;
}

type CreatedBody = Omit<CreatedCode, 'requestId'>;

/**
 * Facts are as the service gives them, even where they differ from what was asked. Errors name what is missing and
 * never quote the body: it may hold the content.
 */
export function parseCreated(asked: TimeWindow) {
  return (reply: Reply, serverNowMs: number | null): Result<CreatedBody, string> => {
    if (!isWritten(reply)) return err(`${reply.status}`);
    const secrets = takeSecrets(reply.body);
    const parsed = created.safeParse(lowerCaseNames(jsonOf(reply)));
    const made = parsed.success
      ? codeIn(parsed.data, secrets, asked, serverNowMs)
      : err<string>('unreadable-reply');
    wipe(secrets);
    return made;
  };
}

/** A method without a PIN that we know of is worth nothing: it is undone like one whose reply was lost. */
export function parseEnrolled(asked: TimeWindow) {
  return (reply: Reply, serverNowMs: number | null): Result<CreatedBody, string> => {
    if (!isWritten(reply)) return err(`${reply.status}`);
    const secrets = takeSecrets(reply.body);
    const parsed = enrolled.safeParse(lowerCaseNames(jsonOf(reply)));
    const digits = pinIn(secrets);
    const made =
      parsed.success && digits !== null
        ? codeIn(parsed.data.standardqrcode, secrets, asked, serverNowMs)
        : err<string>('unreadable-reply');
    wipe(secrets);
    if (made.ok) return ok({ ...made.value, pin: digits });
    digits?.fill(0);
    return made;
  };
}

export function parsePin(reply: Reply): Result<Omit<FreshPin, 'requestId'>, string> {
  if (!isWritten(reply)) return err(`${reply.status}`);
  const secrets = takeSecrets(reply.body);
  const digits = freshPin.safeParse(lowerCaseNames(jsonOf(reply))).success ? pinIn(secrets) : null;
  wipe(secrets);
  return digits === null ? err('no-pin') : ok({ digits });
}

/** The pages show 200 with the code and speak of 201; what is set is what was asked where nothing is told. */
export function parseExtended(askedMs: number) {
  return (reply: Reply): Result<{ readonly expiresAtMs: number }, string> => {
    if (reply.status === 204) return ok({ expiresAtMs: askedMs });
    if (!isWritten(reply)) return err(`${reply.status}`);
    const parsed = extended.safeParse(lowerCaseNames(jsonOf(reply)));
    return parsed.success
      ? ok({ expiresAtMs: parsed.data.expiredatetime ?? askedMs })
      : err('unreadable-reply');
  };
}

/** A success has no body worth reading; a page in HTML was sorted out before. */
export function parseDeleted(reply: Reply): Result<null, string> {
  return reply.status === 204 || reply.status === 200 ? ok(null) : err(`${reply.status}`);
}

function isWritten({ status }: Reply): boolean {
  return status === 200 || status === 201;
}

function codeIn(
  found: z.output<typeof createdCode>,
  secrets: ReturnType<typeof takeSecrets>,
  asked: TimeWindow,
  serverNowMs: number | null,
): Result<CreatedBody, string> {
  const { id, createddatetime, startdatetime, expiredatetime, image } = found;
  const content = image === null || image === undefined ? null : contentIn(secrets);
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
  return ok({ code: known, content, errorCorrectionLevel: levels[level] ?? 'M', pin: null });
}

/** The bytes are the caller's own to wipe. */
function contentIn(secrets: ReturnType<typeof takeSecrets>): Uint8Array | null {
  const content = bytesOfBase64(secrets.get('rawcontent') ?? nothing);
  if (content === null || content.length <= longestContent) return content;
  content.fill(0);
  return null;
}

function pinIn(secrets: ReturnType<typeof takeSecrets>): Uint8Array | null {
  const digits = secrets.get('code') ?? nothing;
  if (!isPin(digits)) return null;
  const own = unmoved(digits.length);
  own.set(digits);
  return own;
}

const nothing = unmoved(0);

function wipe(secrets: ReturnType<typeof takeSecrets>): void {
  for (const bytes of secrets.values()) bytes.fill(0);
}
