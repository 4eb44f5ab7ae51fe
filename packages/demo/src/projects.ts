import { LAUNCH_PROJECTS } from './projects-launch.js';
import { OTHER_PROJECTS } from './projects-others.js';
import { PUBLISHER_PROJECTS } from './projects-publisher.js';
import type { DemoProject } from './shapes.js';

/** Four projects of the launch of 8 June 2017, and others, so that the demo shows every status. */
export const DEMO_PROJECTS: readonly DemoProject[] = [...LAUNCH_PROJECTS, ...PUBLISHER_PROJECTS, ...OTHER_PROJECTS];
