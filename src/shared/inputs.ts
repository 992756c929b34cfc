/** Parsers for everything the page may send: bounded, strict, and one per method of the contract. */
import { z } from 'zod';
import { mostCharacters, mostRows } from '../core/bulk/csv.ts';
import { temporaryHours } from '../core/issuance/limits.ts';
import { queueReasons } from '../core/queue/request.ts';
import type { Input, Method } from './api.ts';

const id = z.string().regex(/^[0-9a-fA-F-]{1,64}$/);
const pin = z.string().regex(/^[0-9]{4,8}$/);

/** A queue's name (CUPS allows 127 bytes) or a folder's. */
const printerName = z.string().min(1).max(512);

/** Searching needs no more than a long name; longer is not a person typing. */
const searchText = z.string().max(120);

const temporaryLifetime = z.int().min(temporaryHours.least).max(temporaryHours.most);
const instantMs = z.int().min(0).max(8_640_000_000_000_000);

const order = z.discriminatedUnion('is', [
  z.strictObject({
    is: z.literal('issue'),
    hours: temporaryLifetime,
    startsAtMs: instantMs.nullable(),
    replaceCodeId: id.nullable(),
  }),
  z.strictObject({ is: z.literal('enrol'), startsAtMs: instantMs.nullable() }),
  z.strictObject({ is: z.literal('replace'), replaceCodeId: id.nullable() }),
  z.strictObject({ is: z.literal('extend'), codeId: id }),
  z.strictObject({
    is: z.literal('revoke'),
    target: z.enum(['temporary', 'standard', 'method']),
    codeId: id.nullable(),
    createdAtMs: instantMs.nullable(),
  }),
  z.strictObject({ is: z.literal('reset-pin') }),
]);

export const inputs = {
  'station.read': z.null(),
  'session.signIn': z.strictObject({ method: z.enum(['browser-window', 'device-code']) }),
  'session.signInAgain': z.strictObject({ method: z.enum(['browser-window', 'device-code']) }),
  'session.cancelSignIn': z.null(),
  'session.signOut': z.null(),
  'session.lock': z.null(),
  'session.setPin': z.strictObject({ pin }),
  'session.unlock': z.strictObject({ pin }),
  'session.touch': z.null(),
  'workers.search': z.strictObject({ text: searchText, from: z.enum(['list', 'service']).optional() }),
  'workers.read': z.strictObject({ workerId: id }),
  'scan.read': z.null(),
  'issuance.start': z.strictObject({ workerId: id, order, queueId: id.optional() }),
  'issuance.read': z.strictObject({ issuanceId: id }),
  'issuance.answer': z.strictObject({
    issuanceId: id,
    answer: z.enum([
      'badge-collected',
      'nothing-came-out',
      'slip-missing',
      'reprint',
      'reprint-elsewhere',
      'new-pin',
      'give-up',
      'revoke',
    ]),
    printer: printerName.optional(),
  }),
  'queue.add': z.strictObject({ workerId: id, hours: temporaryLifetime, reason: z.enum(queueReasons) }),
  'queue.cancel': z.strictObject({ queueId: id }),
  'queue.seen': z.strictObject({ queueId: id }),
  'leftovers.answer': z.strictObject({
    issuanceId: id,
    answer: z.enum(['badge-collected', 'revoke', 'seen']),
  }),
  'setAside.seen': z.null(),
  'spool.read': z.null(),
  'printers.read': z.null(),
  'printers.test': z.strictObject({
    printer: z.int().min(0).max(7),
    page: z.enum(['test', 'alignment']),
  }),
  'badge.preview': z.strictObject({
    workerId: id,
    hours: temporaryLifetime,
    startsAtMs: instantMs.nullable(),
  }),
  'today.read': z.null(),
  'today.revoke': z.null(),
  'bulk.check': z.discriminatedUnion('from', [
    // One more than a table may have: the check then says that it is too large.
    z.strictObject({ from: z.literal('csv'), text: z.string().max(mostCharacters + 1) }),
    z.strictObject({ from: z.literal('list'), place: z.int().min(0).max(63) }),
  ]),
  'bulk.start': z.discriminatedUnion('is', [
    z.strictObject({ is: z.literal('temporary'), hours: temporaryLifetime }),
    z.strictObject({ is: z.literal('standard') }),
  ]),
  'bulk.read': z.null(),
  'bulk.pause': z.null(),
  'bulk.resume': z.null(),
  'bulk.finish': z.null(),
  'bulk.answer': z.strictObject({
    place: z.int().min(1).max(mostRows).nullable(),
    answer: z.enum(['here', 'again', 'revoke']),
  }),
  'bulk.report': z.null(),
  'journal.recent': z.strictObject({ limit: z.int().min(1).max(200) }),
} as const satisfies { readonly [M in Method]: z.ZodType<Input<M>> };
