// How many gifts a second the whole product takes through HTTP: signed-in donors, receipts, double entries, counters
// and durable commits. The baselines run in turns on the same machine: a bare Apollo Server that returns hello, the
// same behind Express, the product with one transaction for each pledge, and the same rows written without GraphQL.
import { startMariadb } from '../../scripts/lib/mariadb.mjs';
import { load, median, runScript, startCity } from './city.mjs';
import { cpuOf, cpuSince, sharesOf, printShares } from './cpu.mjs';
import { startPeer } from './peers/start.mjs';

const CONNECTIONS = [32, 128];

export async function measure({ database, rounds, seconds, human }) {
  const mariadb = database === 'mariadb' ? await startMariadb({ size: 'server' }) : undefined;
  const stops = [async () => mariadb?.stop()];
  const started = async (starting) => {
    const one = await starting;
    stops.unshift(async () => (one.product ?? one).stop());
    return one;
  };
  try {
    const city = await started(startCity(mariadb));
    const oneByOne = await started(startCity(mariadb, { PLEDGES_PER_COMMIT: '1' }));
    const bare = await started(startPeer('apollo-node-http'));
    const express = await started(startPeer('apollo-express'));
    const hello = (url, connections) => load({ url, connections, kind: 'hello', seconds, cookies: [] });
    const rows = [];
    for (const connections of CONNECTIONS) {
      const kinds = {
        pledge: () => city.give(connections, seconds),
        'bare Apollo Server on node:http': () => hello(bare.url, connections),
        'bare Apollo Server behind Express': () => hello(express.url, connections),
        'one transaction a pledge': () => oneByOne.give(connections, seconds),
        'the same rows without GraphQL': () =>
          runScript(
            'raw-rows.mjs',
            { databaseUrl: city.product.databaseUrl, file: `${oneByOne.product.folder}/raw.sqlite`, seconds },
            seconds,
          ),
      };
      if (database === 'sqlite') await city.product.copyDatabase(`${oneByOne.product.folder}/raw.sqlite`);
      const figures = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, []]));
      const used = { server: 0, database: 0, client: 0 };
      human(`pledge-http on ${database}: ${connections} connections, ${rounds} rounds of ${seconds} s each in turns`);
      for (let round = 0; round <= rounds; round += 1) {
        // The kinds take turns, so that a slow minute of the machine affects all alike. The first round warms up what
        // is warm at a launch event.
        for (const [kind, run] of Object.entries(kinds)) {
          const before = cpuOf(city.product, mariadb);
          const result = await run();
          if (round === 0) continue;
          figures[kind].push(result);
          if (kind !== 'pledge') continue;
          const spent = { ...cpuSince(before, cpuOf(city.product, mariadb)), client: result.cpuSeconds };
          for (const who of Object.keys(used)) used[who] += spent[who];
        }
        if (round > 0)
          human(
            `  round ${round}: ${Object.entries(figures)
              .map(([kind, results]) => `${kind} ${results.at(-1).perSecond.toFixed(0)}`)
              .join('   ')}`,
          );
      }
      const of = (kind, figure) => median(figures[kind].map((result) => result[figure]));
      const value = Math.round(of('pledge', 'perSecond'));
      const cpu = sharesOf(used);
      human(`  ${value} pledges/s: p50 ${of('pledge', 'p50')} ms, p99 ${of('pledge', 'p99')} ms; ${printShares(cpu)}`);
      for (const baseline of Object.keys(kinds).slice(1)) {
        const baselineValue = Math.round(of(baseline, 'perSecond'));
        rows.push({
          bench: baseline === 'the same rows without GraphQL' ? 'pledge-raw' : 'pledge-http',
          database,
          value,
          unit: 'pledges/s',
          baseline,
          baselineValue,
          ratio: Number((value / baselineValue).toFixed(4)),
          connections,
          p50: of('pledge', 'p50'),
          p99: of('pledge', 'p99'),
          cpu,
        });
      }
    }
    await city.assertAllRecorded();
    await oneByOne.assertAllRecorded();
    return rows;
  } finally {
    for (const stop of stops) await stop();
  }
}
