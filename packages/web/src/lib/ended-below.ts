import type { ProjectStandingFragment } from '@hongchuang/schema';

/** Whether funding is over and left a part of the goal open. The project then goes on with the money that came. */
export const endedBelowGoal = ({
  status,
  goal,
  progress,
}: Pick<ProjectStandingFragment, 'status' | 'goal' | 'progress'>): boolean =>
  (status === 'FUNDED' || status === 'EXECUTING' || status === 'COMPLETED') && progress.raised < goal;

/** Whether the figures stand for good, so that nothing beside them is live. */
export const isOver = ({ status }: Pick<ProjectStandingFragment, 'status'>): boolean =>
  status === 'COMPLETED' || status === 'CANCELLED';
