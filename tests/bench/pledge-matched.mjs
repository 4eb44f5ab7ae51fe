// What an active match fund and a unit drive cost a gift: the product with a fund that doubles every gift, and with such
// a fund and a campaign to which units of the lowest of five levels give, beside the same product without both, in turns
// on one machine.
import { startMariadb } from '../../scripts/lib/mariadb.mjs';
import { median, startCity } from './city.mjs';

const CONNECTIONS = [32, 128];

export async function measure({ database, rounds, seconds, human }) {
  const mariadb = database === 'mariadb' ? await startMariadb({ size: 'server' }) : undefined;
  const stops = [async () => mariadb?.stop()];
  const started = async (starting) => {
    const one = await starting;
    stops.unshift(async () => one.product.stop());
    return one;
  };
  try {
    const matched = await started(startCity(mariadb, {}, [], { isMatched: true }));
    const drive = await started(startCity(mariadb, {}, [], { isMatched: true, isDrive: true }));
    const plain = await started(startCity(mariadb));
    const rows = [];
    for (const connections of CONNECTIONS) {
      const figures = { drive: [], matched: [], plain: [] };
      human(
        `pledge-matched on ${database}: ${connections} connections, ${rounds} rounds of ${seconds} s each in turns`,
      );
      // The first round warms up.
      for (let round = 0; round <= rounds; round += 1)
        for (const [kind, city] of Object.entries({ drive, matched, plain })) {
          const result = await city.give(connections, seconds);
          if (round > 0) figures[kind].push(result);
        }
      const of = (kind, figure) => median(figures[kind].map((result) => result[figure]));
      const baselineValue = Math.round(of('plain', 'perSecond'));
      for (const kind of ['matched', 'drive']) {
        const value = Math.round(of(kind, 'perSecond'));
        rows.push({
          bench: `pledge-${kind}`,
          database,
          value,
          unit: 'pledges/s',
          baseline: kind === 'drive' ? 'without a campaign and a match fund' : 'without a match fund',
          baselineValue,
          ratio: Number((value / baselineValue).toFixed(4)),
          connections,
          p50: of(kind, 'p50'),
          p99: of(kind, 'p99'),
        });
      }
    }
    await drive.assertAllRecorded();
    await matched.assertAllRecorded();
    await plain.assertAllRecorded();
    return rows;
  } finally {
    for (const stop of stops) await stop();
  }
}
