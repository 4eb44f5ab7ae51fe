/**
 * Where a short address was opened from, as the link itself says in `?s=`. `other` is used for every other word, because
 * everybody can write links.
 */
export const SOURCES = ['sheet', 'copy', 'poster', 'qr', 'other'] as const;

export const sourceOf = (named: string | null): string => SOURCES.find((one) => one === named) ?? 'other';
