import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { pledgeInput } from '../support/city.ts';
import { DAY_MS } from '../support/clock.ts';
import { MUTATIONS } from '../support/operations.ts';
import { settledSnapshotOf, snapshotOf } from '../support/snapshot.ts';
import { createTown, inDays, joinUnit, projectAt, promise, type StagedProject, type Town } from '../support/town.ts';

const PROJECT = `query P($id: ID!) { project(id: $id) {
  status fundingRule history { to actor reason }
  progress { raised matched pending backerCount pledgeCount status } fund { received released refunded balance }
  sponsors { amount pledgeCount organization { given } } pledges(first: 50) { totalCount edges { node { id } } }
  refundDue { cause amount prepared } refunds { cause reason giftCount total approvedAt bankReference }
  milestones { id status release { amount releasedAt } }
} }`;
const PLEDGE = `query G($id: ID!) { pledge(id: $id) {
  status amount refundedAmount paidAt expiresAt uses { amount } receipt { number amount voidedAt voidReason replacedBy } refunds { amount order { cause reason approvedAt } }
} }`;
const RECEIPT =
  'query R($number: String!) { receipt(number: $number) { amount voidedAt voidReason replacedBy donorName project { status } } }';
const BOOKS =
  'query B($id: ID!) { books(projectId: $id, first: 50) { edges { node { kind amount gift { id displayName } } } } booksCheck(projectId: $id) { shown ledger postings gifts receipts exported equal } }';
const DUE =
  'query D { refundsDue(first: 50) { edges { node { id } } } refundOrders(first: 50) { edges { node { id total preparedBy viewerActions items(first: 2) { totalCount edges { node { amount pledge { payerName } } } } } } } }';
const PROGRESS = 'subscription S($id: ID!) { projectProgress(projectId: $id) { raised pledgeCount status } }';

