import { In } from 'typeorm';
import { paginate, type OrderPart, type Page, type PageArgs } from '../../connection.js';
import { defineLoader, hasRole, PlatformRole, requireRole, type RequestContext } from '../../context.js';
import { sqlTime } from '../../db/columns.js';
import { badInput } from '../../errors.js';
import { readSearch } from '../../input.js';
import { isId } from '../../lib/ids.js';
import { searchPattern } from '../../lib/search-text.js';
import { namesOf } from '../identity/index.js';
import { isMemberOf } from '../organizations/index.js';
import { canonicalCategory, canonicalRegion } from './places.js';
import { Indicator, Milestone, Objection, Project, ProjectCounters, ProjectEvent, ProjectSubmission } from './project.entity.js';
import { ProjectSort, ProjectStatus } from './project.enums.js';
import type { FieldChange, ProjectFilter } from './project.inputs.js';
import { changesBetween, type SubmittedContent } from './project.rules.js';
import { findVisibleProject } from './projects.access.js';

/** The project by exactly one of id and slug; null when not visible. */
export async function findProject(context: RequestContext, id: string | null | undefined, slug: string | null | undefined): Promise<Project | null> {
  if ((id == null) === (slug == null)) throw badInput('id', 'project.idOrSlug');
  return findVisibleProject(context, id != null ? { id } : { slug: slug! });
}

type Ranked = Project & { counters?: ProjectCounters };

const ORDERS: Record<ProjectSort, readonly OrderPart<Ranked>[]> = {
  [ProjectSort.NEWEST]: [{ column: 'project.id', of: ({ id }) => id, direction: 'DESC' }],
  [ProjectSort.ENDING_SOON]: [
    { column: 'project.fundingEndsAt', of: ({ fundingEndsAt }) => sqlTime(fundingEndsAt), direction: 'ASC' },
    { column: 'project.id', of: ({ id }) => id, direction: 'ASC' },
  ],
  [ProjectSort.MOST_FUNDED]: [
    { column: 'counters.raisedFen', of: ({ counters }) => counters?.raisedFen ?? 0, direction: 'DESC' },
    { column: 'project.id', of: ({ id }) => id, direction: 'DESC' },
  ],
};

/**
 * Projects by filter. Public ones for everybody; members who filter by their organisation see its drafts as well,
 * and reviewers who filter by status see everything that was ever submitted.
 */
export async function listProjects(context: RequestContext, filter: ProjectFilter | null | undefined, sort: ProjectSort | null | undefined, args: PageArgs): Promise<Page<Project>> {
  const { status, organizationId, category, region } = filter ?? {};
  const search = readSearch(filter?.search);
  const query = context.db.read.createQueryBuilder(Project, 'project').where('1 = 1');
  const ofOwnOrganization = organizationId != null && isId(organizationId) && (await isMemberOf(context, organizationId));
  const reviews = hasRole(context, PlatformRole.REVIEWER) || hasRole(context, PlatformRole.ADMIN);
  if (!ofOwnOrganization) {
    if (reviews && status != null) query.andWhere('(project.isPublic = :public OR (project.submittedAt IS NOT NULL AND project.status <> :draft))', { public: true, draft: ProjectStatus.DRAFT });
    else query.andWhere('project.isPublic = :public', { public: true });
  }
  if (status != null) query.andWhere(status.length > 0 ? 'project.status IN (:...status)' : '1 = 0', { status });
  // What is no id never reaches the database: MySQL refuses to compare an emoji with a column of ASCII.
  if (organizationId != null) query.andWhere(isId(organizationId) ? 'project.organizationId = :organizationId' : '1 = 0', { organizationId });
  if (category != null) query.andWhere('project.category = :category', { category: canonicalCategory(category) });
  if (region != null) query.andWhere('project.region = :region', { region: canonicalRegion(region) });
  if (search !== null) query.andWhere("project.searchText LIKE :pattern ESCAPE '!'", { pattern: searchPattern(search) });
  const order = ORDERS[sort ?? ProjectSort.NEWEST];
  if (sort === ProjectSort.ENDING_SOON) query.andWhere('project.fundingEndsAt > :now', { now: context.clock.now() });
  if (sort === ProjectSort.MOST_FUNDED) query.innerJoinAndMapOne('project.counters', ProjectCounters, 'counters', 'counters.projectId = project.id');
  return paginate(query, order, args);
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

export const projectLoader = defineLoader<string, Project | null>(async ({ db }, ids) => {
  const projects = new Map((await db.read.findBy(Project, { id: In([...ids]) })).map((project) => [project.id, project]));
  return ids.map((id) => projects.get(id) ?? null);
});

/** Rows of `entity` by project, in `order`. */
const partsLoader = <T extends { projectId: string }>(entity: new () => T, order: keyof T & string) =>
  defineLoader<string, T[]>(async ({ db }, projectIds) => {
    const rows = await db.read.createQueryBuilder(entity, 'part').where('part.projectId IN (:...projectIds)', { projectIds }).orderBy(`part.${order}`, 'ASC').getMany();
    return projectIds.map((id) => rows.filter((row) => row.projectId === id));
  });

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
