import type { ClosingStep } from '../../closing.js';
import { requireViewer, type RequestContext, type Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { User } from '../identity/index.js';
import { getVisibleProject, type Project } from '../projects/index.js';
import { ProjectFollow } from './update.entities.js';
import { newsCounts } from './updates.counts.js';

const count = (tx: Tx, projectId: string, followers: 1 | -1): Promise<void> =>
  newsCounts.add(tx, { project_id: projectId }, { updates: 0, followers });

/** Begins or stops to tell the viewer of news of a project. What is so already stays so. */
export async function followProject(context: RequestContext, rawProjectId: string, follows: boolean): Promise<Project> {
  const { userId } = requireViewer(context);
  const project = await getVisibleProject(context, rawProjectId);
  await context.db.transact(async (tx) => {
    // The lock orders two presses in two windows.
    await tx.lock(User, { id: userId });
    const key = { projectId: project.id, userId };
    if ((await tx.manager.existsBy(ProjectFollow, key)) === follows) return;
    if (follows) await tx.manager.insert(ProjectFollow, { ...key, followedAt: tx.now });
    else await tx.manager.delete(ProjectFollow, key);
    await count(tx, project.id, follows ? 1 : -1);
  });
  return project;
}

/** Takes somebody who closes the account out of the counts of followers. */
export const stopFollowing: ClosingStep = async (_services, tx, userId) => {
  const follows = await tx.manager.find(ProjectFollow, { where: { userId }, order: { projectId: 'ASC' } });
  for (const { projectId } of follows) await count(tx, projectId, -1);
  await tx.manager.delete(ProjectFollow, { userId });
};

/** Returns the people who follow a project, by their ids. */
export async function followersOf({ db }: Pick<Services, 'db'>, projectId: string): Promise<string[]> {
  const rows = await db.read.query<{ user_id: string }[]>('SELECT user_id FROM project_follows WHERE project_id = ?', [
    projectId,
  ]);
  return rows.map(({ user_id }) => user_id);
}
