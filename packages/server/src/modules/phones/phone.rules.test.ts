import { describe, expect, it } from 'vitest';
import { maskNumber, readCode, readMobile } from './phone.rules.js';

describe('a mobile number', () => {
  it.each([
    '13800138000',
    '138 0013 8000',
    '138-0013-8000',
    '+86 13800138000',
    '008613800138000',
    '8613800138000',
    '１３８００１３８０００',
  ])('typed as %s is stored in one form', (typed) => {
    expect(readMobile('number', typed)).toBe('+8613800138000');
  });

  it.each([
    '',
    '1380013800',
    '138001380001',
    '12800138000',
    '076088888888',
    '+85291234567',
    '+1 202 555 0100',
    'call me',
    '138001380OO',
  ])('is not %j', (typed) => {
    expect(() => readMobile('number', typed)).toThrow(/number/);
  });

  it('is shown with its middle hidden', () => {
    expect(maskNumber('+8613800138000')).toBe('138****8000');
  });
});

describe('a code', () => {
  it.each(['012345', ' 012 345 ', '012-345', '０１２３４５'])('typed as %j is read', (typed) => {
    expect(readCode('code', typed)).toBe('012345');
  });

  it.each(['', '12345', '1234567', 'abcdef', '12345a'])('is not %j', (typed) => {
    expect(() => readCode('code', typed)).toThrow(/code/);
  });
});
