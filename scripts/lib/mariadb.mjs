// A MariaDB server of our own: private data folder, free port, gone when its owner ends.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './ports.mjs';
import { run } from './run.mjs';
import { findMariadb, findMariadbInstaller } from './system.mjs';

const START_TIMEOUT_MS = 60_000;
const PREFIX = 'hc-mariadb-';

/**
 * A run that was killed outright leaves its data folder, some hundred megabytes; the next one clears it away. Its owner is who must be gone, and
 * not its server, which an owner may have killed to start it again.
 */
function sweep() {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const owner = Number(name.split('-')[2]);
    // A folder that does not say whose it is may be anybody's.
    if (!Number.isInteger(owner) || owner < 1) continue;
    try {
      process.kill(owner, 0);
    } catch (error) {
      if (error.code === 'ESRCH') rmSync(join(tmpdir(), name), { recursive: true, force: true });
    }
  }
}

const MEMORY = {
  // A laptop's memory is shared with the tests.
  test: ['--innodb-buffer-pool-size=128M', '--innodb-log-file-size=64M'],
  // What a small machine that serves a city would be given: the newest of a million gifts stay in memory, and their log is not written over every minute.
  server: ['--innodb-buffer-pool-size=1G', '--innodb-log-file-size=512M'],
};

const accepts = (port) => new Promise((resolve) => {
  const socket = connect(port, '127.0.0.1');
  const answer = (value) => { socket.destroy(); resolve(value); };
  // A connection alone is not enough: the server greets only once it can serve.
  socket.once('data', () => answer(true));
  socket.once('error', () => answer(false));
  socket.setTimeout(1_000, () => answer(false));
});

/**
 * Starts one. The account it offers may only use databases named hc_…, as in production, where the product owns
 * one database and not the server. `size` is the memory it gets. `kill` ends it as a power cut ends a process, and `startAgain` starts it on what that left.
 * @returns {Promise<{ pid: number, urlOf(database: string): string, kill(): Promise<void>, startAgain(): Promise<void>, stop(): Promise<void> }>}
 */
export async function startMariadb({ size = 'test' } = {}) {
  const mariadbd = findMariadb();
  const installer = findMariadbInstaller();
  if (!mariadbd || !installer) throw new Error('No MariaDB server here: install the package mariadb-server, or run `npm test` as root on Debian or Ubuntu.');
  sweep();
  const home = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const data = join(home, 'data');
  // A server that starts removes temporary tables from this folder, which in a shared one may be a neighbour's.
  const temporary = join(home, 'tmp');
  mkdirSync(temporary);
  const remove = () => rmSync(home, { recursive: true, force: true });
  const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];
  const installed = await run(installer, ['--no-defaults', `--datadir=${data}`, `--tmpdir=${temporary}`, '--auth-root-authentication-method=normal', '--skip-test-db', ...asRoot], { timeoutMs: START_TIMEOUT_MS });
  if (installed.code !== 0) {
    remove();
    throw new Error(`${installer} failed:\n${installed.output}`);
  }
  const accounts = join(home, 'accounts.sql');
  writeFileSync(accounts, [
    "CREATE USER IF NOT EXISTS 'hongchuang'@'127.0.0.1' IDENTIFIED BY 'hongchuang';",
    "GRANT ALL PRIVILEGES ON `hc\\_%`.* TO 'hongchuang'@'127.0.0.1';",
    '',
  ].join('\n'));
  const port = await freePort();
  const args = [
    '--no-defaults', ...asRoot, `--datadir=${data}`, `--tmpdir=${temporary}`, `--socket=${join(home, 'socket')}`, `--pid-file=${join(home, 'pid')}`,
    `--port=${port}`, '--bind-address=127.0.0.1', '--skip-name-resolve', `--init-file=${accounts}`,
    '--character-set-server=utf8mb4', '--collation-server=utf8mb4_bin',
    // Durable as in production.
    '--innodb-flush-log-at-trx-commit=1', ...MEMORY[size], '--max-connections=300', '--performance-schema=0',
  ];
  // The kernel ends the server with us even when we are killed outright.
  const guard = process.platform === 'linux' && existsSync('/usr/bin/setpriv') ? ['/usr/bin/setpriv', '--pdeathsig', 'KILL'] : [];
  const [command, ...rest] = [...guard, mariadbd, ...args];
  let child;
  let end;
  const killNow = () => child?.kill('SIGKILL');
  process.on('exit', killNow);

  const start = async () => {
    child = spawn(command, rest, { stdio: ['ignore', 'ignore', 'pipe'] });
    let log = '';
    child.stderr.on('data', (chunk) => { log = (log + chunk).slice(-20_000); });
    let ended = false;
    end = new Promise((resolve) => child.on('close', () => { ended = true; resolve(undefined); }));
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (!(await accepts(port))) {
      if (ended || Date.now() > deadline) {
        killNow();
        throw new Error(`mariadbd did not start:\n${log}`);
      }
      await sleep(100);
    }
  };
  try {
    await start();
  } catch (error) {
    remove();
    throw error;
  }
  return {
    get pid() { return child.pid; },
    urlOf: (database) => `mysql://hongchuang:hongchuang@127.0.0.1:${port}/${database}`,
    async kill() {
      killNow();
      await end;
    },
    startAgain: start,
    async stop() {
      process.off('exit', killNow);
      child.kill('SIGTERM');
      const hard = setTimeout(killNow, 15_000);
      await end;
      clearTimeout(hard);
      remove();
    },
  };
}
