import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { modules } from '@hongchuang/server/modules.ts';
import { useTestApp, type TestUser } from '../support/app.ts';
import { lettersTo } from '../support/letters.ts';
import { MUTATIONS } from '../support/operations.ts';

// A letter of the charity speaks for the charity. Whatever somebody typed as a name, a title, a reason or a message, its
// readers find one link in it: to the charity. Each kind of letter has a row here, and a kind without one fails.

const app = useTestApp();

/** Two words by which the text is recognised, since everything else of it must be gone. */
const WORDS = '请转账到';
const HOSTILE = [
  WORDS,
  '<a href="https://evil.example/pay">hongchuang</a>',
  'https://evil.example/x www.evil.example EVIL.EXAMPLE/y',
  'ｈｔｔｐｓ://ｅｖｉｌ．ｅｘａｍｐｌｅ',
  'e\u200bvil.ex\u00adample',
  '\u202eelpmaxe.live\u202c\u2066\u200f',
  'thief@evil.example thief＠evil．example',
  '\r\nBcc: everyone@evil.example\r\nContent-Type: text/html\r\n\r\n<script>alert(1)</script>',
  '\u2028https:\\\\evil.example\u0000\u0007\t',
  '[hongchuang](https://evil.example)',
].join(' ');
/** A hostile name that the rules for names allow. */
const NAME = `${WORDS} https://evil.example`;

interface NoticeRow {
  event: Record<string, unknown>;
  own?: Record<string, unknown>;
  /** Whether the letter repeats something that somebody typed. */
  repeats: boolean;
}

const ID = randomUUID();
const ORDER = {
  orderId: ID,
  kind: 'STAGE_RELEASE',
  title: HOSTILE,
  amountFen: 1_000_001,
  path: '/treasury/sign',
  preparedById: ID,
  note: HOSTILE,
};
const STAGE = {
  stageId: ID,
  stageTitle: HOSTILE,
  projectId: ID,
  projectSlug: 'p-1',
  projectTitle: HOSTILE,
  organizationId: ID,
};
const PROJECT = { projectId: ID, slug: 'p-1', title: HOSTILE, organizationId: ID, goalFen: 100, authorId: ID };
const EDITOR = { as: 'editor', raisedFen: 100 };
const SUPPORTER = { as: 'supporter', raisedFen: 100 };
const REFUND = { orderId: ID, projectTitle: HOSTILE, reason: HOSTILE };
const PARENT = { organizationId: ID, parentId: ID, parentName: HOSTILE };
const MERGER = { fromId: ID, intoId: ID, from: HOSTILE, into: HOSTILE };
const UPDATE = {
  updateId: ID,
  title: HOSTILE,
  projectId: ID,
  projectSlug: 'p-1',
  projectTitle: HOSTILE,
  milestoneId: null,
};
const QUESTION = {
  questionId: ID,
  authorId: ID,
  dueOn: '2026-06-10',
  organizationId: ID,
  projectSlug: 'p-1',
  projectTitle: HOSTILE,
};
const REPORT = {
  projectId: ID,
  projectTitle: HOSTILE,
  organizationId: ID,
  kind: 'PROGRESS',
  number: 1,
  dueOn: '2026-06-10',
};

