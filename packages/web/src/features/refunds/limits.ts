/** The server's limits, so that people see them while they write. */
export const LIMITS = { reason: 1_000, bankReference: 64, search: 100 } as const;
