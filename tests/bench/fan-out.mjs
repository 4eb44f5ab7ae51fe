// Ten thousand clients watch one project while gifts flow. Measured are: how long after its commit a gift is on their
// screens, how many states a second reach them, what a watcher costs in memory and processor time, and whether every
// watcher has the final state a second after the last gift. The baseline, in the same run and with the same watchers,
// is a bare `ws` server that broadcasts the same bytes as often. The baseline waits for nothing, while the product
// holds a gift for up to half a second in order to send it together with others.
//
// The lag of a gift begins at its `paidAt`: the moment at which its transaction began, on the clock that server and
// watchers share. `paidAt` is a little before the commit, so this lag is slightly too long. The lag from the
// acknowledgement (`fromAcknowledgement`), which is a little after the commit, is slightly too short. The true lag is
// between the two. Every gift counts at every watcher, from the first state that includes it.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { startMariadb } from '../../scripts/lib/mariadb.mjs';
import { runScript, startCity } from './city.mjs';
import { cpuOf, cpuSeconds, cpuSince, sharesOf } from './cpu.mjs';
import { MEASURABLE, memoryOf } from './memory.mjs';
import { startPeer } from './peers/start.mjs';

const GIFTS_PER_SECOND = 500;
const GIFT_SECONDS = 12;
const BROADCAST_SECONDS = 6;
const WATCHERS_PER_PROCESS = 5_000;
/** Every watcher has to have the final state this soon after the last gift. */
const SETTLED_WITHIN_MS = 1_000;
/** Files and connections that the server needs besides the sockets of watchers. */
const OTHER_FILES = 500;

/** The server and the watchers' processes open one file for each socket. */
function assertEnoughFiles(subscribers) {
  const limit = execFileSync('sh', ['-c', 'ulimit -Hn']).toString().trim();
  if (limit === 'unlimited' || Number(limit) >= subscribers + OTHER_FILES) return;
  throw new Error(
    `${subscribers} subscribers need ${subscribers + OTHER_FILES} open files, and the limit here is ${limit}: raise it (ulimit -Hn ${subscribers + OTHER_FILES}, as root), or take fewer with --subscribers ${Number(limit) - OTHER_FILES}.`,
  );
}

