/** Reads a station's config file and says exactly what is wrong with a bad one. */
import type { z } from 'zod';
import { badJsonPlace } from '../core/json-place.ts';
import { assert, err, ok, type Result } from '../core/result.ts';
import type { StationView } from '../shared/api.ts';
import { configSchema } from './config-schema.ts';

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;
export type Config = DeepReadonly<z.output<typeof configSchema>>;

/** The file, the key in it, what was found there, and what is allowed. */
export type ConfigTrouble = NonNullable<StationView['startTrouble']>;

/** The demo tenant, badges as PDF files, everything else as in the docs. */
export function defaultConfig(): Config {
  return configSchema.parse({});
}

/** @param file only named in the trouble */
export function parseConfig(text: string, file: string): Result<Config, ConfigTrouble> {
  return parseJson(configSchema, text, file);
}

/** A file of an administrator's, the config or a template: by a schema, and with the first trouble by its place. */
export function parseJson<T extends z.ZodType>(
  schema: T,
  text: string,
  file: string,
): Result<z.output<T>, ConfigTrouble> {
  const json = text.replace(/^\uFEFF/, '');
  const place = badJsonPlace(json);
  // Named by place alone: the engine's own message quotes the text around it, whatever that is.
  if (place !== null) {
    const found = `no JSON at line ${place.line}, column ${place.column}`;
    return err({ file, key: '(file)', found, allowed: 'JSON' });
  }
  const value: unknown = JSON.parse(json);
  const parsed = schema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  assert(issue !== undefined, 'a failed parse has an issue');
  return err(troubleOf(nearest(issue), value, file));
}

type Issue = z.core.$ZodIssue;

function troubleOf(issue: Issue, value: unknown, file: string): ConfigTrouble {
  const unknownKey = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const path = unknownKey === undefined ? issue.path : [...issue.path, unknownKey];
  const found = path.reduce<unknown>(valueAt, value);
  return {
    file,
    key: path.length === 0 ? '(file)' : plain(path.map(String).join('.')),
    // A key that we do not know may hold a password of somebody else's.
    found: unknownKey === undefined ? shown(found) : kindOf(found),
    allowed: unknownKey === undefined ? allowedBy(issue) : 'no such key',
  };
}

/**
 * The one mistake in the variant that was meant: of a union's variants the one with a single issue. Where none is
 * that near, the union speaks for itself.
 */
function nearest(issue: Issue): Issue {
  if (issue.code !== 'invalid_union') return issue;
  const [only, ...others] = issue.errors.filter((issues) => issues.length === 1).flat();
  if (only === undefined || others.length > 0) return issue;
  return nearest({ ...only, path: [...issue.path, ...only.path] });
}

function valueAt(within: unknown, key: PropertyKey): unknown {
  if (typeof within !== 'object' || within === null || !Object.hasOwn(within, key)) return undefined;
  return (within as Record<PropertyKey, unknown>)[key];
}

function allowedBy(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `a value of type ${issue.expected}`;
    case 'invalid_value':
      return issue.values.map((value) => JSON.stringify(value)).join(' or ');
    case 'too_small':
      return `${measureOf(issue.origin)}at least ${issue.minimum}`;
    case 'too_big':
      return `${measureOf(issue.origin)}at most ${issue.maximum}`;
    default:
      return issue.message;
  }
}

function measureOf(origin: string): string {
  return origin === 'string' || origin === 'array' ? 'a length of ' : '';
}

const secretName = /secret|password|passwd|pin$|token|key$/i;

/** What stands there, bounded, without what looks like a secret: it goes to standard error and to the screen. */
function shown(found: unknown): string {
  if (found === undefined) return 'nothing';
  const json = JSON.stringify(found, (name, value: unknown) => (secretName.test(name) ? '…' : value));
  return plain(json.replace(/(\/\/)[^/\s"]*@/g, '$1…@').replace(/\?[^"\s]*/g, '?…'));
}

function kindOf(found: unknown): string {
  if (found === null) return 'null';
  return Array.isArray(found) ? 'a list' : `a value of type ${typeof found}`;
}

/** One line of at most 80 characters that no terminal takes for a command and no page for another direction. */
function plain(text: string): string {
  const visible = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu, '\uFFFD');
  return visible.length > 80 ? `${visible.slice(0, 79)}…` : visible;
}

/** One line for standard error. */
export function configLine(trouble: ConfigTrouble): string {
  return `daypass: ${trouble.file.replace(/\p{Cc}/gu, '\uFFFD')}: ${trouble.key}: found ${trouble.found}, allowed is ${trouble.allowed}`;
}
