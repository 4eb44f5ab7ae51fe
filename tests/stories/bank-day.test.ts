import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { createCity, openProject, type City, type OpenProject, pledgeInput } from '../support/city.ts';
import { MUTATIONS } from '../support/operations.ts';
import { fetchPdf } from '../support/pdf.ts';
import { bankLine, bankStatement, openedAccount, settled } from '../support/statements.ts';
import { promise } from '../support/town.ts';

const GIFT = `query Gift($id: ID!) { pledge(id: $id) { status paidAt receipt { number paidOn issuedAt onBehalfOfName implementerName } } }`;
const PROJECT =
  'query Project($id: ID!) { project(id: $id) { status progress { raised pending } history { from to actor } fund { balance } refundDue { cause amount } } }';
const BOOKS = `query Books($projectId: ID, $from: Day, $to: Day) {
  books(projectId: $projectId, from: $from, to: $to, first: 50) { totalCount edges { node { amount day at } } }
  booksPeriod(projectId: $projectId, from: $from, to: $to) { opening received closing lines }
}`;
const MONTHS = 'query Months($projectId: ID) { booksMonths(projectId: $projectId) { month received balance } }';
const IMPACT = 'query Impact($filter: ImpactFilter) { impactSummary(filter: $filter) { raised } }';

/** The moment of a time in Shanghai, such as 2026-12-31T23:59:59. */
const at = (time: string) => new Date(`${time}+08:00`);
const shanghai = (moment: string) => new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().slice(0, 10);

