import { readPage, type KeyPart, type Page, type PageArgs } from '../../connection.js';
import { defineLoader, mayIn, type RequestContext } from '../../context.js';
import { sqlTime } from '../../db/columns.js';
import { groupRows } from '../../db/keyed-rows.js';

import { badInput } from '../../errors.js';
import { readSearch } from '../../input.js';
import { isId } from '../../lib/ids.js';
import { requireFewOfStranger } from '../../limits/limiter.js';
import { searchPatterns } from '../../lib/search-text.js';
import { scopeOf, unitCondition } from '../../permission.js';
import { namesOf } from '../identity/index.js';
import { isMemberOf } from '../organizations/index.js';
import { canonicalCategory, canonicalRegion } from './places.js';
import {
  GiftExample,
  Indicator,
  Milestone,
  Objection,
  Project,
  ProjectEvent,
  ProjectSubmission,
} from './project.entity.js';
import { ProjectSort } from './project.enums.js';
import type { FieldChange, ProjectFilter } from './project.inputs.js';
import { changesBetween, type SubmittedContent } from './project.rules.js';
import { findVisibleProject, projectLoader } from './projects.access.js';
import { seeSubmitted } from './projects.permissions.js';
import { sqlIn } from '../../db/rows.js';

/** Returns the project by exactly one of id and slug; null when the viewer may not see it. */
export async function findProject(
  context: RequestContext,
  id: string | null | undefined,
  slug: string | null | undefined,
): Promise<Project | null> {
  if ((id == null) === (slug == null)) throw badInput('id', 'project.idOrSlug');
  return findVisibleProject(context, id != null ? { id } : { slug: slug! });
}

const ORDERS: Record<ProjectSort, { from: string; order: readonly KeyPart[] }> = {
  [ProjectSort.NEWEST]: { from: 'projects p', order: [{ column: 'p.id', direction: 'DESC' }] },
  [ProjectSort.ENDING_SOON]: {
    from: 'projects p',
    order: [
      { column: 'p.funding_ends_at', direction: 'ASC' },
      { column: 'p.id', direction: 'ASC' },
    ],
  },
  [ProjectSort.MOST_FUNDED]: {
    from: 'projects p JOIN project_counters c ON c.project_id = p.id',
    order: [
      { column: 'c.raised_fen', direction: 'DESC' },
      { column: 'c.project_id', direction: 'DESC' },
    ],
  },
};

/**
 * Lists projects by filter. Everybody sees public projects. Members who filter by their organisation also see its
 * drafts. Reviewers who filter by status see everything that was ever submitted.
 */
export async function listProjects(
  context: RequestContext,
  filter: ProjectFilter | null | undefined,
  sort: ProjectSort | null | undefined,
  args: PageArgs,
): Promise<Page<Project>> {
  const { status, organizationId, category, region } = filter ?? {};
  const search = readSearch(filter?.search);
  if (search !== null) requireFewOfStranger(context, 'search.network');
  const ofOwnOrganization =
    organizationId != null && isId(organizationId) && (await isMemberOf(context, organizationId));
  const reviewed =
    context.viewer === null ? '1 = 0' : unitCondition(scopeOf(context.viewer, seeSubmitted), 'p.organization_id');
  const conditions: [sql: string, ...values: string[]][] = [];
  if (!ofOwnOrganization)
    conditions.push([
      reviewed !== '1 = 0' && status != null
        ? `(p.is_public = 1 OR (p.submitted_at IS NOT NULL AND p.status <> 'DRAFT' AND ${reviewed}))`
        : 'p.is_public = 1',
    ]);
  if (status != null) conditions.push([sqlIn('p.status', status), ...status]);
  // A text that is no id never reaches the database, because MySQL refuses to compare an emoji with an ASCII column.
  if (organizationId != null)
    conditions.push(isId(organizationId) ? ['p.organization_id = ?', organizationId] : ['1 = 0']);
  if (category != null) conditions.push(['p.category = ?', canonicalCategory(category)]);
  if (region != null) conditions.push(['p.region = ?', canonicalRegion(region)]);
  for (const pattern of search === null ? [] : searchPatterns(search)) {
    conditions.push([
      "(p.search_text LIKE ? ESCAPE '!' OR p.organization_id IN (SELECT o.id FROM organizations o WHERE o.public_search_text LIKE ? ESCAPE '!'))",
      pattern,
      pattern,
    ]);
  }
  if (sort === ProjectSort.ENDING_SOON) conditions.push(['p.funding_ends_at > ?', sqlTime(context.clock.now())]);
  const { from, order } = ORDERS[sort ?? ProjectSort.NEWEST];
  const where = conditions.length === 0 ? '1 = 1' : conditions.map(([sql]) => sql).join(' AND ');
  return readPage(
    context.db,
    { from, where, values: conditions.flatMap(([, ...values]) => values) },
    order,
    args,
    (ids) => projectLoader(context).loadMany(ids),
  );
}

/** A loader for the rows of `entity` by project, sorted by the column `order`. */
const partsLoader = <T extends { projectId: string }>(entity: new () => T, order: 'position' | 'id' | 'amount_fen') =>
  defineLoader<string, T[]>(({ db }, projectIds) => groupRows(db.read, entity, 'projectId', projectIds, order));

export const milestonesLoader = partsLoader(Milestone, 'position');
export const indicatorsLoader = partsLoader(Indicator, 'position');
export const giftExamplesLoader = partsLoader(GiftExample, 'amount_fen');
export const eventsLoader = partsLoader(ProjectEvent, 'id');
export const objectionsLoader = partsLoader(Objection, 'id');

/** Shows enough of a name for its bearer to recognise it, and too little for anybody else. */
export const maskedNameLoader = defineLoader<string, string>(async (context, userIds) => {
  const names = await namesOf(context, userIds);
  return userIds.map((id) => `${[...(names.get(id) ?? '')][0] ?? ''}**`);
});

/** Returns what changed between the last submission and the one before; nothing for the first submission. */
export async function listChanges(context: RequestContext, project: Project): Promise<FieldChange[]> {
  const { organizationId } = project;
  if (!(await mayIn(context, seeSubmitted, organizationId)) && !(await isMemberOf(context, organizationId))) return [];
  const [latest, before] = await context.db.read.find(ProjectSubmission, {
    where: { projectId: project.id },
    order: { id: 'DESC' },
    take: 2,
  });
  if (latest === undefined || before === undefined) return [];
  return changesBetween(JSON.parse(before.content) as SubmittedContent, JSON.parse(latest.content) as SubmittedContent);
}
