/**
 * The setting LIMITS for tests, rehearsals and benchmarks: they do from one address, within a minute, what a city does
 * in a year. Every limit by network address and every other limit that they would exceed is named here.
 */
export const RAISED_LIMITS = [
  'signIn.network',
  'signUp.network',
  'reset.network',
  'phoneCode.network',
  'guestGift.network',
  'search.network',
  'everywhere.network',
  'receipt.network',
  'paper.network',
  'export.network',
  'unit.account',
  'invitation.account',
  'objection.account',
  'question.account',
  'update.account',
]
  .map((name) => `${name}=100000000`)
  .join(',');

/** The line in which scenarios and benchmarks say that they ran with other limits. */
export const RAISED_LIMITS_LINE = `Raised limits: ${RAISED_LIMITS}`;
