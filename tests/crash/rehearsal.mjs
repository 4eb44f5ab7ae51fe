// Kills the server, the database or both at random moments while people give, and checks that nothing acknowledged is
// lost. A killed process loses its memory but nothing that it had written, because the kernel keeps the writes. This
// test cannot show what a power cut does to a disk that was not told to flush.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startMariadb } from '../../scripts/lib/mariadb.mjs';
import { runNode } from '../../scripts/lib/run.mjs';
import { send, startProduct } from '../support/product.mjs';
import { seededRandom } from '../support/random.mjs';
import { query, untilFollowed } from '../support/rows.mjs';
import { Crowd } from './crowd.mjs';

const REPEATED = 300;
const FOLLOWER_PATIENCE_MS = 30_000;
const ACKNOWLEDGE_PATIENCE_MS = 60_000;
/** With fewer gifts than this the rehearsal would prove nothing. */
export const LEAST_GIFTS = 20;

/**
 * Runs one rehearsal of `kills` kills on `database`. Returns its figures and `faults`: each check that failed, as a
 * sentence. The same `seed` gives the same amounts, the same victims and the same waits; the timing between them
 * depends on the machine.
 */
export async function rehearse({ database, kills, seed, human = () => undefined }) {
  const startedAt = performance.now();
  const mariadb = database === 'mariadb' ? await startMariadb() : undefined;
  let product;
  try {
    // One treasurer pays all projects of one unit, which together come above the usual limit of one signature.
    const env = { PUBLIC_NOTICE_DAYS: '0', RELEASE_SECOND_SIGNATURE_FEN: '1000000000' };
    product = await startProduct({ mariadb, env });
    const crowd = new Crowd(product.url, seed);
    await crowd.gather(product.command);
    crowd.start();
    const { killed, slowestMs } = await killRepeatedly({
      kills,
      random: seededRandom(`${seed} kills`),
      product,
      mariadb,
      crowd,
      human,
    });
    await crowd.finish();
    const { faults, lost, doubled } = await judge(product, crowd);
    const seconds = (performance.now() - startedAt) / 1000;
    return {
      database,
      seed,
      kills,
      ...killed,
      gifts: crowd.gifts.size,
      confirmed: crowd.settled.size,
      projects: crowd.funds.size,
      heads: crowd.heads.size,
      ...crowd.counts,
      lostGifts: lost,
      doubledGifts: doubled,
      slowestRecoveryMs: Math.round(slowestMs),
      seconds: Number(seconds.toFixed(1)),
      faults,
    };
  } finally {
    await product?.stop();
    await mariadb?.stop();
  }
}

async function killRepeatedly({ kills, random, product, mariadb, crowd, human }) {
  const killed = { server: 0, database: 0 };
  let slowestMs = 0;
  for (let kill = 1; kill <= kills && crowd.faults.length === 0;) {
    // A kill tests something only while requests are under way.
    await untilAcknowledged(crowd, random.between(5, 40));
    await sleep(random.between(0, 400));
    const victims =
      mariadb === undefined ? ['server'] : random.pick([['server'], ['database'], ['server', 'database']]);
    const acknowledged = crowd.acknowledged;
    await Promise.all(victims.map((victim) => (victim === 'server' ? product.kill() : mariadb.kill())));
    const downAt = performance.now();
    for (const victim of victims) killed[victim] += 1;
    await sleep(random.between(0, 200));
    if (victims.includes('database')) await mariadb.startAgain();
    if (victims.includes('server')) product.launch();
    // A server may be killed again while it is still starting.
    const fallsAgain = kill < kills && victims.includes('server') && random.chance(0.25);
    if (fallsAgain) {
      await sleep(random.between(100, 900));
      await product.kill();
      killed.server += 1;
      product.launch();
    }
    await product.untilReady();
    slowestMs = Math.max(slowestMs, performance.now() - downAt);
    human(
      `  kill ${kill}${fallsAgain ? ` and ${kill + 1}` : ''} of ${kills}: ${victims.join(' and ')}, after ${acknowledged} acknowledged; back after ${Math.round(performance.now() - downAt)} ms`,
    );
    kill += fallsAgain ? 2 : 1;
  }
  await untilAcknowledged(crowd, 20);
  await until(() => crowd.gifts.size > LEAST_GIFTS, crowd, `no more than ${LEAST_GIFTS} gifts were acknowledged`);
  return { killed, slowestMs };
}

