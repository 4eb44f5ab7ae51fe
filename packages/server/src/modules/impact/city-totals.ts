import type { Database } from '../../db/database.js';
import type { Services } from '../../context.js';
import { toFen } from '../../lib/money.js';
import { CityTotals } from './impact.inputs.js';

export const CITY_TOPIC = 'city';
/** The one topic of its kind. */
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

/** Reads the city's figures; while they are the same, so is the version. */
export function cityTotalsReader({ db, clock }: Pick<Services, 'db' | 'clock'>): () => Promise<CityTotals> {
  let last: { text: string; totals: CityTotals } | undefined;
  return async () => {
    const figures = await readFigures(db);
    const text = JSON.stringify(figures);
    if (last?.text !== text) {
      // The time, so that a viewer who moves to another server node does not meet older versions there.
      const version = Math.max(clock.now().getTime(), (last?.totals.version ?? 0) + 1);
      last = { text, totals: Object.assign(new CityTotals(), figures, { version }) };
    }
    return last.totals;
  };
}

/** The live topic of the city. The hub's poll finds what changed: the figures come from many modules. */
export function defineCityTopic(services: Services): void {
  const read = cityTotalsReader(services);
  services.live.define({ name: CITY_TOPIC, load: async (ids) => new Map(await Promise.all(ids.map(async (id) => [id, await read()] as const))) });
}