describe('the day of payment at the bank', () => {
  const app = useTestApp();
  let city: City;
  let project: OpenProject;
  let donor: TestUser;
  let treasurer: TestUser['client'];
  beforeAll(async () => {
    app.clock.set(at('2026-12-20T10:00:00'));
    city = await createCity(app);
    const stages = [{ title: '全程', amount: 900_000_000, dueOn: at('2027-03-01T00:00:00').toISOString() }];
    project = await openProject(app, city, {
      fundingEndsAt: at('2027-02-01T00:00:00').toISOString(),
      milestones: stages,
    });
    donor = await app.signUp({ name: '跨年人' });
    treasurer = city.treasurer.client;
  });

  /** Days go by, and with them sessions: everybody signs in anew. */
  const goTo = async (time: string) => {
    app.clock.set(at(time));
    await app.server.tick();
    treasurer = await app.as(city.treasurer);
    donor = { ...donor, client: await app.as(donor) };
    city = {
      ...city,
      treasurer: { ...city.treasurer, client: treasurer },
      publisher: { ...city.publisher, client: await app.as(city.publisher) },
      reviewer: { ...city.reviewer, client: await app.as(city.reviewer) },
    };
  };
  const confirm = (
    pledge: { id: string; amount: number },
    paidOn?: string,
    bankReference = `流水${pledge.id.slice(-6)}`,
  ) =>
    treasurer.must(MUTATIONS.confirmPayment, {
      input: { pledgeId: pledge.id, amount: pledge.amount, bankReference, paidOn },
    });
  const refuse = (pledge: { id: string; amount: number }, paidOn?: string) =>
    treasurer.refused(MUTATIONS.confirmPayment, {
      input: { pledgeId: pledge.id, amount: pledge.amount, bankReference: '另一笔', paidOn },
    });
  const gift = async (id: string) => (await treasurer.must(GIFT, { id })).pledge;
  const books = async (filter: Record<string, unknown>) =>
    (await app.anonymous().must(BOOKS, filter)) as { books: any; booksPeriod: any };

  it('puts a transfer of New Year’s Eve that is confirmed on 2 January into the old year, whatever the number of its receipt', async () => {
    await goTo('2026-12-31T15:00:00');
    const pledge = await promise(donor, project.id, { amount: 30_300 });
    await goTo('2027-01-02T09:00:00');
    await confirm(pledge, '2026-12-31');
    const { status, paidAt, receipt } = await gift(pledge.id);
    expect(status).toBe('PAID');
    expect(shanghai(paidAt)).toBe('2026-12-31');
    expect(receipt).toMatchObject({ number: 'HC-2027-000001', paidOn: '2026-12-31' });
    expect(shanghai(receipt.issuedAt)).toBe('2027-01-02');

    expect((await donor.client.must('{ viewer { statementYears } }')).viewer.statementYears).toEqual([2026]);
    expect((await fetchPdf(donor.client, '/exports/statements/2026.pdf')).text).toContain(receipt.number);
    expect((await fetchPdf(donor.client, '/exports/statements/2027.pdf')).text).not.toContain(receipt.number);
    const paper = (path: string) =>
      fetchPdf(donor.client, `/exports/${path}`).then(({ text }) => text.replaceAll(/\s+/g, ' '));
    for (const words of ['到账日期', '2026年12月31日', '开具日期', '2027年1月2日'])
      expect(await paper(`receipts/${receipt.number}.pdf?lang=zh-CN`)).toContain(words);
    for (const words of ['Received on', '31 December 2026', 'Issued on', '2 January 2027'])
      expect(await paper(`receipts/${receipt.number}.pdf?lang=en`)).toContain(words);
    expect(await paper(`certificates/${receipt.number}.pdf?lang=zh-CN`)).toContain('2026年12月31日');

    const ofOldYear = await books({ projectId: project.id, from: '2026-12-01', to: '2026-12-31' });
    expect(ofOldYear.booksPeriod).toEqual({ opening: 0, received: 30_300, closing: 30_300, lines: 1 });
    expect(ofOldYear.books).toMatchObject({ totalCount: 1, edges: [{ node: { amount: 30_300, day: '2026-12-31' } }] });
    expect(shanghai(ofOldYear.books.edges[0].node.at)).toBe('2027-01-02');
    expect(await books({ projectId: project.id, from: '2027-01-01' })).toMatchObject({
      booksPeriod: { opening: 30_300, received: 0, closing: 30_300, lines: 0 },
      books: { totalCount: 0 },
    });
    expect((await app.anonymous().must(MONTHS, { projectId: project.id })).booksMonths).toEqual([
      { month: '2026-12', received: 30_300, balance: 30_300 },
      { month: '2027-01', received: 0, balance: 30_300 },
    ]);
    const raised = async (from: string, to: string) =>
      (
        await app.anonymous().must(IMPACT, {
          filter: { from: at(`${from}T00:00:00`).toISOString(), to: at(`${to}T00:00:00`).toISOString() },
        })
      ).impactSummary.raised;
    expect([await raised('2026-12-31', '2027-01-01'), await raised('2027-01-01', '2028-01-01')]).toEqual([30_300, 0]);

    const csv = await (await app.anonymous().fetch(`/exports/books/${project.slug}.csv?to=2026-12-31&lang=en`)).text();
    expect(csv).toContain(`${receipt.number},`);
    expect(csv.trim().split('\r\n').at(-1)).toMatch(/^2027-01-02 .*,2026-12-31,,$/);
  });

  it('is the day of the bank’s own line, to the second when the bank states it', async () => {
    await goTo('2027-01-03T10:00:00');
    const [timed, dated, split] = [
      await promise(donor, project.id, { amount: 10_100 }),
      await promise(donor, project.id, { amount: 10_200 }),
      await promise(donor, project.id, { amount: 10_300 }),
    ];
    await goTo('2027-01-05T10:00:00');
    await openedAccount(treasurer, 0);
    const statement = await bankStatement(treasurer, [
      bankLine(10_100, { at: '2027-01-03 23:59:58', text: timed.remarkCode }),
      bankLine(10_200, { at: '2027-01-04 00:00:00', text: dated.remarkCode }),
      bankLine(20_000, { at: '2027-01-04 08:00:00', text: '善款', name: '无名' }),
    ]);
    await treasurer.must(MUTATIONS.confirmStatement, { id: statement.id, minConfidence: 90 });
    await settled(treasurer, statement.id);
    expect(await gift(timed.id)).toMatchObject({
      status: 'PAID',
      paidAt: at('2027-01-03T23:59:58').toISOString(),
      receipt: { paidOn: '2027-01-03' },
    });
    expect(await gift(dated.id)).toMatchObject({
      status: 'PAID',
      paidAt: at('2027-01-04T00:00:00').toISOString(),
      receipt: { paidOn: '2027-01-04' },
    });

    // A part of a line, by way of suspense: the money was on the account from the line's day on.
    const [line] = await app.db.read.query<{ id: string }[]>('SELECT id FROM statement_lines WHERE amount_fen = 20000');
    await goTo('2027-01-06T10:00:00');
    await treasurer.must(MUTATIONS.matchStatementLine, { input: { lineId: line!.id, pledgeIds: [split.id] } });
    expect(await gift(split.id)).toMatchObject({ receipt: { paidOn: '2027-01-04' } });
    const suspense = await app.db.read.query<{ day: string; change_fen: number | string }[]>(
      "SELECT day, change_fen FROM ledger_days WHERE account_code = 'suspense:unmatched' ORDER BY day",
    );
    expect(suspense.map(({ day, change_fen }) => [day, Number(change_fen)])).toEqual([['2027-01-04', -9_700]]);
    // The balance of the account at the end of each day is the same in the ledger and in the bank's statement.
    const ends = await app.db.read.query<{ day: string; fen: number | string }[]>(
      "SELECT day, change_fen AS fen FROM ledger_days WHERE account_code = 'bank:special' AND day >= '2027-01-03' ORDER BY day",
    );
    expect(ends.map(({ day, fen }) => [day, Number(fen)])).toEqual([
      ['2027-01-03', 10_100],
      ['2027-01-04', 30_200],
    ]);
  });

  it('is today when none is given, and the same confirmation again returns the recorded payment', async () => {
    await goTo('2027-01-07T10:00:00');
    const [silent, said] = [
      await promise(donor, project.id, { amount: 1_100 }),
      await promise(donor, project.id, { amount: 1_200 }),
    ];
    app.clock.freezeAt(at('2027-01-07T11:00:00'));
    await confirm(silent);
    expect(await gift(silent.id)).toMatchObject({
      paidAt: at('2027-01-07T11:00:00').toISOString(),
      receipt: { paidOn: '2027-01-07' },
    });
    await confirm(said, '2027-01-07');
    expect(await gift(said.id)).toMatchObject({
      paidAt: at('2027-01-07T11:00:00').toISOString(),
      receipt: { paidOn: '2027-01-07' },
    });
    await confirm(said, '2027-01-07');
    await confirm(said);
    expect(
      await treasurer.refused(MUTATIONS.confirmPayment, {
        input: {
          pledgeId: said.id,
          amount: said.amount,
          bankReference: `流水${said.id.slice(-6)}`,
          paidOn: '2027-01-06',
        },
      }),
      'another day means another transfer',
    ).toMatchObject({ code: 'INVALID_STATE' });
  });

  it('is refused outside of its limits, with the limits in the message', async () => {
    await goTo('2027-01-08T10:00:00');
    const pledge = await promise(donor, project.id, { amount: 1_300 });
    const limits = { code: 'BAD_USER_INPUT', field: 'paidOn' };
    for (const day of ['2027-01-09', '2026-12-07', '2031-01-01', '1999-12-31']) {
      const refused = await refuse(pledge, day);
      expect(refused, day).toMatchObject(limits);
      expect(refused.message).toContain('2026-12-08');
      expect(refused.message).toContain('2027-01-08');
    }
    for (const day of ['2027-02-30', '昨天', '2027-1-8', '', '2027-01-08T00:00:00Z'])
      expect(await refuse(pledge, day), day).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect((await gift(pledge.id)).status, 'nothing was recorded').toBe('PENDING');
    await confirm(pledge, '2026-12-08');
    expect((await gift(pledge.id)).receipt.paidOn, 'a person who transferred first and pledged later').toBe(
      '2026-12-08',
    );
  });

  it('is removed with the confirmation, as if the money had never come', async () => {
    await goTo('2027-01-10T10:00:00');
    const pledge = await promise(donor, project.id, { amount: 7_700 });
    await goTo('2027-01-12T10:00:00');
    const before = await books({ projectId: project.id, from: '2027-01-10', to: '2027-01-10' });
    await confirm(pledge, '2027-01-10');
    expect((await books({ projectId: project.id, from: '2027-01-10', to: '2027-01-10' })).booksPeriod.received).toBe(
      before.booksPeriod.received + 7_700,
    );
    await goTo('2027-01-13T10:00:00');
    const { prepareReversal } = await treasurer.must(MUTATIONS.prepareReversal, {
      input: { pledgeId: pledge.id, reason: '认错了人' },
    });
    await (await app.as(city.admin)).must(MUTATIONS.approveRefund, { id: prepareReversal.id });
    const after = await books({ projectId: project.id, from: '2027-01-10', to: '2027-01-10' });
    expect(after.booksPeriod).toMatchObject({
      received: before.booksPeriod.received,
      lines: before.booksPeriod.lines + 2,
    });
    expect(
      (await books({ projectId: project.id, from: '2027-01-11' })).booksPeriod.received,
      'no other day is changed by the mistake',
    ).toBe(0);
    expect(await gift(pledge.id)).toMatchObject({ status: 'PENDING', paidAt: null });
    await confirm(pledge, '2027-01-11', '对的一笔');
    expect((await gift(pledge.id)).receipt).toMatchObject({ paidOn: '2027-01-11' });
  });
});

