import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseEnv } from './env.js';

const PRODUCTION = {
  PUBLIC_URL: 'https://give.example.org',
  BANK_HOLDER: '中山市慈善总会',
  BANK_NAME: '中国银行',
  BANK_NUMBER: '6200',
  SMTP_URL: 'smtps://mail.example.org',
  PROOF_SIGNING_KEY: createHash('sha256').update('a key').digest('base64'),
  DATA_KEYS: `2026:${createHash('sha256').update('another key').digest('base64')}`,
};
const faultsOf = (source: Record<string, string>): string => {
  try {
    parseEnv(source);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
};

describe('settings', () => {
  it('have a default each, for a local start', () => {
    expect(parseEnv({})).toMatchObject({
      production: false,
      host: '127.0.0.1',
      port: 4000,
      databaseUrl: null,
      publicNoticeDays: 5,
      demo: true,
      sandbox: true,
      smtpUrl: null,
      trustedProxies: 0,
    });
  });

  it('that are empty or blank count as not given', () => {
    expect(parseEnv({ PORT: '', HOST: ' ', DATABASE_URL: '', DEMO: '', PUBLIC_NOTICE_DAYS: ' ' })).toMatchObject({
      port: 4000,
      host: '127.0.0.1',
      databaseUrl: null,
      demo: true,
      publicNoticeDays: 5,
    });
  });

  it('keep all data of an installation in one folder', () => {
    const env = parseEnv({ DATA_DIR: '/srv/hongchuang' });
    for (const path of [env.sqliteFile, env.uploadDir, env.outboxDir, env.textOutboxDir])
      expect(path, 'a backup copies DATA_DIR, so all data is in it').toMatch(/^\/srv\/hongchuang\//);
  });

  it('with an address lose the slash at its end, because links are appended to it', () => {
    expect(parseEnv({ PUBLIC_URL: 'https://hongchuang.example/' }).publicUrl).toBe('https://hongchuang.example');
    expect(parseEnv({ PORT: '4321' }).publicUrl).toBe('http://localhost:4321');
  });

  it('can turn the pages off', () => {
    expect(parseEnv({ WEB_DIR: '' }).webDir).toBeNull();
  });
});

describe('a wrong setting', () => {
  it.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['PORT', 'http'],
    ['PUBLIC_NOTICE_DAYS', '61'],
    ['TRUSTED_PROXIES', '6'],
    ['PROOF_MINUTES', '-1'],
    ['STAFF_IDLE_MINUTES', '0'],
    ['STAFF_SESSION_MINUTES', '43201'],
    ['SECOND_FACTOR', 'off'],
    ['PAYEE_ACCOUNTS', 'no'],
    ['ACCESS_WAIT_HOURS', '0'],
    ['RELEASE_SECOND_SIGNATURE_FEN', '-1'],
    ['RELEASE_SECOND_SIGNATURE_FEN', '10000.00'],
    ['BACKUP_RECIPIENTS', 'age1wrong'],
    ['LIMITS', 'unknown=3'],
    ['METRICS_TOKEN', 'short'],
    ['SECURITY_CONTACT', 'security'],
    ['DEMO', 'yes'],
    ['SANDBOX', 'true'],
    ['LOG_LEVEL', 'loud'],
    ['PUBLIC_URL', 'hongchuang.example'],
    ['PUBLIC_URL', 'ftp://hongchuang.example'],
    ['SMTP_URL', 'https://mail.example'],
    ['DATABASE_URL', 'postgres://u:p@localhost/db'],
    ['DATABASE_URL', 'mysql://u:p@localhost:3306'],
    ['DATABASE_URL', 'mysql://u:p@localhost:3306/'],
    ['DATABASE_URL', 'localhost'],
    ['SMS_PROVIDER', 'tencent'],
    ['SMS_PROVIDER', 'aliyun'],
  ])('%s=%s stops the start and is named in the error', (name, value) => {
    expect(faultsOf({ [name]: value }), 'the server must not start with it').toContain(name);
  });

  it('is reported together with all others', () => {
    const message = faultsOf({
      PORT: 'x',
      DEMO: 'maybe',
      LOG_LEVEL: 'loud',
      DATABASE_URL: 'oracle://x/db',
      PUBLIC_URL: 'x',
      SMTP_URL: 'x',
    });
    for (const name of ['PORT', 'DEMO', 'LOG_LEVEL', 'DATABASE_URL', 'PUBLIC_URL', 'SMTP_URL'])
      expect(message, 'one start reports everything that is wrong').toContain(name);
    expect(message).toMatch(/^The settings have 6 faults:\n/);
  });

  it.each<Record<string, string>>([
    { DATABASE_URL: 'postgres://app:s3cret@db/app' },
    { DATABASE_URL: 'mysql://app:s3cret@db' },
    { DATABASE_URL: 'mysql//app:s3cret@db/app' },
    { SMTP_URL: 'app:s3cret@mail.example' },
    { SMTP_URL: 'http://app:s3cret@mail.example' },
    { SMS_PROVIDER: 'aliyun', ALIYUN_SMS_KEY_SECRET: 's3cret' },
    { SMS_PROVIDER: 'aliyun', ALIYUN_SMS_ENDPOINT: 'ftp://app:s3cret@sms.example' },
  ])('with a password in it is reported without the password: %j', (source) => {
    const message = faultsOf(source);
    expect(message).not.toBe('');
    expect(message, 'the error of the start is written to logs').not.toContain('s3cret');
  });
});

