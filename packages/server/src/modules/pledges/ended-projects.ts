import type { Tx } from '../../db/database.js';
import type { DomainError } from '../../errors.js';
import { endedByTime, type Project } from '../projects/index.js';
import { returnRefusals } from './pledge-hooks.js';

/**
 * Returns the projects among `projects` that ended because their time was over. The value says why the project can
 * receive nothing more; it is null when the project can still receive money. Money that reached the bank in time may be
 * recorded after the platform ended a project as failed. Such money is received, and the project comes back when the
 * money changes the result. A project whose gifts are already going back to the donors receives nothing more.
 */
export async function findEndedProjects(
  tx: Tx,
  projects: readonly Project[],
): Promise<Map<string, DomainError | null>> {
  const ended = new Map<string, DomainError | null>();
  for (const project of await endedByTime(tx, projects)) {
    let refusal: DomainError | null = null;
    for (const refuse of returnRefusals) refusal ??= await refuse(tx, project);
    ended.set(project.id, refusal);
  }
  return ended;
}
