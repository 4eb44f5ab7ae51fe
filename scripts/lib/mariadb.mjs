// A private MariaDB server with its own data folder on a free port. The server ends with the process that started it.
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
 * Removes the data folders of runs that were killed, some hundred megabytes each. A folder is removed when its owner is
 * gone. A stopped server is no sign of that, because an owner may kill its server to start it again.
 */
function sweep() {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const owner = Number(name.split('-')[2]);
    // A folder without an owner's id may belong to anybody, so it stays.
    if (!Number.isInteger(owner) || owner < 1) continue;
    try {
      process.kill(owner, 0);
    } catch (error) {
      if (error.code === 'ESRCH') rmSync(join(tmpdir(), name), { recursive: true, force: true });
    }
  }
}

const MEMORY = {
  // On a laptop the server shares the memory with the tests.
  test: ['--innodb-buffer-pool-size=128M', '--innodb-log-file-size=64M'],
  // The memory of a small machine that serves a city: the newest of a million gifts stay in memory, and their log is
  // not overwritten every minute.
  server: ['--innodb-buffer-pool-size=1G', '--innodb-log-file-size=512M'],
};

const accepts = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const answer = (value) => {
      socket.destroy();
      resolve(value);
    };
    // A connection alone is not enough: the server sends its greeting only once it can serve.
    socket.once('data', () => answer(true));
    socket.once('error', () => answer(false));
    socket.setTimeout(1_000, () => answer(false));
  });

/**
 * Starts a server. Its account may only use databases named hc_…, as in production, where the product owns one database
 * and not the server. `size` sets the memory. `kill` ends the server as a power cut ends a process, and `startAgain`
 * starts it again on the files that were left.
 * @returns {Promise<{ pid: number, urlOf(database: string): string, kill(): Promise<void>, startAgain(): Promise<void>,
 * stop(): Promise<void> }>}
 */
export async function startMariadb({ size = 'test' } = {}) {
  const mariadbd = findMariadb();
  const installer = findMariadbInstaller();
  if (!mariadbd || !installer)
    throw new Error(
      'No MariaDB server here: install the package mariadb-server, or run `npm test` as root on Debian or Ubuntu.',
    );
  sweep();
  const home = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const data = join(home, 'data');
  // A starting server removes temporary tables from this folder. In a shared folder these could be another server's
  // tables.
  const temporary = join(home, 'tmp');
  mkdirSync(temporary);
  const remove = () => rmSync(home, { recursive: true, force: true });
  const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];
  const installed = await run(
    installer,
    [
      '--no-defaults',
      `--datadir=${data}`,
      `--tmpdir=${temporary}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
      ...asRoot,
    ],
    { timeoutMs: START_TIMEOUT_MS },
  );
  if (installed.code !== 0) {
    remove();
    throw new Error(`${installer} failed:\n${installed.output}`);
  }
  const accounts = join(home, 'accounts.sql');
  writeFileSync(
    accounts,
    [
      "CREATE USER IF NOT EXISTS 'hongchuang'@'127.0.0.1' IDENTIFIED BY 'hongchuang';",
      "GRANT ALL PRIVILEGES ON `hc\\_%`.* TO 'hongchuang'@'127.0.0.1';",
      '',
    ].join('\n'),
  );
  const port = await freePort();
  const args = [
    '--no-defaults',
    ...asRoot,
    `--datadir=${data}`,
    `--tmpdir=${temporary}`,
    `--socket=${join(home, 'socket')}`,
    `--pid-file=${join(home, 'pid')}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    '--skip-name-resolve',
    `--init-file=${accounts}`,
    '--character-set-server=utf8mb4',
    '--collation-server=utf8mb4_bin',
    // The same durability as in production.
    '--innodb-flush-log-at-trx-commit=1',
    ...MEMORY[size],
    '--max-connections=300',
    '--performance-schema=0',
  ];
  // The guard ends the server with this process, even when this process is killed with SIGKILL.
  const guard =
    process.platform === 'linux' && existsSync('/usr/bin/setpriv') ? ['/usr/bin/setpriv', '--pdeathsig', 'KILL'] : [];
  const [command, ...rest] = [...guard, mariadbd, ...args];
  let child;
  let end;
  const killNow = () => child?.kill('SIGKILL');
  process.on('exit', killNow);

  const start = async () => {
    child = spawn(command, rest, { stdio: ['ignore', 'ignore', 'pipe'] });
    let log = '';
    child.stderr.on('data', (chunk) => {
      log = (log + chunk).slice(-20_000);
    });
    let ended = false;
    end = new Promise((resolve) =>
      child.on('close', () => {
        ended = true;
        resolve(undefined);
      }),
    );
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
    get pid() {
      return child.pid;
    },
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
