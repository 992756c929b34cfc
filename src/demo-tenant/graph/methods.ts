/** `/users/{id}/authentication/qrCodePinMethod` and what lies below it, with the shapes and quirks of the real one. */
import type { Result } from '../../core/result.ts';
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
import { type GraphContext, graphError, graphTime, json, neverUsed, noContent } from './reply.ts';

export interface MethodCall {
  readonly context: GraphContext;
  readonly state: State;
  readonly person: Person;
  readonly httpMethod: string;
  /** What follows `qrCodePinMethod`, lower-case: '', 'standardqrcode', 'temporaryqrcode', 'pin'. */
  readonly part: string;
  readonly body: unknown;
  readonly readLagMs: number;
}

const slots: Readonly<Record<string, CodeSlot>> = {
  standardqrcode: 'standard',
  temporaryqrcode: 'temporary',
};

export function answerMethodCall(call: MethodCall): Response {
  const slot = slots[call.part];
  if (slot !== undefined) return answerCode(call, slot);
  if (call.part === '') return answerMethod(call);
  if (call.part === 'pin' && call.httpMethod === 'PATCH') return resetPin(call);
  return graphError(call.context, 400, 'BadRequest', `Resource not found for the segment '${call.part}'.`);
}

function answerMethod(call: MethodCall): Response {
  const { context, state, person, httpMethod } = call;
  if (httpMethod === 'GET') {
    const method = state.seen(person.id, call.readLagMs);
    return method === null ? noMethod(context) : json(context, 200, methodJson(method, false));
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
  const { startMs, expireMs } = windowOf(body.standardQRCode);
  const digits = record(body.pin).code;
  if (startMs === null || expireMs === null || expireMs - startMs > 395 * 86_400_000)
    return graphError(
      context,
      400,
      'invalidRequest',
      'startDateTime and expireDateTime are required, at most 395 days apart.',
    );
  if (digits !== undefined && (typeof digits !== 'string' || !isPinAllowed(digits)))
    return graphError(context, 400, 'invalidRequest', 'Invalid PIN');
  const pin = typeof digits === 'string' ? digits : newPinDigits();
  const method = newMethod(person.userPrincipalName, startMs, expireMs, context.nowMs, pin);
  state.put(person.id, method);
  return json(context, 201, methodJson(method, true));
}

function answerCode(call: MethodCall, slot: CodeSlot): Response {
  const { context, state, person, httpMethod } = call;
  const isRead = httpMethod === 'GET';
  const method = isRead ? state.seen(person.id, call.readLagMs) : state.method(person.id);
  if (method === null) return noMethod(context);
  const code = method[slot];
  if (isRead) {
    if (code === null) return graphError(context, 404, 'resourceNotFound', `There is no ${slot} QR code.`);
    const shown = codeJson(code, false);
    // The v1.0 page's own sample is wrapped; beta's is not.
    return json(context, 200, context.version === 'v1.0' ? { value: shown } : shown);
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
  const created = createCode(method, slot, asked, person.userPrincipalName, context.nowMs);
  return answerWrite(context, created, ({ method: changed, code }) => {
    state.put(person.id, changed);
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

function resetPin({ context, state, person }: MethodCall): Response {
  const method = state.method(person.id);
  if (method === null) return noMethod(context);
  const pin = newPin(newPinDigits(), context.nowMs);
  state.put(person.id, { ...method, pin });
  return json(context, 201, pinJson(pin, true));
}

function noMethod(context: GraphContext): Response {
  return graphError(context, 404, 'resourceNotFound', 'The user has no QR code PIN authentication method.');
}

function notAllowed(context: GraphContext): Response {
  return graphError(
    context,
    405,
    'Request_BadRequest',
    'Specified HTTP method is not allowed for the request target.',
  );
}

function windowOf(value: unknown): { startMs: number | null; expireMs: number | null } {
  const { startDateTime, expireDateTime } = record(value);
  return { startMs: msOf(startDateTime), expireMs: msOf(expireDateTime) };
}

function msOf(value: unknown): number | null {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
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
    standardQRCode: method.standard === null ? null : codeJson(method.standard, withSecrets),
    temporaryQRCode: method.temporary === null ? null : codeJson(method.temporary, withSecrets),
    pin: pinJson(method.pin, withSecrets),
  };
}
