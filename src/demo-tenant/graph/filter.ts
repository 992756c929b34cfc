/** The part of OData's $filter that directory queries of a station need; everything else is refused, as Graph does. */
import type { Person } from '../workers.ts';

export type Test = (person: Person) => boolean;

const texts = [
  'id',
  'displayName',
  'givenName',
  'surname',
  'userPrincipalName',
  'employeeId',
  'department',
  'jobTitle',
  'officeLocation',
  'mail',
] as const;

/** A property by its name in any case; null for one that cannot be asked for. */
export function textProperty(name: string): ((person: Person) => string) | null {
  const attribute = /^onPremisesExtensionAttributes\/(extensionAttribute(?:[1-9]|1[0-5]))$/i.exec(name)?.[1];
  if (attribute !== undefined)
    return ({ extensionAttributes }) =>
      extensionAttributes[attribute.replace(/^e[a-z]+/i, 'extensionAttribute')] ?? '';
  const known = texts.find((text) => text.toLowerCase() === name.toLowerCase());
  if (known === undefined) return null;
  return known === 'mail' ? (person) => person.userPrincipalName : (person) => person[known];
}

type Token =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'word' | 'mark'; readonly value: string };

class NotUnderstood extends Error {}

/** Null: not understood, which Graph answers with 400. `and` binds closer than `or`; parentheses group. */
export function parseFilter(filter: string): Test | null {
  try {
    const tokens = new Tokens(tokensOf(filter));
    const test = alternatives(tokens);
    return tokens.isAtEnd ? test : null;
  } catch (notUnderstood) {
    if (notUnderstood instanceof NotUnderstood) return null;
    throw notUnderstood;
  }
}

function tokensOf(filter: string): readonly Token[] {
  const tokens: Token[] = [];
  const pattern = /\s*(?:'((?:[^']|'')*)'|([A-Za-z_][\w./]*)|([(),]))/uy;
  const end = filter.trimEnd().length;
  while (pattern.lastIndex < end) {
    const found = pattern.exec(filter);
    if (found === null) throw new NotUnderstood();
    const [, text, word, mark] = found;
    if (text !== undefined) tokens.push({ kind: 'text', value: text.replaceAll("''", "'") });
    else
      tokens.push(word === undefined ? { kind: 'mark', value: mark ?? '' } : { kind: 'word', value: word });
  }
  return tokens;
}

class Tokens {
  private at = 0;
  constructor(private readonly tokens: readonly Token[]) {}

  get isAtEnd(): boolean {
    return this.at === this.tokens.length;
  }

  /** Takes the next token when it is this word or mark. */
  takes(value: string): boolean {
    const next = this.tokens[this.at];
    const isIt = next !== undefined && next.kind !== 'text' && next.value.toLowerCase() === value;
    if (isIt) this.at += 1;
    return isIt;
  }

  needs(value: string): void {
    if (!this.takes(value)) throw new NotUnderstood();
  }

  next(kind: Token['kind']): string {
    const next = this.tokens[this.at];
    if (next?.kind !== kind) throw new NotUnderstood();
    this.at += 1;
    return next.value;
  }
}

function alternatives(tokens: Tokens): Test {
  const tests = [conditions(tokens)];
  while (tokens.takes('or')) tests.push(conditions(tokens));
  return (person) => tests.some((test) => test(person));
}

function conditions(tokens: Tokens): Test {
  const tests = [condition(tokens)];
  while (tokens.takes('and')) tests.push(condition(tokens));
  return (person) => tests.every((test) => test(person));
}

function condition(tokens: Tokens): Test {
  if (tokens.takes('(')) {
    const test = alternatives(tokens);
    tokens.needs(')');
    return test;
  }
  const first = tokens.next('word');
  if (first.toLowerCase() === 'startswith' && tokens.takes('(')) {
    const read = property(tokens.next('word'));
    tokens.needs(',');
    const start = tokens.next('text').toLowerCase();
    tokens.needs(')');
    return (person) => read(person).toLowerCase().startsWith(start);
  }
  tokens.needs('eq');
  if (first.toLowerCase() === 'accountenabled') {
    const isEnabled = tokens.takes('true');
    if (!isEnabled) tokens.needs('false');
    return (person) => person.accountEnabled === isEnabled;
  }
  const read = property(first);
  const wanted = tokens.next('text').toLowerCase();
  return (person) => read(person).toLowerCase() === wanted;
}

function property(name: string): (person: Person) => string {
  const read = textProperty(name);
  if (read === null) throw new NotUnderstood();
  return read;
}
