const LENGTH = 18;
/** GB 32100-2015 leaves out I, O, S, V and Z, which look like 1, 0, 5, U and 2. */
const DIGITS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const FORM = new RegExp(`^[${DIGITS}]{2}[0-9]{6}[${DIGITS}]{10}$`);

/** As the server stores it: half-width, upper case, without blanks. */
export const plainCreditCode = (typed: string): string => typed.normalize('NFKC').replace(/\s/g, '').toUpperCase();

export type CreditCodeProblem = 'length' | 'letters' | 'form' | 'check';

/** What is wrong with a unified social credit code, as exactly as it can be said; undefined when nothing is. */
export function creditCodeProblem(typed: string): CreditCodeProblem | undefined {
  const code = plainCreditCode(typed);
  if (code === '') return undefined;
  if (code.length !== LENGTH) return 'length';
  if ([...code].some((character) => !DIGITS.includes(character))) return 'letters';
  if (!FORM.test(code)) return 'form';
  return checkCharacter(code.slice(0, -1)) === code[LENGTH - 1] ? undefined : 'check';
}

/** The weights are the powers of 3 modulo 31. */
function checkCharacter(body: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of body) {
    sum += DIGITS.indexOf(character) * weight;
    weight = (weight * 3) % DIGITS.length;
  }
  return DIGITS.charAt((DIGITS.length - (sum % DIGITS.length)) % DIGITS.length);
}
