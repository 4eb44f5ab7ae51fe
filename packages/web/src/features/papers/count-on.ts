/**
 * Returns `count` numbers of invoices that follow each other, beginning with `first`. The digits keep their number and
 * what stands before them stays. Returns null where `first` does not end in digits, or where they would become more.
 */
export function countOn(first: string, count: number): string[] | null {
  const [, before, digits] = /^(.*?)(\d+)$/.exec(first.normalize('NFKC').trim()) ?? [];
  if (digits === undefined) return null;
  // Only the last ten digits are the number; those before them are the code of the form.
  const code = digits.slice(0, -10);
  const number = digits.slice(-10);
  const last = (BigInt(number) + BigInt(count - 1)).toString();
  if (last.length > number.length) return null;
  return Array.from({ length: count }, (_, at) => {
    const next = (BigInt(number) + BigInt(at)).toString().padStart(number.length, '0');
    return `${before}${code}${next}`;
  });
}
