import { In, type EntityManager } from 'typeorm';
import type { Page, PageArgs } from '../../connection.js';
import { pageOf } from '../../connection.js';
import { defineLoader, type RequestContext, requirePermission } from '../../context.js';
import { readOptionalText } from '../../input.js';
import { shanghaiDay } from '../../lib/days.js';
import { hasWords, searchWords } from '../../lib/folding.js';
import { type RoleHolder, scopeOf, unitCondition } from '../../permission.js';
import { readFundStatements } from '../ledger/index.js';
import { Organization, publicNameOf } from '../organizations/index.js';
import { canonicalRegion, Project, ProjectEvent } from '../projects/index.js';
import { DisclosureCorrection, DisclosureReport } from './disclosure.entities.js';
import { ObligationStatus } from './disclosure.enums.js';
import { ENDS, LIMITS, owedReports, STARTS } from './disclosure.rules.js';
import { DisclosureObligation, ProjectDisclosure, type DisclosureQueueFilter } from './disclosure.types.js';
import { seeDisclosureDesk } from './disclosure.permissions.js';

/** Number of projects in one query. It is well below the databases' limits of parameters. */
const AT_ONCE = 500;

/** A SQL condition with its values. */
type Condition = readonly [sql: string, ...values: string[]];

/** Returns the condition for the projects whose reports somebody may follow. */
export const unitsOfDesk = (who: RoleHolder): Condition => [
  unitCondition(scopeOf(who, seeDisclosureDesk), 'p.organization_id'),
];

/** Returns what each project owes on `today`, from its history, its fund and its reports. */
export async function readDisclosures(
  manager: EntityManager,
  projectIds: readonly string[],
  today: string,
): Promise<Map<string, ProjectDisclosure>> {
  const events = await manager.find(ProjectEvent, {
    where: { projectId: In([...projectIds]), to: In([...STARTS, ...ENDS]) },
    order: { id: 'ASC' },
  });
  const reports = await manager.find(DisclosureReport, { where: { projectId: In([...projectIds]) } });
  const funds = await readFundStatements(manager, projectIds);
  return new Map(
    projectIds.map((projectId) => {
      const dayOf = (statuses: typeof STARTS) => {
        const event = events.find((one) => one.projectId === projectId && statuses.includes(one.to));
        return event === undefined ? null : shanghaiDay(event.at);
      };
      const startedOn = dayOf(STARTS);
      const endedOn = startedOn === null ? null : dayOf(ENDS);
      const own = reports.filter((report) => report.projectId === projectId);
      const owed =
        startedOn === null
          ? []
          : owedReports({ startedOn, endedOn, hasGifts: funds.get(projectId)!.received > 0 }, own, today);
      const obligations = owed.map((one) => Object.assign(new DisclosureObligation(), one, { projectId }));
      return [projectId, Object.assign(new ProjectDisclosure(), { projectId, startedOn, endedOn, obligations })];
    }),
  );
}

export const disclosureLoader = defineLoader<string, ProjectDisclosure>(async ({ db, clock }, projectIds) => {
  const disclosures = await readDisclosures(db.read, projectIds, shanghaiDay(clock.now()));
  return projectIds.map((id) => disclosures.get(id)!);
});

/**
 * Returns ids of projects that may owe a report: their clock may run, and the final report, which is always the last
 * one, is not published yet. `units` is a condition for the unit of a project `p`.
 */
async function listUnsettled(manager: EntityManager, [units, ...values]: Condition): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT p.id FROM projects p WHERE p.is_public = 1 AND p.status <> 'PUBLIC_NOTICE' AND ${units}
     AND NOT EXISTS (SELECT 1 FROM disclosure_reports r WHERE r.project_id = p.id AND r.kind = 'FINAL') ORDER BY p.id`,
    values,
  );
  return rows.map(({ id }) => id);
}

/**
 * Returns the missing reports of the whole city, or of the units that meet a condition on a project `p`, in the given states. The longest due come
 * first.
 */
export async function listMissing(
  manager: EntityManager,
  today: string,
  statuses: readonly ObligationStatus[],
  units: Condition = ['1 = 1'],
): Promise<DisclosureObligation[]> {
  const ids = await listUnsettled(manager, units);
  const missing: DisclosureObligation[] = [];
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    const disclosures = await readDisclosures(manager, ids.slice(start, start + AT_ONCE), today);
    for (const { obligations } of disclosures.values())
      missing.push(...obligations.filter(({ status }) => statuses.includes(status)));
  }
  // Projects arrive in the order of their ids. The sort is stable, so reports of the same day stay in that order.
  return missing.sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
}

/**
 * Returns late reports of the whole city, the longest due first, and also due ones where asked. Throws unless the
 * viewer may see the disclosure desk.
 */
export async function listDisclosureQueue(
  context: RequestContext,
  filter: DisclosureQueueFilter,
  args: PageArgs,
): Promise<Page<DisclosureObligation>> {
  const viewer = requirePermission(context, seeDisclosureDesk);
  const search = readOptionalText('search', filter.search, LIMITS.search);
  const words = searchWords(search ?? '');
  const statuses = filter.alsoDue ? [ObligationStatus.LATE, ObligationStatus.DUE] : [ObligationStatus.LATE];
  const missing = await listMissing(context.db.read, shanghaiDay(context.clock.now()), statuses, unitsOfDesk(viewer));
  const projects = new Map(
    (await context.db.read.findBy(Project, { id: In([...new Set(missing.map(({ projectId }) => projectId))]) })).map(
      (project) => [project.id, project],
    ),
  );
  const organizations = new Map(
    (
      await context.db.read.findBy(Organization, {
        id: In([...new Set([...projects.values()].map(({ organizationId }) => organizationId))]),
      })
    ).map((one) => [one.id, publicNameOf(one)]),
  );
  const wanted = missing.filter(({ projectId }) => {
    const { region, title, organizationId } = projects.get(projectId)!;
    if (filter.region != null && region !== canonicalRegion(filter.region)) return false;
    return hasWords(`${title} ${organizations.get(organizationId) ?? ''}`, words);
  });
  return pageOf(wanted, ({ dueOn, projectId, kind, number }) => `${dueOn} ${projectId} ${kind} ${number}`, args);
}

/** Loads the corrections of each report, oldest first. */
export const correctionsLoader = defineLoader<string, DisclosureCorrection[]>(async ({ db }, reportIds) => {
  const corrections = await db.read.find(DisclosureCorrection, {
    where: { reportId: In([...reportIds]) },
    order: { id: 'ASC' },
  });
  return reportIds.map((id) => corrections.filter(({ reportId }) => reportId === id));
});
