export const LIMITS = {
  accountName: { max: 100 },
  bank: { max: 100 },
  /** More than 32 digits, because people type them in groups. */
  number: { max: 60 },
  reason: { max: 500, multiline: true },
} as const;
