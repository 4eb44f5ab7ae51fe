import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestApp } from '../support/app.ts';
import { createCity, openProject, pledgeInput, type City } from '../support/city.ts';
import type { Client } from '../support/client.ts';
import { MUTATIONS } from '../support/operations.ts';
import {
  ccbRows,
  csv,
  gbk,
  icbcRows,
  importFile,
  withFalseSize,
  settled,
  uploadStatement,
  showStatement,
  xlsx,
  zipBomb,
  bankLine as line,
} from '../support/statements.ts';

const LINES = `query Lines($id: ID, $statuses: [StatementLineStatus!]) { statementLines(statementId: $id, statuses: $statuses, first: 100) { totalCount edges { node {
  id row amount balance name account text serial status suspense confidence pledge { id } reasons { kind pledge { id } } entries { kind amount gift { id } milestone { id } } return { amount reason returnedAt preparedByViewer order { state viewerObstacle viewerMayClose } } returns { order { state steps { kind by note } } }
} } } }`;
const RECONCILIATION =
  '{ bankReconciliation { closing ledger difference opening canPostOpening gap lines { count sum } entries { count sum } suspense { count sum } } }';

interface Line {
  id: string;
  row: number;
  amount: number;
  balance: number | null;
  name: string | null;
  account: string | null;
  text: string;
  serial: string | null;
  status: string;
  suspense: number;
  confidence: number;
  pledge: { id: string } | null;
  reasons: { kind: string; pledge: { id: string } | null }[];
  entries: { kind: string; amount: number; gift: { id: string } | null }[];
  return: { amount: number; returnedAt: string | null; preparedByViewer: boolean } | null;
  returns: object[];
}

const linesOf = async (client: Client, id?: string, statuses?: string[]): Promise<Line[]> =>
  (await client.must(LINES, { id, statuses })).statementLines.edges.map(({ node }: { node: Line }) => node);
const balanced = async (client: Client) => (await client.must(RECONCILIATION)).bankReconciliation;

const promise = async (client: Client, projectId: string, amount: number, changes: Record<string, unknown> = {}) =>
  (
    await client.must(MUTATIONS.pledge, {
      input: pledgeInput(projectId, { amount, payment: 'BANK_TRANSFER', ...changes }),
    })
  ).pledge as { id: string; remarkCode: string };

async function newBank(app: TestApp): Promise<City & { projectId: string; treasury: Client }> {
  const city = await createCity(app);
  const { id } = await openProject(app, city, { acceptsOverGoal: true });
  return { ...city, projectId: id, treasury: city.treasurer.client };
}

