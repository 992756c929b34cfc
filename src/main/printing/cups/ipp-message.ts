/** IPP messages as plain data (RFC 8010: the part of the encoding that a printing client meets). */

export type IppValue =
  | { readonly tag: 'integer' | 'enum'; readonly value: number }
  | { readonly tag: 'boolean'; readonly value: boolean }
  | { readonly tag: TextTag; readonly value: string }
  | { readonly tag: 'range'; readonly lower: number; readonly upper: number }
  | { readonly tag: 'resolution'; readonly cross: number; readonly feed: number; readonly units: number }
  | {
      readonly tag: 'nameWithLanguage' | 'textWithLanguage';
      readonly language: string;
      readonly value: string;
    }
  | { readonly tag: 'collection'; readonly members: readonly IppAttribute[] }
  /** Out-of-band values and every tag that has no form of its own here, as bytes. */
  | { readonly tag: 'other'; readonly code: number; readonly bytes: Uint8Array };

export interface IppAttribute {
  readonly name: string;
  readonly values: readonly IppValue[];
}

export interface IppGroup {
  readonly group: number;
  readonly attributes: readonly IppAttribute[];
}

export interface IppMessage {
  readonly version: readonly [major: number, minor: number];
  /** The operation of a request, the status of an answer. */
  readonly code: number;
  readonly requestId: number;
  readonly groups: readonly IppGroup[];
  /** The document of a request. */
  readonly data: Uint8Array;
}

/** Delimiter tags, RFC 8010 section 3.5.1. */
export const groupTags = { operation: 1, job: 2, end: 3, printer: 4, unsupported: 5 } as const;

/** Value tags, RFC 8010 section 3.5.2. */
export const valueTags = {
  integer: 0x21,
  boolean: 0x22,
  enum: 0x23,
  resolution: 0x32,
  range: 0x33,
  collection: 0x34,
  textWithLanguage: 0x35,
  nameWithLanguage: 0x36,
  endCollection: 0x37,
  text: 0x41,
  name: 0x42,
  keyword: 0x44,
  uri: 0x45,
  uriScheme: 0x46,
  charset: 0x47,
  naturalLanguage: 0x48,
  mimeMediaType: 0x49,
  memberName: 0x4a,
} as const;

export const textTags = [
  'text',
  'name',
  'keyword',
  'uri',
  'uriScheme',
  'charset',
  'naturalLanguage',
  'mimeMediaType',
] as const;
export type TextTag = (typeof textTags)[number];

/** Operations used here: RFC 8011 section 5.4.15 and, from 0x4000 on, CUPS's own. */
export const operations = {
  cancelJob: 0x0008,
  createJob: 0x0005,
  sendDocument: 0x0006,
  getJobAttributes: 0x0009,
  getJobs: 0x000a,
  getPrinterAttributes: 0x000b,
  cupsGetPrinters: 0x4002,
} as const;

/** Status codes that are told apart, RFC 8011 appendix B. */
export const statuses = {
  notPossible: 0x0404,
  notFound: 0x0406,
  notAcceptingJobs: 0x0506,
} as const;

/** Anything below is one of the successful statuses. */
export const firstFailure = 0x0100;

export function attribute(name: string, ...values: readonly IppValue[]): IppAttribute {
  return { name, values };
}

/** Every attribute of this name in the first group that has it, as it came. */
export function valuesOf(group: IppGroup | undefined, name: string): readonly IppValue[] {
  return group?.attributes.find((each) => each.name === name)?.values ?? [];
}

/** All values that are text of any kind; numbers and collections are left out. */
export function textsOf(group: IppGroup | undefined, name: string): readonly string[] {
  return valuesOf(group, name).flatMap((value) =>
    'value' in value && typeof value.value === 'string' ? [value.value] : [],
  );
}

export function numberOf(group: IppGroup | undefined, name: string): number | null {
  const [value] = valuesOf(group, name);
  return value !== undefined && 'value' in value && typeof value.value === 'number' ? value.value : null;
}

export function booleanOf(group: IppGroup | undefined, name: string): boolean | null {
  const [value] = valuesOf(group, name);
  return value?.tag === 'boolean' ? value.value : null;
}