/** Every kind of notice, with hostile texts wherever its event or its reader's part holds one. */
const NOTICES: Readonly<Record<string, NoticeRow>> = {
  ORDER_TO_SIGN: { event: ORDER, repeats: true },
  ORDER_SIGNED: { event: ORDER, repeats: true },
  ORDER_REFUSED: { event: ORDER, repeats: true },
  PLEDGE_ENDED: {
    event: { pledgeId: ID, userId: ID, amountFen: 100, projectTitle: HOSTILE, reason: HOSTILE },
    repeats: true,
  },
  GIFT_REFUNDED: { event: REFUND, own: { amountFen: 100, pledgeId: null }, repeats: true },
  CONFIRMATION_REVERSED: { event: REFUND, own: { amountFen: 100, pledgeId: ID }, repeats: true },
  STAGE_VERIFIED: { event: STAGE, own: { givenFen: 100 }, repeats: true },
  STAGE_PAID: { event: STAGE, own: { givenFen: 100 }, repeats: true },
  STAGE_RETURNED: { event: STAGE, own: { editor: true }, repeats: true },
  REPORT_SOON: { event: REPORT, repeats: true },
  REPORT_LATE: { event: REPORT, repeats: true },
  PARENT_ASKED: { event: PARENT, repeats: true },
  PARENT_ACCEPTED: { event: PARENT, repeats: true },
  PARENT_REFUSED: { event: PARENT, repeats: true },
  // What comes of a person's own words is in none of these. The texts stand where an id or a word of ours is expected.
  WORK_WAITS: {
    event: { day: '2026-06-10' },
    own: { colleagues: 1, queues: [{ name: HOSTILE, count: 1, overdue: 1, firstDay: '2026-06-10' }] },
    repeats: true,
  },
  DEPUTY_NAMED: {
    event: { deputyId: ID, fromDay: '2026-06-10', untilDay: '2026-06-11', name: HOSTILE },
    repeats: false,
  },
  TRACE_ALERT: { event: { pattern: HOSTILE, personId: ID, entries: 3 }, repeats: true },
  PROJECT_APPROVED: { event: PROJECT, own: EDITOR, repeats: true },
  PROJECT_SENT_BACK: { event: PROJECT, own: EDITOR, repeats: true },
  PROJECT_REJECTED: { event: PROJECT, own: EDITOR, repeats: true },
  FUNDING_OPENED: { event: PROJECT, own: EDITOR, repeats: true },
  GOAL_REACHED: { event: PROJECT, own: SUPPORTER, repeats: true },
  FUNDING_CLOSED: { event: PROJECT, own: SUPPORTER, repeats: true },
  PROJECT_ENDED: { event: PROJECT, own: SUPPORTER, repeats: true },
  PROJECT_COMPLETED: { event: PROJECT, own: SUPPORTER, repeats: true },
  OBJECTION_RAISED: { event: PROJECT, repeats: true },
  OBJECTION_ANSWERED: { event: PROJECT, repeats: true },
  GIFT_ARRIVED: {
    event: { receipts: [HOSTILE] },
    own: { gifts: [{ pledgeId: ID, receipt: 'HC-2026-000001', projectTitle: HOSTILE, amountFen: 100 }] },
    repeats: true,
  },
  UNIT_MERGER_ASKED: { event: MERGER, repeats: true },
  UNIT_CHANGE_DECIDED: { event: { ...MERGER, outcome: 'refused' }, repeats: true },
  UNIT_REMINDED: {
    event: { unitId: ID, parentName: HOSTILE, campaignId: null, from: '2026-06-20', until: '2026-07-31' },
    repeats: true,
  },
  UNIT_SPLIT: { event: { fromId: ID, from: HOSTILE, unitIds: [], childIds: [] }, repeats: true },
  UNITS_MERGED: { event: { ...MERGER, childIds: [] }, repeats: true },
  UNIT_VERIFIED: { event: { organizationId: ID, verifiedName: HOSTILE }, repeats: true },
  UNIT_REFUSED: { event: { organizationId: ID, verifiedName: HOSTILE }, repeats: false },
  WEBHOOK_OFF: { event: { organizationId: ID, host: HOSTILE }, repeats: true },
  PROJECT_NEWS: { event: UPDATE, own: { donor: true }, repeats: true },
  PROJECT_THANKS: { event: UPDATE, own: { pledgeId: ID }, repeats: true },
  QUESTION_ASKED: { event: QUESTION, repeats: true },
  QUESTION_ANSWERED: { event: QUESTION, repeats: true },
  ANSWER_CORRECTED: { event: QUESTION, repeats: true },
  QUESTION_HIDDEN: { event: QUESTION, repeats: true },
  CAMPAIGN_DECIDED: {
    event: { outcome: 'returned', campaignId: ID, organizerId: ID, title: HOSTILE, opens: '2026-06-20 08:00' },
    repeats: true,
  },
  MATCH_FUND_DECIDED: {
    event: { outcome: 'refused', fundId: ID, organizationId: ID, title: HOSTILE },
    repeats: true,
  },
  PAYEE_ACCOUNT_ENTERED: { event: { organizationId: ID, accountName: HOSTILE, bank: HOSTILE }, repeats: false },
  PAYEE_ACCOUNT_DECIDED: { event: { organizationId: ID, accepted: false, reason: HOSTILE }, repeats: false },
};

