/** The most characters of the texts, as the server limits them. */
export const LIMITS = { text: 500, answer: 2_000, reason: 500 } as const;
