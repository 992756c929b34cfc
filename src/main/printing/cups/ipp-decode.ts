/** Bytes to IPP messages (RFC 8010 section 3); the bytes may be anything, the answer is a message or a named refusal. */
import { err, ok, type Result } from '../../../core/result.ts';
import {
  groupTags,
  type IppAttribute,
  type IppGroup,
  type IppMessage,
  type IppValue,
  textTags,
  valueTags,
} from './ipp-message.ts';

export interface BadMessage {
  readonly kind: 'bad-message';
  readonly detail: string;
}

const deepestCollection = 8;
const mostFields = 50_000;

class Malformed extends Error {}

export function decodeIpp(bytes: Uint8Array): Result<IppMessage, BadMessage> {
  try {
    return ok(new Reader(bytes).message());
  } catch (malformed) {
    if (malformed instanceof Malformed) return err({ kind: 'bad-message', detail: malformed.message });
    throw malformed;
  }
}

interface Field {
  readonly tag: number;
  readonly name: string;
  readonly bytes: Buffer;
}

class Reader {
  private at = 0;
  private fields = 0;
  private readonly bytes: Buffer;

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  message(): IppMessage {
    const head = this.take(8);
    const groups = this.groups();
    return {
      version: [head.readUInt8(0), head.readUInt8(1)],
      code: head.readUInt16BE(2),
      requestId: head.readUInt32BE(4),
      groups,
      data: Uint8Array.from(this.bytes.subarray(this.at)),
    };
  }

  private groups(): IppGroup[] {
    const groups: IppGroup[] = [];
    for (;;) {
      const [group = 0] = this.take(1);
      if (group === groupTags.end) return groups;
      if (group === 0 || group > 0x0f) throw new Malformed('attributes outside a group');
      groups.push({ group, attributes: this.attributes() });
    }
  }

  private attributes(): IppAttribute[] {
    const attributes: { name: string; values: IppValue[] }[] = [];
    while (this.peek() > 0x0f) {
      const field = this.field();
      const value = this.value(field, 0);
      if (field.name !== '') {
        attributes.push({ name: field.name, values: [value] });
      } else {
        const last = attributes.at(-1);
        if (last === undefined) throw new Malformed('a value without an attribute');
        last.values.push(value);
      }
    }
    return attributes;
  }

  private members(depth: number): IppAttribute[] {
    if (depth > deepestCollection) throw new Malformed('collections too deep');
    const members: { name: string; values: IppValue[] }[] = [];
    for (;;) {
      const field = this.field();
      if (field.name !== '') throw new Malformed('a named value inside a collection');
      if (field.tag === valueTags.endCollection) break;
      if (field.tag === valueTags.memberName) {
        members.push({ name: field.bytes.toString('utf8'), values: [] });
      } else {
        const last = members.at(-1);
        if (last === undefined) throw new Malformed('a member without a name');
        last.values.push(this.value(field, depth));
      }
    }
    if (members.some((member) => member.values.length === 0)) throw new Malformed('a member without a value');
    return members;
  }

  private value(field: Field, depth: number): IppValue {
    if (field.tag === valueTags.collection) return { tag: 'collection', members: this.members(depth + 1) };
    if (field.tag === valueTags.endCollection || field.tag === valueTags.memberName)
      throw new Malformed('a collection that was not begun');
    return simpleValue(field.tag, field.bytes);
  }

  private field(): Field {
    this.fields += 1;
    if (this.fields > mostFields) throw new Malformed('too many values');
    const [tag = 0] = this.take(1);
    const name = this.take(this.take(2).readUInt16BE(0)).toString('utf8');
    return { tag, name, bytes: this.take(this.take(2).readUInt16BE(0)) };
  }

  private peek(): number {
    const tag = this.bytes[this.at];
    if (tag === undefined) throw new Malformed('ends too early');
    return tag;
  }

  private take(length: number): Buffer {
    if (this.at + length > this.bytes.length) throw new Malformed('ends too early');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
}

function simpleValue(tag: number, bytes: Buffer): IppValue {
  for (const text of textTags)
    if (valueTags[text] === tag) return { tag: text, value: bytes.toString('utf8') };
  switch (tag) {
    case valueTags.integer:
      return { tag: 'integer', value: sized(bytes, 4).readInt32BE(0) };
    case valueTags.enum:
      return { tag: 'enum', value: sized(bytes, 4).readInt32BE(0) };
    case valueTags.boolean:
      return { tag: 'boolean', value: sized(bytes, 1).readUInt8(0) !== 0 };
    case valueTags.range:
      return { tag: 'range', lower: sized(bytes, 8).readInt32BE(0), upper: bytes.readInt32BE(4) };
    case valueTags.resolution:
      return {
        tag: 'resolution',
        cross: sized(bytes, 9).readInt32BE(0),
        feed: bytes.readInt32BE(4),
        units: bytes.readUInt8(8),
      };
    case valueTags.nameWithLanguage:
      return { tag: 'nameWithLanguage', ...withLanguage(bytes) };
    case valueTags.textWithLanguage:
      return { tag: 'textWithLanguage', ...withLanguage(bytes) };
    default:
      return { tag: 'other', code: tag, bytes: Uint8Array.from(bytes) };
  }
}

function sized(bytes: Buffer, length: number): Buffer {
  if (bytes.length !== length) throw new Malformed('a value of the wrong length');
  return bytes;
}

function withLanguage(bytes: Buffer): { readonly language: string; readonly value: string } {
  const [language, rest] = sizedText(bytes);
  const [value, end] = sizedText(rest);
  if (end.length > 0) throw new Malformed('a value of the wrong length');
  return { language, value };
}

function sizedText(bytes: Buffer): [text: string, rest: Buffer] {
  if (bytes.length < 2) throw new Malformed('ends too early');
  const end = 2 + bytes.readUInt16BE(0);
  if (end > bytes.length) throw new Malformed('ends too early');
  return [bytes.toString('utf8', 2, end), bytes.subarray(end)];
}
