import { defineLoader, hasRole, PlatformRole, requireRole, requireViewer, type RequestContext } from '../../context.js';
import { rowsByKey } from '../../db/keyed-rows.js';
import { notFound } from '../../errors.js';
import { readId } from '../../input.js';
import { isId } from '../../lib/ids.js';
import { findMembershipRole, isMemberOf, MembershipRole, requireMembership } from '../organizations/index.js';
import { Project } from './project.entity.js';
import { ProjectStatus } from './project.enums.js';
import { refuseOwnProject, type Standing } from './project.rules.js';

/** Whether the viewer may see the project: everybody from public notice on, reviewers once it was submitted, its members always. */
export async function canSee(context: RequestContext, project: Project): Promise<boolean> {
  if (project.isPublic) return true;
  const reviews = hasRole(context, PlatformRole.REVIEWER) || hasRole(context, PlatformRole.ADMIN);
  if (reviews && project.submittedAt !== null && project.status !== ProjectStatus.DRAFT) return true;
  return isMemberOf(context, project.organizationId);
}

/** Projects by id, whoever asks: check visibility where an id comes from outside. */
export const projectLoader = defineLoader<string, Project | null>(({ db }, ids) => rowsByKey(db.read, Project, 'id', ids));

const projectBySlugLoader = defineLoader<string, Project | null>(({ db }, slugs) => rowsByKey(db.read, Project, 'slug', slugs));

/** The project by id or slug, or null when it does not exist or may not be seen. */
export async function findVisibleProject(context: RequestContext, where: { id: string } | { slug: string }): Promise<Project | null> {
  if ('id' in where && !isId(where.id)) return null;
  const project = await ('id' in where ? projectLoader(context).loadAnew(where.id) : projectBySlugLoader(context).loadAnew(where.slug));
  return project !== null && (await canSee(context, project)) ? project : null;
}

/** The project, or NOT_FOUND, which says no more of a hidden one than of one that does not exist. */
export async function getVisibleProject(context: RequestContext, rawId: string, field = 'projectId'): Promise<Project> {
  const project = await findVisibleProject(context, { id: readId(field, rawId) });
  if (project === null) throw notFound(field);
  return project;
}

/** The project, for an editor or owner of its organisation. */
export async function requireEditor(context: RequestContext, rawId: string, field = 'id'): Promise<Project> {
  requireViewer(context);
  const project = await getVisibleProject(context, rawId, field);
  await requireMembership(context, project.organizationId, MembershipRole.EDITOR, field);
  return project;
}

/** The project, for a reviewer who does not belong to its organisation. */
export async function requireReviewer(context: RequestContext, rawId: string, field = 'projectId'): Promise<Project> {
  requireRole(context, PlatformRole.REVIEWER);
  const project = await getVisibleProject(context, rawId, field);
  const refusal = refuseOwnProject({ member: await isMemberOf(context, project.organizationId) });
  if (refusal !== null) throw refusal;
  return project;
}

/** What the viewer is to the project. */
export async function standingTo(context: RequestContext, project: Project): Promise<Standing> {
  const role = await findMembershipRole(context, project.organizationId);
  return {
    signedIn: context.viewer !== null,
    member: role !== null,
    editor: role === MembershipRole.EDITOR || role === MembershipRole.OWNER,
    reviewer: hasRole(context, PlatformRole.REVIEWER),
  };
}
