import type { Services } from '../../context.js';
import type { Database } from '../../db/database.js';
import { doEach } from '../../jobs/job.js';
import { addDays, shanghaiDay } from '../../lib/days.js';
import { translate, type Language, type MessageKey } from '../../messages/index.js';
import { defineNoticeKind, NoticeTopic, notify, type NoticeWords } from '../notices/index.js';
import { editorsOf } from '../organizations/index.js';
import { Project } from '../projects/index.js';
import { DisclosureReminder, Reminder } from './disclosure.entities.js';
import { DisclosureKind, ObligationStatus } from './disclosure.enums.js';
import { listMissing } from './disclosure.queries.js';
import type { DisclosureObligation } from './disclosure.types.js';

/** The editors are notified this many days before a report is due. */
const SOON_DAYS = 7;

interface ReportEvent {
  readonly projectId: string;
  readonly projectTitle: string;
  readonly organizationId: string;
  readonly kind: DisclosureKind;
  readonly number: number;
  readonly dueOn: string;
}

const editors = async (services: Services, { organizationId }: ReportEvent): Promise<Map<string, object>> =>
  new Map((await editorsOf(services, organizationId)).map((userId) => [userId, {}]));

const wordsOf =
  (reminder: 'soon' | 'late') =>
  (language: Language, { projectId, projectTitle, kind, number, dueOn }: ReportEvent): NoticeWords => {
    const params = { project: projectTitle, dueOn, report: translate(language, `disclosure.name.${kind}`, { number }) };
    const key = (part: 'title' | 'text') => `disclosure.notice.${reminder}.${part}` as MessageKey;
    return {
      title: translate(language, key('title'), params),
      text: translate(language, key('text'), params),
      path: `/workspace/projects/${projectId}/reports`,
    };
  };

export const reportSoon = defineNoticeKind<ReportEvent, object>({
  name: 'REPORT_SOON',
  label: 'disclosure.notice.soon.label',
  topics: [NoticeTopic.PROJECTS],
  recipients: editors,
  words: wordsOf('soon'),
});
export const reportLate = defineNoticeKind<ReportEvent, object>({
  name: 'REPORT_LATE',
  label: 'disclosure.notice.late.label',
  topics: [NoticeTopic.PROJECTS],
  recipients: editors,
  words: wordsOf('late'),
});
const NOTICES = { [Reminder.SOON]: reportSoon, [Reminder.LATE]: reportLate };

/** The last day on which each server has looked for due reports. */
const looked = new WeakMap<Database, string>();

/**
 * Once a day, notifies the editors of reports that are due within a week and of late ones. Each notification is sent
 * once, even when several nodes look.
 */
export async function remindOfReports(services: Services, signal?: AbortSignal): Promise<void> {
  const today = shanghaiDay(services.clock.now());
  if (looked.get(services.db) === today) return;
  await doEach(
    await listMissing(services.db.read, today, [ObligationStatus.DUE, ObligationStatus.LATE]),
    signal,
    async (missing) => {
      if (missing.status === ObligationStatus.LATE) await remind(services, missing, Reminder.LATE);
      else if (missing.dueOn <= addDays(today, SOON_DAYS)) await remind(services, missing, Reminder.SOON);
    },
  );
  looked.set(services.db, today);
}

async function remind(
  { db }: Services,
  { projectId, kind, number, dueOn }: DisclosureObligation,
  reminder: Reminder,
): Promise<void> {
  await db.transact(async (tx) => {
    // Nodes that look at the same time wait for each other at this lock.
    const project = await tx.lock(Project, { id: projectId });
    const key = { projectId, kind, number, reminder };
    if (project === null || (await tx.manager.existsBy(DisclosureReminder, key))) return;
    await tx.manager.insert(DisclosureReminder, key);
    await notify(tx, NOTICES[reminder], {
      projectId,
      projectTitle: project.title,
      organizationId: project.organizationId,
      kind,
      number,
      dueOn,
    });
  });
}
