import { join, resolve } from 'node:path';
import { isLimitName, LIMITS, limitNames, type LimitName } from './limits/limits.js';
import { readPaymentSettings, type PaymentSettings } from './payment-settings.js';
import type { DataKey, DataKeys } from './lib/sealed.js';
import type { AliyunSettings } from './texts/aliyun.js';

/** The settings of one process, parsed once at the start. See "Configuration" in the README. */
export interface Env {
  readonly production: boolean;
  readonly host: string;
  /** 0 means any free port. */
  readonly port: number;
  /** mysql://…, or null for the embedded SQLite file. */
  readonly databaseUrl: string | null;
  readonly sqliteFile: string;
  readonly uploadDir: string;
  /** Where mail is written when no SMTP server is set. */
  readonly outboxDir: string;
  /** The folder of the built web pages. Null means that the server has no pages. */
  readonly webDir: string | null;
  /** The address by which people reach this server. Links in mail begin with it. */
  readonly publicUrl: string;
  readonly publicNoticeDays: number;
  /** A release of more than this many fen needs a second person's signature. */
  readonly releaseSecondSignatureFen: number;
  /** The most pledges that one database transaction records. */
  readonly pledgesPerCommit: number;
  /** The most pledges that may wait for their transaction. A further one is refused with a time for the retry. */
  readonly pledgesWaiting: number;
  /** How many milliseconds MySQL may be silent before a query fails. */
  readonly databasePatienceMs: number;
  /** How many hours unpaid promises of strangers hold a part of a project's goal. */
  /** For how many hours people can object before two administrators' decision on their access takes effect. */
  readonly accessWaitHours: number;
  readonly strangerHoldHours: number;
  /** The most that all unpaid promises of strangers hold together, in percent of the goal. */
  readonly strangerHoldPercent: number;
  readonly smtpUrl: string | null;
  /** Whether webhooks may lead to http and to private addresses: for tests and closed networks. */
  readonly webhooksAnywhere: boolean;
  readonly mailFrom: string;
  /** Who sends text messages; null when nobody does, and telephone numbers cannot be added to accounts. */
  readonly texts: { readonly provider: 'outbox' } | AliyunSettings | null;
  /** Where text messages are written when no provider sends them. */
  readonly textOutboxDir: string;
  /** How many reverse proxies are in front of this server and append to X-Forwarded-For. */
  readonly trustedProxies: number;
  /** Whether `packages/demo` loads demo data and demo accounts into an empty database. The server alone loads none. */
  readonly demo: boolean;
  /** Accounts that the sign-in page offers to every visitor. Only `packages/demo` fills it. */
  readonly demoAccounts: readonly { readonly email: string; readonly password: string; readonly role: string }[];
  /** Whether pledges can be paid at once without money: demo and tests only. */
  readonly sandbox: boolean;
  /** The providers through which gifts can be paid online. */
  readonly payments: PaymentSettings;
  /** The charity's special account, which is shown to donors who pay by bank transfer. */
  readonly bankAccount: { readonly holder: string; readonly bank: string; readonly number: string };
  /**
   * The 32 bytes from which the signing key of the proof's tree heads is derived. Null means that the server generates
   * them and keeps them in `proofKeyFile`.
   */
  readonly proofSigningKey: Buffer | null;
  readonly proofKeyFile: string;
  /**
   * The keys that seal personal data at rest: the first one seals, all of them open. Null means that the server makes
   * one and keeps it in `dataKeyFile`.
   */
  readonly dataKeys: DataKeys | null;
  readonly dataKeyFile: string;
  /** Whether platform roles count only for people who have a second factor. */
  readonly secondFactorDemanded: boolean;
  /** Whether stages are paid only to units that have a verified account on record. */
  readonly payeeAccountsDemanded: boolean;
  /**
   * For how many minutes a person who proved who they are may use the permissions that need such a proof. 0 demands no
   * proof besides the sign-in.
   */
  readonly proofMinutes: number;
  /** How many minutes after its sign-in a session of a holder of a platform role ends. */
  readonly staffSessionMinutes: number;
  /** How many minutes without use end a session of a holder of a platform role. */
  readonly staffIdleMinutes: number;
  /** How many minutes without use end a session of anybody else. */
  readonly sessionIdleMinutes: number;
  /** What programs on other machines send to read /metrics; null means that no other machine may. */
  readonly metricsToken: string | null;
  /** Where vulnerabilities are reported, as a mailto: or https: address; null publishes no security.txt. */
  readonly securityContact: string | null;
  /** Who runs the installation and how people reach them. What is not set is null. */
  readonly operator: Readonly<Record<'name' | 'phone' | 'email' | 'address', string | null>>;
  readonly logLevel: string;
  /** The recipients (age1…) for whom `cli backup` encrypts. */
  readonly backupRecipients: readonly string[];
  /** How many uses each limit allows in a window, where the operator changed it. */
  readonly limits: ReadonlyMap<LimitName, number>;
}

