// What the tests need besides npm packages: a MariaDB server, a browser, and fonts with Chinese characters.
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';
import { done, fail, say, seconds, warn } from './say.mjs';

function firstExecutable(candidates) {
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    '/usr/sbin',
    '/usr/local/sbin',
    '/usr/local/bin',
    '/opt/homebrew/bin',
  ];
  for (const candidate of candidates) {
    const paths = candidate.includes('/') ? [candidate] : folders.map((folder) => join(folder, candidate));
    for (const path of paths) {
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        /* not here: the next candidate follows */
      }
    }
  }
  return null;
}

/** Finds only MariaDB's own server, because the tests start it with options that MySQL's server does not know. */
export const findMariadb = () => firstExecutable(['mariadbd']);
export const findMariadbInstaller = () => firstExecutable(['mariadb-install-db', 'mysql_install_db']);
/** Finds the Galera library, which makes a cluster of MariaDB servers; Debian's mariadb-server contains it. */
export const findGalera = () =>
  ['/usr/lib/galera/libgalera_smm.so', '/usr/lib64/galera-4/libgalera_smm.so', '/usr/lib/libgalera_smm.so'].find(
    (path) => existsSync(path),
  ) ?? null;
export const findChromium = () =>
  firstExecutable([
    ...(process.env.CHROMIUM_PATH ? [process.env.CHROMIUM_PATH] : []),
    'chromium',
    'chromium-browser',
    'google-chrome',
    'google-chrome-stable',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ]);

async function hasChineseFont() {
  // Other systems ship Chinese fonts. On a bare Linux server pages would show empty boxes, and screenshots would prove
  // nothing.
  if (process.platform !== 'linux') return true;
  const { code, stdout } = await run('fc-list', [':lang=zh', 'family'], { timeoutMs: 60_000 });
  return code === 0 && stdout.trim() !== '';
}

const needs = [
  {
    key: 'mariadb',
    title: 'MariaDB server',
    debian: ['mariadb-server'],
    present: async () => Boolean(findMariadb() && findMariadbInstaller()),
  },
  { key: 'chromium', title: 'Chromium', debian: ['chromium'], present: async () => Boolean(findChromium()) },
  {
    key: 'fonts',
    title: 'a font with Chinese characters',
    debian: ['fonts-noto-cjk', 'fontconfig'],
    present: hasChineseFont,
  },
];

const missingOf = async (keys) => {
  const missing = [];
  for (const need of needs) if (keys.includes(need.key) && !(await need.present())) missing.push(need);
  return missing;
};

/**
 * apt-get waits for another apt-get, as on a machine that has just started or beside another run, and retries failed
 * downloads.
 */
const APT_OPTIONS = ['-qq', '-o', 'DPkg::Lock::Timeout=600', '-o', 'Acquire::Retries=3'];

/**
 * Installs what is missing where that is possible (as root on Debian or Ubuntu). Resolves to the set of keys that are
 * still missing.
 */
export async function provideSystemPackages(keys) {
  let missing = await missingOf(keys);
  const canInstall = process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (missing.length > 0 && canInstall) {
    const startedAt = Date.now();
    const packages = missing.flatMap((need) => need.debian);
    say(`Installing ${packages.join(', ')} with apt-get …`);
    // RUNLEVEL=1 keeps Debian from starting a system-wide MariaDB, because the tests start their own in a private
    // folder.
    const env = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
    const update = await run('apt-get', ['update', ...APT_OPTIONS], { env, timeoutMs: 20 * 60_000 });
    const install = await run('apt-get', ['install', '-y', ...APT_OPTIONS, '--no-install-recommends', ...packages], {
      env,
      timeoutMs: 20 * 60_000,
    });
    if (install.code === 0) done(`Installed ${packages.join(', ')} (${seconds(startedAt)})`);
    else fail(`apt-get could not install them:\n${(update.code === 0 ? '' : update.output) + install.output}`);
    missing = await missingOf(keys);
  }
  for (const need of missing)
    warn(`Missing here: ${need.title} (on Debian or Ubuntu: apt-get install ${need.debian.join(' ')})`);
  return new Set(missing.map((need) => need.key));
}
