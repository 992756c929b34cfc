/** The adapter against the demo tenant through the whole life of a credential: in process and over HTTPS. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { err, ok, type Result } from '../../core/result.ts';
import type { Fault } from '../../demo-tenant/faults.ts';
import { fixtures } from '../../demo-tenant/workers.ts';
import {
  callTenant,
  createTlsFolder,
  type TenantCaller,
  tokensFor,
  type Way,
} from '../../testing/tenant-caller.ts';
import type { Directory, HttpRequest, NetworkTrouble, Reply } from '../ports.ts';
import { createDirectory } from './directory.ts';

const dayMs = 24 * 3_600_000;
const { annaKowalska: anna, withTemporary, withoutMethod, administrator, expiredTemporary } = fixtures;
const nobody = 'da1a0000-0000-4000-8000-ffffffffffff';

let tls: Awaited<ReturnType<typeof createTlsFolder>>;
beforeAll(async () => {
  tls = await createTlsFolder();
});
afterAll(() => tls.remove());

/** Whole replies; a connection that breaks may have been served. */
function networkOf({ send }: TenantCaller) {
  return {
    state: () => ({ online: true, sinceMs: 0 }),
    onChange: () => () => {},
    async send({ url, method, headers, body }: HttpRequest): Promise<Result<Reply, NetworkTrouble>> {
      try {
        const {
          status,
          headers: told,
          bytes,
        } = await send(url, { method, headers, ...(body === null ? {} : { body }) });
        return ok({ status, headers: told, body: bytes });
      } catch (lost) {
        return err({ kind: 'no-answer', sent: 'maybe', detail: String(lost) });
      }
    },
  };
}

async function directoryOf(caller: TenantCaller): Promise<Directory> {
  const { body } = await tokensFor(caller, 'authentication-administrator');
  const token = { secret: String(body.access_token), expiresAtMs: Number.POSITIVE_INFINITY };
  let serial = 0;
  return createDirectory({
    network: networkOf(caller),
    session: { token: async () => ok(token) },
    clock: caller.clock,
    ids: { uuid: () => `id-${++serial}` },
    random: () => 0,
    claimedRoles: () => null,
    config: { graphBaseUrl: caller.origin, graphVersion: 'auto', workers: { from: 'tenant' } },
  });
}

const text = (bytes: Uint8Array | null | undefined) => new TextDecoder().decode(bytes ?? new Uint8Array());