type Source = Record<string, string | undefined>;

/** No session lasts longer than thirty days. */
const LONGEST_SESSION_MINUTES = 30 * 24 * 60;

/** The value of SMTP_URL that turns mail off on purpose. */
const NO_MAIL = 'none';

/** Whether `host` is a loopback address, which only this machine can reach. */
const isLoopback = (host: string): boolean => /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/i.test(host);

const isCountedRow = (bytes: Buffer): boolean =>
  bytes.every((byte, index) => index === 0 || byte === (bytes[index - 1]! + bytes[1]! - bytes[0]! + 256) % 256);

/** Whether 32 bytes look random: such have about 30 different values. Zeros, a repeated byte or a count are placeholders. */
const isRandom = (bytes: Buffer): boolean => new Set(bytes).size >= 16 && !isCountedRow(bytes);

/** Parses `2026:base64,2025:base64`. The messages repeat no key. */
function readDataKeys(text: string, faults: string[]): DataKeys | null {
  const [first, ...others] = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part): DataKey => {
      const [id = '', secret = ''] = part.split(':', 2);
      return { id, secret: Buffer.from(secret, 'base64') };
    });
  if (first === undefined) return null;
  const keys: DataKeys = [first, ...others];
  const ids = keys.map(({ id }) => id);
  if (ids.some((id) => !/^[a-z0-9-]{1,20}$/.test(id)) || new Set(ids).size < ids.length)
    faults.push('DATA_KEYS gives each key a name of its own, of small letters, digits and dashes: 2026:KEY,2025:KEY');
  if (keys.some(({ secret }) => secret.length !== 32 || !isRandom(secret)))
    faults.push('DATA_KEYS takes 32 random bytes in base64 for each key, as `openssl rand -base64 32` prints them');
  return keys;
}

