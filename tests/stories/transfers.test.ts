import { afterEach, describe, expect, it } from 'vitest';
import { useTestApp, type TestApp } from '../support/app.ts';
import { createCity, openProject, pledgeInput, verifiedOrganization, type City } from '../support/city.ts';
import type { Client } from '../support/client.ts';
import { MUTATIONS } from '../support/operations.ts';
import { bankLine as line, bankStatement, settled, type BankLine } from '../support/statements.ts';

const LINES = `query Lines($id: ID) { statementLines(statementId: $id, first: 100) { edges { node {
  id amount text status suspense confidence pledge { id } furtherPledges { id } reasons { kind pledge { id } } entries { kind amount gift { id } }
} } } }`;
const PLEDGE =
  'query P($id: ID!) { pledge(id: $id) { status amount promisedAmount bankReference referenceReason receipt { number amount } } }';
const PROGRESS = 'query R($id: ID!) { project(id: $id) { status progress { raised pending } } }';

const linesOf = async (client: Client, id?: string): Promise<any[]> =>
  (await client.must(LINES, { id })).statementLines.edges.map(({ node }: any) => node);
const promise = async (client: Client, projectId: string, amount: number, changes: Record<string, unknown> = {}) =>
  (
    await client.must(MUTATIONS.pledge, {
      input: pledgeInput(projectId, { amount, payment: 'BANK_TRANSFER', ...changes }),
    })
  ).pledge as { id: string; remarkCode: string };

interface Bank extends City {
  projectId: string;
  treasury: Client;
  progress: () => Promise<{ raised: number; pending: number }>;
}

async function newBank(app: TestApp, changes: Record<string, unknown> = {}): Promise<Bank> {
  const city = await createCity(app);
  const { id } = await openProject(app, city, { acceptsOverGoal: true, ...changes });
  return {
    ...city,
    projectId: id,
    treasury: city.treasurer.client,
    progress: async () => (await app.anonymous().must(PROGRESS, { id })).project.progress,
  };
}

/** A statement of these lines, and its lines in the order in which they were booked. */
async function importedLines(client: Client, lines: readonly BankLine[]): Promise<any[]> {
  const { id } = await bankStatement(client, lines);
  return linesOf(client, id);
}

