import type { Database } from '../../db/database.js';
import { onePerServer, type Services } from '../../context.js';
import { toFen } from '../../lib/money.js';
import type { TopicKind } from '../../live/hub.js';
import { CityTotals } from './impact.inputs.js';

export const CITY_TOPIC = 'city';
/** The only key of this topic. */
export const THE_CITY = 'all';

type Figures = Omit<CityTotals, 'version'>;

async function readFigures(db: Database): Promise<Figures> {
  const [row] = await db.read.query<Record<string, string | number | null>[]>(
    `SELECT
       (SELECT SUM(raised_fen) FROM project_counters) AS raised,
       (SELECT SUM(pledge_count) FROM project_counters) AS pledges,
       (SELECT COUNT(*) FROM projects WHERE is_public = 1 AND status <> 'CANCELLED') AS projects,
       (SELECT COUNT(*) FROM organizations WHERE verification = 'VERIFIED') AS organizations,
       (SELECT SUM(m.value) FROM measurements m JOIN indicators i ON i.id = m.indicator_id WHERE m.status = 'VERIFIED' AND i.kind = 'PEOPLE_SERVED') AS people`,
  );
  // A sum over no rows is null.
  const figure = (name: string) => Number(row?.[name] ?? 0);
  return {
    raised: toFen(figure('raised')),
    pledgeCount: figure('pledges'),
    projectCount: figure('projects'),
    organizationCount: figure('organizations'),
    peopleServed: Math.floor(figure('people')),
  };
}

/**
 * Returns the function that reads the city's figures. The version changes only when the figures change, so pages and the
 * live topic of a server share one function.
 */
export const cityTotalsReader = onePerServer(({ db, clock }): (() => Promise<CityTotals>) => {
  let last: { text: string; totals: CityTotals } | undefined;
  return async () => {
    const figures = await readFigures(db);
    const text = JSON.stringify(figures);
    if (last?.text !== text) {
      // The version is a time, so that a viewer who moves to another server node does not get older versions there.
      const version = Math.max(clock.now().getTime(), (last?.totals.version ?? 0) + 1);
      last = { text, totals: Object.assign(new CityTotals(), figures, { version }) };
    }
    return last.totals;
  };
});

/** The live topic of the city. The hub polls it, because the figures come from many modules. */
export function cityTopic(services: Services): TopicKind<CityTotals> {
  const read = cityTotalsReader(services);
  return {
    name: CITY_TOPIC,
    load: async (ids) => new Map(await Promise.all(ids.map(async (id) => [id, await read()] as const))),
  };
}
