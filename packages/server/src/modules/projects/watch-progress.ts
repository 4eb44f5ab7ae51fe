import type { RequestContext } from '../../context.js';
import { findViewerAgain } from '../identity/index.js';
import { findVisibleProject, getVisibleProject } from './projects.access.js';
import { PROJECT_TOPIC, type ProjectProgress } from './project-progress.js';

/** The progress of a project that the viewer may see: now, and after every change. */
export async function watchProgress(context: RequestContext, projectId: string): Promise<AsyncIterableIterator<ProjectProgress>> {
  // What a context has loaded lives as long as it does: asked by one of its own, the project is not kept by everybody who watches it.
  const { id } = await getVisibleProject({ ...context }, projectId);
  const states = context.live.subscribe<ProjectProgress>(PROJECT_TOPIC, id);
  // Not an async generator: its return() would wait for the next state, and a reader who has left would never be let go.
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
 * A subscription's context is made once and may outlive the session it was made for. So what not everybody may see
 * is asked for again at every change, and the subscription ends when the answer is no.
 */
async function stillVisible(context: RequestContext, id: string): Promise<boolean> {
  const viewer = await findViewerAgain(context);
  return (await findVisibleProject({ ...context, viewer }, { id })) !== null;
}