describe('a transfer of another amount', () => {
  const app = useTestApp();
  afterEach(() => app.checkInvariants());

  it('is refused by hand unless the treasurer accepts it; then the pledge takes the amount that arrived, and both figures stay', async () => {
    const { projectId, treasury, progress } = await newBank(app);
    const donor = await app.signUp({ name: '李明' });
    const [less, more] = [
      await promise(donor.client, projectId, 50_000),
      await promise(donor.client, projectId, 50_000),
    ];
    const input = { pledgeId: less.id, amount: 49_500, bankReference: '少付' };
    expect(await treasury.refused(MUTATIONS.confirmPayment, { input })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'amount',
    });
    await treasury.must(MUTATIONS.confirmPayment, { input: { ...input, acceptOtherAmount: true } });
    await treasury.must(MUTATIONS.confirmPayment, { input: { ...input, acceptOtherAmount: true } });
    await treasury.must(MUTATIONS.confirmPayment, {
      input: { pledgeId: more.id, amount: 51_000, bankReference: '多付', acceptOtherAmount: true },
    });
    expect((await donor.client.must(PLEDGE, { id: less.id })).pledge).toMatchObject({
      status: 'PAID',
      amount: 49_500,
      promisedAmount: 50_000,
      bankReference: null,
      receipt: { amount: 49_500 },
    });
    expect((await treasury.must(PLEDGE, { id: more.id })).pledge).toMatchObject({
      amount: 51_000,
      promisedAmount: 50_000,
      bankReference: '多付',
      receipt: { amount: 51_000 },
    });
    expect(await progress()).toEqual({ raised: 100_500, pending: 0 });
    // An amount that agrees needs no word, and leaves none.
    const same = await promise(donor.client, projectId, 10_000);
    await treasury.must(MUTATIONS.confirmPayment, {
      input: { pledgeId: same.id, amount: 10_000, bankReference: '相同', acceptOtherAmount: true },
    });
    expect((await donor.client.must(PLEDGE, { id: same.id })).pledge).toMatchObject({
      amount: 10_000,
      promisedAmount: null,
    });
  });

  it('from a line pays the pledge as far as the project has room; the rest stays in suspense and is returned', async () => {
    const { projectId, treasury, progress, publisher, organization } = await newBank(app, {
      acceptsOverGoal: false,
      milestones: [{ title: '第一段', amount: 100_000, dueOn: '2027-06-01T00:00:00Z' }],
    });
    const donor = await app.signUp({ name: '王芳' });
    // A verified unit keeps all of the place that it promises to fill.
    const [pledge, other] = [
      await promise(donor.client, projectId, 40_000),
      await promise(publisher.client, projectId, 30_000, { onBehalfOfId: organization.id }),
    ];
    expect(
      await treasury.refused(MUTATIONS.confirmPayment, {
        input: { pledgeId: pledge.id, amount: 70_001, bankReference: '太多', acceptOtherAmount: true },
      }),
    ).toMatchObject({ code: 'LIMIT_EXCEEDED', field: 'amount' });
    const [over, under] = await importedLines(treasury, [
      line(85_000, { text: pledge.remarkCode }),
      line(25_000, { text: other.remarkCode }),
    ]);
    expect(over).toMatchObject({
      pledge: null,
      confidence: 0,
      reasons: [{ kind: 'CODE_OTHER_AMOUNT', pledge: { id: pledge.id } }],
    });
    expect(
      await treasury.refused(MUTATIONS.matchStatementLine, {
        input: { lineId: over.id, pledgeIds: [pledge.id, other.id], acceptOtherAmount: true },
      }),
    ).toMatchObject({ code: 'BAD_USER_INPUT', field: 'acceptOtherAmount' });
    const accept = { input: { lineId: over.id, pledgeIds: [pledge.id], acceptOtherAmount: true } };
    // 100,000 less what the other pledge keeps: 70,000 fit.
    expect((await treasury.must(MUTATIONS.matchStatementLine, accept)).matchStatementLine).toMatchObject({
      status: 'SUSPENSE',
      suspense: 15_000,
    });
    expect(
      (await treasury.must(MUTATIONS.matchStatementLine, accept)).matchStatementLine,
      'a repeated request returns the same',
    ).toMatchObject({ suspense: 15_000 });
    expect((await donor.client.must(PLEDGE, { id: pledge.id })).pledge).toMatchObject({
      amount: 70_000,
      promisedAmount: 40_000,
    });
    expect(await progress()).toEqual({ raised: 70_000, pending: 30_000 });
    expect(
      (
        await treasury.must(MUTATIONS.matchStatementLine, {
          input: { lineId: under.id, pledgeIds: [other.id], acceptOtherAmount: true },
        })
      ).matchStatementLine,
    ).toMatchObject({ status: 'SETTLED' });
    expect(await progress()).toEqual({ raised: 95_000, pending: 0 });
    expect(
      (await treasury.must(MUTATIONS.returnSuspense, { input: { lineId: over.id, reason: '超出目标' } }))
        .returnSuspense,
    ).toMatchObject({ status: 'SETTLED', suspense: 0 });
  });

  it('gets the promised amount again when its confirmation is taken back, as far as there is room', async () => {
    const {
      projectId,
      treasury,
      admin,
      progress,
      publisher: donor,
      organization,
    } = await newBank(app, {
      acceptsOverGoal: false,
      milestones: [{ title: '第一段', amount: 100_000, dueOn: '2027-06-01T00:00:00Z' }],
    });
    // A verified unit keeps all of the place that it promises to fill.
    const promised = (amount: number) => promise(donor.client, projectId, amount, { onBehalfOfId: organization.id });
    const [whole, part] = [await promised(30_000), await promised(60_000)];
    const confirm = (pledgeId: string, amount: number) =>
      treasury.must(MUTATIONS.confirmPayment, {
        input: { pledgeId, amount, bankReference: `流水 ${pledgeId}`, acceptOtherAmount: true },
      });
    const takeBack = async (pledgeId: string) => {
      const { prepareReversal } = await treasury.must(MUTATIONS.prepareReversal, {
        input: { pledgeId, reason: '认错了' },
      });
      await admin.client.must(MUTATIONS.approveRefund, { id: prepareReversal.id });
    };
    await confirm(whole.id, 20_000);
    await takeBack(whole.id);
    expect((await donor.client.must(PLEDGE, { id: whole.id })).pledge).toMatchObject({
      status: 'PENDING',
      amount: 30_000,
      promisedAmount: null,
    });
    await confirm(part.id, 10_000);
    await promised(50_000);
    await takeBack(part.id);
    expect(
      (await donor.client.must(PLEDGE, { id: part.id })).pledge,
      'others have taken 50,000 of the room',
    ).toMatchObject({ status: 'PENDING', amount: 20_000, promisedAmount: 60_000 });
    expect(await progress()).toEqual({ raised: 0, pending: 100_000 });
  });
});

