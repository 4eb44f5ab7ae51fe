import type { RequestContext } from '../../context.js';
import { findViewerAgain } from '../identity/index.js';
import { findVisibleProject, getVisibleProject } from './projects.access.js';
import { PROJECT_TOPIC, type ProjectProgress } from './project-progress.js';

/**
 * Yields the progress of a project that the viewer may see: the current state, then the state after every change.
 * Throws NOT_FOUND when the viewer may not see the project.
 */
export async function watchProgress(
  context: RequestContext,
  projectId: string,
): Promise<AsyncIterableIterator<ProjectProgress>> {
  // The loaders of a context keep what they loaded as long as the context lives. This query uses a copy of the context,
  // so that not every subscription keeps the project in memory.
  const { id } = await getVisibleProject({ ...context }, projectId);
  const states = context.live.subscribe<ProjectProgress>(PROJECT_TOPIC, id);
  // This is no async generator, because return() of a generator would wait for the next state. The subscription of a
  // client that has disconnected would then never be released.
  const watched: AsyncIterableIterator<ProjectProgress> = {
    async next() {
      const result = await states.next();
      if (result.done || result.value.isPublic || (await stillVisible(context, id))) return result;
      return states.return!();
    },
    return: () => states.return!(),
    [Symbol.asyncIterator]: () => watched,
  };
  return watched;
}

/**
 * Whether the viewer may still see the project. A subscription's context is made once and may outlive its session. So
 * visibility that is not public is checked again at every change, and the subscription ends when it is lost.
 */
async function stillVisible(context: RequestContext, id: string): Promise<boolean> {
  const viewer = await findViewerAgain(context);
  return (await findVisibleProject({ ...context, viewer }, { id })) !== null;
}
