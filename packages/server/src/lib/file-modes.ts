/** Modes of what the server writes: other accounts of the machine neither read nor list it, because it holds personal data and keys. */
export const OWNER_ONLY = { folder: 0o700, file: 0o600 } as const;
