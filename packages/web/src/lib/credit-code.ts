const LENGTH = 18;
/** The 31 characters of GB 32100-2015: no I, O, S, V and Z, which look like 1, 0, 5, U and 2. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const FORM = new RegExp(`^[${ALPHABET}]{2}[0-9]{6}[${ALPHABET}]{10}$`);

/** As the server stores it: half-width, upper case, without blanks. */
export const plainCreditCode = (typed: string): string => typed.normalize('NFKC').replace(/\s/g, '').toUpperCase();

export type CreditCodeProblem = 'length' | 'letters' | 'form' | 'check';

/** What is wrong with a unified social credit code, as exactly as it can be said; undefined when nothing is. */
export function creditCodeProblem(typed: string): CreditCodeProblem | undefined {
  const code = plainCreditCode(typed);
  if (code === '') return undefined;
  if (code.length !== LENGTH) return 'length';
  if ([...code].some((character) => !ALPHABET.includes(character))) return 'letters';
  if (!FORM.test(code)) return 'form';
  return checkCharacter(code) === code[LENGTH - 1] ? undefined : 'check';
}

/** Who registers and what, by the first two characters. Words are in locales/…/admin.ts `credit.kind`. */
const KINDS = ['11', '12', '13', '19', '31', '51', '52', '53', '54', '55', '59', '81', '91', '92', '93', 'N1', 'N2', 'N3'] as const;

export type CreditCodeResult =
  | { state: 'none' }
  | { state: 'malformed' }
  | { state: 'wrongCheck'; expected: string }
  | { state: 'right'; kind: (typeof KINDS)[number] | 'other'; division: string };

/** What an administrator can tell from a unified social credit code alone. */
export function readCreditCode(raw: string | null | undefined): CreditCodeResult {
  const code = plainCreditCode(raw ?? '');
  if (code === '') return { state: 'none' };
  const problem = creditCodeProblem(code);
  if (problem === 'check') return { state: 'wrongCheck', expected: checkCharacter(code) };
  if (problem) return { state: 'malformed' };
  const start = code.slice(0, 2);
  return { state: 'right', kind: KINDS.find((kind) => kind === start) ?? 'other', division: code.slice(2, 8) };
}

/** What the last character has to be after those before it. Their weights are the powers of 3 modulo 31. */
function checkCharacter(code: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of code.slice(0, LENGTH - 1)) {
    sum += ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % ALPHABET.length;
  }
  return ALPHABET.charAt((ALPHABET.length - (sum % ALPHABET.length)) % ALPHABET.length);
}
