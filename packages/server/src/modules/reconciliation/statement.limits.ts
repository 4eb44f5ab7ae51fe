/** Limits of texts and choices that people enter. */
export const LIMITS = {
  fileName: { max: 200 },
  lines: { min: 1, max: 100 },
  /** Lines that a person ticks at the desk of open lines. */
  chosen: { min: 1, max: 500 },
  /** Lines of one bulk confirmation. */
  bulk: { max: 5_000 },
  pledges: { min: 1, max: 20 },
  entries: { min: 1, max: 100 },
  columns: { min: 1, max: 60 },
  decided: { min: 1, max: 200 },
  confidence: { min: 1, max: 100 },
  bankReference: { max: 64 },
  note: { max: 200 },
  words: { min: 2, max: 40 },
  reason: { max: 500, multiline: true },
} as const;
