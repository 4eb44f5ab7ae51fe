import type { ProjectStatus } from '@hongchuang/schema';

/** Why the project is in the state it is in: the reason of its last step there. `history` is oldest first. */
export function lastReason(project: { status: ProjectStatus; history: readonly { to: ProjectStatus; reason: string | null }[] }): string | undefined {
  return project.history.filter(({ to }) => to === project.status).pop()?.reason ?? undefined;
}
