import { SignUpDocument, ViewerDocument } from '@hongchuang/schema';
import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { pledgeInput } from '../support/city.ts';
import { DAY_MS } from '../support/clock.ts';
import { attach, pdf } from '../support/files.ts';
import { lettersTo } from '../support/letters.ts';
import { MUTATIONS } from '../support/operations.ts';
import {
  createTown,
  fundedProject,
  preparedRefund,
  projectAt,
  promise,
  type StagedProject,
  type Town,
} from '../support/town.ts';

const OWN = '{ viewer { acceptedNotice noticeDue closingObstacles { kind text path } } }';
const NOTICE = 'query N($version: String) { privacyNotice(version: $version) { version text isCurrent } }';
const CLOSED = '已注销用户';

const app = useTestApp();
let town: Town;
let open: StagedProject;
beforeAll(async () => {
  town = await createTown(app);
  open = await projectAt(app, town, 'FUNDRAISING');
});

const own = async ({ client }: TestUser) => (await client.must(OWN)).viewer;
const consentsOf = (condition: string, value: string) =>
  app.db.read.query<Record<string, unknown>[]>(
    `SELECT version, language, user_id, session_id, pledge_id FROM consents WHERE ${condition} = ? ORDER BY id`,
    [value],
  );
const giveAs = async (person: TestUser, changes: Record<string, unknown> = {}) =>
  (await person.client.must(MUTATIONS.pledge, { input: pledgeInput(open.id, changes) })).pledge as {
    id: string;
    receipt: { number: string };
  };
const sql = (statement: string) => app.db.transact((tx) => tx.manager.query(statement));

