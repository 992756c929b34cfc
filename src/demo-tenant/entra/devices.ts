/** Device codes: begun by a station, decided by a person on another device, asked for until then. */
import { err, ok, type Result } from '../../core/result.ts';
import type { State } from '../state.ts';
import type { Supervisor } from '../workers.ts';
import { accountPage, codePage, messagePage } from './pages.ts';

type Decision = Supervisor['key'] | 'declined';

/** OAuth's and Entra's own words. */
export type DeviceError =
  | 'authorization_pending'
  | 'slow_down'
  | 'authorization_declined'
  | 'expired_token'
  | 'bad_verification_code';

export interface Devices {
  /** The reply to a device authorization request. */
  begin(fields: URLSearchParams): Readonly<Record<string, unknown>>;
  /** The id of the supervisor that signed in. */
  poll(deviceCode: string, clientId: string): Result<string, DeviceError>;
  /** False: no such code is waiting. */
  decide(userCode: string, decision: Decision): boolean;
  page(url: URL): Response;
  decideByForm(fields: URLSearchParams): Response;
}

interface Device {
  readonly userCode: string;
  readonly clientId: string;
  readonly expiresAtMs: number;
  decision: Decision | null;
  polledAtMs: number | null;
}

const lifeSeconds = 900;
const intervalSeconds = 1;
/** Timers of clients are not exact, so half the interval is not yet too soon. */
const tooSoonMs = intervalSeconds * 500;
const letters = 'BCDFGHJKLMNPQRSTVWXZ';

export function createDevices(parts: {
  readonly state: State;
  readonly nowMs: () => number;
  readonly authority: string;
}): Devices {
  const { state, nowMs, authority } = parts;
  const devices = new Map<string, Device>();
  const waiting = (userCode: string): Device | null => {
    const wanted = userCode.replaceAll(/[\s-]/g, '').toUpperCase();
    const isWaiting = (device: Device) =>
      device.userCode === wanted && device.expiresAtMs > nowMs() && device.decision === null;
    return [...devices.values()].find(isWaiting) ?? null;
  };
  const decide = (userCode: string, decision: Decision): boolean => {
    const device = waiting(userCode);
    if (device !== null) device.decision = decision;
    return device !== null;
  };
  return {
    begin(fields) {
      const deviceCode = `demo-device.${crypto.randomUUID()}`;
      const device = newDevice(fields.get('client_id') ?? '', nowMs());
      devices.set(deviceCode, device);
      return deviceReply(deviceCode, device.userCode, `${authority}/device`);
    },
    poll: (deviceCode, clientId) => polled({ state, devices, deviceCode, clientId, nowMs: nowMs() }),
    decide,
    page(url) {
      const userCode = url.searchParams.get('code');
      if (userCode === null) return codePage();
      return waiting(userCode) === null
        ? wrongCode()
        : accountPage(state.supervisors, `${authority}/device`, { code: userCode });
    },
    decideByForm(fields) {
      const chosen = state.supervisors.find((supervisor) => supervisor.key === fields.get('account'));
      return decide(fields.get('code') ?? '', chosen?.key ?? 'declined')
        ? messagePage('Done', 'You can go back to the station.')
        : wrongCode();
    },
  };
}

function wrongCode(): Response {
  return messagePage('That code did not work', 'It is wrong, was used or has expired.', 400);
}

function deviceReply(deviceCode: string, userCode: string, verificationUri: string) {
  return {
    user_code: userCode,
    device_code: deviceCode,
    verification_uri: verificationUri,
    expires_in: lifeSeconds,
    interval: intervalSeconds,
    message: `To sign in, open ${verificationUri} and enter the code ${userCode}.`,
  };
}

function polled(asked: {
  readonly state: State;
  readonly devices: Map<string, Device>;
  readonly deviceCode: string;
  readonly clientId: string;
  readonly nowMs: number;
}): Result<string, DeviceError> {
  const { state, devices, deviceCode, clientId, nowMs } = asked;
  const device = devices.get(deviceCode);
  if (device === undefined || device.clientId !== clientId) return err('bad_verification_code');
  if (device.expiresAtMs <= nowMs) return err('expired_token');
  const isTooSoon = device.polledAtMs !== null && nowMs - device.polledAtMs < tooSoonMs;
  device.polledAtMs = nowMs;
  if (device.decision === null) return err(isTooSoon ? 'slow_down' : 'authorization_pending');
  devices.delete(deviceCode);
  const supervisor = state.supervisors.find((candidate) => candidate.key === device.decision);
  return supervisor === undefined ? err('authorization_declined') : ok(supervisor.id);
}

function newDevice(clientId: string, nowMs: number): Device {
  const userCode = [...crypto.getRandomValues(new Uint8Array(8))]
    .map((byte) => letters[byte % letters.length])
    .join('');
  return { userCode, clientId, expiresAtMs: nowMs + lifeSeconds * 1_000, decision: null, polledAtMs: null };
}