describe('a bank reference', () => {
  const app = useTestApp();
  afterEach(() => app.checkInvariants());

  it('confirms once, in any spelling, unless a reason is given and stored', async () => {
    const { projectId, treasury } = await newBank(app);
    const donor = await app.signUp({ name: '钱二' });
    const [first, second, third] = [
      await promise(donor.client, projectId, 10_000),
      await promise(donor.client, projectId, 20_000),
      await promise(donor.client, projectId, 30_000),
    ];
    await treasury.must(MUTATIONS.confirmPayment, {
      input: { pledgeId: first.id, amount: 10_000, bankReference: 'Ref-2017 0609' },
    });
    for (const bankReference of [
      'Ref-2017 0609',
      'REF-20170609',
      ' ref-2017 0609 ',
      'ＲＥＦ－２０１７０６０９',
      'Ref-2017\u200b0609',
      'ref-2017\u30000609',
    ]) {
      const refusal = await treasury.refused(MUTATIONS.confirmPayment, {
        input: { pledgeId: second.id, amount: 20_000, bankReference },
      });
      // What no field may hold at all is refused before it is looked for.
      expect(refusal, bankReference).toMatchObject({
        code: bankReference.includes('\u200b') ? expect.stringMatching(/CONFLICT|BAD_USER_INPUT/) : 'CONFLICT',
        field: 'bankReference',
      });
    }
    expect(
      await treasury.refused(MUTATIONS.confirmPayment, {
        input: { pledgeId: second.id, amount: 20_000, bankReference: 'REF-20170609', referenceReason: ' ' },
      }),
    ).toMatchObject({ code: 'CONFLICT' });
    await treasury.must(MUTATIONS.confirmPayment, {
      input: {
        pledgeId: second.id,
        amount: 20_000,
        bankReference: 'REF-20170609',
        referenceReason: '一笔汇款付两笔认捐',
      },
    });
    expect((await treasury.must(PLEDGE, { id: second.id })).pledge).toMatchObject({
      bankReference: 'REF-20170609',
      referenceReason: '一笔汇款付两笔认捐',
    });
    expect((await donor.client.must(PLEDGE, { id: second.id })).pledge).toMatchObject({
      bankReference: null,
      referenceReason: null,
    });
    // The check over the data knows a second payment without a reason.
    const explain = (reason: string | null) =>
      app.db.transact((tx) =>
        tx.manager.query('UPDATE pledges SET reference_reason = ? WHERE id = ?', [reason, second.id]),
      );
    await explain(null);
    await expect(app.checkInvariants()).rejects.toThrow('a bank reference pays once');
    await explain('一笔汇款付两笔认捐');
    // Two at once: one of them is refused.
    const fourth = await promise(donor.client, projectId, 40_000);
    const answers = await Promise.all(
      [third, fourth].map(({ id }, index) =>
        treasury.execute(MUTATIONS.confirmPayment, {
          input: { pledgeId: id, amount: 30_000 + index * 10_000, bankReference: '同时' },
        }),
      ),
    );
    expect(answers.map(({ errors }) => errors[0]?.extensions?.code ?? 'OK').sort()).toEqual(['CONFLICT', 'OK']);
  });

  it('of a line that is in the ledger cannot be confirmed by hand a second time, and the other way round', async () => {
    const { projectId, treasury } = await newBank(app);
    const donor = await app.signUp({ name: '孙三' });
    const [one, two] = [await promise(donor.client, projectId, 15_000), await promise(donor.client, projectId, 15_000)];
    const suspended = line(15_000, { text: '不知是谁' });
    const { id } = await bankStatement(treasury, [suspended]);
    await treasury.must(MUTATIONS.suspendStatement, { id });
    await settled(treasury, id);
    expect(
      await treasury.refused(MUTATIONS.confirmPayment, {
        input: { pledgeId: one.id, amount: 15_000, bankReference: suspended.serial!.toUpperCase() },
      }),
    ).toMatchObject({ code: 'CONFLICT', field: 'bankReference' });

    const serial = 'S-77001';
    await treasury.must(MUTATIONS.confirmPayment, {
      input: { pledgeId: one.id, amount: 15_000, bankReference: serial.toLowerCase() },
    });
    const [again] = await importedLines(treasury, [line(14_000, { serial, text: two.remarkCode })]);
    const input = { lineId: again.id, pledgeIds: [two.id], acceptOtherAmount: true };
    expect(await treasury.refused(MUTATIONS.matchStatementLine, { input })).toMatchObject({
      code: 'CONFLICT',
      field: 'referenceReason',
    });
    expect(
      (
        await treasury.must(MUTATIONS.matchStatementLine, {
          input: { ...input, referenceReason: '银行重复使用了流水号' },
        })
      ).matchStatementLine,
    ).toMatchObject({ status: 'SETTLED' });
    expect((await treasury.must(PLEDGE, { id: two.id })).pledge).toMatchObject({
      amount: 14_000,
      promisedAmount: 15_000,
      referenceReason: '银行重复使用了流水号',
    });
  });
});