/** Waits until `more` further requests have succeeded, which proves that the server has recovered. */
async function untilAcknowledged(crowd, more) {
  const wanted = crowd.acknowledged + more;
  await until(
    () => crowd.acknowledged >= wanted,
    crowd,
    `fewer than ${more} requests were answered with what was asked for`,
  );
}

async function until(holds, crowd, otherwise) {
  const deadline = Date.now() + ACKNOWLEDGE_PATIENCE_MS;
  while (!holds() && crowd.faults.length === 0) {
    if (Date.now() > deadline) crowd.faults.push(`${otherwise} within ${ACKNOWLEDGE_PATIENCE_MS / 1000} s of calm`);
    await sleep(20);
  }
}

/** Compares every acknowledgement with the database. */
async function judge(product, crowd) {
  const faults = [...crowd.faults];
  const expect = (holds, sentence, details) => {
    if (!holds)
      faults.push(`${sentence}${details === undefined ? '' : `: ${JSON.stringify(details).slice(0, 1_000)}`}`);
  };
  const stored = await readPledges(product);
  const byKey = groupByKey(stored);
  const lost = [...crowd.gifts].filter(
    ([key, { id, input }]) => !byKey.get(key)?.some((row) => row.id === id && Number(row.amount_fen) === input.amount),
  );
  const doubled = [...byKey].filter(([, rows]) => rows.length > 1);
  const unknown = stored.filter(({ idempotency_key: key }) => !crowd.gifts.has(key));
  expect(lost.length === 0, 'gifts that were acknowledged are lost', lost);
  expect(doubled.length === 0, 'gifts are there twice', doubled);
  expect(
    unknown.length === 0,
    'gifts are there that nobody was told of, although everybody asked until they were answered',
    unknown,
  );
  const statusOf = new Map(stored.map(({ id, status }) => [id, status]));
  const wrongStatus = [...crowd.settled].filter(([id, status]) => statusOf.get(id) !== status);
  expect(wrongStatus.length === 0, 'what treasurers were told of transfers is not so', wrongStatus);
  const wrongFunds = await crowd.wrongFunds();
  expect(wrongFunds.length === 0, 'funds hold something else than was paid out and given back', wrongFunds);
  const different = await crowd.repeat(Math.ceil(crowd.gifts.size / REPEATED));
  expect(different.length === 0, 'gifts that are sent once more with their key are answered as others', different);
  await untilFollowed(product, FOLLOWER_PATIENCE_MS);
  await product.command('check-data').catch((error) => faults.push(`invariants do not hold: ${error.message}`));
  await verifyProof(product, crowd.heads).catch((error) => faults.push(`the proof does not hold: ${error.message}`));
  return { faults, lost: lost.length, doubled: doubled.length };
}

function groupByKey(rows) {
  const groups = new Map();
  for (const row of rows) groups.set(row.idempotency_key, [...(groups.get(row.idempotency_key) ?? []), row]);
  return groups;
}

const readPledges = (product) => query(product, 'SELECT id, idempotency_key, status, amount_fen FROM pledges');

/**
 * Downloads the ledger and its heads. The verifier, which shares no code with the server, checks them against the heads
 * that were seen before.
 */
async function verifyProof({ url }, seen) {
  const folder = mkdtempSync(join(tmpdir(), 'hc-crash-'));
  try {
    const {
      data: { treeHead, proofKeys },
    } = await send(url, '{ treeHead { size } proofKeys { publicKey } }');
    for (const name of ['ledger', 'tree-heads']) {
      const response = await fetch(`${url}/exports/${name}.ndjson?size=${treeHead.size}`);
      writeFileSync(join(folder, `${name}.ndjson`), Buffer.from(await response.arrayBuffer()));
    }
    const lines = [...seen.values()].map(({ size, root, signedAt, keyId, signature }) =>
      JSON.stringify({ size, root, timestamp: new Date(signedAt).toISOString(), keyId, signature }),
    );
    writeFileSync(join(folder, 'seen.ndjson'), `${lines.join('\n')}\n`);
    // `seen` is empty when no head was read before the processes were killed.
    const files = ['ledger', 'tree-heads', ...(lines.length > 0 ? ['seen'] : [])].map((name) =>
      join(folder, `${name}.ndjson`),
    );
    const { code, output } = await runNode([
      'packages/verifier/verify.mjs',
      'ledger',
      ...files,
      ...proofKeys.flatMap(({ publicKey }) => ['--key', publicKey]),
    ]);
    if (code !== 0) throw new Error(output);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
