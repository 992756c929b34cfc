/** Reads a station's config file and says exactly what is wrong with a bad one. */
import type { z } from 'zod';
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
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (malformed) {
    if (!(malformed instanceof SyntaxError)) throw malformed;
    return err({ file, key: '(file)', found: bounded(malformed.message), allowed: 'JSON' });
  }
  const parsed = configSchema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  assert(issue !== undefined, 'a failed parse has an issue');
  return err(troubleOf(issue, value, file));
}

type Issue = z.core.$ZodIssue;

function troubleOf(issue: Issue, value: unknown, file: string): ConfigTrouble {
  const unknownKey = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const path = unknownKey === undefined ? issue.path : [...issue.path, unknownKey];
  const found = path.reduce<unknown>(valueAt, value);
  return {
    file,
    key: path.length === 0 ? '(file)' : path.map(String).join('.'),
    found: found === undefined ? 'nothing' : bounded(JSON.stringify(found)),
    allowed: unknownKey === undefined ? allowedBy(issue) : 'no such key',
  };
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
      return `at least ${issue.minimum}`;
    case 'too_big':
      return `at most ${issue.maximum}`;
    default:
      return issue.message;
  }
}

function bounded(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** One line for standard error. */
export function configLine(trouble: ConfigTrouble): string {
  return `daypass: ${trouble.file}: ${trouble.key}: found ${trouble.found}, allowed is ${trouble.allowed}`;
}
