/** `/users/{id}/authentication/qrCodePinMethod` and what lies below it, with the shapes and quirks of the real one. */
import type { Result } from '../../core/result.ts';
import type { ReadShape, TenantManners } from '../manners.ts';
import {
  type Code,
  type CodeSlot,
  createCode,
  extendStandard,
  isPinAllowed,
  type Method,
  newMethod,
  newPin,
  newPinDigits,
  type Pin,
  type Refusal,
  svgOf,
} from '../method.ts';
import type { State } from '../state.ts';
import type { Person } from '../workers.ts';
import { type GraphContext, graphError, graphTime, json, neverUsed, noContent, notAllowed } from './reply.ts';

export interface MethodCall {
  readonly context: GraphContext;
  readonly state: State;
  readonly person: Person;
  readonly httpMethod: string;
  /** What follows `qrCodePinMethod`, lower-case: '', 'standardqrcode', 'temporaryqrcode', 'pin'. */
  readonly part: string;
  readonly body: unknown;
  readonly manners: Pick<TenantManners, 'readLagMs' | 'readShapes' | 'showExpired' | 'pinLength'>;
}

const slots: Readonly<Record<string, CodeSlot>> = {
  standardqrcode: 'standard',
  temporaryqrcode: 'temporary',
};

export function answerMethodCall(call: MethodCall): Response {
  const slot = slots[call.part];
  if (slot !== undefined) return answerCode(call, slot);
  if (call.part === '') return answerMethod(call);
  if (call.part === 'pin') return answerPin(call);
  return graphError(call.context, 400, 'BadRequest', `Resource not found for the segment '${call.part}'.`);
}

function answerMethod(call: MethodCall): Response {
  const { context, state, person, httpMethod } = call;
  if (httpMethod === 'GET') {
    const method = seenMethod(call);
    if (method === null) return noMethod(context);
    return read(context, methodJson(method, false), call.manners.readShapes.method, 'bare');
  }
  if (httpMethod === 'DELETE') {
    if (state.method(person.id) === null) return noMethod(context);
    state.put(person.id, null);
    return noContent(context);
  }
  return httpMethod === 'PUT' ? enrol(call) : notAllowed(context);
}

function enrol(call: MethodCall): Response {
  const { context, state, person } = call;
  if (state.method(person.id) !== null)
    return graphError(context, 400, 'invalidRequest', 'The user already has a QR code PIN method.');
  const body = record(call.body);
  const digits = record(body.pin).code ?? newPinDigits(call.manners.pinLength);
  if (typeof digits !== 'string' || !isPinAllowed(digits))
    return graphError(context, 400, 'invalidRequest', 'Invalid PIN');
  const asked = windowOf(body.standardQRCode);
  const created = createCode(null, 'standard', asked, person.userPrincipalName, context.nowMs);
  return answerWrite(context, created, (standard) => {
    const method = newMethod(standard, digits, context.nowMs);
    state.put(person.id, method);
    return json(context, 201, methodJson(method, true));
  });
}

/** What a read sees: the state of a moment ago, without expired codes where the tenant hides them. */
function seenMethod({ manners, state, person, context }: MethodCall): Method | null {
  const method = state.seen(person.id, manners.readLagMs);
  if (method === null || manners.showExpired) return method;
  const live = (code: Code | null) => (code !== null && code.expireMs > context.nowMs ? code : null);
  return { ...method, standard: live(method.standard), temporary: live(method.temporary) };
}

function read(
  context: GraphContext,
  body: unknown,
  shape: ReadShape,
  documented: 'bare' | 'wrapped',
): Response {
  const isWrapped = (shape === 'as-documented' ? documented : shape) === 'wrapped';
  return json(context, 200, isWrapped ? { value: body } : body);
}

function answerCode(call: MethodCall, slot: CodeSlot): Response {
  const { context, state, person, httpMethod } = call;
  const isRead = httpMethod === 'GET';
  const method = isRead ? seenMethod(call) : state.method(person.id);
  if (method === null) return noMethod(context);
  const code = method[slot];
  if (isRead) {
    if (code === null) return graphError(context, 404, 'resourceNotFound', `There is no ${slot} QR code.`);
    // The v1.0 page's own sample is wrapped; beta's is not.
    const documented = context.version === 'v1.0' ? 'wrapped' : 'bare';
    return read(context, codeJson(code, false), call.manners.readShapes[slot], documented);
  }
  if (httpMethod === 'DELETE') {
    if (code === null) return graphError(context, 404, 'resourceNotFound', `There is no ${slot} QR code.`);
    state.put(person.id, { ...method, [slot]: null });
    return noContent(context);
  }
  return httpMethod === 'PATCH' ? writeCode(call, slot, method) : notAllowed(context);
}

