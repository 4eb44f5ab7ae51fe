import { describe, expect, it } from 'vitest';
import { readCreditCode } from './credit-code';

describe('readCreditCode', () => {
  it.each([
    [null, { state: 'none' }],
    ['', { state: 'none' }],
    // The example of the standard's own annex.
    ['91350100M000100Y43', { state: 'right', kind: '91', division: '350100' }],
    [' 91350100m000100y43 ', { state: 'right', kind: '91', division: '350100' }],
    ['91350100M000100Y44', { state: 'wrongCheck', expected: '3' }],
    ['91350100M000100Y4', { state: 'malformed' }],
    ['91350100M000100YO3', { state: 'malformed' }],
    ['<script>', { state: 'malformed' }],
  ])('%s', (code, result) => {
    expect(readCreditCode(code)).toEqual(result);
  });
});
