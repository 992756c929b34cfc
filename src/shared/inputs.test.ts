import { describe, expect, it } from 'vitest';
import { inputs } from './inputs.ts';

const isTaken = (input: unknown) => inputs['issuance.answer'].safeParse(input).success;
const issuanceId = '0f0f0f0f-0000-4000-8000-000000000001';

describe('an answer about a badge', () => {
  it.each([
    [{ issuanceId, answer: 'reprint' }],
    [{ issuanceId, answer: 'reprint-elsewhere', printer: 'Zebra-2' }],
    [{ issuanceId, answer: 'revoke', printer: undefined }],
  ])('is taken: %j', (input) => {
    expect(isTaken(input)).toBe(true);
  });

  it.each([
    [{ issuanceId, answer: 'print-anyway' }],
    [{ issuanceId, answer: 'reprint-elsewhere', printer: '' }],
    [{ issuanceId, answer: 'reprint-elsewhere', printer: 'x'.repeat(513) }],
    [{ issuanceId, answer: 'reprint-elsewhere', printer: { name: 'Zebra-2' } }],
    [{ issuanceId, answer: 'reprint', printers: ['Zebra-2'] }],
    [{ issuanceId: '../1', answer: 'reprint' }],
  ])('is refused: %j', (input) => {
    expect(isTaken(input)).toBe(false);
  });
});