describe('refunds', () => {
  const app = useTestApp({ jobs: 'BY_TICK' });
  let town: Town;
  let second: TestUser;
  beforeAll(async () => {
    town = await createTown(app);
    second = await app.signUp({ name: '出纳二', roles: ['TREASURER'] });
  });

  const seen = async (id: string) => (await app.anonymous().must(PROJECT, { id })).project;
  const gift = async (id: string) => (await town.treasurer.client.must(PLEDGE, { id })).pledge;
  const books = async (id: string) => {
    const answer = await app.anonymous().must(BOOKS, { id });
    expect(answer.booksCheck, 'every place shows the same total').toMatchObject({ equal: true });
    return answer.books.edges.map(
      ({ node }: { node: { kind: string; amount: number; gift: { displayName: string } | null } }) => [
        node.kind,
        node.amount,
        node.gift?.displayName ?? null,
      ],
    );
  };
  const give = async (user: TestUser, projectId: string, amount: number, changes: Record<string, unknown> = {}) =>
    (await user.client.must(MUTATIONS.pledge, { input: pledgeInput(projectId, { amount, ...changes }) })).pledge as {
      id: string;
    };
  const transfer = async (user: TestUser, projectId: string, amount: number) => {
    const pledge = await promise(user, projectId, { amount });
    await confirm(pledge.id, amount);
    return pledge;
  };
  const confirm = (pledgeId: string, amount: number) =>
    town.treasurer.client.must(MUTATIONS.confirmPayment, {
      input: { pledgeId, amount, bankReference: `流水 ${pledgeId}` },
    });
  const cancel = (id: string) => town.owner.client.must(MUTATIONS.cancelProject, { id, reason: '场地没有了' });
  const prepare = async (projectId: string, pledgeIds?: string[]) =>
    (
      await town.treasurer.client.must(MUTATIONS.prepareRefund, {
        input: { projectId, reason: '项目终止,原路退回', pledgeIds },
      })
    ).prepareRefund;
  const approve = (id: string) => second.client.must(MUTATIONS.approveRefund, { id, bankReference: '批量退款 0612' });
  const reverse = async (pledgeId: string) => {
    const { prepareReversal } = await town.treasurer.client.must(MUTATIONS.prepareReversal, {
      input: { pledgeId, reason: '认错了人' },
    });
    await approve(prepareReversal.id);
  };
  const twoStages = (first: number, then: number) => ({
    milestones: [
      { title: '第一段', amount: first, dueOn: inDays(app, 80) },
      { title: '第二段', amount: then, dueOn: inDays(app, 90) },
    ],
  });
  const open = (changes: Record<string, unknown> = {}): Promise<StagedProject> =>
    projectAt(app, town, 'FUNDRAISING', { ...twoStages(600_000, 400_000), ...changes });
  const verify = async (milestoneId: string) => {
    await town.editor.client.must(MUTATIONS.submitMilestone, {
      input: { milestoneId, report: '做完了', evidenceUrls: [] },
    });
    await town.reviewer.client.must(MUTATIONS.reviewMilestone, { input: { milestoneId, accepted: true } });
  };
  const release = (id: string) => town.treasurer.client.must(MUTATIONS.releaseMilestone, { id });

  it('of a cancelled project give every gift back, and every figure follows', async () => {
    const { id } = await open();
    const unit = { onBehalfOfId: town.organization.id };
    const { organization: before } = await app
      .anonymous()
      .must('query O($id: ID!) { organization(id: $id) { given } }', { id: town.organization.id });
    const gifts = [
      await give(town.donor, id, 30_000),
      await transfer(town.donor, id, 20_000),
      await give(town.owner, id, 50_000, { ...unit, anonymous: true }),
    ];
    const late = await promise(town.stranger, id, { amount: 7_000 });
    const feed = app.anonymous().subscribe(PROGRESS, { id });
    expect((await feed.next()).projectProgress).toMatchObject({ raised: 100_000, pledgeCount: 3 });

    const { cancelProject } = await cancel(id);
    expect(cancelProject).toMatchObject({
      status: 'CANCELLED',
      history: expect.arrayContaining([{ reason: '场地没有了' }]),
    });
    expect((await gift(late.id)).status, 'unpaid pledges end with the project').toBe('CANCELLED');
    expect(await seen(id)).toMatchObject({
      progress: { raised: 100_000, pending: 0 },
      refundDue: { cause: 'PROJECT_CANCELLED', amount: 100_000, prepared: 0 },
      refunds: [],
    });
    expect(
      (await town.treasurer.client.must(DUE)).refundsDue.edges.map(({ node }: { node: { id: string } }) => node.id),
    ).toContain(id);

    const order = await prepare(id);
    expect(order).toMatchObject({ status: 'PREPARED', cause: 'PROJECT_CANCELLED', giftCount: 3, total: 100_000 });
    expect(
      (await town.treasurer.client.must(DUE)).refundsDue.edges.map(({ node }: { node: { id: string } }) => node.id),
      'nothing is left to prepare',
    ).not.toContain(id);
    expect(await seen(id)).toMatchObject({
      fund: { refunded: 0, balance: 100_000 },
      refundDue: { amount: 100_000, prepared: 100_000 },
      refunds: [],
    });
    const waiting = (await second.client.must(DUE)).refundOrders.edges
      .map(({ node }: { node: Record<string, unknown> }) => node)
      .find((node: { id?: unknown }) => node.id === order.id);
    expect(waiting).toMatchObject({
      total: 100_000,
      preparedBy: '出纳',
      viewerActions: ['APPROVE', 'WITHDRAW'],
      items: { totalCount: 3 },
    });
    expect(waiting.items.edges[0].node).toEqual({ amount: 30_000, pledge: { payerName: '捐赠人' } });
    const found = async (search: string): Promise<string[]> =>
      (
        await second.client.must(
          'query F($search: String) { refundOrders(search: $search) { edges { node { id } } } }',
          {
            search,
          },
        )
      ).refundOrders.edges.map(({ node }: { node: { id: string } }) => node.id);
    expect(await found(town.organization.name)).toContain(order.id);
    expect(await found(`${town.organization.name} 老兵`)).toContain(order.id);
    expect(await found('没有这个项目')).toEqual([]);
    expect(
      await second.client.refused('{ refundOrders(search: "' + 'x'.repeat(101) + '") { totalCount } }'),
    ).toMatchObject({ code: 'BAD_USER_INPUT', field: 'search' });

    await approve(order.id);
    const after = await seen(id);
    expect(after).toMatchObject({
      status: 'CANCELLED',
      progress: { raised: 0, matched: 0, pending: 0, backerCount: 0, pledgeCount: 0 },
      fund: { received: 100_000, released: 0, refunded: 100_000, balance: 0 },
      sponsors: [],
      pledges: { totalCount: 0, edges: [] },
      refundDue: null,
      refunds: [
        {
          cause: 'PROJECT_CANCELLED',
          reason: '项目终止,原路退回',
          giftCount: 3,
          total: 100_000,
          bankReference: '批量退款 0612',
        },
      ],
    });
    for (const { id: giftId } of gifts) {
      const { status, receipt, refunds, amount, refundedAmount } = await gift(giftId);
      expect({ status, refundedAmount, refunds }).toEqual({
        status: 'REFUNDED',
        refundedAmount: amount,
        refunds: [
          {
            amount,
            order: { cause: 'PROJECT_CANCELLED', reason: '项目终止,原路退回', approvedAt: after.refunds[0].approvedAt },
          },
        ],
      });
      expect(receipt, 'void, visible, and not replaced').toMatchObject({
        amount,
        voidedAt: after.refunds[0].approvedAt,
        voidReason: '项目终止,原路退回',
        replacedBy: null,
      });
      expect((await app.anonymous().must(RECEIPT, { number: receipt.number })).receipt).toMatchObject({
        amount,
        voidReason: '项目终止,原路退回',
      });
    }
    expect(
      (
        await app
          .anonymous()
          .must('query O($id: ID!) { organization(id: $id) { given } }', { id: town.organization.id })
      ).organization,
    ).toEqual(before);
    expect(await books(id)).toEqual([
      ['REFUND', -50_000, '爱心人士'],
      ['REFUND', -20_000, '捐赠人'],
      ['REFUND', -30_000, '捐赠人'],
      ['GIFT', 50_000, '爱心人士'],
      ['GIFT', 20_000, '捐赠人'],
      ['GIFT', 30_000, '捐赠人'],
    ]);
    await feed.until(({ projectProgress }) => projectProgress.raised === 0, 1_000);
    feed.stop();
  });

  it('after a paid stage give back the unused part of each gift', async () => {
    const {
      id,
      milestones: [first],
    } = await open(twoStages(60_000, 40_000));
    const early = await give(town.donor, id, 40_000);
    await app.pass(1_000);
    const middle = await give(town.stranger, id, 40_000);
    await app.pass(1_000);
    const late = await give(town.member, id, 20_000);
    await verify(first!.id);
    expect(
      await town.reviewer.client.refused(MUTATIONS.stopProject, { id, reason: '停' }),
      'a verified stage has earned its payment',
    ).toMatchObject({ code: 'INVALID_STATE', message: expect.stringContaining('等待拨付') });
    await release(first!.id);
    await town.reviewer.client.must(MUTATIONS.stopProject, { id, reason: '后续活动无法开展' });
    expect(await seen(id)).toMatchObject({
      status: 'CANCELLED',
      refundDue: { amount: 40_000 },
      history: expect.arrayContaining([{ to: 'CANCELLED', actor: 'REVIEWER', reason: '后续活动无法开展' }]),
    });

    expect(
      await town.treasurer.client.refused(MUTATIONS.prepareRefund, {
        input: { projectId: id, reason: '退', pledgeIds: [late.id, early.id] },
      }),
    ).toMatchObject({ code: 'INVALID_STATE', message: expect.stringContaining('没有可退的余额') });
    const number = (await gift(middle.id)).receipt.number;
    const { id: orderId } = await prepare(id);
    await approve(orderId);
    expect(await gift(early.id)).toMatchObject({
      status: 'PAID',
      refundedAmount: 0,
      uses: [{ amount: 40_000 }],
      refunds: [],
      receipt: { amount: 40_000, voidedAt: null },
    });
    expect(await gift(late.id)).toMatchObject({
      status: 'REFUNDED',
      refundedAmount: 20_000,
      uses: [],
      receipt: { amount: 20_000, replacedBy: null },
    });
    const kept = await gift(middle.id);
    expect(kept).toMatchObject({
      status: 'PAID',
      amount: 40_000,
      refundedAmount: 20_000,
      uses: [{ amount: 20_000 }],
      refunds: [{ amount: 20_000 }],
      receipt: { amount: 20_000, voidedAt: null, voidReason: null },
    });
    expect(
      (await app.anonymous().must(RECEIPT, { number })).receipt,
      'the old receipt names the receipt of the rest',
    ).toMatchObject({
      amount: 40_000,
      voidReason: '项目终止,原路退回',
      replacedBy: kept.receipt.number,
      project: { status: 'CANCELLED' },
    });
    expect(await seen(id)).toMatchObject({
      progress: { raised: 60_000, backerCount: 2, pledgeCount: 2 },
      fund: { received: 100_000, released: 60_000, refunded: 40_000, balance: 0 },
      refundDue: null,
    });
    await books(id);
    expect(
      await town.treasurer.client.refused(MUTATIONS.prepareRefund, { input: { projectId: id, reason: '再退一次' } }),
    ).toMatchObject({ code: 'INVALID_STATE', message: expect.stringContaining('没有待退') });
    expect(
      await town.treasurer.client.refused(MUTATIONS.prepareRefund, {
        input: { projectId: id, reason: '再退一次', pledgeIds: [late.id] },
      }),
    ).toMatchObject({ code: 'INVALID_STATE', message: expect.stringContaining('已经退还') });
  });

  it('are due when the rule is all or nothing and the goal was not reached', async () => {
    const { id } = await open({ fundingRule: 'ALL_OR_NOTHING', fundingEndsAt: inDays(app, 10) });
    expect(await seen(id)).toMatchObject({ fundingRule: 'ALL_OR_NOTHING' });
    const first = await give(town.donor, id, 900_000);
    const { id: transferId } = await promise(town.stranger, id, { amount: 50_000 });
    // As if the end of funding had come for this project alone; what is under way may still arrive.
    await app.db.transact((tx) =>
      tx.manager.query('UPDATE projects SET funding_ends_at = ? WHERE id = ?', ['2017-01-01 00:00:00.000', id]),
    );
    await app.server.tick();
    expect(await seen(id)).toMatchObject({ status: 'FUNDRAISING' });
    await confirm(transferId, 50_000);
    await app.server.tick();
    expect(await seen(id)).toMatchObject({
      status: 'CANCELLED',
      refundDue: { cause: 'GOAL_NOT_REACHED', amount: 950_000 },
      history: expect.arrayContaining([{ to: 'CANCELLED', actor: 'PLATFORM', reason: null }]),
    });
    const { id: orderId, cause } = await prepare(id, [first.id]);
    expect(cause).toBe('GOAL_NOT_REACHED');
    await approve(orderId);
    expect(await seen(id)).toMatchObject({ progress: { raised: 50_000 }, refundDue: { amount: 50_000, prepared: 0 } });
    await approve((await prepare(id)).id);
    expect(await seen(id)).toMatchObject({
      progress: { raised: 0 },
      fund: { received: 950_000, refunded: 950_000, balance: 0 },
    });
  });

  it('reverse a mistaken confirmation, and the pledge can be paid again', async () => {
    const { id } = await open(twoStages(6_000, 4_000));
    const pledge = await transfer(town.donor, id, 10_000);
    const {
      receipt: { number },
      expiresAt,
    } = await gift(pledge.id);
    expect(await seen(id)).toMatchObject({ status: 'FUNDED' });
    const found = async (search: string) =>
      (
        await town.treasurer.client.must(
          'query C($search: String!) { confirmedPayments(search: $search) { edges { node { id } } } }',
          { search },
        )
      ).confirmedPayments.edges.map(({ node }: { node: { id: string } }) => node.id);
    for (const search of [
      number,
      number.toLowerCase(),
      pledge.remarkCode,
      `流水 ${pledge.id}`,
      `流水${pledge.id.toUpperCase()}`,
      '100',
      '捐赠人',
    ])
      expect(await found(search), `found by ${search}`).toContain(pledge.id);
    expect(await found('没有这个人')).toEqual([]);
    await app.pass(DAY_MS / 2);
    await reverse(pledge.id);
    expect(await found(number), 'a gift that is not confirmed any more is not found').toEqual([]);
    const waiting = await gift(pledge.id);
    expect(waiting).toMatchObject({
      status: 'PENDING',
      paidAt: null,
      refundedAmount: 0,
      receipt: { number, voidReason: '认错了人' },
    });
    expect(
      new Date(waiting.expiresAt).getTime() - new Date(expiresAt).getTime(),
      'it has two weeks again',
    ).toBeGreaterThanOrEqual(DAY_MS / 2);
    expect(await seen(id), 'the goal is open again').toMatchObject({
      status: 'FUNDRAISING',
      progress: { raised: 0, pending: 10_000, backerCount: 0, pledgeCount: 0 },
      fund: { received: 0, refunded: 0, balance: 0 },
    });
    expect(await books(id), 'nobody gave, so no name is shown').toEqual([
      ['CORRECTION', -10_000, null],
      ['GIFT', 10_000, null],
    ]);

    await confirm(pledge.id, 10_000);
    const again = await gift(pledge.id);
    expect(again).toMatchObject({ status: 'PAID', receipt: { amount: 10_000, voidedAt: null } });
    expect((await app.anonymous().must(RECEIPT, { number })).receipt).toMatchObject({
      replacedBy: again.receipt.number,
    });
    await reverse(pledge.id);
    await confirm(pledge.id, 10_000);
    expect(await seen(id)).toMatchObject({
      status: 'FUNDED',
      progress: { raised: 10_000, pending: 0, backerCount: 1, pledgeCount: 1 },
      fund: { received: 10_000, balance: 10_000 },
    });
    expect((await books(id)).map(([kind, amount]: [string, number]) => [kind, amount])).toEqual([
      ['GIFT', 10_000],
      ['CORRECTION', -10_000],
      ['GIFT', 10_000],
      ['CORRECTION', -10_000],
      ['GIFT', 10_000],
    ]);
  });

  it('are refused for a gift that a stage used, with advice', async () => {
    const {
      id,
      milestones: [first],
    } = await open(twoStages(6_000, 4_000));
    const used = await transfer(town.donor, id, 10_000);
    const { prepareReversal: order } = await town.treasurer.client.must(MUTATIONS.prepareReversal, {
      input: { pledgeId: used.id, reason: '认错了人' },
    });
    await verify(first!.id);
    await release(first!.id);
    expect(
      await second.client.refused(MUTATIONS.approveRefund, { id: order.id }),
      'a stage was paid after the preparation',
    ).toMatchObject({ code: 'INVALID_STATE', message: expect.stringContaining('撤回后重新制单') });
    await town.treasurer.client.must(MUTATIONS.withdrawRefund, { id: order.id });
    expect(
      await town.treasurer.client.refused(MUTATIONS.prepareReversal, {
        input: { pledgeId: used.id, reason: '认错了人' },
      }),
    ).toMatchObject({ code: 'INVALID_STATE', message: expect.stringContaining('补足') });
    expect(await seen(id)).toMatchObject({
      progress: { raised: 10_000 },
      fund: { received: 10_000, released: 6_000, balance: 4_000 },
    });
  });

  it('withdraw a payment that waits for its second signature, because it depends on the gift', async () => {
    const {
      id,
      milestones: [first],
    } = await open({ ...twoStages(1_500_000, 500_000), fundingRule: 'ALL_OR_NOTHING' });
    await give(town.stranger, id, 1_000_000);
    const mistaken = await transfer(town.donor, id, 1_000_000);
    await verify(first!.id);
    await release(first!.id);
    expect((await seen(id)).milestones[0]).toMatchObject({
      status: 'VERIFIED',
      release: { amount: 1_500_000, releasedAt: null },
    });
    await reverse(mistaken.id);
    expect(await seen(id)).toMatchObject({
      status: 'EXECUTING',
      progress: { raised: 1_000_000, pending: 1_000_000 },
      milestones: [{ status: 'VERIFIED', release: null }, {}],
    });
    expect(
      await second.client.refused(MUTATIONS.releaseMilestone, { id: first!.id }),
      'all or nothing: nothing is paid below the goal',
    ).toMatchObject({ code: 'INVALID_STATE', message: expect.stringContaining('筹满之前') });
    await confirm(mistaken.id, 1_000_000);
    await release(first!.id);
    await second.client.must(MUTATIONS.releaseMilestone, { id: first!.id });
    expect(await seen(id)).toMatchObject({ fund: { received: 2_000_000, released: 1_500_000, balance: 500_000 } });
  });

  it('need two people, neither of them from the implementer', async () => {
    const { id } = await open();
    const mine = await give(town.donor, id, 10_000);
    const elsewhere = await give(town.donor, (await open()).id, 10_000);
    const input = { projectId: id, reason: '退回' };
    expect(
      await town.treasurer.client.refused(MUTATIONS.prepareRefund, { input }),
      'the project continues',
    ).toMatchObject({ code: 'INVALID_STATE' });
    await cancel(id);
    const insider = await app.signUp({ name: '出纳兼成员', roles: ['TREASURER'] });
    await joinUnit(app, town, insider, 'MEMBER');

    const nothing = await settledSnapshotOf(app);
    for (const [who, code] of [
      [app.anonymous(), 'UNAUTHENTICATED'],
      [town.donor.client, 'FORBIDDEN'],
      [town.owner.client, 'FORBIDDEN'],
      [town.reviewer.client, 'FORBIDDEN'],
      [town.admin.client, 'FORBIDDEN'],
      [insider.client, 'FORBIDDEN'],
    ] as const) {
      expect(await who.refused(MUTATIONS.prepareRefund, { input })).toMatchObject({ code });
    }
    expect(
      await town.treasurer.client.refused(MUTATIONS.prepareRefund, {
        input: { ...input, pledgeIds: [mine.id, elsewhere.id] },
      }),
    ).toMatchObject({ code: 'BAD_USER_INPUT', field: 'pledgeIds.1' });
    expect(
      await town.treasurer.client.refused(MUTATIONS.prepareRefund, { input: { ...input, pledgeIds: [id] } }),
    ).toMatchObject({ code: 'NOT_FOUND', field: 'pledgeIds.0' });
    expect(
      await town.treasurer.client.refused(MUTATIONS.prepareRefund, { input: { ...input, pledgeIds: [] } }),
    ).toMatchObject({ code: 'BAD_USER_INPUT', field: 'pledgeIds' });
    expect(
      await town.treasurer.client.refused(MUTATIONS.prepareReversal, {
        input: { pledgeId: mine.id, reason: '认错了' },
      }),
      'nobody confirms a sandbox gift',
    ).toMatchObject({ code: 'INVALID_STATE' });
    expect(await snapshotOf(app)).toEqual(nothing);

    const order = await prepare(id, [mine.id, mine.id]);
    expect(order).toMatchObject({ giftCount: 1, total: 10_000 });
    const prepared = await settledSnapshotOf(app);
    for (const [who, code] of [
      [app.anonymous(), 'UNAUTHENTICATED'],
      [town.donor.client, 'FORBIDDEN'],
      [town.owner.client, 'FORBIDDEN'],
      [insider.client, 'FORBIDDEN'],
      [town.treasurer.client, 'FORBIDDEN'],
    ] as const) {
      expect(await who.refused(MUTATIONS.approveRefund, { id: order.id })).toMatchObject({ code });
    }
    expect(await town.treasurer.client.refused(MUTATIONS.approveRefund, { id: order.id })).toMatchObject({
      message: expect.stringContaining('另一位财务人员'),
    });
    expect(await insider.client.refused(MUTATIONS.withdrawRefund, { id: order.id })).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await second.client.refused(MUTATIONS.approveRefund, { id: id })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await second.client.refused(MUTATIONS.prepareRefund, { input })).toMatchObject({ code: 'INVALID_STATE' });
    expect(
      await second.client.refused(MUTATIONS.prepareRefund, { input: { ...input, pledgeIds: [mine.id] } }),
    ).toMatchObject({ code: 'INVALID_STATE', message: expect.stringContaining('先撤回') });
    expect(await snapshotOf(app)).toEqual(prepared);

    await second.client.must(MUTATIONS.withdrawRefund, { id: order.id });
    expect(await town.admin.client.refused(MUTATIONS.approveRefund, { id: order.id })).toMatchObject({
      code: 'INVALID_STATE',
    });
    const anew = await prepare(id);
    await town.admin.client.must(MUTATIONS.approveRefund, { id: anew.id });
    expect(await second.client.refused(MUTATIONS.approveRefund, { id: anew.id })).toMatchObject({
      code: 'INVALID_STATE',
    });
    expect(await second.client.refused(MUTATIONS.withdrawRefund, { id: anew.id })).toMatchObject({
      code: 'INVALID_STATE',
    });
    expect(await seen(id)).toMatchObject({ fund: { received: 10_000, refunded: 10_000, balance: 0 } });
  });

  it('are made once, however many people approve at once', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { id } = await open();
      await give(town.donor, id, 10_000);
      await cancel(id);
      const two = await Promise.all(
        [town.treasurer, second].map(({ client }) =>
          client.execute(MUTATIONS.prepareRefund, { input: { projectId: id, reason: '退回' } }),
        ),
      );
      expect(two.map(({ errors }) => errors.length).sort(), 'one order contains the gift').toEqual([0, 1]);
      const { id: orderId } = two.find(({ errors }) => errors.length === 0)!.data.prepareRefund;
      const answers = await Promise.all(
        [town.treasurer, second, town.admin, second, town.admin].map(({ client }) =>
          client.execute(MUTATIONS.approveRefund, { id: orderId }),
        ),
      );
      expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
      expect(await seen(id)).toMatchObject({ fund: { received: 10_000, refunded: 10_000, balance: 0 } });
    }
  });

  it('of many gifts are one order', async () => {
    const { id } = await open({ milestones: [{ title: '一段', amount: 100_000_000, dueOn: inDays(app, 80) }] });
    const guests = Array.from({ length: 60 }, (_, index) => ({
      name: `客人${index}`,
      phone: `138${String(index).padStart(8, '0')}`,
    }));
    // More than go back in one batch, several of one donor in different batches.
    const amounts = Array.from({ length: 620 }, (_, index) => 100 + index);
    await Promise.all(
      amounts.map((amount, index) =>
        app.anonymous().must(MUTATIONS.pledge, { input: pledgeInput(id, { amount, guest: guests[index % 60] }) }),
      ),
    );
    const total = amounts.reduce((sum, amount) => sum + amount, 0);
    expect(await seen(id)).toMatchObject({ progress: { raised: total, backerCount: 60, pledgeCount: 620 } });
    await cancel(id);
    const order = await prepare(id);
    expect(order).toMatchObject({ giftCount: 620, total });
    await approve(order.id);
    expect(await seen(id)).toMatchObject({
      progress: { raised: 0, backerCount: 0, pledgeCount: 0 },
      fund: { received: total, refunded: total, balance: 0 },
    });
    expect((await app.anonymous().must(BOOKS, { id })).booksCheck).toMatchObject({ shown: 0, equal: true });
  });

  it('are refused for a person who may not end the project', async () => {
    const { id } = await open();
    expect(
      await town.insider.client.refused(MUTATIONS.stopProject, { id, reason: '停' }),
      'a reviewer who belongs to the unit',
    ).toMatchObject({ code: 'FORBIDDEN' });
    expect(await town.reviewer.client.refused(MUTATIONS.stopProject, { id, reason: ' ' })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'reason',
    });
    expect(await town.reviewer.client.refused(MUTATIONS.cancelProject, { id, reason: '停' })).toMatchObject({
      code: 'FORBIDDEN',
    });
    const { id: submitted } = await projectAt(app, town, 'SUBMITTED');
    expect(await town.reviewer.client.refused(MUTATIONS.stopProject, { id: submitted, reason: '停' })).toMatchObject({
      code: 'INVALID_STATE',
    });
    await cancel(id);
    expect(await town.reviewer.client.refused(MUTATIONS.stopProject, { id, reason: '停' })).toMatchObject({
      code: 'INVALID_STATE',
    });
  });
});
