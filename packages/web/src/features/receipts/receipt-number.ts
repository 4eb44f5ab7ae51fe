/**
 * Normalises a receipt number, which people read aloud and retype: width, case, blanks and separators do not matter.
 */
export function normalizeReceiptNumber(text: string): string {
  const plain = text.normalize('NFKC').replace(/\s+/g, '').toUpperCase();
  const [, year, sequence] = /^(?:HC)?(20\d\d)(\d{6,12})$/.exec(plain.replace(/[\p{Pd}\p{Cf}_./·−]/gu, '')) ?? [];
  return sequence === undefined ? plain : `HC-${year}-${sequence}`;
}
