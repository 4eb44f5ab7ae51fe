const LENGTH = 18;
/** The 31 characters of GB 32100-2015: no I, O, S, V and Z, which look like 1, 0, 5, U and 2. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const FORM = new RegExp(`^[${ALPHABET}]{2}[0-9]{6}[${ALPHABET}]{10}$`);

/** The form in which the server stores the code: half-width, upper case, without blanks. */
export const plainCreditCode = (typed: string): string => typed.normalize('NFKC').replace(/\s/g, '').toUpperCase();

export type CreditCodeProblem = 'length' | 'letters' | 'form' | 'check';

/** Returns the most specific problem of a unified social credit code; undefined when the code is valid. */
export function creditCodeProblem(typed: string): CreditCodeProblem | undefined {
  const code = plainCreditCode(typed);
  if (code === '') return undefined;
  if (code.length !== LENGTH) return 'length';
  if ([...code].some((character) => !ALPHABET.includes(character))) return 'letters';
  if (!FORM.test(code)) return 'form';
  return checkCharacter(code) === code[LENGTH - 1] ? undefined : 'check';
}

/**
 * The registering authority and the kind of unit, by the first two characters. The words are in locales/…/admin.ts
 * `credit.kind`.
 */
const KINDS = [
  '11',
  '12',
  '13',
  '19',
  '31',
  '51',
  '52',
  '53',
  '54',
  '55',
  '59',
  '81',
  '91',
  '92',
  '93',
  'N1',
  'N2',
  'N3',
] as const;

export type CreditCodeResult =
  | { state: 'none' }
  | { state: 'malformed' }
  | { state: 'wrongCheck'; expected: string }
  | { state: 'right'; kind: (typeof KINDS)[number] | 'other'; division: string };

/** Reads everything that a unified social credit code alone tells an administrator. */
export function readCreditCode(raw: string | null | undefined): CreditCodeResult {
  const code = plainCreditCode(raw ?? '');
  if (code === '') return { state: 'none' };
  const problem = creditCodeProblem(code);
  if (problem === 'check') return { state: 'wrongCheck', expected: checkCharacter(code) };
  if (problem) return { state: 'malformed' };
  const start = code.slice(0, 2);
  return { state: 'right', kind: KINDS.find((kind) => kind === start) ?? 'other', division: code.slice(2, 8) };
}

/** Computes the last character from those before it. Their weights are the powers of 3 modulo 31. */
function checkCharacter(code: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of code.slice(0, LENGTH - 1)) {
    sum += ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % ALPHABET.length;
  }
  return ALPHABET.charAt((ALPHABET.length - (sum % ALPHABET.length)) % ALPHABET.length);
}
