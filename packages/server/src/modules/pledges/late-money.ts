import type { Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import type { DomainError } from '../../errors.js';
import { endedByTime, type Project } from '../projects/index.js';

/**
 * Which of `projects` time ended, and why each of them can receive nothing more: null where it can. Money that reached the bank in time
 * may be recorded after the platform ended a project as failed. It comes in, and where it changes that verdict the project comes back,
 * unless its gifts are on their way back to the donors already.
 */
export async function askEndedProjects(services: Services, tx: Tx, projects: readonly Project[]): Promise<Map<string, DomainError | null>> {
  const ended = new Map<string, DomainError | null>();
  for (const project of await endedByTime(tx, projects)) {
    let refusal: DomainError | null = null;
    for (const refuse of services.returnRefusals) refusal ??= await refuse(tx, project);
    ended.set(project.id, refusal);
  }
  return ended;
}
