import { join, resolve } from 'node:path';

/** The settings of one process, parsed once. docs: README "Configuration". */
export interface Env {
  readonly production: boolean;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** mysql://…, or null for the embedded SQLite file. */
  readonly databaseUrl: string | null;
  readonly sqliteFile: string;
  readonly uploadDir: string;
  /** Where mail is written when no SMTP server is set. */
  readonly outboxDir: string;
  /** The built web pages; null serves none. */
  readonly webDir: string | null;
  /** How people reach this server; links in mail begin with it. */
  readonly publicUrl: string;
  readonly publicNoticeDays: number;
  /** Above this many fen a release needs a second person's signature. */
  readonly releaseSecondSignatureFen: number;
  /** Most pledges that one database transaction records. */
  readonly pledgesPerCommit: number;
  /** Most pledges that wait for theirs; one more is refused with a time to come back. */
  readonly pledgesWaiting: number;
  /** For how long MySQL may be silent before a query is given up. */
  readonly databasePatienceMs: number;
  /** For how many hours unpaid promises of strangers keep a place below a project's goal. */
  readonly strangerHoldHours: number;
  /** The most that they keep together, in percent of the goal. */
  readonly strangerHoldPercent: number;
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  /** How many reverse proxies stand before this server and add to X-Forwarded-For. */
  readonly trustedProxies: number;
  /** Whether demo data and accounts are loaded into an empty database. */
  readonly demo: boolean;
  /** Whether pledges can be paid at once without money: demo and tests only. */
  readonly sandbox: boolean;
  /** The charity's special account, shown to whoever pays by bank transfer. */
  readonly bankAccount: { readonly holder: string; readonly bank: string; readonly number: string };
  /** The 32 bytes from which the key that signs the tree heads of the proof is made; null makes one and keeps it in `proofKeyFile`. */
  readonly proofSigningKey: Buffer | null;
  readonly proofKeyFile: string;
  readonly logLevel: string;
}

type Source = Record<string, string | undefined>;

/** What SMTP_URL says where mail is knowingly not sent. */
const NO_MAIL = 'none';

/** Whether only this machine reaches a server that listens at `host`. */
const isLoopback = (host: string): boolean => /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/i.test(host);

