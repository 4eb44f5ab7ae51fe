import type { Services } from '../../context.js';
import { isDuplicateKey } from '../../db/faults.js';
import { newId } from '../../lib/ids.js';
import { translate } from '../../messages/index.js';
import { holdersOf } from '../identity/index.js';
import { defineNoticeKind, NoticeTopic, notify } from '../notices/index.js';
import { holds } from '../../permission.js';
import { TraceAlert } from './alert.entity.js';
import { seeAlerts } from './audit.permissions.js';
import { findPattern, PATTERNS, type Finding, type Pattern } from './patterns.js';

interface AlertEvent {
  readonly pattern: string;
  readonly personId: string;
  readonly entries: number;
}

export const patternFound = defineNoticeKind<AlertEvent, object>({
  name: 'TRACE_ALERT',
  label: 'trace.alert.label',
  topics: [NoticeTopic.WORK],
  async recipients(services) {
    const people = (await holdersOf(services)).filter((person) => holds(person, seeAlerts));
    return new Map(people.map(({ userId }) => [userId, {}]));
  },
  // The letter holds no name, because people choose their names and the letter speaks for the charity.
  words: (language, { pattern, personId, entries }) => ({
    title: translate(language, 'trace.alert.title', { pattern: patternLabel(pattern, language) }),
    text: translate(language, 'trace.alert.text', { entries }),
    path: `/trace?person=${personId}`,
  }),
});

/** The words for a pattern that is stored. */
export const patternLabel = (name: string, language: 'zh-CN' | 'en'): string =>
  PATTERNS.find((pattern) => pattern.name === name)?.label[language === 'en' ? 1 : 0] ?? name;

/**
 * Looks for every pattern in the newest entries, and records and tells what it finds. A pattern of one person is told
 * once in an hour, however often it is found.
 */
export async function findAlerts(services: Services, signal?: AbortSignal): Promise<void> {
  const now = services.clock.now();
  for (const pattern of PATTERNS) {
    for (const finding of await findPattern(services.db.read, pattern, now)) {
      signal?.throwIfAborted();
      await raise(services, pattern, finding);
    }
  }
}

async function raise({ db }: Services, pattern: Pattern, finding: Finding): Promise<void> {
  const hour = finding.firstAt.toISOString().slice(0, 13);
  const alertKey = `${pattern.name}:${finding.personId}:${hour}`;
  if (await db.read.existsBy(TraceAlert, { alertKey })) return;
  await db
    .transact(async (tx) => {
      await tx.manager.insert(TraceAlert, { id: newId(tx.now), pattern: pattern.name, alertKey, ...finding });
      await notify(tx, patternFound, {
        pattern: pattern.name,
        personId: finding.personId,
        entries: finding.entries,
      });
    })
    .catch((error: unknown) => {
      // Another node has found it at the same time.
      if (!isDuplicateKey(error)) throw error;
    });
}
