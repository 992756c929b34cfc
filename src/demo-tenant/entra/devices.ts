/** Device codes: begun by a station, decided by a person on another device, asked for until then. */
import type { State } from '../state.ts';
import type { Supervisor } from '../workers.ts';
import { accountPage, html, messagePage } from './pages.ts';

export interface Devices {
  /** The reply to a device authorization request. */
  begin(fields: URLSearchParams): Readonly<Record<string, unknown>>;
  poll(
    deviceCode: string,
  ):
    | { readonly error: string; readonly supervisorId: null }
    | { readonly error: null; readonly supervisorId: string };
  decide(userCode: string, decision: Supervisor['key'] | 'declined'): void;
  page(url: URL): Response;
  decideByForm(fields: URLSearchParams): Response;
}

interface Device {
  readonly userCode: string;
  readonly expiresAtMs: number;
  decision: Supervisor['key'] | 'declined' | null;
}

const lifeSeconds = 900;
const letters = 'BCDFGHJKLMNPQRSTVWXZ';

export function createDevices(parts: {
  readonly state: State;
  readonly nowMs: () => number;
  readonly authority: string;
}): Devices {
  const { state, nowMs, authority } = parts;
  const devices = new Map<string, Device>();
  const byUserCode = (userCode: string) =>
    [...devices.values()].find(
      (device) => device.userCode === userCode.trim().toUpperCase() && device.expiresAtMs > nowMs(),
    );

  const decide = (userCode: string, decision: Supervisor['key'] | 'declined') => {
    const device = byUserCode(userCode);
    if (device !== undefined) device.decision = decision;
    return device !== undefined;
  };

  return {
    begin() {
      const userCode = newUserCode();
      const deviceCode = `demo-device.${crypto.randomUUID()}`;
      devices.set(deviceCode, { userCode, expiresAtMs: nowMs() + lifeSeconds * 1_000, decision: null });
      const verificationUri = `${authority}/device`;
      const message = `To sign in, open ${verificationUri} and enter the code ${userCode}.`;
      return {
        user_code: userCode,
        device_code: deviceCode,
        verification_uri: verificationUri,
        expires_in: lifeSeconds,
        interval: 1,
        message,
      };
    },
    poll: (deviceCode) => polled(state, devices, deviceCode, nowMs()),
    decide(userCode, decision) {
      decide(userCode, decision);
    },
    page(url) {
      const userCode = url.searchParams.get('code');
      return userCode === null
        ? askForCode()
        : accountPage(state.supervisors, `${authority}/device`, { code: userCode });
    },
    decideByForm(fields) {
      const key =
        state.supervisors.find((supervisor) => supervisor.key === fields.get('account'))?.key ?? 'declined';
      const isKnown = decide(fields.get('code') ?? '', key);
      return isKnown
        ? messagePage('Done', 'You can go back to the station.')
        : messagePage('That code did not work', 'It is wrong or has expired.', 400);
    },
  };
}

function polled(
  state: State,
  devices: Map<string, Device>,
  deviceCode: string,
  nowMs: number,
): ReturnType<Devices['poll']> {
  const device = devices.get(deviceCode);
  if (device === undefined) return { error: 'bad_verification_code', supervisorId: null };
  if (device.expiresAtMs <= nowMs) return { error: 'expired_token', supervisorId: null };
  if (device.decision === null) return { error: 'authorization_pending', supervisorId: null };
  devices.delete(deviceCode);
  const supervisor = state.supervisors.find((candidate) => candidate.key === device.decision);
  if (supervisor === undefined) return { error: 'authorization_declined', supervisorId: null };
  return { error: null, supervisorId: supervisor.id };
}

function newUserCode(): string {
  return [...crypto.getRandomValues(new Uint8Array(8))]
    .map((byte) => letters[byte % letters.length])
    .join('');
}

function askForCode(): Response {
  return html(`<h1>Enter the code</h1><form method="get"><p><label>Code <input name="code" autocomplete="off" autofocus></label></p>
    <button class="plain">Next</button></form>`);
}