/** Every kind of letter about an account, each with what has to be before it is mailed. */
const ACCOUNT_LETTERS: Readonly<Record<string, { repeats: boolean; unverified?: true; moves?: 'free' | 'taken' }>> = {
  VERIFY: { repeats: false, unverified: true },
  SIGN_UP_AGAIN: { repeats: false },
  RESET: { repeats: false },
  NEW_DEVICE: { repeats: false },
  PASSWORD_CHANGED: { repeats: false },
  FACTORS_CHANGED: { repeats: false },
  PHONE_CHANGED: { repeats: false },
  RECOVERY_CODE_USED: { repeats: false },
  ACCOUNT_SUSPENDED: { repeats: true },
  ACCOUNT_RESTORED: { repeats: true },
  ACCOUNT_SIGNED_OUT: { repeats: true },
  ADDRESS_NEW: { repeats: false, moves: 'free' },
  ADDRESS_OLD: { repeats: false },
  ADDRESS_WAIVED: { repeats: false },
  ADDRESS_CHANGED: { repeats: false },
  FACTORS_REMOVAL: { repeats: false },
  UNIT_GIVEN: { repeats: true },
  UNIT_OWNER_CHANGED: { repeats: true },
  ACCOUNT_CLOSED: { repeats: false },
};

const insert = (table: string, row: Record<string, unknown>) =>
  app.db.transact(({ manager }) =>
    manager.query(
      `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row)
        .map(() => '?')
        .join(', ')})`,
      Object.values(row),
    ),
  );
const now = (): string => app.clock.now().toISOString().slice(0, 23).replace('T', ' ');

/** Proves that a letter holds nothing by which a stranger leads its reader elsewhere. */
function expectHarmless(letter: string, email: string, repeats: boolean): void {
  const [head = '', ...rest] = letter.split('\n\n');
  const body = rest.join('\n\n');
  const headers = head.replace(/\n[ \t]+/g, ' ').split('\n');
  expect(
    headers
      .filter((line) => /^(?:to|from|subject|bcc|cc|reply-to|content-type):/i.test(line))
      .map((line) => line.split(':')[0]!.toLowerCase())
      .sort(),
  ).toEqual(['content-type', 'from', 'subject', 'to']);
  expect(head, 'no mail program runs what is in it').toMatch(/^content-type: text\/plain/im);
  const subject = decodeSubject(headers.find((line) => /^subject:/i.test(line))!);
  const shown = `${subject}\n${body}`;
  const links = shown.match(/[a-z][a-z0-9+.-]*:(?:\/\/|\\\\)\S*/gi) ?? [];
  expect(
    links.filter((link) => !link.startsWith(`${app.server.env.publicUrl}/`)),
    'its links lead here',
  ).toEqual([]);
  const folded = shown.normalize('NFKC').toLowerCase();
  expect(folded, 'no name of a site').not.toMatch(/evil\.(?:ex|com)|\.live/);
  expect(folded.replaceAll(email.toLowerCase(), ''), 'no address').not.toMatch(/@/);
  expect(shown, 'no mark of direction and no sign without width').not.toMatch(/\p{Cf}/u);
  expect(shown, 'no sign that steers a terminal').not.toMatch(/(?!\n)[\p{Cc}\u2028\u2029]/u);
  expect(
    body.split('\n').filter((line) => /^(?:bcc|content-type):/i.test(line)),
    'no line of its own',
  ).toEqual([]);
  if (repeats) expect(shown, 'the typed text is there, or the row proves nothing').toContain(WORDS);
  else expect(shown).not.toContain(WORDS);
}