const isCountedRow = (bytes: Buffer): boolean => bytes.every((byte, index) => index === 0 || byte === (bytes[index - 1]! + bytes[1]! - bytes[0]! + 256) % 256);

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** The settings in `source` (process.env), or one error that lists everything wrong with them. */
export function parseEnv(source: Source): Env {
  const faults: string[] = [];
  const text = (name: string, fallback: string) => source[name]?.trim() || fallback;
  const integer = (name: string, fallback: number, min: number, max: number) => {
    const raw = source[name]?.trim();
    if (!raw) return fallback;
    const value = Number(raw);
    if (!Number.isInteger(value) || value < min || value > max) faults.push(`${name} is "${raw}"; it takes a whole number from ${min} to ${max}`);
    return value;
  };
  const choice = (name: string, fallback: string, allowed: readonly string[]) => {
    const value = text(name, fallback);
    if (!allowed.includes(value)) faults.push(`${name} is "${value}"; it takes one of ${allowed.join(', ')}`);
    return value;
  };
  const url = (name: string, protocols: readonly string[]) => {
    const raw = source[name]?.trim();
    if (!raw) return null;
    const parsed = URL.canParse(raw) ? new URL(raw) : null;
    // The value itself may hold a password, so the message does not repeat it.
    if (parsed === null || !protocols.includes(parsed.protocol)) faults.push(`${name} takes an address that begins with ${protocols.map((p) => `${p}//`).join(' or ')}`);
    return raw;
  };

  // A misspelt "production" must not start with demo accounts.
  const production = choice('NODE_ENV', 'development', ['development', 'test', 'production']) === 'production';
  const port = integer('PORT', 4000, 0, 65_535);
  const host = text('HOST', '127.0.0.1');
  const databaseUrl = url('DATABASE_URL', ['mysql:']);
  if (databaseUrl !== null && URL.canParse(databaseUrl) && new URL(databaseUrl).pathname.length < 2) faults.push('DATABASE_URL names no database: mysql://user:password@host:port/database');
  const publicUrl = url('PUBLIC_URL', ['http:', 'https:']) ?? `http://localhost:${port}`;
  if (production && /^http:/i.test(publicUrl)) faults.push('PUBLIC_URL begins with http:; with NODE_ENV=production it takes https:, or sessions and passwords could be read on their way. A reverse proxy may end TLS before this server');
  if (production && !source.PUBLIC_URL?.trim()) faults.push('PUBLIC_URL says how people reach this server, such as https://give.example.org; with NODE_ENV=production it is needed for links in mail and for secure cookies');
  const withoutMail = source.SMTP_URL?.trim() === NO_MAIL;
  const smtpUrl = withoutMail ? null : url('SMTP_URL', ['smtp:', 'smtps:']);
  if (production && smtpUrl === null && !withoutMail) faults.push(`SMTP_URL names the mail server; with NODE_ENV=production it is needed, or invitations and notices reach nobody. "${NO_MAIL}" writes mail to DATA_DIR/outbox instead`);
  const dataDir = resolve(text('DATA_DIR', './data'));
  const demo = choice('DEMO', production ? 'off' : 'on', ['on', 'off']) === 'on';
  const sandbox = choice('SANDBOX', production ? 'off' : 'on', ['on', 'off']) === 'on';
  if (!production && !isLoopback(host)) {
    for (const [name, on] of [['DEMO', demo], ['SANDBOX', sandbox]] as const) {
      if (on && !source[name]?.trim()) faults.push(`${name} is on and HOST is "${host}", which other machines reach; say ${name}=on if they may use the accounts with a public password and pay without money, or ${name}=off`);
    }
  }
  if (production && demo) faults.push('DEMO is "on" with NODE_ENV=production; demo accounts have a public password, so they exist in development only');
  if (production && sandbox) faults.push('SANDBOX is "on" with NODE_ENV=production; it would record gifts that nobody paid');
  const bank = { holder: text('BANK_HOLDER', ''), bank: text('BANK_NAME', ''), number: text('BANK_NUMBER', '') };
  if (production && /^[0\s-]+$/.test(bank.number)) faults.push('BANK_NUMBER has no digit but zeros; donors would transfer money to it');
  if (production && Object.values(bank).includes('')) faults.push('BANK_HOLDER, BANK_NAME and BANK_NUMBER say where donors transfer money to; with NODE_ENV=production all three are needed');
  const proofSigningKey = source.PROOF_SIGNING_KEY?.trim() ? Buffer.from(source.PROOF_SIGNING_KEY.trim(), 'base64') : null;
  // The value is a secret, so the message does not repeat it.
  if (proofSigningKey !== null && proofSigningKey.length !== 32) faults.push('PROOF_SIGNING_KEY takes 32 random bytes in base64, as `openssl rand -base64 32` prints them');
  // 32 random bytes have about 30 different values; a key of zeros, of one repeated byte or of a counted row is somebody's place holder.
  else if (proofSigningKey !== null && (new Set(proofSigningKey).size < 16 || isCountedRow(proofSigningKey))) faults.push('PROOF_SIGNING_KEY is not random, so anybody could sign in its place; `openssl rand -base64 32` prints one that is');
  if (production && proofSigningKey === null) faults.push('PROOF_SIGNING_KEY signs what the ledger\'s proof rests on; with NODE_ENV=production it is needed, the same on every node: `openssl rand -base64 32` prints one');
  const env: Env = {
    production,
    host,
    port,
    databaseUrl,
    sqliteFile: join(dataDir, 'hongchuang.sqlite'),
    uploadDir: join(dataDir, 'uploads'),
    outboxDir: join(dataDir, 'outbox'),
    webDir: source.WEB_DIR === '' ? null : resolve(text('WEB_DIR', join(import.meta.dirname, '../../web/dist'))),
    publicUrl: publicUrl.replace(/\/$/, ''),
    publicNoticeDays: integer('PUBLIC_NOTICE_DAYS', 5, 0, 60),
    releaseSecondSignatureFen: integer('RELEASE_SECOND_SIGNATURE_FEN', 1_000_000, 0, Number.MAX_SAFE_INTEGER),
    pledgesPerCommit: integer('PLEDGES_PER_COMMIT', 500, 1, 500),
    pledgesWaiting: integer('PLEDGES_WAITING', 10_000, 1, 1_000_000),
    databasePatienceMs: integer('DATABASE_PATIENCE_MS', 15_000, 100, 3_600_000),
    strangerHoldHours: integer('STRANGER_HOLD_HOURS', 24, 0, 336),
    strangerHoldPercent: integer('STRANGER_HOLD_PERCENT', 10, 0, 100),
    smtpUrl,
    mailFrom: text('MAIL_FROM', 'Hongchuang <no-reply@localhost>'),
    trustedProxies: integer('TRUSTED_PROXIES', 0, 0, 5),
    demo,
    sandbox,
    bankAccount: {
      holder: bank.holder || '红创演示慈善会(演示账户,请勿转账)',
      bank: bank.bank || '演示银行',
      number: bank.number || '0000 0000 0000 0000',
    },
    proofSigningKey,
    proofKeyFile: join(dataDir, 'proof-signing.key'),
    logLevel: choice('LOG_LEVEL', 'info', LOG_LEVELS),
  };
  if (faults.length > 0) throw new Error(`The settings have ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  return env;
}
