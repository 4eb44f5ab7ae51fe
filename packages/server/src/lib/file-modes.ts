/**
 * Modes of the files and folders that the server writes. Other accounts of the machine can neither read nor list them,
 * because they hold personal data and keys.
 */
export const OWNER_ONLY = { folder: 0o700, file: 0o600 } as const;