describe("the treasurer's own gift", () => {
  const app = useTestApp();
  afterEach(() => app.checkInvariants());

  it('is confirmed by a colleague, whether the treasurer gave it personally or for a unit', async () => {
    const { projectId, treasury, treasurer, admin } = await newBank(app);
    const colleague = await app.signUp({ name: '另一位财务', roles: ['TREASURER'] });
    const unit = await verifiedOrganization(
      treasurer,
      { ...admin, client: await app.as(admin) },
      { name: '财务的单位', kind: 'ENTERPRISE' },
    );
    const member = await app.signUp({ name: '同事' });
    const own = await promise(treasury, projectId, 11_000);
    const ofUnit = await promise(treasury, projectId, 12_000, { onBehalfOfId: unit.id });
    const foreign = await promise(member.client, projectId, 13_000);
    for (const [pledge, amount] of [
      [own, 11_000],
      [ofUnit, 12_000],
    ] as const) {
      expect(
        await treasury.refused(MUTATIONS.confirmPayment, {
          input: { pledgeId: pledge.id, amount, bankReference: `手工 ${amount}` },
        }),
      ).toMatchObject({ code: 'FORBIDDEN' });
    }
    const [first, second, third] = await importedLines(treasury, [
      line(11_000, { text: own.remarkCode }),
      line(12_000, { text: ofUnit.remarkCode }),
      line(13_000, { text: foreign.remarkCode }),
    ]);
    expect(
      await treasury.refused(MUTATIONS.matchStatementLine, { input: { lineId: first.id, pledgeIds: [own.id] } }),
    ).toMatchObject({ code: 'FORBIDDEN' });
    const { statements } = await treasury.must('{ statements(first: 1) { edges { node { id leftToColleague } } } }');
    const { id, leftToColleague } = statements.edges[0].node;
    expect(leftToColleague).toBe(0);
    await treasury.must(MUTATIONS.confirmStatement, { id, minConfidence: 90 });
    await settled(treasury, id);
    expect(
      (await treasury.must('query S($id: ID!) { statement(id: $id) { leftToColleague } }', { id })).statement,
    ).toEqual({ leftToColleague: 2 });
    const left = await linesOf(treasury, id);
    expect(left.map((one) => [one.id, one.status, one.pledge?.id ?? null])).toEqual([
      [first.id, 'OPEN', own.id],
      [second.id, 'OPEN', ofUnit.id],
      [third.id, 'SETTLED', null],
    ]);
    expect(left[0].reasons.at(-1)).toMatchObject({ kind: 'OWN_GIFT' });
    await colleague.client.must(MUTATIONS.confirmStatement, { id, minConfidence: 90 });
    await settled(treasury, id);
    expect((await linesOf(treasury, id)).map(({ status }) => status)).toEqual(['SETTLED', 'SETTLED', 'SETTLED']);
    // The check over the data knows either kind of an own gift.
    for (const pledge of [own, ofUnit]) {
      const confirmedBy = (userId: string) =>
        app.db.transact((tx) =>
          tx.manager.query('UPDATE pledges SET confirmed_by_id = ? WHERE id = ?', [userId, pledge.id]),
        );
      await confirmedBy(treasurer.id);
      await expect(app.checkInvariants()).rejects.toThrow('nobody confirmed a gift of their own');
      await confirmedBy(colleague.id);
    }
    expect(
      (await treasury.must('query S($id: ID!) { statement(id: $id) { leftToColleague } }', { id })).statement,
    ).toEqual({ leftToColleague: 0 });
  });

  it('is different from a gift of a unit in which the treasurer is only a member', async () => {
    const { projectId, treasurer, treasury, admin } = await newBank(app);
    const owner = await app.signUp({ name: '单位负责人' });
    const unit = await verifiedOrganization(
      owner,
      { ...admin, client: await app.as(admin) },
      { name: '只是成员的单位', kind: 'ENTERPRISE' },
    );
    await app.db.transact((tx) =>
      tx.manager.query(
        "INSERT INTO memberships (user_id, organization_id, role, created_at) VALUES (?, ?, 'MEMBER', ?)",
        [treasurer.id, unit.id, '2017-01-01 00:00:00.000'],
      ),
    );
    const gift = await promise(owner.client, projectId, 14_000, { onBehalfOfId: unit.id });
    expect(
      (
        await treasury.must(MUTATIONS.confirmPayment, {
          input: { pledgeId: gift.id, amount: 14_000, bankReference: '成员' },
        })
      ).confirmPayment,
    ).toMatchObject({ status: 'PAID' });
    // Whoever is made an editor afterwards was none when the gift was confirmed.
    await owner.client.must(MUTATIONS.setMemberRole, { organizationId: unit.id, userId: treasurer.id, role: 'EDITOR' });
  });
});