function startWatchers(input) {
  const child = spawn(process.execPath, ['tests/bench/watchers.mjs', JSON.stringify(input)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const killNow = () => child.kill('SIGKILL');
  process.on('exit', killNow);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { done, value } = await lines.next();
    if (done) throw new Error('The watchers ended early.');
    return value;
  };
  return {
    ready: next,
    start: () => child.stdin.write('start\n'),
    async report(request) {
      child.stdin.write(`report ${JSON.stringify(request)}\n`);
      return JSON.parse(await next());
    },
    async stop() {
      process.off('exit', killNow);
      if (child.exitCode === null) {
        killNow();
        await once(child, 'exit');
      }
    },
  };
}

/** Starts `subscribers` watchers of what `url` serves, in as many processes as they need. */
async function gatherCrowd({ url, projectId, subscribers, pid }) {
  const before = await memoryOf(pid);
  const startedAt = performance.now();
  const groups = Math.ceil(subscribers / WATCHERS_PER_PROCESS);
  const parts = Array.from({ length: groups }, (_, index) =>
    startWatchers({ url, projectId, count: Math.floor((subscribers + index) / groups) }),
  );
  const stop = () => Promise.all(parts.map((part) => part.stop()));
  try {
    await Promise.all(parts.map((part) => part.ready()));
  } catch (error) {
    await stop();
    throw error;
  }
  const arrivedWithin = (performance.now() - startedAt) / 1000;
  const after = await memoryOf(pid);
  return {
    arrivedWithin,
    heapEach: Math.round((after.heap - before.heap) / subscribers),
    rssEach: Math.round((after.rss - before.rss) / subscribers),
    start: () => parts.forEach((part) => part.start()),
    /** Returns what all watchers saw, with the lags of each series of moments as quantiles. */
    async report(request) {
      const reports = await Promise.all(parts.map((part) => part.report(request)));
      const sum = (of) => reports.reduce((total, report) => total + of(report), 0);
      return {
        received: sum(({ received }) => received),
        closed: sum(({ closed }) => closed),
        cpuSeconds: sum((report) => report.cpuSeconds),
        least: Math.min(...reports.map(({ least }) => least)),
        most: Math.max(...reports.map(({ most }) => most)),
        settledAt: Math.max(...reports.map(({ settledAt }) => settledAt)),
        sample: reports[0].sample,
        lags: request.series.map((_, index) => quantiles(reports.flatMap(({ lags }) => lags[index]))),
      };
    },
    stop,
  };
}

/** p50 and p99 of [value, how many] in any order. */
function quantiles(counts) {
  const sorted = counts.sort(([a], [b]) => a - b);
  const total = sorted.reduce((sum, [, many]) => sum + many, 0);
  const at = (share) => {
    let seen = 0;
    return sorted.find(([, many]) => (seen += many) >= total * share)?.[0] ?? 0;
  };
  return { p50: at(0.5), p99: at(0.99), total };
}

/** Measures the product: gifts flow while all watchers are subscribed. */
async function measureProduct({ mariadb, subscribers }) {
  const city = await startCity(mariadb, {}, MEASURABLE);
  let crowd;
  try {
    const { url, pid } = city.product;
    const { accepted: before } = await city.give(32, 1);
    crowd = await gatherCrowd({ url, projectId: city.projectId, subscribers, pid });
    crowd.start();
    const start = cpuOf(city.product, mariadb);
    const gifts = await runScript(
      'gifts-per-second.mjs',
      { url, projectId: city.projectId, cookies: city.cookies, perSecond: GIFTS_PER_SECOND, seconds: GIFT_SECONDS },
      GIFT_SECONDS,
    );
    const used = cpuSince(start, cpuOf(city.product, mariadb));
    const elapsed = (gifts.acknowledged.at(-1) - gifts.paid[0]) / 1000;
    await sleep(SETTLED_WITHIN_MS + 500);
    const seen = await crowd.report({ before, series: [gifts.paid, gifts.acknowledged] });
    const given = before + gifts.paid.length;
    if (seen.closed > 0 || seen.least !== given || seen.most !== given)
      throw new Error(
        `After the last of ${given} gifts the watchers show ${seen.least} to ${seen.most}; ${seen.closed} sockets were closed.`,
      );
    const settledWithin = seen.settledAt - gifts.acknowledged.at(-1);
    if (settledWithin > SETTLED_WITHIN_MS)
      throw new Error(`The last watcher had the final state only ${settledWithin} ms after the last gift.`);
    const [lag, fromAcknowledgement] = seen.lags;
    return {
      p50: lag.p50,
      p99: lag.p99,
      fromAcknowledgement,
      settledWithin,
      sample: seen.sample,
      giftsPerSecond: Math.round(gifts.paid.length / elapsed),
      sendsPerSecond: Math.round(seen.received / elapsed),
      statesPerWatcher: seen.received / subscribers / elapsed,
      arrivedWithin: Number(crowd.arrivedWithin.toFixed(1)),
      heapPerSubscriber: crowd.heapEach,
      rssPerSubscriber: crowd.rssEach,
      processors: Number((used.server / elapsed).toFixed(2)),
      cpu: sharesOf({ ...used, client: seen.cpuSeconds + gifts.cpuSeconds }),
    };
  } finally {
    await crowd?.stop();
    await city.product.stop();
  }
}

/**
 * Measures `ws` alone: it sends the same bytes at least `apart` milliseconds apart, or as fast as it can when `apart`
 * is 0.
 */
async function measureBroadcast({ subscribers, text, apart }) {
  const peer = await startPeer('ws-broadcast', MEASURABLE);
  let crowd;
  try {
    crowd = await gatherCrowd({ url: peer.url, projectId: '', subscribers, pid: peer.pid });
    crowd.start();
    const [start, startedAt] = [cpuSeconds(peer.pid), performance.now()];
    const { moments } = await peer.ask({ text, apart, seconds: BROADCAST_SECONDS });
    const elapsed = (performance.now() - startedAt) / 1000;
    const processors = (cpuSeconds(peer.pid) - start) / elapsed;
    await sleep(SETTLED_WITHIN_MS);
    const {
      lags: [{ p50, p99 }],
      received,
    } = await crowd.report({ before: 0, series: [moments] });
    return {
      p50,
      p99,
      sendsPerSecond: Math.round(received / elapsed),
      processors: Number(processors.toFixed(2)),
      heapPerSubscriber: crowd.heapEach,
      rssPerSubscriber: crowd.rssEach,
    };
  } finally {
    await crowd?.stop();
    peer.stop();
  }
}

const kib = (bytes) => `${(bytes / 1024).toFixed(1)} KiB`;

export async function measure({ database, subscribers, human }) {
  assertEnoughFiles(subscribers);
  const mariadb = database === 'mariadb' ? await startMariadb({ size: 'server' }) : undefined;
  let ours;
  try {
    human(`fan-out on ${database}: ${subscribers} subscribers, ${GIFTS_PER_SECOND} gifts/s for ${GIFT_SECONDS} s`);
    ours = await measureProduct({ mariadb, subscribers });
  } finally {
    await mariadb?.stop();
  }
  const { sample: text, statesPerWatcher, ...product } = ours;
  human(
    `  a gift is on the screen ${product.p50} ms (p50) and ${product.p99} ms (p99) after its transaction began, ${product.fromAcknowledgement.p50} and ${product.fromAcknowledgement.p99} ms after its acknowledgement; everybody was up to date ${product.settledWithin} ms after the last one`,
  );
  human(
    `  ${product.sendsPerSecond} states/s (${statesPerWatcher.toFixed(1)} each), ${product.giftsPerSecond} gifts/s; all had arrived within ${product.arrivedWithin} s; ${kib(product.heapPerSubscriber)} of heap and ${kib(product.rssPerSubscriber)} of memory a subscriber; ${product.processors} processors for the server (${Object.entries(
      product.cpu,
    )
      .map(([who, share]) => `${who} ${Math.round(share * 100)} %`)
      .join(', ')})`,
  );
  const asOften = await measureBroadcast({ subscribers, text, apart: 1000 / statesPerWatcher });
  const asFast = await measureBroadcast({ subscribers, text, apart: 0 });
  human(
    `  ws alone, as often: ${asOften.p50} ms (p50), ${asOften.p99} ms (p99), ${asOften.processors} processors, ${kib(asOften.heapPerSubscriber)} of heap and ${kib(asOften.rssPerSubscriber)} of memory a subscriber; as fast as it can: ${asFast.sendsPerSecond} sends/s`,
  );
  const row = (value, unit, baseline, baselineValue) => ({
    bench: 'fan-out',
    database,
    value,
    unit,
    baseline,
    baselineValue,
    ratio: Number((value / baselineValue).toFixed(3)),
  });
  return [
    {
      ...row(product.p99, 'ms p99 lag', 'ws alone, the same bytes as often', asOften.p99),
      subscribers,
      ...product,
      beside: asOften,
    },
    { ...row(product.sendsPerSecond, 'states/s', 'ws alone, as fast as it can', asFast.sendsPerSecond), subscribers },
    {
      ...row(product.heapPerSubscriber, 'bytes of heap a subscriber', 'ws alone', asOften.heapPerSubscriber),
      subscribers,
    },
  ];
}