describe('the privacy notice', () => {
  it('is read in both languages and by version', async () => {
    const current = (await app.anonymous().must(NOTICE)).privacyNotice;
    expect(current).toMatchObject({ isCurrent: true, text: expect.stringContaining('个人信息处理告知') });
    expect((await app.anonymous('en').must(NOTICE, { version: current.version })).privacyNotice.text).toContain(
      'How Hongchuang handles personal data',
    );
    expect((await app.anonymous().must(NOTICE, { version: '2000-01-01' })).privacyNotice).toBeNull();
  });

  it('is accepted at sign-up, and the record says version, language and account', async () => {
    const { version } = (await app.anonymous().must(NOTICE)).privacyNotice;
    const client = app.anonymous('en');
    await client.must(SignUpDocument, {
      input: { name: '新人', email: 'consent@example.test', password: 'a-good-password', noticeVersion: version },
    });
    const { viewer } = await client.must(ViewerDocument);
    expect((await client.must(OWN)).viewer).toMatchObject({ acceptedNotice: version, noticeDue: false });
    expect(await consentsOf('user_id', viewer!.id)).toEqual([
      { version, language: 'en', user_id: viewer!.id, session_id: null, pledge_id: null },
    ]);
  });

  it('is asked for later when the client did not know of it, and again when its version is a new one', async () => {
    const person = await app.signUp();
    expect(await own(person)).toMatchObject({ acceptedNotice: null, noticeDue: true });
    const { version } = (await app.anonymous().must(NOTICE)).privacyNotice;
    await sql(
      `INSERT INTO consents (id, version, language, user_id, given_at) VALUES ('00000000-0000-7000-8000-000000000000', '2020-01-01', 'en', '${person.id}', '2020-01-01 00:00:00.000')`,
    );
    expect((await own(person)).noticeDue, 'an older version was accepted').toBe(true);
    await person.client.must(MUTATIONS.acceptPrivacyNotice, { version });
    expect(await own(person)).toMatchObject({ acceptedNotice: version, noticeDue: false });
    const [, newest] = await consentsOf('user_id', person.id);
    expect(newest).toMatchObject({ version, session_id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  });

  it('is accepted by a guest with the gift, once however often the gift is sent', async () => {
    const { version } = (await app.anonymous().must(NOTICE)).privacyNotice;
    const input = pledgeInput(open.id, { guest: { name: '王女士', phone: '13955556666' }, noticeVersion: version });
    const { pledge } = await app.anonymous().must(MUTATIONS.pledge, { input });
    expect((await app.anonymous().must(MUTATIONS.pledge, { input })).pledge.id).toBe(pledge.id);
    expect(await consentsOf('pledge_id', pledge.id)).toEqual([
      { version, language: 'zh-CN', user_id: null, session_id: null, pledge_id: pledge.id },
    ]);
    // A client that knows nothing of notices gives as before. Nothing is recorded, because nobody accepted anything.
    const silent = await app.anonymous().must(MUTATIONS.pledge, {
      input: pledgeInput(open.id, { guest: { name: '访客' } }),
    });
    expect(await consentsOf('pledge_id', silent.pledge.id)).toEqual([]);
  });

  it('is on record for ever', async () => {
    await expect(sql("UPDATE consents SET version = 'x'")).rejects.toThrow('append-only');
    await expect(sql('DELETE FROM consents')).rejects.toThrow('append-only');
  });
});

describe('the export of one’s own data', () => {
  it('has everything that is held about the person, and nothing of others, and is on record', async () => {
    const person = await app.signUp({ name: '周导出' });
    await giveAs(person, { message: '给孩子们 <b>加油</b>', anonymous: true });
    const other = await app.signUp({ name: '别的人' });
    await giveAs(other, { message: '别人的留言' });

    const answer = await person.client.fetch('/exports/my-data.json');
    expect(answer.headers.get('content-disposition')).toContain('hongchuang-my-data.json');
    const text = await answer.text();
    const { data } = JSON.parse(text);
    expect(data.users).toEqual([{ id: person.id, name: '周导出', created_at: expect.stringMatching(/Z$/) }]);
    expect(data.credentials).toMatchObject([{ email: person.email }]);
    expect(data.pledges).toMatchObject([{ donor_name: '周导出', message: '给孩子们 <b>加油</b>', status: 'PAID' }]);
    expect(data.sessions).toHaveLength(1);
    for (const secret of ['argon2', other.email, '别人的留言', 'token_hash']) expect(text).not.toContain(secret);

    const page = await (await person.client.fetch('/exports/my-data.html?language=zh-CN')).text();
    expect(page).toContain('我的个人信息');
    expect(page).toContain('给孩子们 &#60;b&#62;加油&#60;/b&#62;');
    const { viewer } = await person.client.must('{ viewer { trace(first: 50) { edges { node { kind { name } } } } } }');
    const kinds = viewer.trace.edges.map(({ node }: { node: { kind: { name: string } } }) => node.kind.name);
    expect(kinds.filter((kind: string) => kind === 'OWN_DATA_EXPORTED')).toHaveLength(2);
  });

  it('is for people who are signed in', async () => {
    for (const path of ['/exports/my-data.json', '/exports/my-data.html'])
      expect((await app.anonymous().fetch(path)).status).toBe(404);
    for (const path of ['/exports/my-data.xml', '/exports/my-data', '/exports/my-data.json/x'])
      expect((await town.donor.client.fetch(path)).status).toBe(404);
  });
});

describe('closing an account', () => {
  it('masks the person everywhere, and leaves gifts, receipts and the ledger as they were', async () => {
    const person = await app.signUp({ name: '吴离开', email: 'leaver@example.test' });
    const gift = await giveAs(person, { amount: 12_300, message: '后会有期' });
    const second = await app.as(person);
    const facts = `{ project(id: "${open.id}") { progress { raised backerCount } fund { received balance } }
      receipt(number: "${gift.receipt.number}") { number amount donorName } booksCheck(projectId: "${open.id}") { equal } }`;
    const before = await app.anonymous().must(facts);
    await app.pass(5_000);
    const leaves = await (await fetch(`${app.url}/exports/ledger.ndjson`)).text();

    expect((await person.client.refused(MUTATIONS.closeAccount, { password: 'not-it-at-all' })).field).toBe('password');
    await person.client.must(MUTATIONS.closeAccount, { password: person.password });

    for (const client of [person.client, second]) expect((await client.must(ViewerDocument)).viewer).toBeNull();
    expect(
      (await app.anonymous().refused(MUTATIONS.signIn, { email: person.email, password: person.password })).code,
    ).toBe('UNAUTHENTICATED');
    const after = await app.anonymous().must(facts);
    expect(after).toEqual({ ...before, receipt: { ...before.receipt, donorName: CLOSED } });
    expect(after.booksCheck.equal).toBe(true);
    await app.pass(5_000);
    expect(await (await fetch(`${app.url}/exports/ledger.ndjson`)).text()).toBe(leaves);

    const asTreasurer = await town.treasurer.client.must(
      `{ pledge(id: "${gift.id}") { displayName payerName message } }`,
    );
    expect(asTreasurer.pledge).toEqual({ displayName: CLOSED, payerName: CLOSED, message: null });
    const books = await (await fetch(`${app.url}/exports/books.csv?projectId=${open.id}`)).text();
    expect(books).not.toContain('吴离开');
    // No table has the name, the address or the message any more; the kept name is sealed.
    const tables = await app.db.read.query<{ name: string }[]>(
      app.database === 'sqlite'
        ? "SELECT name FROM sqlite_master WHERE type = 'table'"
        : 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()',
    );
    for (const { name } of tables) {
      // The letter that tells of the closing has the address, and is deleted after a day.
      if (name === 'account_letters') continue;
      const rows = JSON.stringify(await app.db.read.query(`SELECT * FROM ${name}`));
      for (const trace of ['吴离开', 'leaver@example.test', '后会有期']) expect(rows, name).not.toContain(trace);
    }
    expect(lettersTo(app, person.email).filter((letter) => letter.includes('您的红创账户注销了'))).toHaveLength(1);
    const kept = await app.db.read.query<{ name_sealed: string }[]>(
      'SELECT name_sealed FROM kept_donor_names WHERE pledge_id = ?',
      [gift.id],
    );
    expect(kept).toMatchObject([{ name_sealed: expect.stringMatching(/^v1\./) }]);
  });

  it('frees the address for a new account, which has nothing of the old one', async () => {
    const person = await app.signUp({ email: 'again@example.test' });
    await person.client.must(MUTATIONS.closeAccount, { password: person.password });
    const again = await app.signUp({ email: 'again@example.test' });
    expect(again.id).not.toBe(person.id);
    expect((await again.client.must('{ viewer { pledges { totalCount } } }')).viewer.pledges.totalCount).toBe(0);
  });

  it('says what to do first: roles, the only owner, unpaid promises, refunds that are being decided', async () => {
    const kinds = async (person: TestUser) =>
      (await own(person)).closingObstacles.map(({ kind }: { kind: string }) => kind);
    expect(await kinds(town.stranger)).toEqual([]);
    expect(await kinds(town.reviewer)).toEqual(['ROLES']);
    expect(await kinds(town.owner)).toEqual(['SOLE_OWNER']);
    const promising = await app.signUp();
    const pledge = await promise(promising, open.id);
    expect(await kinds(promising)).toEqual(['OPEN_PLEDGES']);
    expect(await promising.client.refused(MUTATIONS.closeAccount, { password: promising.password })).toMatchObject({
      code: 'INVALID_STATE',
      message: expect.stringContaining('1 笔认捐还未到账'),
    });
    await promising.client.must(MUTATIONS.cancelPledge, { id: pledge.id });
    expect(await kinds(promising)).toEqual([]);
    await preparedRefund(app, town);
    expect(await kinds(town.donor)).toContain('OPEN_REFUNDS');
  });
});

describe('what only treasurers may read', () => {
  it('is a guest’s number, with a reason that is on record', async () => {
    const { pledge } = await app.anonymous().must(MUTATIONS.pledge, {
      input: pledgeInput(open.id, { guest: { name: '何先生', phone: '138-1111 2222' }, payment: 'BANK_TRANSFER' }),
    });
    const shown = await town.treasurer.client.must(MUTATIONS.readDonorPhone, {
      pledgeId: pledge.id,
      reason: '附言写错，请他确认',
    });
    expect(shown.readDonorPhone.value).toBe('13811112222');
    const [entry] = await app.db.read.query<Record<string, unknown>[]>(
      "SELECT e.kind, e.role, r.reason FROM trace_entries e JOIN trace_reasons r ON r.entry_id = e.id WHERE e.subject = ? AND e.kind = 'PHONE_READ'",
      [pledge.id],
    );
    expect(entry).toEqual({ kind: 'PHONE_READ', role: 'TREASURER', reason: '附言写错，请他确认' });
    for (const person of [town.reviewer, town.admin, town.donor])
      expect((await person.client.refused(MUTATIONS.readDonorPhone, { pledgeId: pledge.id, reason: 'x' })).code).toBe(
        'FORBIDDEN',
      );
  });

  it('is the name on the receipt of a closed account', async () => {
    const person = await app.signUp({ name: '郑留名' });
    const { receipt } = await giveAs(person);
    const reading = { number: receipt.number, reason: '审计抽查' };
    expect((await town.treasurer.client.must(MUTATIONS.readKeptName, reading)).readKeptName.value).toBeNull();
    await person.client.must(MUTATIONS.closeAccount, { password: person.password });
    expect((await town.treasurer.client.must(MUTATIONS.readKeptName, reading)).readKeptName.value).toBe('郑留名');
  });
});

describe('what staff take down', () => {
  const TOMBSTONES = `query T($id: ID!) { project(id: $id) { pledges(first: 50) { edges { node {
    id displayName message tombstones { what cause digest } } } } } }`;
  const shown = async (id: string) =>
    (await app.anonymous().must(TOMBSTONES, { id: open.id })).project.pledges.edges
      .map(({ node }: { node: { id: string } }) => node)
      .find((node: { id: string }) => node.id === id);

  it('is a gift’s name and message: a tombstone stays in public, and the receipt keeps the name for the donor', async () => {
    const person = await app.signUp({ name: '被隐去的人' });
    const gift = await giveAs(person, { message: '联系我 13800001111' });
    const input = { pledgeId: gift.id, what: ['NAME', 'MESSAGE'], cause: 'PERSONAL_DATA', reason: '留言里有手机号' };
    const { hideGiftWords } = await town.reviewer.client.must(MUTATIONS.hideGiftWords, { input });
    expect(hideGiftWords).toMatchObject({ displayName: '爱心人士', message: null });
    expect(await shown(gift.id)).toMatchObject({
      displayName: '爱心人士',
      message: null,
      tombstones: [
        { what: 'GIFT_NAME', cause: 'PERSONAL_DATA', digest: null },
        { what: 'GIFT_MESSAGE', cause: 'PERSONAL_DATA', digest: expect.stringMatching(/^[a-z0-9-]+\.[\w-]{43}$/) },
      ],
    });
    const receipt = `{ receipt(number: "${gift.receipt.number}") { donorName } }`;
    expect((await person.client.must(receipt)).receipt.donorName).toBe('被隐去的人');
    expect((await app.anonymous().must(receipt)).receipt.donorName).toBe('爱心人士');
    expect((await town.reviewer.client.refused(MUTATIONS.hideGiftWords, { input })).code).toBe('INVALID_STATE');
  });

  it('is a file of evidence: its content is gone, its digest and the cause stay', async () => {
    const project = await fundedProject(app, town);
    const stage = project.milestones[0]!.id;
    const [list, secret] = [
      await attach(town.editor.client, stage, '受助人名单.pdf', pdf()),
      await attach(town.editor.client, stage, '身份证.csv', Buffer.from('a,b\n'), 'REVIEWERS'),
    ];
    await town.editor.client.must(MUTATIONS.submitMilestone, {
      input: { milestoneId: stage, report: '做完了。', evidenceUrls: [], evidenceFileIds: [list.id, secret.id] },
    });
    await town.reviewer.client.must(MUTATIONS.reviewMilestone, {
      input: { milestoneId: stage, accepted: true, comment: '看过了' },
    });
    const FILES = `{ project(id: "${project.id}") { milestones { reports { restrictedFiles files {
      id name sha256 url audience takenDownAt tombstone { cause digest } } } } } }`;
    const reportOf = (data: any) => data.project.milestones[0].reports[0];

    // A file for reviewers is neither listed nor opened for the public, also when the report is public.
    const publicReport = reportOf(await app.anonymous().must(FILES));
    expect(publicReport.files.map(({ id }: { id: string }) => id)).toEqual([list.id]);
    expect(publicReport.restrictedFiles).toBe(1);
    for (const client of [app.anonymous(), town.donor.client])
      expect((await client.fetch(secret.url)).status).toBe(404);
    for (const person of [town.reviewer, town.editor]) {
      expect((await person.client.fetch(secret.url)).status).toBe(200);
      expect(reportOf(await person.client.must(FILES)).files).toHaveLength(2);
    }

    expect((await app.anonymous().fetch(list.url)).status).toBe(200);
    const decision = { id: list.id, cause: 'PERSONAL_DATA', reason: '名单没有遮盖姓名' };
    const { takeDownFile } = await town.reviewer.client.must(MUTATIONS.takeDownFile, decision);
    expect(takeDownFile).toMatchObject({
      name: '已撤下',
      sha256: list.sha256,
      tombstone: { what: 'FILE', cause: 'PERSONAL_DATA', digest: list.sha256 },
    });
    for (const client of [app.anonymous(), town.reviewer.client, town.editor.client]) {
      const gone = await client.fetch(list.url);
      expect(gone.status).toBe(410);
      const words = await gone.text();
      expect(words).toContain('其中有他人的个人信息');
      expect(words).toContain(list.sha256);
    }
    expect(reportOf(await app.anonymous().must(FILES)).files[0]).toMatchObject({ name: '已撤下', sha256: list.sha256 });
    expect((await town.reviewer.client.refused(MUTATIONS.takeDownFile, decision)).code).toBe('INVALID_STATE');
    // The same content can be uploaded again for another report.
    const other = await fundedProject(app, town);
    const again = await attach(town.editor.client, other.milestones[0]!.id, '另一份.pdf', pdf());
    expect(again.sha256).toBe(list.sha256);
    expect((await town.editor.client.fetch(again.url)).status).toBe(200);
  });

  it('stays taken down', async () => {
    await expect(sql("UPDATE takedowns SET cause = 'FALSE'")).rejects.toThrow('append-only');
    await expect(sql('DELETE FROM takedowns')).rejects.toThrow('append-only');
  });
});

describe('retention', () => {
  const countOf = async (from: string) =>
    Number((await app.db.read.query<{ count: number }[]>(`SELECT COUNT(*) AS count FROM ${from}`))[0]!.count);
  const phones = (name: string) => countOf(`donors WHERE guest_name = '${name}' AND phone_sealed IS NOT NULL`);
  const guest = async (name: string, changes: Record<string, unknown>) =>
    app.anonymous().must(MUTATIONS.pledge, {
      input: pledgeInput(open.id, { guest: { name, phone: '13712345678', email: 'old@example.test' }, ...changes }),
    });

  it('removes what its rules name, and nothing before its time', async () => {
    await guest('付了款的访客', {});
    await guest('没付款的访客', { payment: 'BANK_TRANSFER' });
    const stored = JSON.stringify(await app.db.read.query('SELECT * FROM donors'));
    expect(stored, 'a number at rest is sealed').not.toContain('13712345678');
    expect([await phones('付了款的访客'), await phones('没付款的访客')]).toEqual([1, 1]);
    expect(JSON.stringify(await app.db.read.query('SELECT * FROM guest_addresses'))).not.toContain('example.test');
    expect(await countOf('guest_addresses')).toBe(2);
    const person = await app.signUp();
    await app.pass(13 * DAY_MS);
    expect(await phones('没付款的访客')).toBe(1);
    await app.pass(95 * DAY_MS);
    expect([await phones('付了款的访客'), await phones('没付款的访客')], '90 days after it lapsed').toEqual([1, 0]);
    expect(await countOf('guest_addresses')).toBe(1);
    await app.pass(3 * 365 * DAY_MS);
    expect(await countOf('guest_addresses')).toBe(0);
    expect(await phones('付了款的访客')).toBe(0);
    expect(await countOf(`sessions WHERE user_id = '${person.id}'`)).toBe(0);
    expect(await countOf(`sign_in_devices WHERE user_id = '${person.id}'`)).toBe(0);
    const metrics = await (await fetch(`${app.url}/metrics`)).text();
    expect(metrics).toMatch(/retention_removed_total\{rule="phones-of-guests"\} [1-9]/);
  });
});
