import {
  defineLoader,
  mayIn,
  type RequestContext,
  requirePermissionIn,
  requirePermission,
  requireViewer,
} from '../../context.js';
import { rowsByKey } from '../../db/keyed-rows.js';
import { notFound } from '../../errors.js';
import { readId } from '../../input.js';
import { isId } from '../../lib/ids.js';
import {
  findMembershipRole,
  isBoundTo,
  isMemberOf,
  MembershipRole,
  requireMembership,
} from '../organizations/index.js';
import { Duty, refuseDuty, viewerDutyIn } from '../orders/index.js';
import { Project } from './project.entity.js';
import { ProjectStatus } from './project.enums.js';
import { refuseOwnProject, type ViewerRelation } from './project.rules.js';
import { reviewProjects, seeSubmitted } from './projects.permissions.js';

/**
 * Whether the viewer may see the project: everybody from public notice on, reviewers after it was submitted, and
 * members of its organisation always.
 */
export async function canSee(context: RequestContext, project: Project): Promise<boolean> {
  if (project.isPublic) return true;
  if (await isMemberOf(context, project.organizationId)) return true;
  return (
    project.submittedAt !== null &&
    project.status !== ProjectStatus.DRAFT &&
    mayIn(context, seeSubmitted, project.organizationId)
  );
}

/** Projects by id, for any viewer. Check visibility when an id comes from outside. */
export const projectLoader = defineLoader<string, Project | null>(({ db }, ids) =>
  rowsByKey(db.read, Project, 'id', ids),
);

const projectBySlugLoader = defineLoader<string, Project | null>(({ db }, slugs) =>
  rowsByKey(db.read, Project, 'slug', slugs),
);

/** Returns the project by id or slug, or null when it does not exist or the viewer may not see it. */
export async function findVisibleProject(
  context: RequestContext,
  where: { id: string } | { slug: string },
): Promise<Project | null> {
  if ('id' in where && !isId(where.id)) return null;
  const project = await ('id' in where
    ? projectLoader(context).loadFresh(where.id)
    : projectBySlugLoader(context).loadFresh(where.slug));
  return project !== null && (await canSee(context, project)) ? project : null;
}

/**
 * Returns projects as a list shows them, null for those that do not exist or that the viewer may not see. One query reads
 * all of them, once for the whole request.
 */
export async function findListedProjects(context: RequestContext, ids: readonly string[]): Promise<(Project | null)[]> {
  const projects = await projectLoader(context).loadMany(ids);
  return Promise.all(
    projects.map(async (project) => (project !== null && (await canSee(context, project)) ? project : null)),
  );
}

/** Returns the project, or throws NOT_FOUND. A hidden project gives the same error as one that does not exist. */
export async function getVisibleProject(context: RequestContext, rawId: string, field = 'projectId'): Promise<Project> {
  const project = await findVisibleProject(context, { id: readId(field, rawId) });
  if (project === null) throw notFound(field);
  return project;
}

/** Returns the project to an editor or owner of its organisation, and throws for others. */
export async function requireEditor(context: RequestContext, rawId: string, field = 'id'): Promise<Project> {
  requireViewer(context);
  const project = await getVisibleProject(context, rawId, field);
  await requireMembership(context, project.organizationId, MembershipRole.EDITOR, field);
  return project;
}

/**
 * Returns the project to a reviewer whose role covers its organisation and who does not belong to it. Throws for
 * others.
 */
export async function requireReviewer(context: RequestContext, rawId: string, field = 'projectId'): Promise<Project> {
  requirePermission(context, reviewProjects);
  const project = await getVisibleProject(context, rawId, field);
  await requirePermissionIn(context, reviewProjects, project.organizationId);
  const refusal = refuseOwnProject({ member: await isBoundTo(context, project.organizationId) });
  if (refusal !== null) throw refusal;
  return project;
}

/** Returns the relation of the viewer to the project. */
export async function viewerRelationTo(context: RequestContext, project: Project): Promise<ViewerRelation> {
  const role = await findMembershipRole(context, project.organizationId);
  return {
    signedIn: context.viewer !== null,
    member: role !== null || (await isBoundTo(context, project.organizationId)),
    editor: role === MembershipRole.EDITOR || role === MembershipRole.OWNER,
    reviewer:
      (await mayIn(context, reviewProjects, project.organizationId)) &&
      refuseDuty(await viewerDutyIn(context, project.id), Duty.DECIDES) === null,
  };
}
