import { badInput } from '../../errors.js';
import { readText } from '../../input.js';

export const PHONE_CODE = { digits: 6, lifetimeMs: 10 * 60_000, tries: 5 } as const;

/** The numbers of mobile telephones in mainland China, for which text messages are approved. */
const MOBILE = /^1[3-9]\d{9}$/;

/** Returns the number as it is stored, with its country: +8613800138000. Blanks and dashes make no difference. */
export function readMobile(field: string, raw: string): string {
  const digits = readText(field, raw, { max: 40 })
    .normalize('NFKC')
    .replace(/[\s()-]/g, '')
    .replace(/^(?:\+|00)?86(?=1\d{10}$)/, '');
  if (!MOBILE.test(digits)) throw badInput(field, 'phone.notMobile');
  return `+86${digits}`;
}

/** Returns the digits of a code. What cannot be a code counts as no try. */
export function readCode(field: string, raw: string): string {
  const code = raw.normalize('NFKC').replace(/[\s-]/g, '');
  if (!/^\d{6}$/.test(code)) throw badInput(field, 'phone.codeMalformed');
  return code;
}

/** The number as its own person sees it: 138****8000. */
export const maskNumber = (number: string): string => {
  const digits = number.replace(/^\+86/, '');
  return `${digits.slice(0, 3)}****${digits.slice(-4)}`;
};