describe('money that reached the bank in time and is recorded late', () => {
  const app = useTestApp();
  let city: City;
  let donor: TestUser;
  let treasurer: TestUser['client'];
  beforeEach(async () => {
    app.clock.set(at('2026-12-10T10:00:00'));
    city = await createCity(app);
    treasurer = city.treasurer.client;
    donor = await app.signUp({ name: '年底捐' });
  });
  const goTo = async (time: string) => {
    app.clock.set(at(time));
    await app.server.tick();
    treasurer = await app.as(city.treasurer);
  };
  const confirm = ({ id, amount }: { id: string; amount: number }, paidOn?: string) => ({
    input: { pledgeId: id, amount, bankReference: `流水${id.slice(-6)}`, paidOn },
  });
  const seen = async (id: string) => (await app.anonymous().must(PROJECT, { id })).project;
  const open = (changes: Record<string, unknown> = {}) =>
    openProject(app, city, {
      fundingEndsAt: at('2027-01-01T00:00:00').toISOString(),
      fundingRule: 'ALL_OR_NOTHING',
      milestones: [{ title: '全程', amount: 100_000, dueOn: at('2027-06-01T00:00:00').toISOString() }],
      ...changes,
    });
  const gift = async (id: string) => (await treasurer.must(GIFT, { id })).pledge;

  it('pays a pledge that has lapsed since, up to the day on which it lapsed', async () => {
    const { id } = await open({ fundingRule: 'KEEP_WHAT_CAME', acceptsOverGoal: true });
    const [inTime, onTheDay, late] = [
      await promise(donor, id, { amount: 1_000 }),
      await promise(donor, id, { amount: 2_000 }),
      await promise(donor, id, { amount: 3_000 }),
    ];
    // Made on 15 December at ten: they lapse on the 29th at ten.
    await goTo('2026-12-30T10:00:00');
    expect((await gift(inTime.id)).status).toBe('EXPIRED');
    expect(await treasurer.refused(MUTATIONS.confirmPayment, confirm(late)), 'today is too late').toMatchObject({
      code: 'INVALID_STATE',
    });
    expect(await treasurer.refused(MUTATIONS.confirmPayment, confirm(late, '2026-12-30'))).toMatchObject({
      code: 'INVALID_STATE',
    });
    await treasurer.must(MUTATIONS.confirmPayment, confirm(inTime, '2026-12-20'));
    await treasurer.must(MUTATIONS.confirmPayment, confirm(onTheDay, '2026-12-29'));
    expect(await gift(onTheDay.id)).toMatchObject({ status: 'PAID', receipt: { paidOn: '2026-12-29' } });
    expect(await seen(id)).toMatchObject({ status: 'FUNDRAISING', progress: { raised: 3_000, pending: 0 } });
  });

  it('pays no pledge whose room others have taken, when no gifts past the goal are accepted', async () => {
    const { id } = await open({ acceptsOverGoal: false });
    const lapsed = await promise(donor, id, { amount: 60_000 });
    await goTo('2026-12-30T10:00:00');
    await donor.client.must(MUTATIONS.pledge, { input: pledgeInput(id, { amount: 50_000 }) });
    expect(await treasurer.refused(MUTATIONS.confirmPayment, confirm(lapsed, '2026-12-20'))).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      field: 'pledgeId',
    });
    expect((await gift(lapsed.id)).status).toBe('EXPIRED');
  });

  it('is proposed for the code of a lapsed pledge, by the bank’s line', async () => {
    const { id } = await open({ fundingRule: 'KEEP_WHAT_CAME' });
    const [inTime, late] = [await promise(donor, id, { amount: 1_000 }), await promise(donor, id, { amount: 2_000 })];
    await goTo('2026-12-31T10:00:00');
    const statement = await bankStatement(treasurer, [
      bankLine(1_000, { at: '2026-12-28 10:00:00', text: inTime.remarkCode }),
      bankLine(2_000, { at: '2026-12-30 10:00:00', text: late.remarkCode }),
    ]);
    await treasurer.must(MUTATIONS.confirmStatement, { id: statement.id, minConfidence: 90 });
    expect(await settled(treasurer, statement.id)).toMatchObject({
      counts: { settled: { count: 1 }, openIn: { count: 1 } },
    });
    expect([(await gift(inTime.id)).status, (await gift(late.id)).status]).toEqual(['PAID', 'EXPIRED']);
  });

  it('reopens a project that ended as failed, when all money that came in time reaches the goal', async () => {
    const { id } = await open();
    const pledges = [await promise(donor, id, { amount: 70_000 }), await promise(donor, id, { amount: 30_000 })];
    await goTo('2027-01-01T10:00:00');
    expect((await seen(id)).status, 'all has lapsed, nothing was recorded').toBe('CANCELLED');
    await treasurer.must(MUTATIONS.confirmPayment, confirm(pledges[0]!, '2026-12-28'));
    expect(await seen(id)).toMatchObject({
      status: 'CANCELLED',
      progress: { raised: 70_000 },
      refundDue: { cause: 'GOAL_NOT_REACHED', amount: 70_000 },
    });
    await treasurer.must(MUTATIONS.confirmPayment, confirm(pledges[1]!, '2026-12-29'));
    const project = await seen(id);
    expect(project).toMatchObject({
      status: 'FUNDED',
      progress: { raised: 100_000 },
      fund: { balance: 100_000 },
      refundDue: null,
    });
    expect(project.history.slice(-2)).toEqual([
      { from: 'FUNDRAISING', to: 'CANCELLED', actor: 'PLATFORM' },
      { from: 'CANCELLED', to: 'FUNDED', actor: 'PLATFORM' },
    ]);
    const { milestones } = (
      await app.anonymous().must('query M($id: ID!) { project(id: $id) { milestones { id } } }', { id })
    ).project;
    await (
      await app.as(city.publisher)
    ).must(MUTATIONS.submitMilestone, { input: { milestoneId: milestones[0].id, report: '做完了', evidenceUrls: [] } });
    expect((await seen(id)).status, 'the project continues as if it had never ended').toBe('EXECUTING');
  });

  it('reopens a project that keeps what came, with the first fen', async () => {
    const { id } = await open({ fundingRule: 'KEEP_WHAT_CAME' });
    const pledge = await promise(donor, id, { amount: 1_000 });
    await goTo('2027-01-02T10:00:00');
    expect((await seen(id)).status).toBe('CANCELLED');
    await treasurer.must(MUTATIONS.confirmPayment, confirm(pledge, '2026-12-29'));
    expect(await seen(id)).toMatchObject({ status: 'FUNDED', progress: { raised: 1_000 } });
  });

  it('reopens no project that people ended, or whose gifts are being refunded', async () => {
    const [stopped, refunding] = [await open({ fundingEndsAt: at('2027-02-01T00:00:00').toISOString() }), await open()];
    const [one, two, three] = [
      await promise(donor, stopped.id, { amount: 100_000 }),
      await promise(donor, refunding.id, { amount: 50_000 }),
      await promise(donor, refunding.id, { amount: 50_000 }),
    ];
    await goTo('2027-01-05T10:00:00');
    expect((await gift(one.id)).status).toBe('EXPIRED');
    await (await app.as(city.publisher)).must(MUTATIONS.cancelProject, { id: stopped.id, reason: '场地没有了' });
    expect(await treasurer.refused(MUTATIONS.confirmPayment, confirm(one, '2026-12-20'))).toMatchObject({
      code: 'INVALID_STATE',
    });
    await treasurer.must(MUTATIONS.confirmPayment, confirm(two, '2026-12-20'));
    const { prepareRefund } = await treasurer.must(MUTATIONS.prepareRefund, {
      input: { projectId: refunding.id, reason: '未达目标' },
    });
    expect((await treasurer.refused(MUTATIONS.confirmPayment, confirm(three, '2026-12-20'))).message).toContain('退回');
    await treasurer.must(MUTATIONS.withdrawRefund, { id: prepareRefund.id });
    await treasurer.must(MUTATIONS.confirmPayment, confirm(three, '2026-12-20'));
    expect((await seen(refunding.id)).status, 'the order was withdrawn, so nothing prevents this').toBe('FUNDED');
  });
});
