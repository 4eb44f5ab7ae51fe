/** The handle of routes behind a guard, whose pages are for people who are signed in. */
export const GUARDED = 'guarded';
