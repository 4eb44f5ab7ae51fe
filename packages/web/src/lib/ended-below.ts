import type { ProjectStandingFragment } from '@hongchuang/schema';

/** Whether funding is over and left a part of the goal open. The project then goes on with the money that came. */
export const endedBelowGoal = ({
  status,
  goal,
  progress,
}: Pick<ProjectStandingFragment, 'status' | 'goal' | 'progress'>): boolean =>
  (status === 'FUNDED' || status === 'EXECUTING' || status === 'COMPLETED') && progress.raised < goal;