describe('a bank statement', () => {
  const app = useTestApp();

  it("is read from the bank's own file, matched, confirmed in bulk, and the ledger equals the account", async () => {
    const { projectId, treasury } = await newBank(app);
    const [donor, friend] = [await app.signUp({ name: '李明' }), await app.signUp({ name: '王芳' })];
    const byCode = await promise(donor.client, projectId, 50_000);
    const byName = await promise(friend.client, projectId, 23_456);
    const otherAmount = await promise(donor.client, projectId, 70_000);
    const lines = [
      line(50_000, { name: '李*', text: `捐款 ${byCode.remarkCode.toLowerCase().replace('hc', 'ｈｃ ')}` }),
      line(23_456, { name: '王 芳', text: '爱心捐款' }),
      line(69_999, { name: '李明', text: otherAmount.remarkCode }),
      line(12_300, { name: '某某有限公司', text: '货款' }),
    ];
    const file = gbk(csv(icbcRows(lines)));
    const { id } = await uploadStatement(treasury, file);
    const shown = await showStatement(treasury, id);
    expect(shown).toMatchObject({
      state: 'UPLOADED',
      format: 'CSV',
      encoding: 'gb18030',
      isKnownLayout: false,
      columns: ['DATE', 'TIME', 'INCOME', 'EXPENSE', 'BALANCE', 'NAME', 'ACCOUNT', 'TEXT', 'TEXT', 'SERIAL'],
    });
    expect(shown.preview[0]![5]).toBe('某某有限公司');
    expect(await balanced(treasury), 'nothing of a file is in the books before a treasurer imports it').toMatchObject({
      closing: null,
      difference: null,
    });

    const imported = await importFile(treasury, file);
    expect(imported).toMatchObject({
      id,
      state: 'READY',
      newLines: 4,
      opening: 0,
      closing: 155_755,
      counts: { openIn: { count: 4, sum: 155_755 } },
    });
    const found = new Map((await linesOf(treasury, id)).map((one) => [one.amount, one]));
    expect(found.get(50_000)).toMatchObject({
      confidence: 100,
      pledge: { id: byCode.id },
      reasons: [{ kind: 'CODE' }, { kind: 'AMOUNT' }, { kind: 'NAME' }],
      serial: lines[0]!.serial,
      account: '6222020000001234567',
      row: 8,
    });
    expect(found.get(23_456)).toMatchObject({
      confidence: 75,
      pledge: { id: byName.id },
      reasons: [{ kind: 'AMOUNT' }, { kind: 'NAME' }, { kind: 'ONLY_ONE' }],
    });
    expect(found.get(69_999)).toMatchObject({
      confidence: 0,
      pledge: null,
      reasons: [{ kind: 'CODE_OTHER_AMOUNT', pledge: { id: otherAmount.id } }],
    });
    expect(found.get(12_300)).toMatchObject({ confidence: 0, pledge: null, reasons: [] });

    await treasury.must(MUTATIONS.confirmStatement, { id, minConfidence: 90 });
    expect(await settled(treasury, id)).toMatchObject({
      state: 'READY',
      counts: { settled: { count: 1, sum: 50_000 }, openIn: { count: 3 } },
    });
    expect(await balanced(treasury)).toMatchObject({
      closing: 155_755,
      ledger: 50_000,
      difference: 105_755,
      opening: 0,
      gap: 0,
      lines: { count: 3, sum: 105_755 },
      entries: { count: 0, sum: 0 },
    });
    const { confirmStatementLines } = await treasury.must(MUTATIONS.confirmStatementLines, {
      lineIds: [found.get(23_456)!.id],
    });
    expect(confirmStatementLines).toMatchObject([{ status: 'SETTLED' }]);
    expect(
      (
        await friend.client.must('query P($id: ID!) { pledge(id: $id) { status receipt { number } } }', {
          id: byName.id,
        })
      ).pledge,
    ).toMatchObject({ status: 'PAID', receipt: { number: expect.stringMatching(/^HC-/) } });

    await treasury.must(MUTATIONS.suspendStatement, { id });
    await settled(treasury, id);
    expect(await balanced(treasury)).toMatchObject({
      difference: 0,
      ledger: 155_755,
      lines: { count: 0 },
      entries: { count: 0 },
      suspense: { count: 2, sum: 82_299 },
    });
  });

  it('changes nothing the second time, and an overlapping one adds only its new lines', async () => {
    const { treasury } = await newBank(app);
    const days = ['2017-07-01', '2017-07-02', '2017-07-03', '2017-07-04'].map((day, index) =>
      line(1_000 + index, { at: `${day} 09:00:00` }),
    );
    const first = await importFile(treasury, csv(icbcRows(days.slice(0, 3), 500)));
    expect(first).toMatchObject({ newLines: 3, opening: 500, closing: 3_503 });
    const before = await linesOf(treasury, first.id);
    const again = await uploadStatement(treasury, csv(icbcRows(days.slice(0, 3), 500)), '另一个名字.csv');
    expect(again.id, 'the very same file is the same statement').toBe(first.id);
    // The same lines in another encoding are another file, which brings no new lines.
    expect(await importFile(treasury, gbk(csv(icbcRows(days.slice(0, 3), 500))))).toMatchObject({
      state: 'READY',
      isKnownLayout: true,
      newLines: 0,
      lineCount: 3,
      closing: 3_503,
    });
    const overlapping = await importFile(treasury, await xlsx(icbcRows(days.slice(1), 1_500)));
    expect(overlapping).toMatchObject({ format: 'XLSX', newLines: 1, lineCount: 3, opening: 1_500, closing: 4_506 });
    expect(await linesOf(treasury, first.id)).toEqual(before);
    expect((await linesOf(treasury, overlapping.id)).map(({ amount }) => amount)).toEqual([1_003]);
  });

  it('without serial numbers is recognised by all its values, also when it contains the same line twice', async () => {
    const { treasury } = await newBank(app);
    const same = { at: '2017-07-10 00:00:00', text: '爱心款', name: '无名氏', account: '', serial: '' };
    const lines = [line(5_000, same), line(5_000, same), line(-300, { ...same, text: '手续费', name: '' })];
    const first = await importFile(treasury, csv(ccbRows(lines)));
    expect(first).toMatchObject({
      newLines: 3,
      columns: ['DATE', 'DIRECTION', 'AMOUNT', 'BALANCE', 'NAME', 'ACCOUNT', 'TEXT'],
      counts: { openIn: { count: 2, sum: 10_000 }, openOut: { count: 1, sum: -300 } },
    });
    expect(await importFile(treasury, `\ufeff${csv(ccbRows(lines))}`)).toMatchObject({ newLines: 0, lineCount: 3 });
  });

  it('as a spreadsheet has its dates and numbers from the cells', async () => {
    const { treasury } = await newBank(app);
    const rows = [
      ['专户明细', null, null, null, null],
      ['交易日期', '收入金额', '支出金额', '余额', '附言'],
      [new Date('2017-07-20T00:00:00Z'), 1234.56, null, 1234.56, '整数之外'],
      [new Date('2017-07-21T00:00:00Z'), null, 0.29, 1234.27, '手续费'],
    ];
    const { id, state, opening, closing } = await importFile(treasury, await xlsx(rows), '明细.xlsx');
    expect({ state, opening, closing }).toEqual({ state: 'READY', opening: 0, closing: 123_427 });
    expect((await linesOf(treasury, id)).map(({ amount, text }) => [amount, text])).toEqual([
      [123_456, '整数之外'],
      [-29, '手续费'],
    ]);
  });

  it('links payments that were recorded by hand before, and does not post them a second time', async () => {
    const city = await newBank(app);
    const { projectId, treasury, publisher, reviewer } = city;
    const donor = await app.signUp({ name: '李明' });
    const [byReference, byCode] = [
      await promise(donor.client, projectId, 700_000),
      await promise(donor.client, projectId, 300_000),
    ];
    const lines = [
      line(700_000, { text: '没有附言码' }),
      line(300_000, { text: `${byCode.remarkCode}` }),
      line(300_000, { text: `又付了一次 ${byCode.remarkCode}` }),
      line(-600_000, { name: '益群', text: '拨付' }),
      line(-123, { text: '手续费' }),
    ];
    await treasury.must(MUTATIONS.confirmPayment, {
      input: { pledgeId: byReference.id, amount: 700_000, bankReference: lines[0]!.serial },
    });
    await treasury.must(MUTATIONS.confirmPayment, {
      input: { pledgeId: byCode.id, amount: 300_000, bankReference: '柜台回单' },
    });
    const { project } = await treasury.must('query P($id: ID!) { project(id: $id) { milestones { id } } }', {
      id: projectId,
    });
    const stage = project.milestones[0].id;
    await publisher.client.must(MUTATIONS.submitMilestone, {
      input: { milestoneId: stage, report: '做完了', evidenceUrls: [] },
    });
    await reviewer.client.must(MUTATIONS.reviewMilestone, { input: { milestoneId: stage, accepted: true } });
    await treasury.must(MUTATIONS.releaseMilestone, { id: stage, bankReference: lines[3]!.serial });
    const before = await balanced(treasury);

    const { id } = await importFile(treasury, csv(icbcRows(lines)));
    const found = await linesOf(treasury, id);
    expect(found.map(({ amount, status, entries }) => [amount, status, entries.map(({ kind }) => kind)])).toEqual([
      [700_000, 'SETTLED', ['GIFT_RECEIVED']],
      [300_000, 'SETTLED', ['GIFT_RECEIVED']],
      [300_000, 'OPEN', []],
      [-600_000, 'SETTLED', ['STAGE_RELEASED']],
      [-123, 'OPEN', []],
    ]);
    expect(found[2], 'a second payment belongs to no pledge').toMatchObject({
      pledge: null,
      reasons: [{ kind: 'CODE_PAID', pledge: { id: byCode.id } }],
    });
    expect((await balanced(treasury)).ledger, 'linking moves no money').toBe(before.ledger);
  });

  it('never lets one transfer confirm two pledges', async () => {
    const { projectId, treasury } = await newBank(app);
    const donor = await app.signUp({ name: '周周' });
    const [meant, wrong] = [
      await promise(donor.client, projectId, 40_000),
      await promise(donor.client, projectId, 50_000),
    ];
    const transfer = line(40_000, { text: meant.remarkCode, name: '周周' });
    const { id } = await importFile(treasury, csv(icbcRows([transfer])));
    const [open] = await linesOf(treasury, id);
    // Meanwhile a slip: the number of this transfer, typed for another pledge.
    await treasury.must(MUTATIONS.confirmPayment, {
      input: { pledgeId: wrong.id, amount: 50_000, bankReference: transfer.serial },
    });
    await treasury.must(MUTATIONS.confirmStatementLines, { lineIds: [open!.id] });
    expect((await linesOf(treasury, id))[0]).toMatchObject({
      status: 'OPEN',
      pledge: null,
      reasons: [{ kind: 'REFUSED' }],
    });
    expect(
      await treasury.refused(MUTATIONS.matchStatementLine, { input: { lineId: open!.id, pledgeIds: [meant.id] } }),
    ).toMatchObject({ code: 'CONFLICT' });
    expect(
      (await donor.client.must('query P($id: ID!) { pledge(id: $id) { status } }', { id: meant.id })).pledge.status,
    ).toBe('PENDING');
  });

  it('lets two treasurers at once confirm every line once', async () => {
    const { projectId, treasury } = await newBank(app);
    const other = await app.signUp({ name: '另一位财务', roles: ['TREASURER'] });
    const donor = await app.signUp({ name: '孙孙' });
    const pledges = await Promise.all(
      Array.from({ length: 12 }, (_, index) => promise(donor.client, projectId, 10_000 + index)),
    );
    const { id } = await importFile(
      treasury,
      csv(icbcRows(pledges.map(({ remarkCode }, index) => line(10_000 + index, { text: remarkCode })))),
    );
    const lineIds = (await linesOf(treasury, id)).map((one) => one.id);
    const before = (await balanced(treasury)).ledger;
    await Promise.all([
      treasury.must(MUTATIONS.confirmStatementLines, { lineIds }),
      other.client.must(MUTATIONS.confirmStatementLines, { lineIds: [...lineIds].reverse() }),
      treasury.execute(MUTATIONS.confirmStatement, { id, minConfidence: 90 }),
      other.client.execute(MUTATIONS.suspendStatement, { id }),
    ]);
    const { counts } = await settled(treasury, id);
    expect(counts.openIn.count + counts.settled.count + counts.suspense.count).toBe(12);
    expect(counts.openIn.count).toBe(0);
    expect((await balanced(treasury)).ledger - before).toBe(pledges.reduce((sum, _, index) => sum + 10_000 + index, 0));
  });

  it('leaves lines without a match in suspense, to be matched by hand or returned by two people', async () => {
    const { projectId, treasury, admin } = await newBank(app);
    const donor = await app.signUp({ name: '钱多' });
    const { id } = await importFile(
      treasury,
      csv(icbcRows([line(3_000_000, { name: '某公司' }), line(90_000, { name: '两人合汇' })])),
    );
    await treasury.must(MUTATIONS.suspendStatement, { id });
    await settled(treasury, id);
    const [large, shared] = await linesOf(treasury, id, ['SUSPENSE']);
    const [one, two, late] = [
      await promise(donor.client, projectId, 50_000),
      await promise(donor.client, projectId, 30_000),
      await promise(donor.client, projectId, 20_000),
    ];
    expect(
      await treasury.refused(MUTATIONS.matchStatementLine, {
        input: { lineId: shared!.id, pledgeIds: [one.id, two.id, late.id] },
      }),
    ).toMatchObject({ code: 'LIMIT_EXCEEDED', field: 'pledgeIds' });
    expect(
      (
        await treasury.must(MUTATIONS.matchStatementLine, {
          input: { lineId: shared!.id, pledgeIds: [one.id, two.id] },
        })
      ).matchStatementLine,
    ).toMatchObject({ status: 'SUSPENSE', suspense: 10_000 });
    const ledger = (await balanced(treasury)).ledger;

    const prepare = { input: { lineId: large!.id, reason: '汇错账户，对方来函要求退回' } };
    expect((await treasury.must(MUTATIONS.returnSuspense, prepare)).returnSuspense).toMatchObject({
      status: 'SUSPENSE',
      suspense: 3_000_000,
      return: { returnedAt: null },
    });
    expect(
      await treasury.refused(MUTATIONS.returnSuspense, prepare),
      'people cannot sign what they prepared',
    ).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(
      await treasury.refused(MUTATIONS.matchStatementLine, { input: { lineId: large!.id, pledgeIds: [late.id] } }),
    ).toMatchObject({ code: 'INVALID_STATE' });
    expect(
      (await linesOf(admin.client, id, ['SUSPENSE']))[0],
      'an administrator may sign it or refuse it',
    ).toMatchObject({
      return: { preparedByViewer: false, order: { viewerObstacle: null, viewerMayClose: true } },
    });
    await treasury.must(MUTATIONS.keepSuspense, { lineId: large!.id });
    await treasury.must(MUTATIONS.returnSuspense, prepare);
    await admin.client.must(MUTATIONS.keepSuspense, { lineId: large!.id });
    await treasury.must(MUTATIONS.returnSuspense, prepare);
    await app.server.tick();
    expect(
      (
        await admin.client.must('{ viewer { notices(first: 5) { edges { node { text } } } } }')
      ).viewer.notices.edges.map(({ node }: { node: { text: string } }) => node.text),
    ).toContainEqual(expect.stringContaining('待认领款项退回'));
    const payment = line(-3_000_000, { name: '某公司', text: '退回' });
    expect(
      (
        await admin.client.must(MUTATIONS.returnSuspense, {
          input: { lineId: large!.id, bankReference: payment.serial },
        })
      ).returnSuspense,
    ).toMatchObject({
      status: 'SETTLED',
      suspense: 0,
      return: { amount: 3_000_000, bankReference: payment.serial, order: { state: 'DONE' } },
    });
    expect((await linesOf(treasury, id)).find((one) => one.id === large!.id)!.returns).toMatchObject([
      { order: { state: 'WITHDRAWN', steps: [{ kind: 'PREPARED' }, { kind: 'WITHDRAWN' }] } },
      { order: { state: 'REFUSED', steps: [{ kind: 'PREPARED' }, { kind: 'REFUSED' }] } },
      { order: { state: 'DONE', steps: [{ kind: 'PREPARED', note: prepare.input.reason }, { kind: 'SIGNED' }] } },
    ]);
    expect((await balanced(treasury)).ledger).toBe(ledger - 3_000_000);
    expect(await admin.client.refused(MUTATIONS.returnSuspense, { input: { lineId: large!.id } })).toMatchObject({
      code: 'INVALID_STATE',
    });

    const next = await importFile(treasury, csv(icbcRows([payment], 3_000_000)));
    expect((await linesOf(treasury, next.id))[0], 'the payment is a line of the next statement').toMatchObject({
      status: 'SETTLED',
      entries: [{ kind: 'SUSPENSE_RETURNED', amount: -3_000_000 }],
    });
    // What is small goes back on one signature.
    expect(
      (await treasury.must(MUTATIONS.returnSuspense, { input: { lineId: shared!.id, reason: '余款退回' } }))
        .returnSuspense,
    ).toMatchObject({ status: 'SETTLED', suspense: 0 });
  });

  it('returns money of one line twice: the rest of it, and later the money of a mistaken confirmation', async () => {
    const { projectId, treasury, admin } = await newBank(app);
    const pledge = await promise((await app.signUp({ name: '田田' })).client, projectId, 60_000);
    const { id } = await importFile(treasury, csv(icbcRows([line(70_000, { name: '田田' })])));
    await treasury.must(MUTATIONS.suspendStatement, { id });
    await settled(treasury, id);
    const [one] = await linesOf(treasury, id, ['SUSPENSE']);
    await treasury.must(MUTATIONS.matchStatementLine, { input: { lineId: one!.id, pledgeIds: [pledge.id] } });
    await treasury.must(MUTATIONS.returnSuspense, { input: { lineId: one!.id, reason: '余款' } });
    const { prepareReversal } = await treasury.must(MUTATIONS.prepareReversal, {
      input: { pledgeId: pledge.id, reason: '认错了人' },
    });
    await admin.client.must(MUTATIONS.approveRefund, { id: prepareReversal.id });
    await app.server.tick();
    await treasury.must(MUTATIONS.matchStatement, { id });
    await settled(treasury, id);
    expect((await linesOf(treasury, id))[0]).toMatchObject({ status: 'SUSPENSE', suspense: 60_000 });
    expect(
      (await treasury.must(MUTATIONS.returnSuspense, { input: { lineId: one!.id, reason: '也退' } })).returnSuspense,
    ).toMatchObject({ status: 'SETTLED', suspense: 0, return: { amount: 60_000 } });
  });

  it('reopens the line of a mistaken confirmation', async () => {
    const { projectId, treasury, admin } = await newBank(app);
    const donor = await app.signUp({ name: '冯冯' });
    const [wrong, right] = [
      await promise(donor.client, projectId, 60_000),
      await promise(donor.client, projectId, 60_000),
    ];
    const { id } = await importFile(treasury, csv(icbcRows([line(60_000, { text: wrong.remarkCode }), line(61_000)])));
    const [quoted, other] = await linesOf(treasury, id);
    await treasury.must(MUTATIONS.confirmStatementLines, { lineIds: [quoted!.id] });
    await treasury.must(MUTATIONS.matchStatementLine, { input: { lineId: other!.id, pledgeIds: [right.id] } });
    for (const pledge of [wrong, right]) {
      const { prepareReversal } = await treasury.must(MUTATIONS.prepareReversal, {
        input: { pledgeId: pledge.id, reason: '认错了人' },
      });
      await admin.client.must(MUTATIONS.approveRefund, { id: prepareReversal.id });
    }
    await app.checkInvariants();
    await app.server.tick();
    await treasury.must(MUTATIONS.matchStatement, { id });
    await settled(treasury, id);
    expect(await linesOf(treasury, id)).toMatchObject([
      { status: 'OPEN', confidence: 90, pledge: { id: wrong.id }, entries: [] },
      { status: 'SUSPENSE', suspense: 61_000 },
    ]);
    await treasury.must(MUTATIONS.confirmStatementLines, { lineIds: [quoted!.id] });
    expect((await linesOf(treasury, id))[0]).toMatchObject({ status: 'SETTLED' });
  });
});

