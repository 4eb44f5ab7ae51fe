import { In } from 'typeorm';
import type { RequestContext } from '../../context.js';
import { shanghaiDay, shanghaiYear } from '../../lib/days.js';
import { isId } from '../../lib/ids.js';
import { toFen } from '../../lib/money.js';
import { compareNames } from '../../lib/pinyin.js';
import { Organization, publicNameOf } from '../organizations/index.js';
import { canonicalCategory, canonicalRegion, IndicatorKind, Project, ProjectStatus } from '../projects/index.js';
import { ImpactDimension, ImpactGroup, ImpactSummary, type ImpactFilter } from './impact.inputs.js';

/** One amount that counts for a project: the project itself, the money of one day, or a measurement. */
interface Contribution {
  projectId: string;
  year: string;
  projects?: number;
  raised?: number;
  people?: number;
  activities?: number;
}

type PlacedProject = Pick<Project, 'id' | 'region' | 'category' | 'organizationId'>;

const CALENDAR_END = new Date('9999-12-31T16:00:00Z');

/** Returns the first and last day in Shanghai of a filter. Days are compared as text. */
function daysOf(filter: ImpactFilter): { first: string; last: string } {
  // In Shanghai, the last year with four digits ends eight hours before UTC's. A year of five digits would sort before
  // all others.
  const day = (moment: Date) => (moment < CALENDAR_END ? shanghaiDay(moment) : '9999-12-31');
  return {
    first: filter.from == null ? '0000-00-00' : day(filter.from),
    last: filter.to == null ? '9999-12-31' : day(new Date(filter.to.getTime() - 1)),
  };
}

/** Returns all contributions that `filter` selects. The cost grows with projects and their days, not with gifts. */
async function readContributions(
  { db }: RequestContext,
  filter: ImpactFilter,
): Promise<{ projects: Map<string, PlacedProject>; contributions: Contribution[] }> {
  // Text that is not an id is not sent to the database, because MySQL refuses to compare an emoji with an ASCII column.
  if (filter.organizationId != null && !isId(filter.organizationId)) return { projects: new Map(), contributions: [] };
  const { first, last } = daysOf(filter);
  const projects = await db.read.find(Project, {
    select: { id: true, region: true, category: true, organizationId: true, status: true, noticeStartsAt: true },
    where: {
      isPublic: true,
      ...(filter.organizationId != null && { organizationId: filter.organizationId }),
      ...(filter.category != null && { category: canonicalCategory(filter.category) }),
      ...(filter.region != null && { region: canonicalRegion(filter.region) }),
    },
  });
  const placed = new Map(projects.map((project) => [project.id, project]));
  const money = await db.read.query<{ project_id: string; year: string; raised_fen: string | number }[]>(
    'SELECT project_id, SUBSTR(day, 1, 4) AS year, SUM(raised_fen) AS raised_fen FROM project_days WHERE day >= ? AND day <= ? GROUP BY project_id, SUBSTR(day, 1, 4)',
    [first, last],
  );
  const measured = await db.read.query<{ project_id: string; year: string; kind: string; total: number }[]>(
    `SELECT m.project_id, SUBSTR(m.measured_day, 1, 4) AS year, i.kind, SUM(m.value) AS total FROM measurements m JOIN indicators i ON i.id = m.indicator_id
     WHERE m.status = 'VERIFIED' AND m.measured_day >= ? AND m.measured_day <= ? GROUP BY m.project_id, SUBSTR(m.measured_day, 1, 4), i.kind`,
    [first, last],
  );
  const contributions: Contribution[] = [
    ...projects
      .filter(
        ({ status, noticeStartsAt }) =>
          status !== ProjectStatus.CANCELLED &&
          noticeStartsAt !== null &&
          shanghaiDay(noticeStartsAt) >= first &&
          shanghaiDay(noticeStartsAt) <= last,
      )
      .map(({ id, noticeStartsAt }) => ({ projectId: id, year: String(shanghaiYear(noticeStartsAt!)), projects: 1 })),
    ...money.map((row) => ({ projectId: row.project_id, year: row.year, raised: toFen(row.raised_fen) })),
    ...measured.map((row) => ({
      projectId: row.project_id,
      year: row.year,
      ...(row.kind === IndicatorKind.PEOPLE_SERVED && { people: Number(row.total) }),
      ...(row.kind === IndicatorKind.ACTIVITIES_HELD && { activities: Number(row.total) }),
    })),
  ];
  return { projects: placed, contributions: contributions.filter(({ projectId }) => placed.has(projectId)) };
}

function sumUp(contributions: readonly Contribution[]): ImpactSummary {
  const total = (of: (contribution: Contribution) => number | undefined) =>
    contributions.reduce((sum, contribution) => sum + (of(contribution) ?? 0), 0);
  return Object.assign(new ImpactSummary(), {
    projects: total(({ projects }) => projects),
    raised: toFen(total(({ raised }) => raised)),
    // Measurements may have fractions. The sum of people is rounded down to a whole number.
    peopleServed: Math.floor(total(({ people }) => people)),
    activitiesHeld: Math.floor(total(({ activities }) => activities)),
  });
}

/** Returns the impact of all public projects that `filter` selects. */
export async function summarizeImpact(
  context: RequestContext,
  filter: ImpactFilter | null | undefined,
): Promise<ImpactSummary> {
  return sumUp((await readContributions(context, filter ?? {})).contributions);
}

/** Returns the same figures by group. Years are in their order, other groups by money in descending order. */
export async function breakDownImpact(
  context: RequestContext,
  by: ImpactDimension,
  filter: ImpactFilter | null | undefined,
): Promise<ImpactGroup[]> {
  const { projects, contributions } = await readContributions(context, filter ?? {});
  const keyOf: Record<ImpactDimension, (contribution: Contribution) => string> = {
    [ImpactDimension.YEAR]: ({ year }) => year,
    [ImpactDimension.REGION]: ({ projectId }) => projects.get(projectId)!.region,
    [ImpactDimension.CATEGORY]: ({ projectId }) => projects.get(projectId)!.category,
    [ImpactDimension.ORGANIZATION]: ({ projectId }) => projects.get(projectId)!.organizationId,
  };
  const groups = new Map<string, Contribution[]>();
  for (const contribution of contributions) {
    const key = keyOf[by](contribution);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [contribution]);
    else group.push(contribution);
  }
  const labels =
    by === ImpactDimension.ORGANIZATION
      ? await organizationNames(context, [...groups.keys()])
      : new Map<string, string>();
  return [...groups]
    .map(([key, parts]) => ({ key, label: labels.get(key) ?? key, summary: sumUp(parts) }))
    .sort(
      (a, b) =>
        (by === ImpactDimension.YEAR ? 0 : b.summary.raised - a.summary.raised) || compareNames(a.label, b.label),
    );
}

async function organizationNames({ db }: RequestContext, ids: readonly string[]): Promise<Map<string, string>> {
  const organizations = await db.read.findBy(Organization, { id: In([...ids]) });
  return new Map(organizations.map((organization) => [organization.id, publicNameOf(organization)]));
}