describe.each<Way>(['in process', 'over HTTPS'])('the life of a credential %s', (way) => {
  let caller: TenantCaller;
  let directory: Directory;
  beforeEach(async () => {
    caller = await callTenant(way, tls.dir);
    directory = await directoryOf(caller);
  });
  afterEach(() => caller.close());

  const window = (days = 365, fromMs = -60_000) => ({
    startsAtMs: caller.clock.nowMs() + fromMs,
    expiresAtMs: caller.clock.nowMs() + fromMs + days * dayMs,
  });
  const truth = (worker: { readonly id: string }) => caller.tenant.control.codesOf(worker.id);
  const pinOf = (worker: { readonly id: string }) => caller.tenant.control.pinOf(worker.id);
  const kindOf = async (work: Promise<Result<unknown, { readonly kind: string }>>) => {
    const done = await work;
    return done.ok ? 'done' : done.error.kind;
  };
  const writes = () => caller.tenant.control.requests.filter(({ method }) => /PUT|PATCH|DELETE/.test(method));

  it('begins with an enrolment: a standard code and a PIN that the tenant knows, told once', async () => {
    const asked = window();
    expect(await directory.readMethod(withoutMethod.id, 'c')).toMatchObject({
      ok: true,
      value: { exists: false },
    });
    const made = await directory.createCode(withoutMethod.id, 'method', asked, 'c-1');
    expect(made).toMatchObject({ ok: true, value: { code: asked, errorCorrectionLevel: 'L' } });
    expect(made.ok && text(made.value.content)).toBe(truth(withoutMethod)?.standard?.content);
    expect(made.ok && text(made.value.pin)).toBe(pinOf(withoutMethod));
    const read = await directory.readMethod(withoutMethod.id, 'c-2');
    expect(read).toMatchObject({
      ok: true,
      value: {
        exists: true,
        standard: { ...asked, lastUsedAtMs: null },
        temporary: null,
        pinMustChange: true,
      },
    });
    for (const secret of caller.tenant.control.secrets()) expect(JSON.stringify(read)).not.toContain(secret);
    expect(await kindOf(directory.createCode(withoutMethod.id, 'method', window(), 'c-3'))).toBe(
      'live-code-exists',
    );
  });

  it('may begin later than now', async () => {
    const asked = window(365, 30 * dayMs);
    expect(await directory.createCode(withoutMethod.id, 'method', asked, 'c')).toMatchObject({
      ok: true,
      value: { code: asked },
    });
    const hours = {
      startsAtMs: caller.clock.nowMs() + dayMs,
      expiresAtMs: caller.clock.nowMs() + 1.5 * dayMs,
    };
    expect(await directory.createCode(withoutMethod.id, 'temporary', hours, 'c')).toMatchObject({
      value: { code: hours, pin: null },
    });
  });

  it('goes on with a new standard code, once the old one is deleted; PIN and temporary code stay', async () => {
    const [before, pin] = [truth(withTemporary), pinOf(withTemporary)];
    expect(await kindOf(directory.createCode(withTemporary.id, 'standard', window(), 'c'))).toBe(
      'live-code-exists',
    );
    expect(await directory.deleteCode(withTemporary.id, 'standard', 'c')).toMatchObject({
      value: { alreadyGone: false },
    });
    expect(await directory.deleteCode(withTemporary.id, 'standard', 'c')).toMatchObject({
      value: { alreadyGone: true },
    });
    const made = await directory.createCode(withTemporary.id, 'standard', window(), 'c');
    expect(made.ok && text(made.value.content)).toBe(truth(withTemporary)?.standard?.content);
    expect(truth(withTemporary)?.standard?.id).not.toBe(before?.standard?.id);
    expect(truth(withTemporary)?.temporary).toEqual(before?.temporary);
    expect(pinOf(withTemporary)).toBe(pin);
  });

  it('is made longer by its end alone, up to 395 days from its start', async () => {
    const { id, startMs = 0 } = truth(anna)?.standard ?? {};
    const latest = startMs + 395 * dayMs;
    expect(await directory.extendStandardCode(anna.id, latest, 'c')).toMatchObject({
      ok: true,
      value: { expiresAtMs: latest },
    });
    expect(truth(anna)?.standard).toMatchObject({ id, startMs, expireMs: latest });
    expect(await kindOf(directory.extendStandardCode(anna.id, latest + 1, 'c'))).toBe('rejected');
    expect(await kindOf(directory.extendStandardCode(anna.id, caller.clock.nowMs() - 1, 'c'))).toBe(
      'rejected',
    );
    expect(truth(anna)?.standard?.expireMs).toBe(latest);
  });

  it('cannot be made longer where there is no standard code, or no longer a live one', async () => {
    const untilMs = window(30).expiresAtMs;
    expect(await kindOf(directory.extendStandardCode(withoutMethod.id, untilMs, 'c'))).toBe('no-method');
    await directory.deleteCode(anna.id, 'standard', 'c');
    expect(await kindOf(directory.extendStandardCode(anna.id, untilMs, 'c'))).toBe('rejected');
    await directory.createCode(anna.id, 'standard', window(1), 'c');
    caller.tenant.control.advance(2 * dayMs);
    directory = await directoryOf(caller);
    expect(await kindOf(directory.extendStandardCode(anna.id, untilMs, 'c'))).toBe('rejected');
    expect(truth(anna)?.standard?.expireMs).toBeLessThan(untilMs);
  });

  it('has another PIN after each reset, which the tenant knows; codes stay', async () => {
    const before = truth(anna);
    const pins = [pinOf(anna)];
    for (let round = 0; round < 2; round += 1) {
      const reset = await directory.resetPin(anna.id, 'c');
      expect(reset.ok && text(reset.value.digits)).toBe(pinOf(anna));
      pins.push(pinOf(anna));
    }
    expect(new Set(pins).size).toBe(3);
    expect(truth(anna)).toEqual(before);
    expect(await directory.readMethod(anna.id, 'c')).toMatchObject({ value: { pinMustChange: true } });
    expect(await kindOf(directory.resetPin(withoutMethod.id, 'c'))).toBe('no-method');
  });

  it('ends with the method: codes and PIN at once, and one may begin anew', async () => {
    expect(await directory.deleteCode(withTemporary.id, 'method', 'c')).toMatchObject({
      value: { alreadyGone: false },
    });
    expect([truth(withTemporary), pinOf(withTemporary)]).toEqual([null, null]);
    expect(await directory.readMethod(withTemporary.id, 'c')).toMatchObject({
      ok: true,
      value: { exists: false },
    });
    expect(await directory.deleteCode(withTemporary.id, 'method', 'c')).toMatchObject({
      value: { alreadyGone: true },
    });
    expect(await directory.createCode(withTemporary.id, 'method', window(), 'c')).toMatchObject({ ok: true });
  });

  it('is nobody’s to change who holds an administrator’s role, and nobody’s who is not there', async () => {
    for (const [id, kind] of [
      [administrator.id, 'not-permitted'],
      [nobody, 'no-such-worker'],
    ] as const) {
      expect(await kindOf(directory.createCode(id, 'method', window(), 'c'))).toBe(kind);
      expect(await kindOf(directory.createCode(id, 'standard', window(), 'c'))).toBe(kind);
      expect(await kindOf(directory.extendStandardCode(id, window(30).expiresAtMs, 'c'))).toBe(kind);
      expect(await kindOf(directory.resetPin(id, 'c'))).toBe(kind);
    }
    expect(await kindOf(directory.deleteCode(administrator.id, 'method', 'c'))).toBe('not-permitted');
    expect(await directory.deleteCode(nobody, 'method', 'c')).toMatchObject({ value: { alreadyGone: true } });
  });

  it('is served by beta alone in some tenants, and read in either shape', async () => {
    caller.tenant.control.graphV1HasQrCode = false;
    expect(await directory.createCode(withoutMethod.id, 'method', window(), 'c')).toMatchObject({ ok: true });
    for (const shape of ['bare', 'wrapped'] as const) {
      caller.tenant.control.readShapes.method = shape;
      expect(await directory.readMethod(withoutMethod.id, 'c')).toMatchObject({
        value: { exists: true, standard: {} },
      });
    }
    caller.tenant.control.showExpired = false;
    expect(await directory.readMethod(expiredTemporary.id, 'c')).toMatchObject({
      value: { temporary: null },
    });
    const versions = writes().map(({ path }) => path.split('/')[1]);
    expect(versions).toEqual(['v1.0', 'beta']);
  });

  const cut: Fault = { kind: 'change-body', change: (body) => body.slice(0, 40) };
  const withoutPin: Fault = { kind: 'change-body', change: without('pin') };
  const withoutCode: Fault = { kind: 'change-body', change: without('code') };
  const gateway: Fault = { kind: 'status', status: 504 };

  describe.each<
    [string, (on: Directory) => Promise<Result<unknown, { readonly kind: string }>>, readonly Fault[]]
  >([
    ['an enrolment', (on) => on.createCode(withoutMethod.id, 'method', window(), 'c'), [cut, withoutPin]],
    ['a reset', (on) => on.resetPin(anna.id, 'c'), [cut, withoutCode]],
    ['an extension', (on) => on.extendStandardCode(anna.id, window(340).expiresAtMs, 'c'), [cut]],
    ['a removal', (on) => on.deleteCode(anna.id, 'method', 'c'), []],
  ])('%s', (_what, run, unreadable) => {
    const faults: readonly Fault[] = [{ kind: 'lose-reply' }, gateway, ...unreadable];

    it('is sent once, and its outcome unknown, whatever happens to the reply', async () => {
      for (const fault of faults) {
        const count = writes().length;
        caller.tenant.control.setFault({ method: 'PUT', times: 1, fault });
        caller.tenant.control.setFault({ method: 'PATCH', times: 1, fault });
        caller.tenant.control.setFault({ method: 'DELETE', times: 1, fault });
        const result = await run(directory);
        expect([fault, result]).toMatchObject([fault, { ok: false, error: { kind: 'outcome-unknown' } }]);
        expect(writes()).toHaveLength(count + 1);
        for (const secret of caller.tenant.control.secrets())
          expect(JSON.stringify(result)).not.toContain(secret);
        caller.tenant.control.clearFaults();
        await caller.close();
        caller = await callTenant(way, tls.dir);
        directory = await directoryOf(caller);
      }
    });

    it('is certain when it was refused or never sent', async () => {
      caller.tenant.control.setFault({ fault: { kind: 'status', status: 403, body: '{}' } });
      expect(await kindOf(run(directory))).toBe('not-permitted');
      caller.tenant.control.clearFaults();
      expect(await kindOf(run(directory))).toBe('done');
    });
  });
});

function without(name: string): (body: string) => string {
  return (body) => JSON.stringify({ ...(JSON.parse(body) as Record<string, unknown>), [name]: null });
}