describe('the opening balance', () => {
  const app = useTestApp();

  it('is booked once by a treasurer, and then the books close', async () => {
    const { treasury } = await newBank(app);
    const { id } = await importFile(
      treasury,
      csv(icbcRows([line(1_000), line(2_000, { at: '2017-06-15 08:00:00' })], 5_000_000)),
    );
    expect(await balanced(treasury)).toMatchObject({
      closing: 5_003_000,
      ledger: 0,
      difference: 5_003_000,
      opening: 5_000_000,
      canPostOpening: true,
      gap: 0,
      lines: { count: 2, sum: 3_000 },
    });
    expect(await treasury.refused(MUTATIONS.postOpeningBalance, { amount: 4_999_999 })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'amount',
    });
    await treasury.must(MUTATIONS.postOpeningBalance, { amount: 5_000_000 });
    expect(await treasury.refused(MUTATIONS.postOpeningBalance, { amount: 5_000_000 })).toMatchObject({
      code: 'INVALID_STATE',
    });
    await treasury.must(MUTATIONS.suspendStatement, { id });
    await settled(treasury, id);
    expect(await balanced(treasury)).toMatchObject({
      closing: 5_003_000,
      ledger: 5_003_000,
      difference: 0,
      opening: 0,
      canPostOpening: false,
    });
    // A file that leaves days out says by how much.
    await importFile(treasury, csv(icbcRows([line(500, { at: '2017-06-20 08:00:00' })], 5_010_000)));
    expect(await balanced(treasury)).toMatchObject({
      closing: 5_010_500,
      difference: 7_500,
      gap: 7_000,
      lines: { count: 1, sum: 500 },
    });
  });
});