const decodeSubject = (line: string): string =>
  line.replace(/\?=\s+=\?/g, '?==?').replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
    kind.toUpperCase() === 'B'
      ? Buffer.from(text, 'base64').toString('utf8')
      : Buffer.from(
          text
            .replaceAll('_', ' ')
            .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
          'latin1',
        ).toString('utf8'),
  );

let reader: TestUser;
const newReader = (options: { verified?: boolean } = {}) => app.signUp({ name: NAME, ...options });

describe('a notice', () => {
  it('of every kind has a row', () => {
    const kinds = modules.flatMap(({ noticeKinds = [] }) => noticeKinds.map(({ name }) => name));
    expect(Object.keys(NOTICES).sort(), 'add a row with hostile texts for a new kind').toEqual(kinds.sort());
  });

  it.each(Object.entries(NOTICES))('%s', async (kind, { event, own = {}, repeats }) => {
    reader = await newReader();
    const eventId = randomUUID();
    await insert('notice_events', {
      id: eventId,
      kind,
      data: JSON.stringify(event),
      created_at: now(),
      due_at: null,
      told_up_to: reader.id,
    });
    await insert('notices', {
      id: randomUUID(),
      event_id: eventId,
      user_id: reader.id,
      topic: 'WORK',
      data: JSON.stringify(own),
      created_at: now(),
      mail_due_at: now(),
      mail_attempts: 0,
    });
    await app.pass(1_000);
    const letters = lettersTo(app, reader.email).filter((letter) => letter.includes('/account#notices'));
    expect(letters).toHaveLength(1);
    expectHarmless(letters[0]!, reader.email, repeats);
  });
});

describe('a letter about an account', () => {
  it('of every kind has a row', () => {
    // Every kind has a limit, and the page of limits is generated from the code.
    const limits = readFileSync(new URL('../../docs/limits.md', import.meta.url), 'utf8');
    const kinds = [...limits.matchAll(/`letter\.([A-Z_]+)`/g)].map(([, kind]) => kind!);
    expect(Object.keys(ACCOUNT_LETTERS).sort(), 'add a row for a new kind').toEqual(kinds.sort());
  });

  it.each(Object.entries(ACCOUNT_LETTERS))('%s', async (kind, { repeats, unverified, moves }) => {
    reader = await newReader({ verified: unverified !== true });
    let { email } = reader;
    if (moves !== undefined) {
      email = `next-${email}`;
      await reader.client.must(MUTATIONS.askAddressChange, { newEmail: email, password: reader.password });
    }
    await app.server.tick();
    const before = lettersTo(app, email).length;
    await insert('account_letters', {
      id: randomUUID(),
      kind,
      email,
      user_id: reader.id,
      detail: HOSTILE,
      created_at: now(),
      mail_due_at: now(),
      mail_attempts: 0,
    });
    await app.pass(1_000);
    const letters = lettersTo(app, email);
    expect(letters.length, 'the letter was mailed').toBe(before + 1);
    expectHarmless(letters[0]!, email, repeats);
  });

  it('to an address that another account has', async () => {
    reader = await newReader();
    const other = await newReader();
    await reader.client.must(MUTATIONS.askAddressChange, { newEmail: other.email, password: reader.password });
    await app.pass(1_000);
    const [letter] = lettersTo(app, other.email);
    expect(letter).not.toContain('/new-address');
    expectHarmless(letter!, other.email, false);
  });
});

describe('an invitation', () => {
  beforeAll(async () => {
    reader = await newReader();
  });

  it('holds neither the name of the unit nor that of the inviter', async () => {
    const { createOrganization } = await reader.client.must(MUTATIONS.createOrganization, {
      input: { name: NAME, kind: 'COMMUNITY', about: HOSTILE.replace(/[\p{Cc}\p{Cf}\u2028]/gu, ' ') },
    });
    const email = 'invited@example.test';
    await reader.client.must(MUTATIONS.inviteMember, {
      input: { organizationId: createOrganization.id, email, role: 'MEMBER' },
    });
    await app.pass(1_000);
    const letters = lettersTo(app, email);
    expect(letters).toHaveLength(1);
    expectHarmless(letters[0]!, email, false);
  });
});
