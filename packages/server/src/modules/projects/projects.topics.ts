import { requirePermission } from '../../context.js';
import { defineTopic, defineTopicOfEach } from '../../live/topics.js';
import { getVisibleProject } from './projects.access.js';
import { watchProjects } from './projects.permissions.js';

/**
 * Changes of what a project's page shows besides its money: status, stages, reports, figures, and what was taken down.
 * Gifts do not change this topic; `projectProgress` reports them.
 */
export const PROJECT = defineTopicOfEach('project', getVisibleProject);

/** Changes when any project takes a step, because the step may add the project to a desk or remove it. */
export const PROJECT_STEPS = defineTopic('project-steps', (context) => requirePermission(context, watchProjects));
