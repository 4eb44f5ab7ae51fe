import { daysUntilEnd } from '../../lib/dates';

interface Candidate {
  goal: number;
  fundingEndsAt?: string | null;
  progress: { raised: number };
}

/** Returns the projects that need money most: those with the largest missing share for each day that is left. */
export function neediest<T extends Candidate>(projects: readonly T[], count: number, now: Date = new Date()): T[] {
  const need = (project: T) => {
    const missing = Math.max(0, project.goal - project.progress.raised) / project.goal;
    const days = project.fundingEndsAt ? Math.max(1, daysUntilEnd(project.fundingEndsAt, now)) : 365;
    return missing / days;
  };
  return projects
    .map((project) => ({ project, need: need(project) }))
    .sort((a, b) => b.need - a.need)
    .slice(0, count)
    .map(({ project }) => project);
}
