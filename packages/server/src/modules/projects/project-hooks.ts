import type { Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import type { DomainError } from '../../errors.js';
import type { Project } from './project.entity.js';
import type { ProjectStatus } from './project.enums.js';

/** Returns why a project of this organisation may not be submitted now, or null. */
export type SubmissionRefusal = (tx: Tx, project: { readonly organizationId: string }) => Promise<DomainError | null>;

/** Called one after another when a project is submitted. */
export const submissionRefusals: SubmissionRefusal[] = [];

/** Why news of a project concerns somebody who does not work for it: a supporter gave to it. */
export type Support = 'supporter' | 'follower';

/** People whom news of a project concerns, such as its donors. */
export interface ProjectSupporters {
  readonly as: Support;
  /** Returns people by their ids, and guests who left a mail address by the ids of their gifts. */
  find(services: Services, projectId: string): Promise<readonly string[]>;
}

/** Called one after another when news of a project is told. */
export const projectSupporters: ProjectSupporters[] = [];

/** Does in the transaction of a step what follows from it elsewhere. */
export type StepFollower = (
  services: Services,
  tx: Tx,
  project: Project,
  change: { readonly step: string; readonly from: ProjectStatus; readonly to: ProjectStatus },
) => Promise<void>;

/** Called one after another when a project has taken a step. */
export const stepFollowers: StepFollower[] = [];