describe('a bad file', () => {
  const app = useTestApp();
  let treasury: Client;
  beforeAll(async () => {
    ({ treasury } = await newBank(app));
  });

  const good = () => [
    line(1_000, { at: '2017-06-01 08:00:00' }),
    line(2_000, { at: '2017-06-02 08:00:00' }),
    line(-500, { at: '2017-06-03 08:00:00' }),
  ];
  const withCell = (row: number, column: number, cell: string): string =>
    csv(
      icbcRows(good()).map((cells, at) =>
        at === row ? cells.map((one, index) => (index === column ? cell : one)) : cells,
      ),
    );
  const cut = (text: string, bytes: number[]): Buffer =>
    Buffer.concat([
      Buffer.from(text.slice(0, text.indexOf('张三'))),
      Buffer.from(bytes),
      Buffer.from(text.slice(text.indexOf('张三') + 2)),
    ]);

  it.each<[string, () => Uint8Array | string | Promise<Uint8Array>, string, RegExp]>([
    ['nothing', () => '', 'BAD_USER_INPUT', /空/],
    ['a picture', () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0]), 'BAD_USER_INPUT', /./],
    ['a page', () => '<html><table></table></html>', 'BAD_USER_INPUT', /CSV/],
    ['an old Excel file', () => Buffer.from('d0cf11e0a1b11ae100', 'hex'), 'BAD_USER_INPUT', /XLS/],
    ['no header', () => 'a,b\n1,2\n', 'BAD_USER_INPUT', /表头/],
    ['broken UTF-8', () => cut(csv(icbcRows(good())), [0xe4, 0xbd]), 'BAD_USER_INPUT', /第 5 行/],
    [
      'a damaged archive',
      () => Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(100, 7)]),
      'BAD_USER_INPUT',
      /损坏/,
    ],
    ['another archive', () => zipBomb(1_000), 'BAD_USER_INPUT', /损坏/],
    ['a zip bomb', () => zipBomb(1_000, 300 * 1024 * 1024), 'LIMIT_EXCEEDED', /256 MB/],
    [
      'a spreadsheet that unpacks to more than it says',
      async () => withFalseSize(await xlsx(icbcRows(good()))),
      'BAD_USER_INPUT',
      /损坏/,
    ],
    ['a quote that is never closed', () => withCell(7, 8, '').replace('合计', '"合计'), 'BAD_USER_INPUT', /引号/],
    ['too many columns', () => `日期,金额${',x'.repeat(80)}\n`, 'BAD_USER_INPUT', /列太多/],
  ])('with %s is refused at the upload', async (_what, content, code, message) => {
    const { error } = await uploadStatement(treasury, await content());
    expect(error).toMatchObject({ code, field: 'file' });
    expect(error!.message).toMatch(message);
    expect(
      (await treasury.must('{ statements { edges { node { state } } } }')).statements.edges.every(
        ({ node }: { node: { state: string } }) => node.state === 'REFUSED' || node.state === 'READY',
      ),
    ).toBe(true);
  });

  it('too large is refused before it is read', async () => {
    const { status, error } = await uploadStatement(treasury, Buffer.alloc(33 * 1024 * 1024, 0x20));
    expect({ status, ...error }).toMatchObject({ status: 413, code: 'LIMIT_EXCEEDED', field: 'file' });
  });

  it('is accepted only from a treasurer and from our own pages', async () => {
    const stranger = await app.signUp();
    expect(await uploadStatement(stranger.client, csv(icbcRows(good())))).toMatchObject({
      status: 403,
      error: { code: 'FORBIDDEN' },
    });
    expect(await uploadStatement(app.anonymous(), csv(icbcRows(good())))).toMatchObject({ status: 401 });
    expect(await uploadStatement(treasury, csv(icbcRows(good())), 'a.csv', { 'x-requested-with': '' })).toMatchObject({
      status: 403,
    });
  });

  // Rows as a spreadsheet counts: the header is row 4, the newest line row 5.
  it.each<[string, () => Uint8Array | string, number | null, RegExp]>([
    ['a wrong sum', () => withCell(5, 4, '9,999.00'), 6, /余额对不上.*第 7 行/],
    ['a negative amount', () => withCell(5, 2, '-20.00'), 6, /负数/],
    ['an amount of three decimals', () => withCell(5, 2, '20.001'), 6, /金额无法识别/],
    ['an amount in words', () => withCell(5, 2, '二十元'), 6, /金额无法识别/],
    ['income and expense at once', () => withCell(5, 3, '1.00'), 6, /既有收入又有支出/],
    ['no amount', () => withCell(5, 2, ''), 6, /没有金额/],
    ['a date that is none', () => withCell(5, 0, '2017-02-31'), 6, /日期无法识别/],
    ['a date that could be two', () => withCell(5, 0, '01/06/2017'), 6, /日期无法识别/],
    ['no date', () => withCell(5, 0, ''), 6, /没有日期/],
    ['a balance that is none', () => withCell(5, 4, '余'), 6, /余额无法识别/],
    ['a serial number that a spreadsheet rounded', () => withCell(5, 9, '1.2345E+19'), 6, /流水号无法识别/],
    [
      'the same line twice',
      () => {
        const lines = good();
        return csv(icbcRows([lines[0]!, lines[1]!, { ...lines[1]! }, lines[2]!]));
      },
      6,
      /与第 7 行是同一笔|与第 \d 行是同一笔/,
    ],
    ['no lines', () => csv(icbcRows([]).slice(0, 4)), null, /没有交易明细/],
  ])('with %s is refused as a whole, with its row', async (_what, content, row, message) => {
    const before = (await linesOf(treasury)).length;
    const statement = await importFile(treasury, content());
    expect(statement).toMatchObject({ state: 'REFUSED', newLines: 0, faults: [{ row }] });
    expect(statement.faults[0]!.message).toMatch(message);
    expect(await linesOf(treasury)).toHaveLength(before);
    const english = await showStatement(treasury.clone('en'), statement.id);
    expect(english.faults[0]!.message).toMatch(/^[A-Z]/);
  });

  it('lists all its faults, and can be corrected by other columns alone', async () => {
    const rows = [
      ['日期', '金额', '余额', '备注'],
      ['2017-08-01', '5.00', '7.00', 'a'],
      ['2017-08-02', '-2.00', '5.00', 'b'],
    ];
    const { id } = await uploadStatement(treasury, csv(rows));
    await treasury.must(MUTATIONS.importStatement, { input: { id, columns: ['TEXT', 'DATE', 'AMOUNT', 'IGNORED'] } });
    expect(await settled(treasury, id)).toMatchObject({ state: 'REFUSED', faults: [{ row: 2 }, { row: 3 }] });
    await treasury.must(MUTATIONS.importStatement, { input: { id, columns: ['DATE', 'AMOUNT', 'BALANCE', 'TEXT'] } });
    expect(await settled(treasury, id)).toMatchObject({
      state: 'READY',
      newLines: 2,
      faults: [],
      opening: 200,
      closing: 500,
    });
    expect(await treasury.refused(MUTATIONS.discardStatement, { id })).toMatchObject({ code: 'INVALID_STATE' });
  });
});

