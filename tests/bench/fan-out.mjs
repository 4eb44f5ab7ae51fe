// Ten thousand people watch one project while gifts flow: how many states a second reach them, how long after its acknowledgement a gift
// is on their screens, what a watcher costs in memory, and whether everybody has the final state a second after the last gift.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { startMariadb } from '../../scripts/lib/mariadb.mjs';
import { cpuSeconds } from './cpu.mjs';
import { runScript, startCity } from './pledge-http.mjs';

const GIFTS_PER_SECOND = 500;
const SAMPLED = 300;

const residentBytes = (pid) => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024;

function startWatchers(input) {
  const child = spawn(process.execPath, ['tests/bench/watchers.mjs', JSON.stringify(input)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { done, value } = await lines.next();
    if (done) throw new Error('The watchers ended early.');
    return value;
  };
  return {
    pid: child.pid,
    ready: next,
    async report() { child.stdin.write('stop\n'); return JSON.parse(await next()); },
    async stop() { if (child.exitCode === null) { child.kill('SIGKILL'); await once(child, 'exit'); } },
  };
}

const quantile = (sorted, share) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]);

/** How long after its acknowledgement each gift was on the screen of one watcher. */
function lagsOf(seen, acknowledged, before) {
  const lags = [];
  let gift = 0;
  for (const [at, count] of seen) for (; gift < acknowledged.length && before + gift < count; gift += 1) lags.push(Math.max(0, at - acknowledged[gift]));
  return lags;
}

export async function measure({ database, seconds, human, watchers = 10_000 }) {
  const mariadb = database === 'mariadb' ? await startMariadb() : undefined;
  const city = await startCity(mariadb);
  let crowd;
  try {
    const { url, pid } = city.product;
    const { accepted } = await city.give(32, 1);
    const empty = residentBytes(pid);
    crowd = startWatchers({ url, projectId: city.projectId, count: watchers, sampled: SAMPLED });
    await crowd.ready();
    const bytesEach = Math.round((residentBytes(pid) - empty) / watchers);
    const duration = Math.max(10, seconds * 3);
    human(`fan-out on ${database}: ${watchers} watchers, ${GIFTS_PER_SECOND} gifts/s for ${duration} s`);
    const [cpuBefore, startedAt] = [cpuSeconds(pid), performance.now()];
    const { acknowledged } = await runScript('gifts-per-second.mjs', { url, projectId: city.projectId, cookies: city.cookies, perSecond: GIFTS_PER_SECOND, seconds: duration }, duration);
    const elapsed = (performance.now() - startedAt) / 1000;
    const cpu = (cpuSeconds(pid) - cpuBefore) / elapsed;
    await sleep(1_000);
    const { received, closed, least, most, seen } = await crowd.report();
    const given = accepted + acknowledged.length;
    if (closed > 0 || least !== given || most !== given) throw new Error(`A second after the last of ${given} gifts the watchers show ${least} to ${most}; ${closed} sockets were closed.`);
    const lags = seen.flatMap((one) => lagsOf(one, acknowledged, accepted)).sort((a, b) => a - b);
    const [p50, p99] = [quantile(lags, 0.5), quantile(lags, 0.99)];
    const giftsPerSecond = Math.round(acknowledged.length / elapsed);
    human(`  ${Math.round(received / elapsed)} states/s reached them; a gift was on the screen ${p50} ms (p50) and ${p99} ms (p99) after its acknowledgement; ${giftsPerSecond} gifts/s; ${(bytesEach / 1024).toFixed(1)} KiB a watcher; the server used ${cpu.toFixed(2)} processors`);
    return { bench: 'fan-out', database, value: Math.round(received / elapsed), unit: 'states/s', baseline: 'watchers', baselineValue: watchers, ratio: Number((received / elapsed / watchers).toFixed(3)), p50, p99, giftsPerSecond, bytesPerWatcher: bytesEach, cpu: Number(cpu.toFixed(2)) };
  } finally {
    await crowd?.stop();
    await city.product.stop();
    await mariadb?.stop();
  }
}
