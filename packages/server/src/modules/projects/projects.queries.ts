import { paginate, readPage, type KeyPart, type OrderPart, type Page, type PageArgs } from '../../connection.js';
import { defineLoader, hasRole, PlatformRole, requireRole, type RequestContext } from '../../context.js';
import { sqlTime } from '../../db/columns.js';
import { groupRows } from '../../db/keyed-rows.js';
import { places } from '../../db/rows.js';
import { badInput } from '../../errors.js';
import { readSearch } from '../../input.js';
import { isId } from '../../lib/ids.js';
import { searchPatterns } from '../../lib/search-text.js';
import { namesOf } from '../identity/index.js';
import { isMemberOf } from '../organizations/index.js';
import { canonicalCategory, canonicalRegion } from './places.js';
import { Indicator, Milestone, Objection, Project, ProjectEvent, ProjectSubmission } from './project.entity.js';
import { ProjectSort, ProjectStatus } from './project.enums.js';
import type { FieldChange, ProjectFilter } from './project.inputs.js';
import { changesBetween, type SubmittedContent } from './project.rules.js';
import { findVisibleProject, projectLoader } from './projects.access.js';

/** The project by exactly one of id and slug; null when not visible. */
export async function findProject(context: RequestContext, id: string | null | undefined, slug: string | null | undefined): Promise<Project | null> {
  if ((id == null) === (slug == null)) throw badInput('id', 'project.idOrSlug');
  return findVisibleProject(context, id != null ? { id } : { slug: slug! });
}

const ORDERS: Record<ProjectSort, { from: string; order: readonly KeyPart[] }> = {
  [ProjectSort.NEWEST]: { from: 'projects p', order: [{ column: 'p.id', direction: 'DESC' }] },
  [ProjectSort.ENDING_SOON]: { from: 'projects p', order: [{ column: 'p.funding_ends_at', direction: 'ASC' }, { column: 'p.id', direction: 'ASC' }] },
  [ProjectSort.MOST_FUNDED]: { from: 'projects p JOIN project_counters c ON c.project_id = p.id', order: [{ column: 'c.raised_fen', direction: 'DESC' }, { column: 'c.project_id', direction: 'DESC' }] },
};

/**
 * Projects by filter. Public ones for everybody; members who filter by their organisation see its drafts as well,
 * and reviewers who filter by status see everything that was ever submitted.
 */
export async function listProjects(context: RequestContext, filter: ProjectFilter | null | undefined, sort: ProjectSort | null | undefined, args: PageArgs): Promise<Page<Project>> {
  const { status, organizationId, category, region } = filter ?? {};
  const search = readSearch(filter?.search);
  const ofOwnOrganization = organizationId != null && isId(organizationId) && (await isMemberOf(context, organizationId));
  const reviews = hasRole(context, PlatformRole.REVIEWER) || hasRole(context, PlatformRole.ADMIN);
  const conditions: [sql: string, ...values: string[]][] = [];
  if (!ofOwnOrganization) conditions.push([reviews && status != null ? "(p.is_public = 1 OR (p.submitted_at IS NOT NULL AND p.status <> 'DRAFT'))" : 'p.is_public = 1']);
  if (status != null) conditions.push(status.length > 0 ? [`p.status IN ${places(status)}`, ...status] : ['1 = 0']);
  // What is no id never reaches the database: MySQL refuses to compare an emoji with a column of ASCII.
  if (organizationId != null) conditions.push(isId(organizationId) ? ['p.organization_id = ?', organizationId] : ['1 = 0']);
  if (category != null) conditions.push(['p.category = ?', canonicalCategory(category)]);
  if (region != null) conditions.push(['p.region = ?', canonicalRegion(region)]);
  for (const pattern of search === null ? [] : searchPatterns(search)) {
    conditions.push(["(p.search_text LIKE ? ESCAPE '!' OR p.organization_id IN (SELECT o.id FROM organizations o WHERE o.public_search_text LIKE ? ESCAPE '!'))", pattern, pattern]);
  }
  if (sort === ProjectSort.ENDING_SOON) conditions.push(['p.funding_ends_at > ?', sqlTime(context.clock.now())]);
  const { from, order } = ORDERS[sort ?? ProjectSort.NEWEST];
  const where = conditions.length === 0 ? '1 = 1' : conditions.map(([sql]) => sql).join(' AND ');
  return readPage(context.db, { from, where, values: conditions.flatMap(([, ...values]) => values) }, order, args, (ids) => projectLoader(context).loadMany(ids));
}

/** What waits for a decision, first come first. */
export async function listReviewQueue(context: RequestContext, args: PageArgs): Promise<Page<Project>> {
  requireRole(context, PlatformRole.REVIEWER);
  const query = context.db.read.createQueryBuilder(Project, 'project').where('project.status = :status', { status: ProjectStatus.SUBMITTED });
  const order: OrderPart<Project>[] = [
    { column: 'project.submittedAt', of: ({ submittedAt }) => sqlTime(submittedAt!), direction: 'ASC' },
    { column: 'project.id', of: ({ id }) => id, direction: 'ASC' },
  ];
  return paginate(query, order, args);
}

/** Objections without an answer, first come first. */
export async function listObjectionQueue(context: RequestContext, args: PageArgs): Promise<Page<Objection>> {
  requireRole(context, PlatformRole.REVIEWER);
  const query = context.db.read.createQueryBuilder(Objection, 'objection').where('objection.answeredAt IS NULL');
  return paginate(query, [{ column: 'objection.id', of: ({ id }) => id, direction: 'ASC' }], args);
}

/** Rows of `entity` by project, in `order`. */
const partsLoader = <T extends { projectId: string }>(entity: new () => T, order: keyof T & string) =>
  defineLoader<string, T[]>(({ db }, projectIds) => groupRows(db.read, entity, 'projectId', projectIds, order));

export const milestonesLoader = partsLoader(Milestone, 'position');
export const indicatorsLoader = partsLoader(Indicator, 'position');
export const eventsLoader = partsLoader(ProjectEvent, 'id');
export const objectionsLoader = partsLoader(Objection, 'id');

/** Enough of a name for its bearer to recognise, and for nobody else. */
export const maskedNameLoader = defineLoader<string, string>(async (context, userIds) => {
  const names = await namesOf(context, userIds);
  return userIds.map((id) => `${[...(names.get(id) ?? '')][0] ?? ''}**`);
});

/** What changed between the last submission and the one before; nothing on the first. */
export async function listChanges(context: RequestContext, project: Project): Promise<FieldChange[]> {
  const reviews = hasRole(context, PlatformRole.REVIEWER) || hasRole(context, PlatformRole.ADMIN);
  if (!reviews && !(await isMemberOf(context, project.organizationId))) return [];
  const [latest, before] = await context.db.read.find(ProjectSubmission, { where: { projectId: project.id }, order: { id: 'DESC' }, take: 2 });
  if (latest === undefined || before === undefined) return [];
  return changesBetween(JSON.parse(before.content) as SubmittedContent, JSON.parse(latest.content) as SubmittedContent);
}
