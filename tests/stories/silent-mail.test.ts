import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { createCity, pledgeInput, type City } from '../support/city.ts';
import { DAY_MS } from '../support/clock.ts';
import { startMailServer, type MailServer } from '../support/mail-servers.ts';
import { MUTATIONS } from '../support/operations.ts';
import { startStopwatch } from '../support/stopwatch.ts';
import { projectAt } from '../support/town.ts';

/** Jobs are left after five seconds; a busy machine needs some more for the rest. */
const STOP_WITHIN_MS = 15_000;
/** Each job looks about once a second. */
const SOON = { timeout: 30_000, interval: 100 };

let app: TestApp | undefined;
let mail: MailServer | undefined;
afterEach(async () => {
  await app?.close();
  await mail?.stop();
  app = mail = undefined;
});

/** So many letters that are due now, as a notice leaves them. */
async function addDueLetters({ db, clock }: TestApp, userId: string, count: number): Promise<void> {
  const now = clock.now().toISOString().slice(0, 23).replace('T', ' ');
  await db.transact(async (tx) => {
    for (let index = 0; index < count; index += 1) {
      const event = randomUUID();
      await tx.manager.query(
        "INSERT INTO notice_events (id, kind, data, created_at, due_at, told_up_to) VALUES (?, 'REPORT_SOON', ?, ?, NULL, ?)",
        [
          event,
          JSON.stringify({
            projectId: event,
            projectTitle: '口述史',
            kind: 'PROGRESS',
            number: 1,
            dueOn: '2026-07-01',
          }),
          now,
          userId,
        ],
      );
      await tx.manager.query(
        'INSERT INTO notices (id, event_id, user_id, data, created_at, read_at, mail_due_at, mail_attempts) VALUES (?, ?, ?, ?, ?, NULL, ?, 0)',
        [randomUUID(), event, userId, '{}', now, now],
      );
    }
  });
}

/** Makes everybody read notices in the inbox alone, so that setting up a city waits for no mail. */
const readInTheInbox = ({ db }: TestApp): Promise<unknown> =>
  db.transact((tx) =>
    tx.manager.query(
      `INSERT INTO notice_choices (user_id, topic, way) SELECT u.id, t.topic, 'INBOX' FROM users u,
       (${['GIFTS', 'SUPPORTED', 'PROJECTS', 'UNITS', 'WORK']
         .map((topic) => `SELECT '${topic}' AS topic`)
         .join(' UNION ALL ')}) t`,
    ),
  );

/** The job that sends letters, as /metrics shows it. */
const metricsOf = async ({ url }: TestApp): Promise<string> => (await fetch(`${url}/metrics`)).text();

describe.each(['silent', 'greeting', 'dripping'] as const)('while the mail server is %s', (kind) => {
  it('funding opens, pledges lapse, the proof follows and the server stops', async () => {
    mail = await startMailServer(kind);
    const running = (app = await startTestApp({ env: { SMTP_URL: mail.url } }));
    const city: City = await createCity(running);
    await readInTheInbox(running);
    const open = await projectAt(running, city, 'FUNDRAISING');
    const noticed = await projectAt(running, city, 'PUBLIC_NOTICE');
    const donor = await running.signUp();
    const { pledge } = await donor.client.must(MUTATIONS.pledge, {
      input: pledgeInput(open.id, { payment: 'BANK_TRANSFER' }),
    });
    const statusOf = async (table: 'pledges' | 'projects', id: string) =>
      (await running.db.read.query<{ status: string }[]>(`SELECT status FROM ${table} WHERE id = ?`, [id]))[0]!.status;
    await addDueLetters(running, donor.id, 5);
    await vi.waitFor(() => expect(mail!.open).toBeGreaterThan(0), SOON);

    const sizeOf = async () => (await running.anonymous().must('{ treeHead { size } }')).treeHead?.size ?? 0;
    const before = await sizeOf();
    await donor.client.must(MUTATIONS.pledge, { input: pledgeInput(open.id) });
    await vi.waitFor(async () => expect(await sizeOf()).toBeGreaterThan(before), SOON);
    running.clock.advance(20 * DAY_MS);
    await vi.waitFor(
      async () =>
        expect([await statusOf('projects', noticed.id), await statusOf('pledges', pledge.id)]).toEqual([
          'FUNDRAISING',
          'EXPIRED',
        ]),
      SOON,
    );
    expect(await metricsOf(running)).toMatch(/job_running_since_timestamp_seconds\{job="mail-notices"\} 1\d{9}/);
    await running.checkInvariants();

    app = undefined;
    const elapsed = startStopwatch();
    await running.close();
    expect(elapsed()).toBeLessThan(STOP_WITHIN_MS);
    await vi.waitFor(() => expect(mail!.open, 'no connection to the mail server is left').toBe(0), SOON);
  }, 120_000);
});

describe.each(['resetting', 'refusing', 'busy'] as const)('a mail server that is %s', (kind) => {
  it('gets few mails, appears in the metrics, and loses nothing', async () => {
    mail = await startMailServer(kind);
    const running = (app = await startTestApp({ env: { SMTP_URL: mail.url } }));
    const { id } = await running.signUp();
    await addDueLetters(running, id, 8);
    await vi.waitFor(
      async () => expect(await metricsOf(running)).toMatch(/job_failures_total\{job="mail-notices"\} [1-9]/),
      SOON,
    );
    const waiting = await running.db.read.query<{ n: number }[]>(
      'SELECT COUNT(*) AS n FROM notices WHERE mail_due_at IS NOT NULL',
    );
    expect(Number(waiting[0]!.n), 'each is tried again later').toBe(8);
    expect(await metricsOf(running)).toMatch(/job_failures_total\{job="tell-notices"\} 0/);
  }, 60_000);
});

describe('a job that always fails', () => {
  it('stops no other job, and appears in the metrics', async () => {
    const running = (app = await startTestApp());
    const city = await createCity(running);
    const noticed = await projectAt(running, city, 'PUBLIC_NOTICE');
    const { read } = running.server.db;
    // What the lapsing of pledges asks the database for is refused for ever.
    const query = read.query.bind(read);
    vi.spyOn(read, 'query').mockImplementation((sql: string, ...rest: unknown[]) =>
      /FROM pledges WHERE status = 'PENDING'/.test(sql)
        ? Promise.reject(new Error('this table is broken'))
        : (query as (...given: unknown[]) => Promise<never>)(sql, ...rest),
    );
    try {
      running.clock.advance(20 * DAY_MS);
      await vi.waitFor(
        async () =>
          expect(
            (await running.anonymous().must('query ($id: ID!) { project(id: $id) { status } }', { id: noticed.id }))
              .project.status,
          ).toBe('FUNDRAISING'),
        SOON,
      );
      await vi.waitFor(
        async () => expect(await metricsOf(running)).toMatch(/job_failures_total\{job="lapse-pledges"\} [1-9]/),
        SOON,
      );
      expect(await metricsOf(running)).toMatch(/job_failures_total\{job="advance-projects"\} 0/);
      await expect(running.server.tick(), 'a caller that asks for all due jobs gets the failure').rejects.toThrow(
        'this table is broken',
      );
    } finally {
      vi.restoreAllMocks();
    }
  }, 120_000);
});
