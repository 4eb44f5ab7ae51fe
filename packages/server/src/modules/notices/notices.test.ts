import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { runChecks } from '../../checks.js';
import type { Mail } from '../../mail.js';
import { testServices, type TestServices } from '#testing';
import { createAccount } from '../identity/index.js';
import { mailDueNotices } from './mail-notices.js';
import { Notice, NoticeEvent } from './notice.entities.js';
import { defineNoticeKind, noticeKinds, notify } from './notice-kinds.js';
import { noticeChecks } from './notices.checks.js';
import { NoticeTopic } from './notice.enums.js';
import { deliverDueNotices } from './deliver-notices.js';

const MINUTE_MS = 60_000;
let recipients: readonly string[] = [];
let broken = false;
const kind = defineNoticeKind<{ word: string }, { place: number }>({
  name: 'TEST',
  label: 'notice.unknown',
  topics: [NoticeTopic.WORK],
  async recipients() {
    if (broken) throw new Error('nobody knows');
    return new Map(recipients.map((userId, place) => [userId, { place }]));
  },
  words: (language, { word }, { place }) => ({
    title: `${word} (${language})`,
    text: `no. ${place}`,
    path: '/somewhere',
  }),
});
noticeKinds.add(kind);

let services: TestServices;
let people: string[];
beforeAll(async () => {
  services = await testServices();
  const accounts = await Promise.all(
    Array.from({ length: 3 }, (_, index) =>
      createAccount(services, { email: `told${index}@example.test`, password: 'a-good-password', name: '某人' }),
    ),
  );
  people = accounts.map(({ id }) => id).sort();
});
afterAll(() => services.close());
beforeEach(async () => {
  recipients = people;
  broken = false;
  (services.sent as Mail[]).length = 0;
  await services.db.transact(async (tx) => {
    await tx.manager.query('DELETE FROM notices');
    await tx.manager.query('DELETE FROM notice_events');
  });
});

const happen = (word: string) => services.db.transact((tx) => notify(tx, kind, { word }));
const told = async () => (await services.db.read.find(Notice)).map(({ userId }) => userId).sort();
const pass = async (ms: number) => {
  services.clock.advance(ms);
  await deliverDueNotices(services);
  await mailDueNotices(services);
};

it('is mailed without a link or an address that somebody typed into a title', async () => {
  await happen('请到 https://evil.example/pay\r\n或 thief@evil.example 确认');
  await pass(0);
  expect(services.sent.length).toBeGreaterThan(0);
  for (const { subject, text } of services.sent) {
    expect(`${subject}\n${text}`).not.toMatch(/evil\.example|https:\/\/evil|@evil/);
    expect(subject).toContain('请到 https //evil[.]example/pay 或 thief[at]evil[.]example 确认');
  }
});

describe('an event', () => {
  it('is one row until it is delivered, and then one row for each person', async () => {
    await happen('later');
    expect(await services.db.read.count(Notice)).toBe(0);
    await deliverDueNotices(services);
    expect(await told()).toEqual(people);
    await deliverDueNotices(services);
    expect(await told()).toEqual(people);
  });

  it('that cannot be delivered blocks no other event, and is delivered later', async () => {
    await happen('hard');
    broken = true;
    await deliverDueNotices(services);
    broken = false;
    await happen('easy');
    await deliverDueNotices(services);
    const words = async () =>
      (await services.db.read.find(NoticeEvent, { order: { id: 'ASC' } })).map(({ data, dueAt }) => [
        (JSON.parse(data) as { word: string }).word,
        dueAt === null,
      ]);
    expect(await words()).toEqual([
      ['hard', false],
      ['easy', true],
    ]);
    await pass(MINUTE_MS);
    expect(await words()).toEqual([
      ['hard', true],
      ['easy', true],
    ]);
  });

  it('continues where it stopped: nobody is notified twice or left out', async () => {
    recipients = people.slice(0, 1);
    await happen('half');
    await deliverDueNotices(services);
    // The state after a batch was written and the process died before the next one.
    await services.db.transact((tx) =>
      tx.manager.update(NoticeEvent, { kind: 'TEST' }, { dueAt: services.clock.now() }),
    );
    recipients = people;
    await deliverDueNotices(services);
    expect(await told()).toEqual(people);
  });
});

