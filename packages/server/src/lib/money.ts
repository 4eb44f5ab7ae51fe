/** Money is whole fen (¥1 = 100 fen) in safe integers: an amount beyond 2^53 is refused, never rounded. */
export const FEN_PER_YUAN = 100;

/** Returns `value` as whole fen. Throws a RangeError when it is not a safe integer. */
export function toFen(value: number | string | bigint): number {
  // Text may hold digits only, because Number('') is 0 and Number('0x10') is 16.
  const fen = typeof value === 'string' && !/^-?\d+$/.test(value) ? Number.NaN : Number(value);
  if (!Number.isSafeInteger(fen)) throw new RangeError(`Not a whole, safe number of fen: ${value}`);
  return fen;
}

/** Returns the exact sum of whole fen. Throws a RangeError when it leaves the safe range. */
export const sumFen = (amounts: Iterable<number>): number => {
  let sum = 0;
  for (const amount of amounts) sum = toFen(sum + toFen(amount));
  return sum;
};

/**
 * Returns the amount in fen that a search in yuan means, such as 1234.56 or ¥1,234.56. Returns null when the search is
 * not an amount.
 */
export function searchedFen(search: string): number | null {
  const [, yuan, cents = ''] =
    /^-?[¥￥]?(\d{1,10}|\d{1,3}(?:,\d{3}){1,3})(?:\.(\d{1,2}))?元?$/.exec(
      search.normalize('NFKC').replace(/\s/g, ''),
    ) ?? [];
  if (yuan === undefined) return null;
  const fen = Number(yuan.replaceAll(',', '')) * FEN_PER_YUAN + Number(cents.padEnd(2, '0'));
  return search.normalize('NFKC').trimStart().startsWith('-') ? 0 - fen : fen;
}

/** Formats `fen` for people, without loss: 123456 -> "¥1,234.56". */
export function formatFen(fen: number): string {
  const yuan = Math.trunc(Math.abs(fen) / FEN_PER_YUAN);
  const cents = Math.abs(fen) % FEN_PER_YUAN;
  return `${fen < 0 ? '-' : ''}¥${yuan.toLocaleString('en-US')}.${String(cents).padStart(2, '0')}`;
}