function writeCode(call: MethodCall, slot: CodeSlot, method: Method): Response {
  const { context, state, person } = call;
  const asked = windowOf(call.body);
  if (slot === 'standard' && asked.startMs === null && asked.expireMs !== null) {
    const extended = extendStandard(method, asked.expireMs, context.nowMs);
    return answerWrite(context, extended, (changed) => {
      state.put(person.id, changed);
      return json(context, 200, changed.standard === null ? {} : codeJson(changed.standard, false));
    });
  }
  const created = createCode(method[slot], slot, asked, person.userPrincipalName, context.nowMs);
  return answerWrite(context, created, (code) => {
    state.put(person.id, { ...method, [slot]: code });
    return json(context, 201, codeJson(code, true));
  });
}

function answerWrite<T>(
  context: GraphContext,
  written: Result<T, Refusal>,
  done: (value: T) => Response,
): Response {
  if (written.ok) return done(written.value);
  const { status, code, message } = written.error;
  return graphError(context, status, code, message);
}

/** A reset makes a PIN of the service's own; a `code` in the body is ignored. */
function answerPin(call: MethodCall): Response {
  const { context, state, person, httpMethod } = call;
  const method = httpMethod === 'GET' ? seenMethod(call) : state.method(person.id);
  if (method === null) return noMethod(context);
  if (httpMethod === 'GET') return json(context, 200, pinJson(method.pin, false));
  if (httpMethod !== 'PATCH') return notAllowed(context);
  const pin = newPin(newPinDigits(call.manners.pinLength), context.nowMs);
  state.put(person.id, { ...method, pin });
  return json(context, 201, pinJson(pin, true));
}

/** `/users/{id}/authentication/methods`: every kind of method; a worker of the demo also has a password. */
export function listMethods({
  context,
  ...call
}: Omit<MethodCall, 'httpMethod' | 'part' | 'body'>): Response {
  const method = seenMethod({ ...call, context, httpMethod: 'GET', part: '', body: null });
  const password = {
    '@odata.type': '#microsoft.graph.passwordAuthenticationMethod',
    id: '28c10230-6103-485e-b985-444c60001490',
    password: null,
    createdDateTime: null,
  };
  return json(context, 200, { value: method === null ? [password] : [password, methodJson(method, false)] });
}

function noMethod(context: GraphContext): Response {
  return graphError(context, 404, 'resourceNotFound', 'The user has no QR code PIN authentication method.');
}

function windowOf(value: unknown): { startMs: number | null; expireMs: number | null } {
  const { startDateTime, expireDateTime } = record(value);
  return { startMs: msOf(startDateTime), expireMs: msOf(expireDateTime) };
}

function msOf(value: unknown): number | null {
  const isTime =
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?(Z|[+-]\d\d:\d\d)$/.test(value);
  const ms = isTime ? Date.parse(value) : Number.NaN;
  return Number.isNaN(ms) ? null : ms;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function codeJson(code: Code, withImage: boolean) {
  const image = withImage
    ? {
        '@odata.type': '#microsoft.graph.qrCodeImageDetails',
        binaryValue: btoa(svgOf(code.content)),
        version: 1,
        errorCorrectionLevel: 'l',
        rawContent: btoa(code.content),
      }
    : null;
  return {
    '@odata.type': '#microsoft.graph.qrCode',
    id: code.id,
    expireDateTime: graphTime(code.expireMs),
    startDateTime: graphTime(code.startMs),
    createdDateTime: graphTime(code.createdMs),
    lastUsedDateTime: code.lastUsedMs === null ? neverUsed : graphTime(code.lastUsedMs),
    image,
  };
}

function pinJson(pin: Pin, withDigits: boolean) {
  return {
    '@odata.type': '#microsoft.graph.qrPin',
    id: pin.id,
    code: withDigits ? pin.digits : null,
    forceChangePinNextSignIn: pin.mustChange,
    createdDateTime: graphTime(pin.createdMs),
    updatedDateTime: graphTime(pin.createdMs),
  };
}

function methodJson(method: Method, withSecrets: boolean) {
  return {
    '@odata.type': '#microsoft.graph.qrCodePinAuthenticationMethod',
    id: method.id,
    createdDateTime: graphTime(method.createdMs),
    // So says the PUT page's own sample just after creation: it is no error.
    ...(withSecrets ? { isUsable: false, methodUsabilityReason: null } : {}),
    standardQRCode: method.standard === null ? null : codeJson(method.standard, withSecrets),
    temporaryQRCode: method.temporary === null ? null : codeJson(method.temporary, withSecrets),
    pin: pinJson(method.pin, withSecrets),
  };
}
