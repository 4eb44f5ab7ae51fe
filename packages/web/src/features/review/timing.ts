const DAY_MS = 86_400_000;

/** The last moment at which an approval still leaves time for the public notice before funding ends. */
export const decideBy = (project: { fundingEndsAt?: string | null }, noticeDays: number): Date | undefined =>
  project.fundingEndsAt ? new Date(new Date(project.fundingEndsAt).getTime() - noticeDays * DAY_MS) : undefined;
