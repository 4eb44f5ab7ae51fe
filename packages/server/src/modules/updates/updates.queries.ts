import { IsNull } from 'typeorm';
import { paginate, type Page, type PageArgs } from '../../connection.js';
import { defineLoader, may, requireViewer, type RequestContext } from '../../context.js';
import { fromSqlTime, sqlTime } from '../../db/columns.js';
import { rowsByKey } from '../../db/keyed-rows.js';
import { sqlIn } from '../../db/rows.js';
import { findFiles } from '../files/index.js';
import { findMembershipRole, isMemberOf, MembershipRole } from '../organizations/index.js';
import { Project, projectLoader } from '../projects/index.js';
import { ProjectFollow, ProjectUpdate, UpdateKind, UpdatePhoto, UpdateVersion } from './update.entities.js';
import { seeEarlierVersions } from './updates.permissions.js';
import type { ProjectPicture, ShownPhoto } from './updates.inputs.js';

/** The most pictures of a gallery. */
const MOST_PICTURES = 60;

/** Returns the public news of a project, newest first. What was taken down keeps its place. */
export function listNews(context: RequestContext, projectId: string, args: PageArgs): Promise<Page<ProjectUpdate>> {
  const query = context.db.read
    .createQueryBuilder(ProjectUpdate, 'piece')
    .where('piece.projectId = :projectId AND piece.kind = :kind AND piece.publishedAt IS NOT NULL', {
      projectId,
      kind: UpdateKind.NEWS,
    });
  return paginate(
    query,
    [
      { column: 'piece.publishedAt', of: ({ publishedAt }) => sqlTime(publishedAt!), direction: 'DESC' },
      { column: 'piece.id', of: ({ id }) => id, direction: 'DESC' },
    ],
    args,
  );
}

/** Whether the viewer edits for the unit of a project. */
export const editsFor = async (context: RequestContext, { organizationId }: Project): Promise<boolean> => {
  const role = context.viewer === null ? null : await findMembershipRole(context, organizationId);
  return role === MembershipRole.EDITOR || role === MembershipRole.OWNER;
};

/** Returns the drafts of a project to those who may publish them, and an empty list to others. */
export async function listDrafts(context: RequestContext, project: Project): Promise<ProjectUpdate[]> {
  if (!(await editsFor(context, project))) return [];
  return context.db.read.find(ProjectUpdate, {
    where: { projectId: project.id, publishedAt: IsNull() },
    order: { id: 'DESC' },
  });
}

/** Returns the published thanks of a project to those who may write more, and an empty list to others. */
export async function listThanks(context: RequestContext, project: Project): Promise<ProjectUpdate[]> {
  if (!(await editsFor(context, project))) return [];
  return context.db.read
    .createQueryBuilder(ProjectUpdate, 'piece')
    .where('piece.projectId = :projectId AND piece.kind = :kind AND piece.publishedAt IS NOT NULL', {
      projectId: project.id,
      kind: UpdateKind.THANKS,
    })
    .orderBy('piece.publishedAt', 'DESC')
    .addOrderBy('piece.id', 'DESC')
    .getMany();
}

/** The published versions of an update before the present one, for members of its unit and for staff. */
export async function listEarlierVersions(context: RequestContext, update: ProjectUpdate): Promise<UpdateVersion[]> {
  if (update.number < 2) return [];
  const project = await projectLoader(context).load(update.projectId);
  const sees =
    project !== null && ((await isMemberOf(context, project.organizationId)) || may(context, seeEarlierVersions));
  if (!sees) return [];
  const versions = await context.db.read.find(UpdateVersion, {
    where: { updateId: update.id },
    order: { number: 'DESC' },
  });
  return versions.filter(({ number }) => number < update.number);
}

/** The photos of the present version of each update. */
export const photosLoader = defineLoader<string, ShownPhoto[]>(async ({ db }, updateIds) => {
  const photos = await db.read
    .createQueryBuilder(UpdatePhoto, 'photo')
    .innerJoin(ProjectUpdate, 'piece', 'piece.id = photo.updateId AND piece.number = photo.number')
    .where('photo.updateId IN (:...updateIds)', { updateIds })
    .orderBy('photo.position', 'ASC')
    .getMany();
  const files = await findFiles({ db }, [...new Set(photos.map(({ fileId }) => fileId))]);
  return updateIds.map((id) =>
    photos
      .filter(({ updateId }) => updateId === id)
      .flatMap(({ fileId, alt }) => {
        const file = files.get(fileId);
        return file === undefined ? [] : [{ file, alt }];
      }),
  );
});

