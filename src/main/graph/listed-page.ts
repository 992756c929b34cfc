/** Reads one page of users as Graph sends it, quickly: half a million people come this way, in a thread of their own. */
import type { ExtensionAttribute } from '../../core/scan/reading.ts';
import { cleanText } from './wire.ts';

type Json = Readonly<Record<string, unknown>>;

const mostRows = 5_000;
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const plainId = /^[0-9A-Za-z][0-9A-Za-z._-]{0,127}$/;

/** What the copy of the workers takes in (`store/workers/listed-page.ts`); null when the bytes are no page. */
export function readListedPage(body: Uint8Array, cardNumber: ExtensionAttribute | null = null) {
  const page = parsed(body);
  const rows = page?.value;
  if (page === null || !Array.isArray(rows) || rows.length > mostRows) return null;
  const onward = onwardOf(page);
  if (onward === null) return null;
  const users = rows.filter(isUser);
  return {
    workers: users.filter((row) => !('@removed' in row)).map((row) => workerOf(row, cardNumber)),
    removed: users.filter((row) => '@removed' in row).map(removedOf),
    onward,
  };
}

function parsed(body: Uint8Array): Json | null {
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(body));
    return isObject(json) ? json : null;
  } catch (notJson) {
    if (notJson instanceof SyntaxError) return null;
    throw notJson;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A unit lists devices and groups as well; each says what it is. */
function isUser(row: unknown): row is Json & { readonly id: string } {
  if (!isObject(row) || typeof row.id !== 'string' || !plainId.test(row.id)) return false;
  const kind = row['@odata.type'];
  return kind === undefined || kind === '#microsoft.graph.user';
}

function onwardOf(page: Json) {
  const [next, delta] = [page['@odata.nextLink'], page['@odata.deltaLink']];
  if (next !== undefined) return linkOf('next' as const, next);
  return delta === undefined ? ({ is: 'end', link: null } as const) : linkOf('delta' as const, delta);
}

function linkOf<Is extends 'next' | 'delta'>(is: Is, link: unknown) {
  return typeof link === 'string' && link !== '' && link.length < 4_096 ? { is, link } : null;
}

function idOf({ id }: { readonly id: string }): string {
  return guid.test(id) ? id.toLowerCase() : id;
}

function workerOf(row: Json & { readonly id: string }, cardNumber: ExtensionAttribute | null) {
  const { accountEnabled } = row;
  return {
    id: idOf(row),
    displayName: textOf(row.displayName, 256),
    surname: textOf(row.surname, 128),
    userPrincipalName: textOf(row.userPrincipalName, 320),
    employeeId: textOf(row.employeeId, 32),
    department: textOf(row.department, 128),
    jobTitle: textOf(row.jobTitle, 128),
    cardNumber: cardNumber === null ? undefined : attributeOf(row, cardNumber),
    accountEnabled: typeof accountEnabled === 'boolean' ? accountEnabled : undefined,
  };
}

/** Attributes are told all together, or not at all. */
function attributeOf(row: Json, name: ExtensionAttribute): string | null | undefined {
  const attributes = row.onPremisesExtensionAttributes;
  return isObject(attributes) ? textOf(attributes[name] ?? null, 64) : textOf(attributes, 64);
}

/** `changed`: deleted softly, and can be restored for thirty days. */
function removedOf(row: Json & { readonly id: string }) {
  const removed = row['@removed'];
  return { id: idOf(row), isForGood: !isObject(removed) || removed.reason !== 'changed' };
}

/** `undefined` when Graph does not tell; null when it tells that there is none, or something that is no text. */
function textOf(value: unknown, longest: number): string | null | undefined {
  if (value === undefined) return undefined;
  const text = typeof value === 'string' ? cleanText(value, longest) : '';
  return text === '' ? null : text;
}
