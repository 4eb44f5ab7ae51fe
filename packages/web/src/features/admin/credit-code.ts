/** The 31 characters of GB 32100-2015: no I, O, S, V, Z, which look like others. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const FORM = new RegExp(`^[${ALPHABET}]{2}\\d{6}[${ALPHABET}]{10}$`);

/** Who registers and what, by the first two characters. Words are in locales/…/admin.ts `credit.kind`. */
const KINDS = ['11', '12', '13', '19', '31', '51', '52', '53', '54', '55', '59', '81', '91', '92', '93', 'N1', 'N2', 'N3'] as const;

export type CreditCodeResult =
  | { state: 'none' }
  | { state: 'malformed' }
  | { state: 'wrongCheck'; expected: string }
  | { state: 'right'; kind: (typeof KINDS)[number] | 'other'; division: string };

/** What an administrator can tell from a unified social credit code alone. */
export function readCreditCode(raw: string | null | undefined): CreditCodeResult {
  const code = (raw ?? '').trim().toUpperCase();
  if (code === '') return { state: 'none' };
  if (!FORM.test(code)) return { state: 'malformed' };
  const expected = checkCharacter(code.slice(0, 17));
  if (expected !== code[17]) return { state: 'wrongCheck', expected };
  const start = code.slice(0, 2);
  return { state: 'right', kind: KINDS.find((kind) => kind === start) ?? 'other', division: code.slice(2, 8) };
}

/** Weights are the powers of 3 modulo 31. */
function checkCharacter(body: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of body) {
    sum += ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET[(31 - (sum % 31)) % 31]!;
}