/** The published thanks for each gift: those to all donors of its project, and those for stages that it paid. */
export const thanksLoader = defineLoader<string, ProjectUpdate[]>(async ({ db }, pledgeIds) => {
  const rows = await db.read.query<{ pledge_id: string; update_id: string }[]>(
    `SELECT p.id AS pledge_id, u.id AS update_id FROM pledges p JOIN project_updates u ON u.project_id = p.project_id
     WHERE ${sqlIn('p.id', pledgeIds)} AND p.status = 'PAID' AND u.kind = 'THANKS' AND u.published_at IS NOT NULL
       AND (u.milestone_id IS NULL OR EXISTS (SELECT 1 FROM gift_uses g WHERE g.pledge_id = p.id AND g.milestone_id = u.milestone_id))
     ORDER BY u.published_at DESC, u.id DESC`,
    [...pledgeIds],
  );
  const updates = await rowsByKey(db.read, ProjectUpdate, 'id', [...new Set(rows.map((row) => row.update_id))]);
  const byId = new Map(updates.flatMap((update) => (update === null ? [] : [[update.id, update] as const])));
  return pledgeIds.map((id) =>
    rows.filter(({ pledge_id }) => pledge_id === id).flatMap(({ update_id }) => byId.get(update_id) ?? []),
  );
});

interface Counts {
  readonly updates: number;
  readonly followers: number;
}

export const countsLoader = defineLoader<string, Counts>(async ({ db }, projectIds) => {
  const rows = await db.read.query<Record<'project_id' | 'updates' | 'followers', string>[]>(
    `SELECT project_id, updates, followers FROM project_news_counts WHERE ${sqlIn('project_id', projectIds)}`,
    [...projectIds],
  );
  const byId = new Map(rows.map((row) => [row.project_id, row]));
  return projectIds.map((id) => ({
    updates: Number(byId.get(id)?.updates ?? 0),
    followers: Number(byId.get(id)?.followers ?? 0),
  }));
});

export async function viewerFollows(context: RequestContext, projectId: string): Promise<boolean> {
  if (context.viewer === null) return false;
  return context.db.read.existsBy(ProjectFollow, { projectId, userId: context.viewer.userId });
}

/** Returns the projects that the viewer follows, the last followed first. */
export async function listFollowed(context: RequestContext, args: PageArgs): Promise<Page<Project>> {
  const { userId } = requireViewer(context);
  const query = context.db.read
    .createQueryBuilder(ProjectFollow, 'follow')
    .innerJoin(Project, 'project', 'project.id = follow.projectId AND project.isPublic = :isPublic', { isPublic: true })
    .where('follow.userId = :userId', { userId });
  const page = await paginate(
    query,
    [
      { column: 'follow.followedAt', of: ({ followedAt }) => sqlTime(followedAt), direction: 'DESC' },
      { column: 'follow.projectId', of: ({ projectId }) => projectId, direction: 'DESC' },
    ],
    args,
  );
  const projects = await projectLoader(context).loadMany(page.edges.map(({ node }) => node.projectId));
  return {
    ...page,
    edges: page.edges.flatMap(({ cursor }, index) => {
      const node = projects[index];
      return node == null ? [] : [{ node, cursor }];
    }),
  };
}

interface PictureRow
  extends
    Record<'project_id' | 'file_id' | 'alt' | 'about', string>,
    Record<'milestone_id' | 'update_id', string | null> {
  readonly at: Date | string;
}

/** Returns the newest public pictures of each project: those of accepted reports, and those of news. */
export const picturesLoader = defineLoader<string, ProjectPicture[]>(async ({ db }, projectIds) => {
  const shown = "f.width IS NOT NULL AND f.taken_down_at IS NULL AND f.audience = 'EVERYBODY'";
  const rows = await db.read.query<PictureRow[]>(
    `SELECT m.project_id, f.id AS file_id, '' AS alt, m.title AS about, m.id AS milestone_id, NULL AS update_id, r.submitted_at AS at, rf.position AS place
     FROM milestones m JOIN milestone_reports r ON r.milestone_id = m.id AND r.accepted = 1
     JOIN milestone_report_files rf ON rf.report_id = r.id JOIN stored_files f ON f.id = rf.file_id
     WHERE ${sqlIn('m.project_id', projectIds)} AND ${shown}
     UNION ALL
     SELECT u.project_id, f.id, p.alt, u.title, NULL, u.id, u.published_at, p.position
     FROM project_updates u JOIN update_photos p ON p.update_id = u.id AND p.number = u.number
     JOIN stored_files f ON f.id = p.file_id
     WHERE ${sqlIn('u.project_id', projectIds)} AND u.kind = 'NEWS' AND u.published_at IS NOT NULL AND u.taken_down_at IS NULL AND ${shown}
     ORDER BY at DESC, place ASC`,
    [...projectIds, ...projectIds],
  );
  const ofProject = projectIds.map((id) => rows.filter(({ project_id }) => project_id === id).slice(0, MOST_PICTURES));
  const files = await findFiles({ db }, [...new Set(ofProject.flat().map(({ file_id }) => file_id))]);
  return ofProject.map((pictures) =>
    pictures.flatMap(({ file_id, alt, about, at, milestone_id, update_id }) => {
      const file = files.get(file_id);
      return file === undefined
        ? []
        : [{ file, alt, about, at: fromSqlTime(at), milestoneId: milestone_id, updateId: update_id }];
    }),
  );
});
