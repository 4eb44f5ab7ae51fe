import { LIMITS, type Limit, type Past, type Per } from './limits/limits.js';

const PER: Record<Per, string> = {
  NETWORK: 'network address (IPv6: its /64)',
  ACCOUNT: 'account',
  DEVICE: 'browser known to the account',
  EMAIL: 'e-mail address',
  NUMBER: 'telephone number',
};
const PAST: Record<Past, string> = {
  REFUSED: 'refused',
  SECOND_FACTOR: 'refused unless the password is right and a second factor follows',
  NO_LETTER: 'no letter',
  NO_PLACE: 'keeps no place',
};

function windowOf({ windowMs }: Limit): string {
  const minutes = windowMs / 60_000;
  if (minutes % 1_440 === 0) return minutes === 1_440 ? 'a day' : `${minutes / 1_440} days`;
  if (minutes % 60 === 0) return minutes === 60 ? 'an hour' : `${minutes / 60} hours`;
  return minutes === 1 ? 'a minute' : `${minutes} minutes`;
}

/** Returns all limits on how often something may be done, as a Markdown page. */
export const printLimits = (): string =>
  [
    '# Limits',
    '',
    '`pnpm schema` writes this page from `packages/server/src/limits/limits.ts`. Limits on the size of a single request are in `http/limits.ts`.',
    '',
    '| limit | what is counted | per | most | within | past it | counted in |',
    '| --- | --- | --- | ---: | --- | --- | --- |',
    ...Object.entries<Limit>(LIMITS).map(
      ([name, limit]) =>
        `| \`${name}\` | ${limit.what} | ${PER[limit.per]} | ${limit.most} | ${windowOf(limit)} | ${PAST[limit.past]} | ${limit.counted === 'DATABASE' ? 'the database' : "a node's memory"} |`,
    ),
    '',
    'A window begins with the first use and ends after the time in "within".',
    '',
    '## What a refused client gets',
    '',
    'The error has the code `LIMIT_EXCEEDED`, a sentence with the minutes, and `retryAfterSeconds` in its extensions. The response has the header `Retry-After`. Uploads and downloads have the status 429.',
    '',
    '## Where uses are counted',
    '',
    '- In the database: one row per limit and key, changed by one statement, so the count is exact over all nodes. The key is a keyed digest (HMAC-SHA-256 with a key derived from `PROOF_SIGNING_KEY`), so the table holds no address, account, e-mail address or telephone number. A node remembers for five seconds that a key is over its limit, and refuses without a query. A job deletes rows whose window is over.',
    "- In a node's memory: for what is frequent and cheap. With several nodes the real limit is at most the limit times the number of nodes. Network addresses are never stored.",
    '',
    '## Other limits',
    '',
    'The setting `LIMITS` replaces the column "most" by name: `LIMITS=signIn.network=500,upload.files=1000`, for example where a whole city leaves by one address. A misspelt name ends the start. The server logs at its start which limits differ.',
    '',
    '## Metrics',
    '',
    '`limit_uses_total`, `limit_past_total` and `limit_most`, by `limit`.',
    '',
    '## Why nobody is locked out',
    '',
    'A stranger who guesses the password of an account uses up `signIn.account`. From then on unknown browsers get the same refusal for a right and a wrong password. The holder still gets in:',
    '',
    '- with a browser that was signed in to the account before. It has a random token in the cookie `hc_device`, and its attempts count by themselves (`signIn.device`);',
    '- with a second factor: the right password leads to the code. Codes count by themselves (`code.account`), and only who knows the password gets there;',
    '- by a reset of the password by mail, which makes the browser known.',
    '',
    'A reset forgets all known browsers of the account, and a changed password forgets the others. A network over its limit uses up no account.',
  ].join('\n');
