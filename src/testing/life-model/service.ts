/** The demo tenant of a life: replies get lost on the way, another station is at work, and tests see the truth. */

import { ok } from '../../core/result.ts';
import { LostConnection } from '../../demo-tenant/faults.ts';
import type { Code } from '../../demo-tenant/method.ts';
import type { DemoTenant } from '../../demo-tenant/tenant.ts';
import { fixtures } from '../../demo-tenant/workers.ts';
import { createDirectory } from '../../main/graph/directory.ts';
import type { Account, Directory, Network, Session } from '../../main/ports.ts';
import { createNetwork, type Fetch } from '../../main/shell/network.ts';
import { callTenant, clientId, postForm, qrScope, type TenantCaller, tokensFor } from '../tenant-caller.ts';
import { createLifeClock, type LifeClock } from './clock.ts';
import type { Held, Slot } from './service-model.ts';

/** With a code of each kind, with none, with one past its end, and without a method. */
export const people = [
  fixtures.annaKowalska,
  fixtures.withTemporary,
  fixtures.withoutMethod,
  fixtures.expiredTemporary,
] as const;

export function personAt(at: number): (typeof people)[number] {
  return people[at % people.length] ?? people[0];
}

/** What is broken on purpose, to see that it is noticed. */
export interface Sabotage {
  /** The service says that it deleted a code, and did not. */
  readonly ignoresDeletes?: boolean;
  /** The adapter says that a code lives longer, and asked nobody. */
  readonly dropsExtends?: boolean;
  readonly keepsOldPin?: boolean;
  /** What the adapter calls a request id is the code's content. */
  readonly tellsContent?: boolean;
  /** The adapter calls a create whose reply was lost refused. */
  readonly denysDoubt?: boolean;
}

const requestMs = 40;

export class LifeService {
  readonly tenant: DemoTenant;
  /** Codes that this station did not make. */
  readonly foreign = new Set<string>();
  /** How many of the next replies to writes get lost. */
  losing = 0;
  /** The station dies with this many requests more; null: it does not. */
  dyingIn: number | null = null;
  died = (): void => {};
  /** The other station's way to the service. */
  readonly elsewhere: Directory;
  readonly network: Network;
  readonly session: Session;
  #atWork = 0;
  #serial = 0;

  private constructor(
    readonly clock: LifeClock,
    private readonly caller: TenantCaller,
    private readonly sabotage: Sabotage,
  ) {
    this.tenant = caller.tenant;
    const session = sessionAt(caller, clock);
    this.session = { ...session, token: (how) => this.#counted(() => session.token(how)) };
    this.network = this.#networkOver(this.#pass);
    this.elsewhere = this.directoryOver(this.#networkOver(this.#handle));
    for (const { id } of people) {
      // A picture would take longer to draw than everything else together.
      this.tenant.control.changePerson(id, { hasPhoto: false });
      for (const code of codesOf(this.tenant, id)) this.foreign.add(code.id);
    }
  }

  static async create(sabotage: Sabotage): Promise<LifeService> {
    const clock = createLifeClock();
    const options = { nowMs: clock.nowMs, workerCount: people.length };
    return new LifeService(clock, await callTenant('in process', '', options), sabotage);
  }

  directoryOver(network: Network): Directory {
    return createDirectory({
      network,
      session: this.session,
      clock: this.clock,
      ids: { uuid: this.uuid },
      random: () => 0,
      claimedRoles: () => null,
      config: { graphBaseUrl: this.caller.origin, graphVersion: 'auto', workers: { from: 'tenant' } },
    });
  }

  readonly uuid = (): string => {
    this.#serial += 1;
    return `00000000-0000-4000-8000-${String(this.#serial).padStart(12, '0')}`;
  };

  /** The tenant's truth. */
  heldBy(workerId: string): Held | null {
    const { control } = this.tenant;
    const codes = control.codesOf(workerId);
    if (codes === null) return null;
    return {
      temporary: slotOf(codes.temporary),
      standard: slotOf(codes.standard),
      pin: control.pinOf(workerId),
    };
  }

  /** Everything that can happen without time going by has happened. */
  async settled(): Promise<void> {
    await new Promise<void>((resolve) => process.nextTick(resolve));
    while (this.#atWork > 0) await new Promise((resolve) => setImmediate(resolve));
    await new Promise<void>((resolve) => process.nextTick(resolve));
  }

  async #counted<T>(work: () => Promise<T>): Promise<T> {
    this.#atWork += 1;
    const done = await work();
    this.#atWork -= 1;
    return done;
  }

  #networkOver(fetch: Fetch): Network {
    const network = createNetwork(fetch, this.clock);
    return { ...network, send: (request) => this.#counted(() => network.send(request)) };
  }

  readonly #handle: Fetch = (request) => {
    this.clock.creep(requestMs);
    if (request.method === 'DELETE' && this.sabotage.ignoresDeletes === true)
      return Promise.resolve(new Response(null, { status: 204 }));
    return this.tenant.handle(request);
  };

  readonly #pass: Fetch = async (request) => {
    if (this.dyingIn !== null) this.dyingIn -= 1;
    // What was on its way still reaches the service; nobody hears the reply.
    if (this.dyingIn === 0) this.died();
    const reply = await this.#handle(request);
    if (this.losing > 0 && request.method !== 'GET') {
      this.losing -= 1;
      throw new LostConnection(true);
    }
    return reply;
  };
}

function slotOf(code: Code | null): Slot | null {
  return code === null
    ? null
    : { id: code.id, madeMs: code.createdMs, startMs: code.startMs, untilMs: code.expireMs };
}

function codesOf(tenant: DemoTenant, workerId: string): readonly Code[] {
  const codes = tenant.control.codesOf(workerId);
  return [codes?.temporary, codes?.standard].flatMap((code) => code ?? []);
}

/** Signs in by the tenant's pages once, and renews its token as MSAL does. */
function sessionAt(caller: TenantCaller, clock: LifeClock): Session {
  let held: { secret: string; refresh: string; expiresAtMs: number } | null = null;
  const renewed = async () => {
    const known = { grant_type: 'refresh_token', client_id: clientId, scope: qrScope };
    const { body } =
      held === null
        ? await tokensFor(caller, 'authentication-administrator')
        : await postForm(caller, `${caller.authority}/oauth2/v2.0/token`, {
            ...known,
            refresh_token: held.refresh,
          });
    const expiresAtMs = clock.nowMs() + 3_600_000;
    held = { secret: String(body.access_token), refresh: String(body.refresh_token), expiresAtMs };
    return held;
  };
  return {
    signIn: async () => ok(supervisor),
    cancelSignIn: () => {},
    token: async () => {
      const isGood = held !== null && held.expiresAtMs - clock.nowMs() > 300_000;
      const { secret, expiresAtMs } = isGood && held !== null ? held : await renewed();
      return ok({ secret, expiresAtMs });
    },
    onNeedsPerson: () => () => {},
    signOut: () => Promise.resolve(),
  };
}

const supervisor: Account = {
  id: '5a5a5a5a-0000-4000-8000-000000000001',
  name: 'Sofia Marin',
  upn: 'sofia.marin@plant7.daypass.example',
};