describe('production', () => {
  it('has neither the demo nor the sandbox', () => {
    expect(parseEnv({ NODE_ENV: 'production', ...PRODUCTION })).toMatchObject({
      production: true,
      demo: false,
      sandbox: false,
    });
  });

  it('pays units to a verified account alone, unless a setting says otherwise', () => {
    const demanded = (env: Record<string, string>) => parseEnv(env).payeeAccountsDemanded;
    expect(demanded({ NODE_ENV: 'production', ...PRODUCTION })).toBe(true);
    expect(demanded({ NODE_ENV: 'production', ...PRODUCTION, PAYEE_ACCOUNTS: 'offered' })).toBe(false);
    expect(demanded({})).toBe(false);
  });

  it('ends sessions of staff within the day, and demands a second factor and proofs', () => {
    const limits = (env: Record<string, string>) => {
      const { secondFactorDemanded, proofMinutes, staffSessionMinutes, staffIdleMinutes, sessionIdleMinutes } =
        parseEnv(env);
      return [secondFactorDemanded, proofMinutes, staffSessionMinutes, staffIdleMinutes, sessionIdleMinutes];
    };
    expect(limits({ NODE_ENV: 'production', ...PRODUCTION })).toEqual([true, 30, 720, 60, 20_160]);
    expect(limits({}), 'elsewhere they are offered').toEqual([false, 0, 43_200, 43_200, 43_200]);
    const own = { PROOF_MINUTES: '0', STAFF_SESSION_MINUTES: '60', STAFF_IDLE_MINUTES: '5', SESSION_IDLE_MINUTES: '1' };
    expect(limits({ NODE_ENV: 'production', ...PRODUCTION, ...own })).toEqual([true, 0, 60, 5, 1]);
  });

  it.each([
    ['demo accounts, whose password is public', { DEMO: 'on', ...PRODUCTION }, 'DEMO'],
    ['gifts that nobody paid', { SANDBOX: 'on', ...PRODUCTION }, 'SANDBOX'],
    ['no key for the proof', { ...PRODUCTION, PROOF_SIGNING_KEY: '' }, 'PROOF_SIGNING_KEY'],
    ['a short key for the proof', { ...PRODUCTION, PROOF_SIGNING_KEY: 'c2hvcnQ=' }, 'PROOF_SIGNING_KEY'],
    ['no key for personal data', { ...PRODUCTION, DATA_KEYS: '' }, 'DATA_KEYS'],
    ['a short key for personal data', { ...PRODUCTION, DATA_KEYS: '2026:c2hvcnQ=' }, 'DATA_KEYS'],
    ['a key without a name', { ...PRODUCTION, DATA_KEYS: PRODUCTION.DATA_KEYS.slice(5) }, 'DATA_KEYS'],
    [
      'two keys of one name',
      { ...PRODUCTION, DATA_KEYS: `${PRODUCTION.DATA_KEYS},${PRODUCTION.DATA_KEYS}` },
      'DATA_KEYS',
    ],
    ['no bank account', { PUBLIC_URL: PRODUCTION.PUBLIC_URL }, 'BANK_HOLDER'],
    ['no address for links in mail', { ...PRODUCTION, PUBLIC_URL: '' }, 'PUBLIC_URL'],
    ['a page that is read on its way', { ...PRODUCTION, PUBLIC_URL: 'http://give.example.org' }, 'PUBLIC_URL'],
    ['the same in capitals', { ...PRODUCTION, PUBLIC_URL: 'HTTP://give.example.org' }, 'PUBLIC_URL'],
    ['mail that nobody gets', { ...PRODUCTION, SMTP_URL: '' }, 'SMTP_URL'],
    ['text messages that nobody gets', { ...PRODUCTION, SMS_PROVIDER: 'outbox' }, 'SMS_PROVIDER'],
    [
      'codes that are read on their way',
      { ...PRODUCTION, SMS_PROVIDER: 'aliyun', ALIYUN_SMS_ENDPOINT: 'http://sms.example' },
      'ALIYUN_SMS_ENDPOINT',
    ],
    ['the bank account of the demo', { ...PRODUCTION, BANK_NUMBER: '0000 0000 0000 0000' }, 'BANK_NUMBER'],
    ['half a bank account', { ...PRODUCTION, BANK_NUMBER: ' ' }, 'BANK_NUMBER'],
  ])('refuses %s', (_, source, name) => {
    expect(faultsOf({ NODE_ENV: 'production', ...source })).toContain(name);
  });

  it('sends no text messages unless a provider is named with all that it needs', () => {
    expect(parseEnv({ NODE_ENV: 'production', ...PRODUCTION }).texts).toBeNull();
    const aliyun = {
      SMS_PROVIDER: 'aliyun',
      ALIYUN_SMS_KEY_ID: 'id',
      ALIYUN_SMS_KEY_SECRET: 'secret',
      ALIYUN_SMS_SIGN: '红创',
      ALIYUN_SMS_TEMPLATE: 'SMS_1',
    };
    expect(parseEnv({ NODE_ENV: 'production', ...PRODUCTION, ...aliyun }).texts).toEqual({
      provider: 'aliyun',
      keyId: 'id',
      keySecret: 'secret',
      sign: '红创',
      template: 'SMS_1',
      endpoint: 'https://dysmsapi.aliyuncs.com',
    });
  });

  it('starts without mail when a setting says so', () => {
    expect(parseEnv({ NODE_ENV: 'production', ...PRODUCTION, SMTP_URL: 'none' })).toMatchObject({
      production: true,
      smtpUrl: null,
    });
  });
});

