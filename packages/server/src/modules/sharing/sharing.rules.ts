/**
 * Where a short address was opened from, as the link itself says in `?s=`. `other` is used for every other word, because
 * everybody can write links.
 */
export const SOURCES = ['sheet', 'copy', 'poster', 'print', 'qr', 'embed', 'other'] as const;
export type Source = (typeof SOURCES)[number];

export const sourceOf = (named: string | null): Source => SOURCES.find((one) => one === named) ?? 'other';

const STAGE = /^[0-9a-f-]{36}$/;

/** Returns the part of a project's page to which a short link leads: the report of a stage, or its beginning. */
export const placeOf = (stage: string | null): string => (stage !== null && STAGE.test(stage) ? `#stage-${stage}` : '');
