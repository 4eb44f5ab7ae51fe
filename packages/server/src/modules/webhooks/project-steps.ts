import type { StepFollower } from '../projects/index.js';
import { announce } from './announce.js';
import { WebhookTopic } from './webhook.enums.js';

/** Announces each step of a public project with the states before and after it. */
export const announceStep: StepFollower = (services, tx, project, { step, from, to }) =>
  announce(services, tx, [
    { project, topic: WebhookTopic.PROJECT_STEP, data: { step, from, to, goal: project.goalFen } },
  ]);