describe('a setting that would allow too much', () => {
  it.each(['prod', 'Production', 'PRODUCTION', 'live', 'staging', 'production-eu', 'dev'])(
    'NODE_ENV=%s is unknown and does not enable demo accounts',
    (value) => {
      expect(faultsOf({ NODE_ENV: value, ...PRODUCTION })).toContain('NODE_ENV');
    },
  );

  it.each(['development', 'test', '', ' '])('NODE_ENV=%j means a local start', (value) => {
    expect(parseEnv({ NODE_ENV: value })).toMatchObject({ production: false, demo: true });
  });

  it.each(['0.0.0.0', '::', '192.168.1.20', 'give.example.org'])(
    'HOST=%s does not show the demo to other machines unless a setting allows it',
    (host) => {
      expect(faultsOf({ HOST: host })).toMatch(/DEMO is on and HOST[^]*SANDBOX is on and HOST/);
      expect(faultsOf({ HOST: host, DEMO: 'off' }), 'nor gifts that nobody paid').toContain('SANDBOX');
      expect(parseEnv({ HOST: host, DEMO: 'on', SANDBOX: 'on' })).toMatchObject({ demo: true, sandbox: true });
      expect(parseEnv({ HOST: host, DEMO: 'off', SANDBOX: 'off' })).toMatchObject({ demo: false, sandbox: false });
    },
  );

  it.each(['127.0.0.1', 'localhost', '::1', '127.1.2.3'])('HOST=%s shows the demo to this machine only', (host) => {
    expect(parseEnv({ HOST: host })).toMatchObject({ demo: true });
  });

  it.each([
    ['zeros', Buffer.alloc(32)],
    ['one byte', Buffer.alloc(32, 0xff)],
    ['two bytes in turn', Buffer.from('ab'.repeat(16))],
    ['a counted row', Buffer.from(Array.from({ length: 32 }, (_, index) => index))],
    ['a row counted backwards', Buffer.from(Array.from({ length: 32 }, (_, index) => 255 - 3 * index))],
  ])('a signing key that is %s is refused', (_, key) => {
    expect(faultsOf({ PROOF_SIGNING_KEY: key.toString('base64') })).toContain('PROOF_SIGNING_KEY');
  });
});

describe('LIMITS', () => {
  it('replaces limits by their names', () => {
    expect([...parseEnv({ LIMITS: ' signIn.network = 500,upload.files=1, ' }).limits]).toEqual([
      ['signIn.network', 500],
      ['upload.files', 1],
    ]);
    expect(parseEnv({}).limits.size).toBe(0);
  });

  it.each([
    ['signin.network=5', 'LIMITS names "signin.network"'],
    ['toString=5', 'LIMITS names "toString"'],
    ['=5', 'LIMITS names ""'],
    ['signIn.network', 'LIMITS gives signIn.network ""'],
    ['signIn.network=0', 'LIMITS gives signIn.network "0"'],
    ['signIn.network=-1', 'LIMITS gives signIn.network "-1"'],
    ['signIn.network=1.5', 'LIMITS gives signIn.network "1.5"'],
    ['signIn.network=9999999999', 'LIMITS gives signIn.network "9999999999"'],
  ])('%s is a fault that ends the start', (LIMITS, fault) => {
    expect(() => parseEnv({ LIMITS })).toThrow(fault);
  });
});
