import { LessThanOrEqual, MoreThanOrEqual } from 'typeorm';
import { requireViewer, type RequestContext, type Services } from '../../context.js';
import { badInput, forbidden } from '../../errors.js';
import { shanghaiDay } from '../../lib/days.js';
import { holds } from '../../permission.js';
import { emailsOf, namesOf, readEmail, User } from '../identity/index.js';
import { notify } from '../notices/index.js';
import type { NameDeputyInput } from './deputies.inputs.js';
import { deputyNamed } from './deputies.notices.js';
import { readAbsence } from './deputies.rules.js';
import { QueueDeputy } from './deputy.entity.js';
import { queues, type Queue, type Worker } from './queue.js';
import { listWorkers } from './workers.js';

/** Returns all absences of a day. */
export const absencesOn = (services: Services, day: string): Promise<QueueDeputy[]> =>
  services.db.read.find(QueueDeputy, {
    where: { fromDay: LessThanOrEqual(day), untilDay: MoreThanOrEqual(day) },
    order: { userId: 'ASC' },
  });

/** Returns the ids of the people for whom somebody is the deputy today. */
export async function absentColleaguesOf(services: Services, deputyId: string): Promise<string[]> {
  const absences = await absencesOn(services, shanghaiDay(services.clock.now()));
  return absences.filter((absence) => absence.deputyId === deputyId).map(({ userId }) => userId);
}

/** Returns the viewer's own deputy, now or later. Returns null when the viewer named none or the absence is over. */
export async function findOwnDeputy(context: RequestContext): Promise<QueueDeputy | null> {
  const { userId } = requireViewer(context);
  const deputy = await context.db.read.findOneBy(QueueDeputy, { userId });
  return deputy === null || deputy.untilDay < shanghaiDay(context.clock.now()) ? null : deputy;
}

/** Returns the absences, now or later, for which the viewer is the deputy. */
export async function listDeputyships(context: RequestContext): Promise<QueueDeputy[]> {
  const { userId } = requireViewer(context);
  return context.db.read.find(QueueDeputy, {
    where: { deputyId: userId, untilDay: MoreThanOrEqual(shanghaiDay(context.clock.now())) },
    order: { fromDay: 'ASC', userId: 'ASC' },
  });
}

export async function nameOf(context: RequestContext, userId: string): Promise<string> {
  return (await namesOf(context, [userId])).get(userId) ?? '';
}

const worksOn = (worker: Worker): readonly Queue[] => queues.all().filter(({ work }) => holds(worker, work));

/**
 * Names the deputy of the viewer, in place of an earlier one. The deputy has to work a queue that the viewer works. An
 * address without such a colleague is refused by one text, which does not tell whether the address has an account.
 */
export async function nameDeputy(context: RequestContext, input: NameDeputyInput): Promise<QueueDeputy> {
  const viewer = requireViewer(context);
  const own = worksOn(viewer);
  if (own.length === 0) throw forbidden('deputy.noWork');
  const days = readAbsence(input.from, input.until, shanghaiDay(context.clock.now()));
  const email = readEmail('email', input.email);
  const colleagues = (await listWorkers(context)).filter(
    (worker) => worker.userId !== viewer.userId && worksOn(worker).some((queue) => own.includes(queue)),
  );
  const emails = await emailsOf(
    context,
    colleagues.map(({ userId }) => userId),
  );
  const deputyId = [...emails].find(([, one]) => one === email)?.[0];
  if (deputyId === undefined) throw badInput('email', 'deputy.noColleague');
  return context.db.transact(async (tx) => {
    // The lock orders two pages of one person.
    await tx.lock(User, { id: viewer.userId });
    const deputy = tx.manager.create(QueueDeputy, { userId: viewer.userId, deputyId, ...days });
    await tx.manager.delete(QueueDeputy, { userId: viewer.userId });
    await tx.manager.insert(QueueDeputy, deputy);
    await notify(tx, deputyNamed, { deputyId, ...days });
    return deputy;
  });
}

/** Ends the viewer's absence. Returns whether the viewer had a deputy. */
export async function endDeputy(context: RequestContext): Promise<boolean> {
  const { userId } = requireViewer(context);
  if ((await findOwnDeputy(context)) === null) return false;
  await context.db.transact((tx) => tx.manager.delete(QueueDeputy, { userId }));
  return true;
}
