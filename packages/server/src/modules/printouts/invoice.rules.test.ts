import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../errors.js';
import { readInvoiceNumber, refuseInvoice } from './invoice.rules.js';

describe('the number of an official invoice', () => {
  it.each([
    ['0012345678', '0012345678'],
    ['12345678', '12345678'],
    [' 44060122 0012345678 ', '44060122-0012345678'],
    ['440601220012345678', '44060122-0012345678'],
    ['44060122-0012345678', '44060122-0012345678'],
    ['44060122—0012345678', '44060122-0012345678'],
    ['44060122－0012345678', '44060122-0012345678'],
    ['4406 0122 0012 3456 78', '44060122-0012345678'],
    ['００１２３４５６７８', '0012345678'],
    ['4406012212345678', '44060122-12345678'],
  ])('%s is stored as %s', (raw, stored) => expect(readInvoiceNumber(raw)).toBe(stored));

  it.each([
    '',
    ' ',
    '1234567',
    '12345678901',
    '4406012-0012345678',
    '44060122-',
    '-0012345678',
    '44060122--0012345678',
    'HC-2026-000001',
    '0012345678x',
    '٠٠١٢٣٤٥٦٧٨',
    '1'.repeat(19),
  ])('%s is none', (raw) =>
    expect(() => readInvoiceNumber(raw)).toThrow(
      expect.objectContaining({ code: ErrorCode.BAD_USER_INPUT, field: 'invoiceNumber' }),
    ),
  );
});

describe('recording it', () => {
  const valid = { number: 'HC-2026-000001', voidedAt: null };
  it.each([
    ['the first number', valid, null, null, null],
    ['another one without a reason', valid, '12345678', null, ErrorCode.BAD_USER_INPUT],
    ['another one with a reason', valid, '12345678', '看错一位', null],
    ['any number of a void receipt', { ...valid, voidedAt: new Date() }, null, null, ErrorCode.INVALID_STATE],
  ] as const)('%s', (_what, receipt, current, reason, code) =>
    expect(refuseInvoice(receipt, current, reason)?.code ?? null).toBe(code),
  );
});