describe('a mail of a notification', () => {
  const fail = (times: number) => {
    let left = times;
    return vi.spyOn(services.mailer, 'send').mockImplementation(async (mail) => {
      if (left > 0) {
        left -= 1;
        throw new Error('550 told0@example.test is over quota');
      }
      (services.sent as Mail[]).push(mail);
    });
  };

  it('goes to each person once, in both languages', async () => {
    await happen('news');
    await pass(0);
    await pass(MINUTE_MS);
    expect(services.sent.map(({ to }) => to).sort()).toEqual([
      'told0@example.test',
      'told1@example.test',
      'told2@example.test',
    ]);
    expect(services.sent[0]).toMatchObject({
      subject: 'news (zh-CN) / news (en)',
      text: expect.stringMatching(/no\. \d[^]*\/somewhere[^]*\/account#notices[^]*---[^]*no\. \d/),
    });
  });

  it('that the mail server refuses is tried five times with growing intervals', async () => {
    recipients = people.slice(0, 1);
    const send = fail(1_000);
    await happen('news');
    await pass(0);
    expect(send).toHaveBeenCalledTimes(1);
    await pass(30_000);
    expect(send, 'not before its time').toHaveBeenCalledTimes(1);
    for (let hours = 0; hours < 100; hours += 1) await pass(60 * MINUTE_MS);
    expect(send).toHaveBeenCalledTimes(5);
    send.mockRestore();
  });

  it('arrives once when the mail server is back', async () => {
    recipients = people.slice(0, 1);
    const send = fail(2);
    await happen('news');
    for (let minutes = 0; minutes < 30; minutes += 1) await pass(MINUTE_MS);
    expect(services.sent.map(({ to }) => to)).toHaveLength(1);
    expect(send).toHaveBeenCalledTimes(3);
    send.mockRestore();
  });

  it('is sent by one of two nodes', async () => {
    await happen('news');
    await deliverDueNotices(services);
    // Two nodes are two processes, which do not know of each other's runs.
    await Promise.all([mailDueNotices(services), mailDueNotices({ ...services })]);
    expect(services.sent.map(({ to }) => to).sort()).toEqual([
      'told0@example.test',
      'told1@example.test',
      'told2@example.test',
    ]);
  });
});

describe('the checks', () => {
  it.each<[string, string[], string]>([
    [
      'somebody was told twice',
      [
        'DROP INDEX notices_once',
        "INSERT INTO notices SELECT id || 'x', event_id, user_id, data, created_at, read_at, mail_due_at, mail_attempts, locks, topic, digest FROM notices LIMIT 1",
      ],
      'nobody is told of an event twice',
    ],
    ['an event is gone', ['DELETE FROM notice_events'], 'every notice tells a person of an event'],
    ['somebody is gone', ["UPDATE notices SET user_id = 'nobody'"], 'every notice tells a person of an event'],
    [
      'somebody was told out of turn',
      ['UPDATE notice_events SET told_up_to = NULL'],
      'nobody was told of an event beyond where it has come',
    ],
    [
      'a kind is unknown',
      ["UPDATE notice_events SET kind = 'OLD'"],
      'every event is of a kind that somebody can put into words',
    ],
  ])('find that %s', async (_what, damage, name) => {
    const own = await testServices();
    try {
      const { id } = await createAccount(own, { email: 'own@example.test', password: 'a-good-password', name: '某人' });
      recipients = [id];
      await own.db.transact((tx) => notify(tx, kind, { word: 'x' }));
      await deliverDueNotices(own);
      const brokenNames = async () =>
        (await runChecks(own, noticeChecks)).filter(({ rows }) => rows.length > 0).map((result) => result.name);
      expect(await brokenNames()).toEqual([]);
      own.damage(damage);
      expect(await brokenNames()).toContain(name);
    } finally {
      await own.close();
    }
  });
});
