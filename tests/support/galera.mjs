// A private Galera cluster: MariaDB nodes on loopback, in private folders. The cluster ends with the process that
// started it.
import { spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { freePort } from '../../scripts/lib/ports.mjs';
import { run } from '../../scripts/lib/run.mjs';
import { findGalera, findMariadb, findMariadbInstaller } from '../../scripts/lib/system.mjs';

const START_TIMEOUT_MS = 120_000;

/**
 * Whether nodes can be started here. That needs the Galera library, and root, because nodes copy their data as the user
 * mysql.
 */
export const canStartGalera = () =>
  Boolean(
    findGalera() && findMariadb() && findMariadbInstaller() && process.getuid?.() === 0 && existsSync('/usr/bin/rsync'),
  );

const idOf = async (flag) => Number((await run('id', [flag, 'mysql'], { timeoutMs: 5_000 })).stdout.trim());

/**
 * Starts `size` nodes, one after the other; each copies its data from the first.
 * @returns {Promise<{ urlsOf(database: string): string[], stop(): Promise<void> }>}
 */
export async function startGalera(size) {
  const home = mkdtempSync(join(tmpdir(), `hc-galera-${process.pid}-`));
  const [uid, gid] = [await idOf('-u'), await idOf('-g')];
  chownSync(home, uid, gid);
  const children = [];
  const killAll = () => {
    for (const child of children) child.kill('SIGKILL');
  };
  process.on('exit', killAll);
  const ports = [];
  const stop = async () => {
    process.off('exit', killAll);
    const ended = children.map((child) =>
      child.exitCode === null ? new Promise((resolve) => child.once('close', resolve)) : undefined,
    );
    killAll();
    await Promise.all(ended);
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  const accounts = join(home, 'accounts.sql');
  // The server reads one statement for each line.
  writeFileSync(
    accounts,
    "CREATE USER IF NOT EXISTS 'hongchuang'@'127.0.0.1' IDENTIFIED BY 'hongchuang';\nGRANT ALL PRIVILEGES ON `hc\\_%`.* TO 'hongchuang'@'127.0.0.1';\n",
    { mode: 0o644 },
  );
  const urlOf = (port, database) => `mysql://hongchuang:hongchuang@127.0.0.1:${port}/${database}`;

  const startNode = async (index, peers) => {
    const folder = join(home, `node${index}`);
    const data = join(folder, 'data');
    for (const path of [folder, join(folder, 'tmp')]) {
      mkdirSync(path);
      chownSync(path, uid, gid);
    }
    const installed = await run(
      findMariadbInstaller(),
      [
        '--no-defaults',
        `--datadir=${data}`,
        '--auth-root-authentication-method=normal',
        '--skip-test-db',
        '--user=mysql',
      ],
      { timeoutMs: START_TIMEOUT_MS },
    );
    if (installed.code !== 0) throw new Error(`mariadb-install-db failed:\n${installed.output}`);
    const [port, group, ist, sst] = [await freePort(), await freePort(), await freePort(), await freePort()];
    const child = spawn(
      findMariadb(),
      [
        '--no-defaults',
        '--user=mysql',
        `--datadir=${data}`,
        `--tmpdir=${join(folder, 'tmp')}`,
        `--socket=${join(folder, 'socket')}`,
        `--pid-file=${join(folder, 'pid')}`,
        `--port=${port}`,
        '--bind-address=127.0.0.1',
        '--skip-name-resolve',
        ...(index === 0 ? [`--init-file=${accounts}`] : []),
        '--character-set-server=utf8mb4',
        '--collation-server=utf8mb4_bin',
        '--default-time-zone=+00:00',
        '--performance-schema=0',
        '--max-connections=100',
        '--innodb-buffer-pool-size=64M',
        '--innodb-log-file-size=16M',
        '--innodb-flush-log-at-trx-commit=0',
        '--innodb-autoinc-lock-mode=2',
        '--binlog-format=ROW',
        '--log-bin-trust-function-creators=1',
        '--wsrep-on=ON',
        `--wsrep-provider=${findGalera()}`,
        '--wsrep-cluster-name=hongchuang',
        `--wsrep-cluster-address=gcomm://${peers.join(',')}`,
        `--wsrep-node-address=127.0.0.1:${group}`,
        `--wsrep-node-name=node${index}`,
        '--wsrep-sst-method=rsync',
        `--wsrep-sst-receive-address=127.0.0.1:${sst}`,
        `--wsrep-provider-options=gmcast.listen_addr=tcp://127.0.0.1:${group};ist.recv_addr=127.0.0.1:${ist};gcache.size=16M`,
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    children.push(child);
    let log = '';
    child.stderr.on('data', (chunk) => {
      log = (log + chunk).slice(-20_000);
    });
    const deadline = Date.now() + START_TIMEOUT_MS;
    for (;;) {
      const state = await stateOf(urlOf(port, ''));
      if (state === 'Synced') break;
      if (child.exitCode !== null || Date.now() > deadline)
        throw new Error(`node ${index} did not start (${state}):\n${log}`);
      await sleep(200);
    }
    ports.push(port);
    return `127.0.0.1:${group}`;
  };
  try {
    const peers = [];
    for (let index = 0; index < size; index += 1) peers.push(await startNode(index, peers));
  } catch (error) {
    await stop();
    throw error;
  }
  return { urlsOf: (database) => ports.map((port) => urlOf(port, database)), stop };
}

async function stateOf(uri) {
  let connection;
  try {
    connection = await createConnection({ uri, connectTimeout: 2_000 });
    const [[row]] = await connection.query("SHOW STATUS LIKE 'wsrep_local_state_comment'");
    return row?.Value;
  } catch (error) {
    return error.code;
  } finally {
    connection?.destroy();
  }
}
