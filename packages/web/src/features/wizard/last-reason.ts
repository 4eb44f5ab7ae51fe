import type { ProjectStatus } from '@hongchuang/schema';

/** Returns why the project is in its status: the reason of its last step to that status. `history` is oldest first. */
export function lastReason(project: {
  status: ProjectStatus;
  history: readonly { to: ProjectStatus; reason: string | null }[];
}): string | undefined {
  return project.history.filter(({ to }) => to === project.status).pop()?.reason ?? undefined;
}
