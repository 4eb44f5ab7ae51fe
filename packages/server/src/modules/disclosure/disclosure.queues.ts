import type { Services } from '../../context.js';
import { shanghaiDay } from '../../lib/days.js';
import { defineListedQueue, type WaitingItem, type Worker } from '../queues/index.js';
import { ObligationStatus } from './disclosure.enums.js';
import { listMissing, unitsOfDesk } from './disclosure.queries.js';
import { reviewProjects } from '../projects/index.js';
import { seeDisclosureDesk } from './disclosure.permissions.js';

/** Returns reports to the public whose day has passed. */
async function lateReports({ db, clock }: Services, worker: Worker): Promise<WaitingItem[]> {
  const missing = await listMissing(db.read, shanghaiDay(clock.now()), [ObligationStatus.LATE], unitsOfDesk(worker));
  return missing.map(({ projectId, kind, number, dueOn }) => {
    const deadline = new Date(`${dueOn}T23:59:59.999+08:00`);
    return { id: `${projectId}:${kind}:${number}`, cameAt: deadline, deadline, amountFen: null };
  });
}

export const lateReportQueue = defineListedQueue({
  name: 'late-reports',
  label: 'queue.late-reports',
  path: '/review?tab=disclosure',
  see: seeDisclosureDesk,
  work: reviewProjects,
  items: lateReports,
  isSearchable: false,
});
