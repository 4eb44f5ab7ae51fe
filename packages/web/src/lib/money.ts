/** Money is whole fen everywhere. No function here divides into fractions or rounds up. */

export type Language = 'zh-CN' | 'en';

const FEN_PER_WAN = 1_000_000;
const SHORT_FROM_FEN = 100_000_00;

const group = (digits: string) => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
const pad2 = (n: number) => String(n).padStart(2, '0');

/** The exact figure: ¥1,234.50. `always` keeps the two decimals, for columns of figures. */
export function formatExact(fen: number, decimals: 'auto' | 'always' = 'auto'): string {
  const sign = fen < 0 ? '-' : '';
  const value = Math.abs(fen);
  const rest = value % 100;
  const yuan = group(String((value - rest) / 100));
  return `${sign}¥${yuan}${rest !== 0 || decimals === 'always' ? `.${pad2(rest)}` : ''}`;
}

/**
 * The figure as a page shows it: exact up to ¥99,999, and above that in 万元 with two decimals. The figure is cut off and
 * never rounded up, so that a page never shows more than the ledger holds. English has no word for 万 and stays exact.
 */
export function formatMoney(fen: number, language: Language): string {
  if (language === 'en' || Math.abs(fen) < SHORT_FROM_FEN) return formatExact(fen);
  const sign = fen < 0 ? '-' : '';
  const value = Math.abs(fen);
  const below = value % FEN_PER_WAN;
  const hundredths = (below - (below % 10_000)) / 10_000;
  return `${sign}${group(String((value - below) / FEN_PER_WAN))}.${pad2(hundredths)}万元`;
}

/** Formats fen as yuan for an input: 1234.5 -> "1234.50", whole yuan without decimals. */
export function fenToInput(fen: number): string {
  return formatExact(fen).replace(/[¥,]/g, '');
}

/**
 * Parses fen from typed text; returns undefined for text that is no amount. Full-width digits, ¥, commas and 元 are
 * accepted.
 */
export function parseYuan(text: string): number | undefined {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s,，]/g, '')
    .replace(/^[¥￥]/, '')
    .replace(/元$/, '');
  const match = /^(\d{1,13})(?:\.(\d{0,2}))?$/.exec(plain);
  if (!match) return undefined;
  const fen = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return Number.isSafeInteger(fen) ? fen : undefined;
}

/** Returns whole per cent, cut off, so that 100 % is shown only when it is reached. */
export function percentOf(part: number, whole: number): number {
  if (whole <= 0) return 0;
  return Number((BigInt(part) * 100n) / BigInt(whole));
}
