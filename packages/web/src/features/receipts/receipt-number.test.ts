import { expect, it } from 'vitest';
import { normalizeReceiptNumber } from './receipt-number';

it.each([
  'HC-2026-000283',
  'HC2026000283',
  'hc 2026 000283',
  'ＨＣ－２０２６－０００２８３',
  'HC—2026—000283',
  'HC_2026_000283',
  ' 2026-000283 ',
  'HC·2026·000283',
])('%s is HC-2026-000283', (text) => expect(normalizeReceiptNumber(text)).toBe('HC-2026-000283'));

it.each([
  ['hc-2026-28', 'HC-2026-28'],
  ['000283', '000283'],
  ['', ''],
])('%j stays %j, because it is no complete number', (text, same) => expect(normalizeReceiptNumber(text)).toBe(same));