describe('the statement of another account', () => {
  const app = useTestApp({ env: { BANK_HOLDER: '慈善会', BANK_NAME: '工行', BANK_NUMBER: '4000 0230 2920 0123 456' } });

  it('is refused by its number; ours is accepted, also when the bank hides some digits', async () => {
    const { treasury } = await newBank(app);
    const of = (number: string) => csv([['账号：', number], ...icbcRows([line(1_000)])]);
    expect(await importFile(treasury, of('6222020000009999'))).toMatchObject({
      state: 'REFUSED',
      faults: [{ row: null, message: expect.stringContaining('9999') }],
    });
    expect(await importFile(treasury, of('4000023029200123456'))).toMatchObject({ state: 'READY' });
    expect(await importFile(treasury, of('4000***********3456'))).toMatchObject({ state: 'READY' });
  });
});

describe('an import that was interrupted', () => {
  const app = useTestApp();

  it('continues where it stopped when the server starts again', async () => {
    const { treasury } = await newBank(app);
    const lines = Array.from({ length: 1_800 }, (_, index) => line(1_000 + index));
    const { id } = await uploadStatement(treasury, csv(icbcRows(lines)));
    const { columns } = await showStatement(treasury, id);
    await treasury.must(MUTATIONS.importStatement, { input: { id, columns } });
    // After a crash in the middle, the state says that the import runs and half of the lines are stored, but no process
    // works on it.
    await settled(treasury, id);
    const third = (await linesOf(treasury, id)).slice(0, 50).map((one) => one.id);
    await app.db.transact(async (tx) => {
      await tx.manager.query(`DELETE FROM statement_lines WHERE id NOT IN (${third.map(() => '?').join(', ')})`, third);
      await tx.manager.query("UPDATE statements SET state = 'STORING', done = 50, new_lines = 50 WHERE id = ?", [id]);
    });
    // The file is lost as well, so the import goes on only after the file is sent again. No line is stored twice or
    // refused.
    await app.server.tick();
    expect(await showStatement(treasury, id)).toMatchObject({ state: 'STORING', newLines: 50, done: 50 });
    const works = async () => (await treasury.must('{ works { edges { node { state done total } } } }')).works.edges;
    expect((await works())[0].node).toMatchObject({ state: 'RUNNING' });
    expect((await uploadStatement(treasury, csv(icbcRows(lines)))).id).toBe(id);
    await app.server.tick();
    expect(await settled(treasury, id)).toMatchObject({
      state: 'READY',
      newLines: 1_800,
      lineCount: 1_800,
      counts: { openIn: { count: 1_800 } },
    });
    expect((await works())[0].node).toEqual({ state: 'DONE', done: 1_800, total: 1_800 });
  });
});