/** Reads who sends text messages. The messages repeat no secret. */
function readTexts(
  provider: string,
  production: boolean,
  text: (name: string, fallback: string) => string,
  url: (name: string, protocols: readonly string[]) => string | null,
  faults: string[],
): Env['texts'] {
  if (provider === 'outbox') {
    if (production)
      faults.push(
        'SMS_PROVIDER is "outbox" with NODE_ENV=production; codes would be written to a folder and reach nobody',
      );
    return { provider };
  }
  if (provider !== 'aliyun') return null;
  const settings: AliyunSettings = {
    provider,
    keyId: text('ALIYUN_SMS_KEY_ID', ''),
    keySecret: text('ALIYUN_SMS_KEY_SECRET', ''),
    sign: text('ALIYUN_SMS_SIGN', ''),
    template: text('ALIYUN_SMS_TEMPLATE', ''),
    endpoint:
      url('ALIYUN_SMS_ENDPOINT', production ? ['https:'] : ['https:', 'http:']) ?? 'https://dysmsapi.aliyuncs.com',
  };
  if ([settings.keyId, settings.keySecret, settings.sign, settings.template].includes(''))
    faults.push(
      'SMS_PROVIDER is "aliyun"; ALIYUN_SMS_KEY_ID, ALIYUN_SMS_KEY_SECRET, ALIYUN_SMS_SIGN and ALIYUN_SMS_TEMPLATE are then needed',
    );
  return settings;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

function readRecipients(text: string, faults: string[]): readonly string[] {
  const recipients = text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  // A secret key in its place is not repeated.
  if (recipients.some((one) => !/^age1[0-9a-z]{10,}$/.test(one)))
    faults.push(
      'BACKUP_RECIPIENTS takes recipients that begin with age1, as `cli backup-key FILE` or age-keygen prints them',
    );
  return recipients;
}

/** Parses `signIn.network=500, upload.files=1000`. A misspelt name is a fault, because the limit would stay as it is. */
function readLimits(text: string, faults: string[]): ReadonlyMap<LimitName, number> {
  const limits = new Map<LimitName, number>();
  for (const part of text.split(',').map((one) => one.trim())) {
    if (part === '') continue;
    const [name = '', most = ''] = part.split('=', 2).map((one) => one.trim());
    if (!isLimitName(name))
      faults.push(`LIMITS names "${name}", and no limit is called that; there are: ${limitNames.join(', ')}`);
    else if (!/^[1-9]\d{0,8}$/.test(most))
      faults.push(
        `LIMITS gives ${name} "${most}"; it takes a whole number from 1 to 999999999, as in ${name}=${LIMITS[name].most}`,
      );
    else limits.set(name, Number(most));
  }
  return limits;
}

/** Parses the settings in `source` (process.env). Throws one error that lists all faults. */
export function parseEnv(source: Source): Env {
  const faults: string[] = [];
  const text = (name: string, fallback: string) => source[name]?.trim() || fallback;
  const integer = (name: string, fallback: number, min: number, max: number) => {
    const raw = source[name]?.trim();
    if (!raw) return fallback;
    const value = Number(raw);
    // Digits alone: a sum in yuan, such as 10000.00, must not be taken for fen.
    if (!/^\d+$/.test(raw) || value < min || value > max)
      faults.push(`${name} is "${raw}"; it takes a whole number from ${min} to ${max}`);
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
    if (parsed === null || !protocols.includes(parsed.protocol))
      faults.push(
        `${name} takes an address that begins with ${protocols.map((p) => (p === 'mailto:' ? p : `${p}//`)).join(' or ')}`,
      );
    return raw;
  };

  // The value is checked, because a misspelt "production" must not start the server with demo accounts.
  const production = choice('NODE_ENV', 'development', ['development', 'test', 'production']) === 'production';
  const port = integer('PORT', 4000, 0, 65_535);
  const host = text('HOST', '127.0.0.1');
  const databaseUrl = url('DATABASE_URL', ['mysql:']);
  if (databaseUrl !== null && URL.canParse(databaseUrl) && new URL(databaseUrl).pathname.length < 2)
    faults.push('DATABASE_URL names no database: mysql://user:password@host:port/database');
  const publicUrl = url('PUBLIC_URL', ['http:', 'https:']) ?? `http://localhost:${port}`;
  if (production && /^http:/i.test(publicUrl))
    faults.push(
      'PUBLIC_URL begins with http:; with NODE_ENV=production it takes https:, or sessions and passwords could be read on their way. A reverse proxy may end TLS before this server',
    );
  if (production && !source.PUBLIC_URL?.trim())
    faults.push(
      'PUBLIC_URL says how people reach this server, such as https://give.example.org; with NODE_ENV=production it is needed for links in mail and for secure cookies',
    );
  const withoutMail = source.SMTP_URL?.trim() === NO_MAIL;
  const smtpUrl = withoutMail ? null : url('SMTP_URL', ['smtp:', 'smtps:']);
  if (production && smtpUrl === null && !withoutMail)
    faults.push(
      `SMTP_URL names the mail server; with NODE_ENV=production it is needed, or invitations and notices reach nobody. "${NO_MAIL}" writes mail to DATA_DIR/outbox instead`,
    );
  const webhooksAnywhere = choice('WEBHOOK_ADDRESSES', 'public', ['public', 'any']) === 'any';
  if (production && webhooksAnywhere)
    faults.push(
      'WEBHOOK_ADDRESSES is "any" with NODE_ENV=production; owners of units could reach servers of your own network',
    );
  const dataDir = resolve(text('DATA_DIR', './data'));
  const demo = choice('DEMO', production ? 'off' : 'on', ['on', 'off']) === 'on';
  const sandbox = choice('SANDBOX', production ? 'off' : 'on', ['on', 'off']) === 'on';
  if (!production && !isLoopback(host)) {
    for (const [name, on] of [
      ['DEMO', demo],
      ['SANDBOX', sandbox],
    ] as const) {
      if (on && !source[name]?.trim())
        faults.push(
          `${name} is on and HOST is "${host}", which other machines reach; say ${name}=on if they may use the accounts with a public password and pay without money, or ${name}=off`,
        );
    }
  }
  if (production && demo)
    faults.push(
      'DEMO is "on" with NODE_ENV=production; demo accounts have a public password, so they exist in development only',
    );
  if (production && sandbox)
    faults.push('SANDBOX is "on" with NODE_ENV=production; it would record gifts that nobody paid');
  const bank = { holder: text('BANK_HOLDER', ''), bank: text('BANK_NAME', ''), number: text('BANK_NUMBER', '') };
  if (production && /^[0\s-]+$/.test(bank.number))
    faults.push('BANK_NUMBER has no digit but zeros; donors would transfer money to it');
  if (production && Object.values(bank).includes(''))
    faults.push(
      'BANK_HOLDER, BANK_NAME and BANK_NUMBER say where donors transfer money to; with NODE_ENV=production all three are needed',
    );
  const proofSigningKey = source.PROOF_SIGNING_KEY?.trim()
    ? Buffer.from(source.PROOF_SIGNING_KEY.trim(), 'base64')
    : null;
  // The value is a secret, so the message does not repeat it.
  if (proofSigningKey !== null && proofSigningKey.length !== 32)
    faults.push('PROOF_SIGNING_KEY takes 32 random bytes in base64, as `openssl rand -base64 32` prints them');
  else if (proofSigningKey !== null && !isRandom(proofSigningKey))
    faults.push(
      'PROOF_SIGNING_KEY is not random, so anybody could sign in its place; `openssl rand -base64 32` prints one that is',
    );
  if (production && proofSigningKey === null)
    faults.push(
      "PROOF_SIGNING_KEY signs what the ledger's proof rests on; with NODE_ENV=production it is needed, the same on every node: `openssl rand -base64 32` prints one",
    );
  const dataKeys = readDataKeys(source.DATA_KEYS ?? '', faults);
  if (production && dataKeys === null)
    faults.push(
      'DATA_KEYS seals telephone numbers and other personal data at rest; with NODE_ENV=production it is needed, the same on every node: a name, a colon and what `openssl rand -base64 32` prints, such as 2026:KEY. Keep a copy apart from the backups',
    );
  const metricsToken = source.METRICS_TOKEN?.trim() || null;
  if (metricsToken !== null && metricsToken.length < 20)
    faults.push('METRICS_TOKEN takes at least 20 characters, as `openssl rand -base64 24` prints them');
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
    accessWaitHours: integer('ACCESS_WAIT_HOURS', 24, 1, 336),
    strangerHoldHours: integer('STRANGER_HOLD_HOURS', 24, 0, 336),
    strangerHoldPercent: integer('STRANGER_HOLD_PERCENT', 10, 0, 100),
    smtpUrl,
    webhooksAnywhere,
    mailFrom: text('MAIL_FROM', 'Hongchuang <no-reply@localhost>'),
    texts: readTexts(
      choice('SMS_PROVIDER', production ? 'none' : 'outbox', ['none', 'outbox', 'aliyun']),
      production,
      text,
      url,
      faults,
    ),
    textOutboxDir: join(dataDir, 'text-outbox'),
    trustedProxies: integer('TRUSTED_PROXIES', 0, 0, 5),
    demo,
    demoAccounts: [],
    sandbox,
    payments: readPaymentSettings(source, faults, production),
    bankAccount: {
      holder: bank.holder || '红创演示慈善会(演示账户,请勿转账)',
      bank: bank.bank || '演示银行',
      number: bank.number || '0000 0000 0000 0000',
    },
    proofSigningKey,
    proofKeyFile: join(dataDir, 'proof-signing.key'),
    dataKeys,
    dataKeyFile: join(dataDir, 'data.key'),
    secondFactorDemanded:
      choice('SECOND_FACTOR', production ? 'demanded' : 'offered', ['demanded', 'offered']) === 'demanded',
    payeeAccountsDemanded:
      choice('PAYEE_ACCOUNTS', production ? 'demanded' : 'offered', ['demanded', 'offered']) === 'demanded',
    proofMinutes: integer('PROOF_MINUTES', production ? 30 : 0, 0, LONGEST_SESSION_MINUTES),
    staffSessionMinutes: integer(
      'STAFF_SESSION_MINUTES',
      production ? 720 : LONGEST_SESSION_MINUTES,
      1,
      LONGEST_SESSION_MINUTES,
    ),
    staffIdleMinutes: integer(
      'STAFF_IDLE_MINUTES',
      production ? 60 : LONGEST_SESSION_MINUTES,
      1,
      LONGEST_SESSION_MINUTES,
    ),
    sessionIdleMinutes: integer(
      'SESSION_IDLE_MINUTES',
      production ? 20_160 : LONGEST_SESSION_MINUTES,
      1,
      LONGEST_SESSION_MINUTES,
    ),
    metricsToken,
    securityContact: url('SECURITY_CONTACT', ['mailto:', 'https:']),
    operator: {
      name: text('OPERATOR_NAME', '') || null,
      phone: text('CONTACT_PHONE', '') || null,
      email: text('CONTACT_EMAIL', '') || null,
      address: text('CONTACT_ADDRESS', '') || null,
    },
    logLevel: choice('LOG_LEVEL', 'info', LOG_LEVELS),
    backupRecipients: readRecipients(source.BACKUP_RECIPIENTS ?? '', faults),
    limits: readLimits(source.LIMITS ?? '', faults),
  };
  if (faults.length > 0)
    throw new Error(
      `The settings have ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
    );
  return env;
}
