// Hebi's six days of giving, played as `pnpm scenario hebi-2022` plays them and proved to the fen. Measured are gifts a
// second overall, beside a bare Apollo Server that returns hello in the same run, and gifts a second of the last tenth
// beside the first tenth. The latter shows what a gift costs when half a million exist already.
import { startMariadb } from '../../scripts/lib/mariadb.mjs';
import { playHebi } from '../scenarios/hebi-2022.mjs';
import { HEBI } from '../scenarios/hebi-gifts.mjs';
import { startPeer } from './peers/start.mjs';
import { load } from './city.mjs';

const SEED = 2022;
const CONNECTIONS = 128;
const PROGRESS_MS = 10_000;

/** Returns the requests a second of a bare server that returns hello. */
async function sayHello(seconds) {
  const peer = await startPeer('apollo-node-http');
  try {
    return (await load({ url: peer.url, connections: CONNECTIONS, kind: 'hello', seconds, cookies: [] })).perSecond;
  } finally {
    await peer.stop();
  }
}

function watchWith(human) {
  return ({ total, done }) => {
    const timer = setInterval(() => human(`  ${done()} of ${total} gifts`), PROGRESS_MS);
    return { stop: () => clearInterval(timer) };
  };
}

export async function measure({ database, seconds, gifts, human }) {
  const mariadb = database === 'mariadb' ? await startMariadb({ size: 'server' }) : undefined;
  let played;
  try {
    human(`replay on ${database}: ${gifts} gifts over ${CONNECTIONS} connections`);
    const before = await sayHello(seconds);
    played = await playHebi({
      seed: SEED,
      scale: gifts / HEBI.gifts,
      connections: CONNECTIONS,
      mariadb,
      watch: watchWith(human),
    });
    const hello = Math.round((before + (await sayHello(seconds))) / 2);
    for (const line of played.told) human(`  ${line}`);
    // Speed counts only when every gift is recorded correctly.
    const { faults, lines } = await played.prove();
    if (faults.length > 0) throw new Error(`The replay has faults:\n${faults.join('\n')}`);
    human(`  proved: ${lines.length} of ${lines.length} hold`);
    const {
      pace: { perSecond, first, last, ratio, p50, p99 },
      cpu,
      plan,
    } = played;
    const row = {
      bench: 'replay',
      database,
      unit: 'gifts/s',
      connections: CONNECTIONS,
      gifts: plan.gifts,
      p50,
      p99,
      cpu,
    };
    const value = Math.round(perSecond);
    return [
      {
        ...row,
        value,
        baseline: 'bare Apollo Server on node:http',
        baselineValue: hello,
        ratio: Number((value / hello).toFixed(4)),
      },
      {
        ...row,
        value: Math.round(last),
        baseline: 'the first tenth of the same replay',
        baselineValue: Math.round(first),
        ratio: Number(ratio.toFixed(4)),
      },
    ];
  } finally {
    await played?.stop();
    await mariadb?.stop();
  }
}