describe('several codes in one remark', () => {
  const app = useTestApp();
  afterEach(() => app.checkInvariants());

  it('that add up are proposed and confirmed together, each pledge with its own receipt', async () => {
    const { projectId, treasury, progress } = await newBank(app);
    const other = await openProject(app, await createCity(app), { acceptsOverGoal: true });
    const donor = await app.signUp({ name: '周四' });
    const [one, two, three] = [
      await promise(donor.client, projectId, 10_000),
      await promise(donor.client, projectId, 25_000),
      await promise(donor.client, other.id, 5_000),
    ];
    const [alone] = [await promise(donor.client, projectId, 7_000)];
    const [shared, differing, unknown] = await importedLines(treasury, [
      line(40_000, { name: '周四', text: `${one.remarkCode}、${two.remarkCode}和${three.remarkCode}` }),
      line(17_001, { text: `${alone.remarkCode} ${one.remarkCode}` }),
      line(7_000, { text: `${alone.remarkCode} HC22223333` }),
    ]);
    expect(shared).toMatchObject({
      confidence: 100,
      pledge: { id: one.id },
      furtherPledges: [{ id: two.id }, { id: three.id }],
      reasons: [
        { kind: 'CODES_ADD_UP', pledge: { id: one.id } },
        { kind: 'CODES_ADD_UP' },
        { kind: 'CODES_ADD_UP' },
        { kind: 'NAME' },
      ],
    });
    expect(differing).toMatchObject({
      confidence: 0,
      pledge: null,
      furtherPledges: [],
      reasons: [
        { kind: 'SEVERAL_CODES', pledge: { id: alone.id } },
        { kind: 'SEVERAL_CODES', pledge: { id: one.id } },
        { kind: 'CODES_DIFFER' },
      ],
    });
    expect(unknown, 'one of the codes is unknown').toMatchObject({ pledge: { id: alone.id } });
    await treasury.must(MUTATIONS.confirmStatementLines, { lineIds: [shared.id] });
    const settledLine = (await linesOf(treasury)).find(({ id }) => id === shared.id);
    expect(settledLine).toMatchObject({ status: 'SETTLED', suspense: 0 });
    expect(settledLine.entries.map(({ kind, amount }: any) => [kind, amount]).sort()).toEqual([
      ['GIFT_RECEIVED', 10_000],
      ['GIFT_RECEIVED', 25_000],
      ['GIFT_RECEIVED', 5_000],
      ['SUSPENSE_RECEIVED', 40_000],
    ]);
    const receipts = await Promise.all(
      [one, two, three].map(async ({ id }) => (await donor.client.must(PLEDGE, { id })).pledge.receipt),
    );
    expect(receipts.map(({ amount }) => amount)).toEqual([10_000, 25_000, 5_000]);
    expect(new Set(receipts.map(({ number }) => number)).size).toBe(3);
    expect(await progress()).toEqual({ raised: 35_000, pending: 7_000 });
  });

  it('are all confirmed or none, and one that is taken back waits again', async () => {
    const { projectId, treasury, admin } = await newBank(app);
    const donor = await app.signUp({ name: '吴五' });
    const [one, two, three, four] = [
      await promise(donor.client, projectId, 10_000),
      await promise(donor.client, projectId, 20_000),
      await promise(donor.client, projectId, 3_000),
      await promise(donor.client, projectId, 4_000),
    ];
    const [spoiled, whole] = await importedLines(treasury, [
      line(30_000, { text: `${one.remarkCode}${two.remarkCode}` }),
      line(7_000, { text: `${three.remarkCode} ${four.remarkCode}` }),
    ]);
    await donor.client.must(MUTATIONS.cancelPledge, { id: two.id });
    const { confirmStatementLines } = await treasury.must(MUTATIONS.confirmStatementLines, {
      lineIds: [spoiled.id, whole.id],
    });
    expect(
      confirmStatementLines.map(({ status, reasons }: any) => [status, reasons.map(({ kind }: any) => kind)]),
    ).toEqual([
      ['OPEN', ['REFUSED']],
      ['SETTLED', expect.anything()],
    ]);
    expect((await donor.client.must(PLEDGE, { id: one.id })).pledge).toMatchObject({
      status: 'PENDING',
      receipt: null,
    });
    const { prepareReversal } = await treasury.must(MUTATIONS.prepareReversal, {
      input: { pledgeId: four.id, reason: '认错了' },
    });
    await admin.client.must(MUTATIONS.approveRefund, { id: prepareReversal.id });
    await treasury.must(MUTATIONS.matchStatement, {
      id: (await treasury.must('{ statements(first: 1) { edges { node { id } } } }')).statements.edges[0].node.id,
    });
    await expect
      .poll(async () => (await linesOf(treasury)).find(({ id }) => id === whole.id), { timeout: 20_000 })
      .toMatchObject({ status: 'SUSPENSE', suspense: 4_000 });
    expect((await donor.client.must(PLEDGE, { id: three.id })).pledge).toMatchObject({ status: 'PAID' });
  });
});
