import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseEnv } from './env.js';

const PRODUCTION = { PUBLIC_URL: 'https://give.example.org', BANK_HOLDER: '中山市慈善总会', BANK_NAME: '中国银行', BANK_NUMBER: '6200', SMTP_URL: 'smtps://mail.example.org', PROOF_SIGNING_KEY: createHash('sha256').update('a key').digest('base64') };
const faultsOf = (source: Record<string, string>): string => {
  try {
    parseEnv(source);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
};

describe('settings', () => {
  it('have a default each, for a desk', () => {
    expect(parseEnv({})).toMatchObject({ production: false, host: '127.0.0.1', port: 4000, databaseUrl: null, publicNoticeDays: 5, demo: true, sandbox: true, smtpUrl: null, trustedProxies: 0 });
  });

  it('that are empty or blank are those not given', () => {
    expect(parseEnv({ PORT: '', HOST: ' ', DATABASE_URL: '', DEMO: '', PUBLIC_NOTICE_DAYS: ' ' })).toMatchObject({ port: 4000, host: '127.0.0.1', databaseUrl: null, demo: true, publicNoticeDays: 5 });
  });

  it('keep everything of one place in one folder', () => {
    const env = parseEnv({ DATA_DIR: '/srv/hongchuang' });
    for (const path of [env.sqliteFile, env.uploadDir, env.outboxDir]) expect(path, 'a backup copies DATA_DIR, so all data is in it').toMatch(/^\/srv\/hongchuang\//);
  });

  it('of an address lose the slash at its end, since links are joined to it', () => {
    expect(parseEnv({ PUBLIC_URL: 'https://hongchuang.example/' }).publicUrl).toBe('https://hongchuang.example');
    expect(parseEnv({ PORT: '4321' }).publicUrl).toBe('http://localhost:4321');
  });

  it('can serve no pages', () => {
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
  ])('%s=%s stops the start and is named', (name, value) => {
    expect(faultsOf({ [name]: value }), 'the server must not start with it').toContain(name);
  });

  it('is told with all others at once', () => {
    const message = faultsOf({ PORT: 'x', DEMO: 'maybe', LOG_LEVEL: 'loud', DATABASE_URL: 'oracle://x/db', PUBLIC_URL: 'x', SMTP_URL: 'x' });
    for (const name of ['PORT', 'DEMO', 'LOG_LEVEL', 'DATABASE_URL', 'PUBLIC_URL', 'SMTP_URL']) expect(message, 'one start tells everything that is wrong').toContain(name);
    expect(message).toMatch(/^The settings have 6 faults:\n/);
  });

  it.each<Record<string, string>>([
    { DATABASE_URL: 'postgres://app:s3cret@db/app' },
    { DATABASE_URL: 'mysql://app:s3cret@db' },
    { DATABASE_URL: 'mysql//app:s3cret@db/app' },
    { SMTP_URL: 'app:s3cret@mail.example' },
    { SMTP_URL: 'http://app:s3cret@mail.example' },
  ])('with a password in it does not repeat the password: %j', (source) => {
    const message = faultsOf(source);
    expect(message).not.toBe('');
    expect(message, 'what the start says ends up in logs').not.toContain('s3cret');
  });
});

describe('production', () => {
  it('has neither demo nor sandbox', () => {
    expect(parseEnv({ NODE_ENV: 'production', ...PRODUCTION })).toMatchObject({ production: true, demo: false, sandbox: false });
  });

  it.each([
    ['demo accounts, whose password is public', { DEMO: 'on', ...PRODUCTION }, 'DEMO'],
    ['gifts that nobody paid', { SANDBOX: 'on', ...PRODUCTION }, 'SANDBOX'],
    ['no key for the proof', { ...PRODUCTION, PROOF_SIGNING_KEY: '' }, 'PROOF_SIGNING_KEY'],
    ['a short key for the proof', { ...PRODUCTION, PROOF_SIGNING_KEY: 'c2hvcnQ=' }, 'PROOF_SIGNING_KEY'],
    ['no bank account', { PUBLIC_URL: PRODUCTION.PUBLIC_URL }, 'BANK_HOLDER'],
    ['no address for links in mail', { ...PRODUCTION, PUBLIC_URL: '' }, 'PUBLIC_URL'],
    ['a page that is read on its way', { ...PRODUCTION, PUBLIC_URL: 'http://give.example.org' }, 'PUBLIC_URL'],
    ['the same in capitals', { ...PRODUCTION, PUBLIC_URL: 'HTTP://give.example.org' }, 'PUBLIC_URL'],
    ['mail that nobody gets', { ...PRODUCTION, SMTP_URL: '' }, 'SMTP_URL'],
    ['the bank account of the demo', { ...PRODUCTION, BANK_NUMBER: '0000 0000 0000 0000' }, 'BANK_NUMBER'],
    ['half a bank account', { ...PRODUCTION, BANK_NUMBER: ' ' }, 'BANK_NUMBER'],
  ])('refuses %s', (_, source, name) => {
    expect(faultsOf({ NODE_ENV: 'production', ...source })).toContain(name);
  });

  it('goes without mail where that is said', () => {
    expect(parseEnv({ NODE_ENV: 'production', ...PRODUCTION, SMTP_URL: 'none' })).toMatchObject({ production: true, smtpUrl: null });
  });
});

describe('what would fail open', () => {
  it.each(['prod', 'Production', 'PRODUCTION', 'live', 'staging', 'production-eu', 'dev'])('NODE_ENV=%s is none that is known, and no reason for demo accounts', (value) => {
    expect(faultsOf({ NODE_ENV: value, ...PRODUCTION })).toContain('NODE_ENV');
  });

  it.each(['development', 'test', '', ' '])('NODE_ENV=%j is a desk', (value) => {
    expect(parseEnv({ NODE_ENV: value })).toMatchObject({ production: false, demo: true });
  });

  it.each(['0.0.0.0', '::', '192.168.1.20', 'give.example.org'])('the demo is not shown to other machines at HOST=%s unless somebody says so', (host) => {
    expect(faultsOf({ HOST: host })).toMatch(/DEMO is on and HOST[^]*SANDBOX is on and HOST/);
    expect(faultsOf({ HOST: host, DEMO: 'off' }), 'gifts that nobody paid neither').toContain('SANDBOX');
    expect(parseEnv({ HOST: host, DEMO: 'on', SANDBOX: 'on' })).toMatchObject({ demo: true, sandbox: true });
    expect(parseEnv({ HOST: host, DEMO: 'off', SANDBOX: 'off' })).toMatchObject({ demo: false, sandbox: false });
  });

  it.each(['127.0.0.1', 'localhost', '::1', '127.1.2.3'])('the demo is this machine\'s own at HOST=%s', (host) => {
    expect(parseEnv({ HOST: host })).toMatchObject({ demo: true });
  });

  it.each([
    ['zeros', Buffer.alloc(32)],
    ['one byte', Buffer.alloc(32, 0xff)],
    ['two bytes in turn', Buffer.from('ab'.repeat(16))],
    ['a counted row', Buffer.from(Array.from({ length: 32 }, (_, index) => index))],
    ['a row counted backwards', Buffer.from(Array.from({ length: 32 }, (_, index) => 255 - 3 * index))],
  ])('a key of %s signs nothing', (_, key) => {
    expect(faultsOf({ PROOF_SIGNING_KEY: key.toString('base64') })).toContain('PROOF_SIGNING_KEY');
  });
});
