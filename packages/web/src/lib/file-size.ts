/** Formats a size in bytes for people: whole KB below a megabyte, one decimal above. */
export function formatSize(bytes: number, language: string): string {
  const mega = bytes >= 1_000_000;
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: mega ? 1 : 0 });
  return mega
    ? `${format.format(bytes / 1_000_000)} MB`
    : `${format.format(Math.max(1, Math.round(bytes / 1_000)))} KB`;
}
