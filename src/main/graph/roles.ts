/** Whether the signed-in supervisor may manage codes, as far as it can be known before trying. */
import { z } from 'zod';
import { err, ok, type Result } from '../../core/result.ts';
import { type Trouble, trouble } from '../../core/trouble.ts';
import type { Reply } from '../ports.ts';
import { queryString } from './search-query.ts';
import type { Graph } from './transport.ts';
import { jsonOf } from './verdict.ts';
import { lowerCaseNames } from './wire.ts';

/** Template ids of Authentication Administrator and Privileged Authentication Administrator, the same in every tenant. */
const roleTemplateIds = new Set([
  'c4e39bd9-1100-46d3-8c65-fb160da0071f',
  '7be44c8a-adaf-4e2a-84d6-ab2649e08a13',
]);
const mostPages = 10;

interface Page {
  readonly templateIds: readonly string[];
  readonly nextLink: string | null;
}

const page = z.object({ value: z.array(z.unknown()), '@odata.nextlink': z.string().nullish() });
const role = z.object({ roletemplateid: z.string() });

function parsePage(reply: Reply): Result<Page, string> {
  const parsed = page.safeParse(lowerCaseNames(jsonOf(reply)));
  if (!parsed.success) return err('not a list of roles');
  const templateIds = parsed.data.value.flatMap((item) => {
    const found = role.safeParse(item);
    return found.success ? [found.data.roletemplateid.toLowerCase()] : [];
  });
  return ok({ templateIds, nextLink: parsed.data['@odata.nextlink'] ?? null });
}

/** Reads one page; `ConsistencyLevel` goes with every one, as the links do not carry it. */
async function readPage(graph: Graph, path: string): Promise<Result<Page, Trouble>> {
  const read = await graph.call({
    kind: 'read',
    surface: 'directory',
    notFound: 'rejected',
    path,
    headers: { ConsistencyLevel: 'eventual' },
    clientRequestId: graph.newRequestId(),
    parse: parsePage,
  });
  return read.ok ? ok(read.value.value) : read;
}

async function holdsTenantWideRole(graph: Graph): Promise<Result<boolean, Trouble>> {
  const options = queryString({ $select: 'id,displayName,roleTemplateId', $count: 'true' });
  let path: string | null = `/me/transitiveMemberOf/microsoft.graph.directoryRole${options}`;
  for (let pages = 0; path !== null && pages < mostPages; pages += 1) {
    const read: Result<Page, Trouble> = await readPage(graph, path);
    if (!read.ok) return read;
    if (read.value.templateIds.some((id) => roleTemplateIds.has(id))) return ok(true);
    const { nextLink } = read.value;
    path = nextLink === null ? null : graph.pathOfLink(nextLink);
    if (nextLink !== null && path === null)
      return err(trouble('bad-answer', { detail: 'nextLink to another place' }));
  }
  return ok(false);
}

/** A role held only inside an administrative unit is no membership; it shows up here, by a tenant-specific id. */
async function holdsScopedRole(graph: Graph): Promise<boolean | null> {
  const read = await graph.call({
    kind: 'read',
    surface: 'directory',
    notFound: 'rejected',
    path: '/me/scopedRoleMemberOf',
    clientRequestId: graph.newRequestId(),
    tries: 1,
    parse: (reply) => {
      const parsed = page.safeParse(lowerCaseNames(jsonOf(reply)));
      return parsed.success ? ok(parsed.data.value.length > 0) : err('not a list of scoped roles');
    },
  });
  return read.ok ? read.value.value : null;
}

export interface RoleSources {
  readonly graph: Graph;
  /** The `wids` claim of the sign-in (tenant-wide role template ids), or null when the tenant does not send it. */
  readonly claimedRoles: () => readonly string[] | null;
  /** Whether the station serves an administrative unit: there, roles are usually held for the unit only. */
  readonly servesUnit: boolean;
}

/**
 * True when a role is seen, false when none is held for sure. When roles cannot be read (403) the sign-in's claim
 * decides; without one the answer is true: unknown here means that Graph decides at the first code.
 */
export async function mayIssue(sources: RoleSources): Promise<Result<boolean, Trouble>> {
  const { graph, claimedRoles, servesUnit } = sources;
  const tenantWide = await holdsTenantWideRole(graph);
  if (tenantWide.ok ? tenantWide.value : !isUnreadable(tenantWide.error)) return tenantWide;
  if (!tenantWide.ok) {
    // The claim is as old as the sign-in, so it counts only where the list itself is closed to us.
    const claimed = claimedRoles();
    const holds = claimed?.some((id) => roleTemplateIds.has(id.toLowerCase())) ?? true;
    if (holds) return ok(true);
  }
  const scoped = await holdsScopedRole(graph);
  return ok(scoped ?? servesUnit);
}

/** The list is refused, or unknown to this service; anything else (offline, busy) is worth telling. */
function isUnreadable(found: Trouble): boolean {
  return found.kind === 'not-permitted' || found.kind === 'rejected';
}
