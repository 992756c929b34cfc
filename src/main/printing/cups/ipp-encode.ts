/** IPP messages to bytes (RFC 8010 section 3). */
import { assert } from '../../../core/result.ts';
import { groupTags, type IppAttribute, type IppMessage, type IppValue, valueTags } from './ipp-message.ts';

/** Lengths are 16-bit in IPP; a longer text is a bug of the caller. */
const longestValue = 0x7fff;

/** Everything before the document; the document is sent after it as it is, so that no further copy is made. */
export function encodeIpp(message: Omit<IppMessage, 'data'>): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt8(message.version[0], 0);
  head.writeUInt8(message.version[1], 1);
  head.writeUInt16BE(message.code, 2);
  head.writeUInt32BE(message.requestId, 4);
  const groups = message.groups.flatMap((group) => [
    Buffer.from([group.group]),
    ...group.attributes.map(encodeAttribute),
  ]);
  return Buffer.concat([head, ...groups, Buffer.from([groupTags.end])]);
}

function encodeAttribute({ name, values }: IppAttribute): Buffer {
  assert(name.length > 0 && values.length > 0, 'an attribute has a name and a value');
  return Buffer.concat(values.map((value, index) => encodeValue(index === 0 ? name : '', value)));
}

function encodeValue(name: string, value: IppValue): Buffer {
  if (value.tag !== 'collection') return field(tagOf(value), name, bytesOf(value));
  return Buffer.concat([
    field(valueTags.collection, name, Buffer.alloc(0)),
    ...value.members.flatMap((member) => [
      field(valueTags.memberName, '', Buffer.from(member.name, 'utf8')),
      ...member.values.map((each) => encodeValue('', each)),
    ]),
    field(valueTags.endCollection, '', Buffer.alloc(0)),
  ]);
}

function tagOf(value: IppValue): number {
  return value.tag === 'other' ? value.code : valueTags[value.tag];
}

function field(tag: number, name: string, bytes: Uint8Array): Buffer {
  const nameBytes = Buffer.from(name, 'utf8');
  assert(nameBytes.length <= longestValue && bytes.length <= longestValue, 'an IPP field fits its length');
  return Buffer.concat([Buffer.from([tag]), sized(nameBytes), sized(bytes)]);
}

function sized(bytes: Uint8Array): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length, 0);
  return Buffer.concat([length, bytes]);
}

function bytesOf(value: Exclude<IppValue, { tag: 'collection' }>): Uint8Array {
  switch (value.tag) {
    case 'integer':
    case 'enum':
      return int32(value.value);
    case 'boolean':
      return Buffer.from([value.value ? 1 : 0]);
    case 'range':
      return Buffer.concat([int32(value.lower), int32(value.upper)]);
    case 'resolution':
      return Buffer.concat([int32(value.cross), int32(value.feed), Buffer.from([value.units])]);
    case 'nameWithLanguage':
    case 'textWithLanguage':
      return Buffer.concat([sized(Buffer.from(value.language)), sized(Buffer.from(value.value))]);
    case 'other':
      return value.bytes;
    default:
      return Buffer.from(value.value, 'utf8');
  }
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value, 0);
  return bytes;
}
