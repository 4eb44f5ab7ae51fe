import { describe, expect, it } from 'vitest';
import { creditCodeProblem, plainCreditCode, readCreditCode } from './credit-code';

describe('a unified social credit code', () => {
  it('is accepted when its check character is right, however it was typed', () => {
    expect(creditCodeProblem('91350100M000100Y43')).toBeUndefined();
    expect(creditCodeProblem(' 9135 0100 m000 100y 43 ')).toBeUndefined();
    expect(plainCreditCode('９１350100m000100y43')).toBe('91350100M000100Y43');
    expect(creditCodeProblem('')).toBeUndefined();
  });

  it('is refused with the reason', () => {
    expect(creditCodeProblem('91350100M000100Y4')).toBe('length');
    expect(creditCodeProblem('91350100M000100O43')).toBe('letters');
    expect(creditCodeProblem('9135A100M000100Y43')).toBe('form');
    expect(creditCodeProblem('91350100M000100Y44')).toBe('check');
    expect(creditCodeProblem('91530100M000100Y43')).toBe('check');
  });
});

describe('readCreditCode', () => {
  it.each([
    [null, { state: 'none' }],
    ['', { state: 'none' }],
    // The example in the annex of the standard.
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
