import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { campaignInput } from '../support/campaigns.ts';
import { pledgeInput } from '../support/city.ts';
import { matchFundInput, openFund, proposedFund } from '../support/matching.ts';
import { MUTATIONS } from '../support/operations.ts';
import { createTown, inDays, projectAt, promise, type Town } from '../support/town.ts';

const FUND = `query F($id: ID!) { matchFund(id: $id) { state paidIn given left } }`;
const PROJECT = `query P($id: ID!) { project(id: $id) {
  progress { raised matched } fund { received released refunded balance } matchFunds { id left }
  pledges(first: 50) { edges { node { id } } }
} booksCheck(projectId: $id) { shown ledger postings gifts receipts exported equal }
  books(projectId: $id, first: 50) { edges { node { kind amount party } } } }`;
const PLEDGE = `query G($id: ID!) { pledge(id: $id) {
  status amount matchedAmount refundedAmount receipt { amount } matches { amount returned cut fund { id } }
} }`;

describe('match funds', () => {
  const app = useTestApp();
  let town: Town;
  let second: TestUser;
  beforeAll(async () => {
    town = await createTown(app);
    second = await app.signUp({ name: '出纳二', roles: ['TREASURER'] });
  });

  const project = () => projectAt(app, town, 'FUNDRAISING');
  const give = async (user: TestUser, projectId: string, amount: number, changes: Record<string, unknown> = {}) =>
    (await user.client.must(MUTATIONS.pledge, { input: pledgeInput(projectId, { amount, ...changes }) })).pledge as {
      id: string;
    };
  const chosen = (id: string) => ({ scope: 'PROJECTS', projectIds: [id] });
  const fundOf = async (id: string) => (await town.rival.client.must(FUND, { id })).matchFund;
  const gift = async (id: string) => (await town.treasurer.client.must(PLEDGE, { id })).pledge;
  const seen = async (id: string) => {
    const answer = await app.anonymous().must(PROJECT, { id });
    expect(answer.booksCheck, 'every place shows the same total').toMatchObject({ equal: true });
    return answer;
  };

  it('add to gifts by their rule, in their order, and never to gifts of their sponsor', async () => {
    const { id } = await project();
    const later = await openFund(app, town, 500_000, { ...chosen(id), place: 2, factor: 50, perGift: 1_000 });
    const first = await openFund(app, town, 15_000, { ...chosen(id), place: 1, perDonor: 12_000 });
    const preview = await app
      .anonymous()
      .must(
        'query P($id: ID!) { project(id: $id) { matchPreview(amount: 10001, payment: SANDBOX) { amount fund { id } } } }',
        { id },
      );
    expect(preview.project.matchPreview).toEqual([
      { amount: 10_001, fund: { id: first.id } },
      { amount: 1_000, fund: { id: later.id } },
    ]);

    const one = await give(town.donor, id, 10_001);
    expect(await gift(one.id)).toEqual({
      status: 'PAID',
      amount: 10_001,
      matchedAmount: 11_001,
      refundedAmount: 0,
      receipt: { amount: 10_001 },
      matches: [
        { amount: 10_001, returned: 0, cut: null, fund: { id: first.id } },
        { amount: 1_000, returned: 0, cut: 'PER_GIFT', fund: { id: later.id } },
      ],
    });
    const again = 'query P($id: ID!) { project(id: $id) { matchPreview(amount: 10000, payment: SANDBOX) { amount } } }';
    expect((await town.donor.client.must(again, { id })).project.matchPreview, 'less what the donor has had').toEqual([
      { amount: 1_999 },
      { amount: 1_000 },
    ]);
    const two = await give(town.donor, id, 10_000);
    expect((await gift(two.id)).matches[0]).toMatchObject({ amount: 1_999, cut: 'PER_DONOR' });
    const three = await give(town.stranger, id, 10_000);
    expect((await gift(three.id)).matches[0], 'what is left of the pool').toMatchObject({ amount: 3_000, cut: 'POOL' });
    const own = await give(town.rival, id, 10_000, { onBehalfOfId: town.rivals.id });
    expect(await gift(own.id)).toMatchObject({ matchedAmount: 0, matches: [] });

    expect(await fundOf(first.id)).toEqual({ state: 'OPEN', paidIn: 15_000, given: 15_000, left: 0 });
    expect(await fundOf(later.id)).toMatchObject({ given: 3_000 });
    const { project: page, books } = await seen(id);
    expect(page.progress).toEqual({ raised: 40_001 + 18_000, matched: 18_000 });
    expect(page.matchFunds).toEqual([{ id: later.id, left: 497_000 }]);
    const lines = books.edges.map(({ node }: { node: { kind: string } }) => node);
    expect(lines.filter(({ kind }: { kind: string }) => kind === 'MATCH')).toHaveLength(6);
    expect(lines).toContainEqual({ kind: 'MATCH', amount: 10_001, party: town.rivals.name });

    await town.rival.client.must(MUTATIONS.endMatchFund, { id: later.id, reason: '活动结束' });
    expect(await gift((await give(town.donor, id, 10_000)).id)).toMatchObject({ matches: [] });
  });

  it('are cut to the room of a project that takes nothing past its goal', async () => {
    const { id } = await projectAt(app, town, 'FUNDRAISING', { acceptsOverGoal: false });
    const fund = await openFund(app, town, 100_000_000, { ...chosen(id), factor: 500 });
    const goal = (await app.anonymous().must('query P($id: ID!) { project(id: $id) { goal } }', { id })).project.goal;
    const amount = Math.floor(goal / 4);
    const { id: pledgeId } = await give(town.donor, id, amount);
    expect((await gift(pledgeId)).matches).toEqual([
      { amount: goal - amount, returned: 0, cut: 'GOAL', fund: { id: fund.id } },
    ]);
    expect((await seen(id)).project.progress).toEqual({ raised: goal, matched: goal - amount });
  });

  it('get back what they added when the gift goes back', async () => {
    const { id } = await project();
    const fund = await openFund(app, town, 50_000, chosen(id));
    const { id: pledgeId } = await give(town.donor, id, 30_000);
    expect(await fundOf(fund.id)).toMatchObject({ given: 30_000, left: 20_000 });
    await town.owner.client.must(MUTATIONS.cancelProject, { id, reason: '场地没有了' });
    const { prepareRefund } = await town.treasurer.client.must(MUTATIONS.prepareRefund, {
      input: { projectId: id, reason: '项目终止,原路退回' },
    });
    expect(prepareRefund, "the donor's own money").toMatchObject({ total: 30_000 });
    await second.client.must(MUTATIONS.approveRefund, { id: prepareRefund.id, bankReference: '批量退款' });
    expect(await gift(pledgeId)).toMatchObject({
      status: 'REFUNDED',
      matchedAmount: 0,
      refundedAmount: 30_000,
      matches: [{ amount: 30_000, returned: 30_000 }],
    });
    expect(await fundOf(fund.id)).toMatchObject({ given: 0, left: 50_000 });
    const { project: page } = await seen(id);
    expect(page).toMatchObject({
      progress: { raised: 0, matched: 0 },
      fund: { received: 30_000, refunded: 30_000, balance: 0 },
    });
  });

  it('and the donor share what no stage used of a gift', async () => {
    const { id, milestones } = await projectAt(app, town, 'FUNDRAISING', {
      milestones: [
        { title: '第一段', amount: 7_000, dueOn: inDays(app, 80) },
        { title: '第二段', amount: 5_000, dueOn: inDays(app, 90) },
      ],
    });
    const fund = await openFund(app, town, 100_000, { ...chosen(id), factor: 50 });
    const { id: pledgeId } = await give(town.donor, id, 8_001);
    // ¥80.01 and ¥40.00 are the ¥120.01 of which the first stage is paid.
    await town.editor.client.must(MUTATIONS.submitMilestone, {
      input: { milestoneId: milestones[0]!.id, report: '做完了', evidenceUrls: [] },
    });
    await town.reviewer.client.must(MUTATIONS.reviewMilestone, {
      input: { milestoneId: milestones[0]!.id, accepted: true },
    });
    await town.treasurer.client.must(MUTATIONS.releaseMilestone, { id: milestones[0]!.id });
    const used = (await seen(id)).project.fund.released as number;
    const own = Math.floor((used * 8_001) / 12_001);
    await town.owner.client.must(MUTATIONS.cancelProject, { id, reason: '场地没有了' });
    const { prepareRefund } = await town.treasurer.client.must(MUTATIONS.prepareRefund, {
      input: { projectId: id, reason: '项目终止,原路退回' },
    });
    expect(prepareRefund).toMatchObject({ total: 8_001 - own });
    await second.client.must(MUTATIONS.approveRefund, { id: prepareRefund.id, bankReference: '批量退款 2' });
    const kept = used - own;
    expect(await gift(pledgeId)).toMatchObject({
      status: 'PAID',
      receipt: { amount: own },
      matchedAmount: kept,
      refundedAmount: 8_001 - own,
      matches: [{ amount: 4_000, returned: 4_000 - kept }],
    });
    expect(await fundOf(fund.id)).toMatchObject({ given: kept });
    const { project: page } = await seen(id);
    expect(page).toMatchObject({ progress: { raised: used, matched: kept }, fund: { balance: 0 } });
  });

  it('decide when a transfer is confirmed, and again when its confirmation was a mistake', async () => {
    const { id } = await project();
    const fund = await openFund(app, town, 50_000, { ...chosen(id), payment: 'BANK_TRANSFER' });
    expect(await gift((await give(town.donor, id, 1_000)).id), 'play money is not matched by it').toMatchObject({
      matches: [],
    });
    const pledge = await promise(town.donor, id, { amount: 20_000 });
    expect(await fundOf(fund.id), 'a promise takes nothing').toMatchObject({ given: 0 });
    const confirm = (reference: string) =>
      town.treasurer.client.must(MUTATIONS.confirmPayment, {
        input: { pledgeId: pledge.id, amount: 20_000, bankReference: reference },
      });
    await confirm('流水 1');
    expect(await fundOf(fund.id)).toMatchObject({ given: 20_000 });
    const { prepareReversal } = await town.treasurer.client.must(MUTATIONS.prepareReversal, {
      input: { pledgeId: pledge.id, reason: '认错了人' },
    });
    await second.client.must(MUTATIONS.approveRefund, { id: prepareReversal.id });
    expect(await fundOf(fund.id)).toMatchObject({ given: 0 });
    expect(await gift(pledge.id)).toMatchObject({ status: 'PENDING', matchedAmount: 0 });
    await confirm('流水 2');
    expect(await gift(pledge.id)).toMatchObject({
      matchedAmount: 20_000,
      matches: [{ returned: 20_000 }, { returned: 0 }],
    });
    await seen(id);
  });

  it('wait for a reviewer, tell their sponsor, and show everybody what they added without naming donors', async () => {
    const { id } = await project();
    const QUEUE = '{ matchFundQueue(search: "暖冬") { edges { node { id viewerActions } } } }';
    const told = async () =>
      (await town.rival.client.must('{ viewer { notices(first: 20) { edges { node { kind title } } } } }')).viewer
        .notices.edges;
    const no = await proposedFund(app, town, { ...chosen(id), title: '暖冬配捐' });
    expect((await town.reviewer.client.must(QUEUE)).matchFundQueue.edges).toEqual([
      { node: { id: no.id, viewerActions: ['DECIDE', 'END'] } },
    ]);
    await town.reviewer.client.must(MUTATIONS.decideMatchFund, { id: no.id, accepted: false, reason: '请写明期限' });
    expect((await town.reviewer.client.must(QUEUE)).matchFundQueue.edges).toEqual([]);
    await app.server.tick();
    expect(await told()).toContainEqual({ node: { kind: 'MATCH_FUND_DECIDED', title: '配捐基金未通过：暖冬配捐' } });
    const own = await town.rival.client.must('{ ownMatchFunds(first: 1) { edges { node { id viewerActions } } } }');
    expect(own.ownMatchFunds.edges).toEqual([{ node: { id: no.id, viewerActions: [] } }]);

    const fund = await openFund(app, town, 30_000, chosen(id));
    await give(town.donor, id, 4_000);
    await give(town.stranger, id, 5_000);
    const { matchFund } = await app
      .anonymous()
      .must(
        'query F($id: ID!) { matchFund(id: $id) { viewerActions matches(first: 5) { edges { node { amount project { id } } } } } }',
        { id: fund.id },
      );
    expect(matchFund).toEqual({
      viewerActions: [],
      matches: {
        edges: [{ node: { amount: 5_000, project: { id } } }, { node: { amount: 4_000, project: { id } } }],
      },
    });
  });

  it('are emptied to the fen by gifts at once, with every cap kept', async () => {
    const [one, two] = [await project(), await project()];
    const projectIds = [one.id, two.id];
    const fund = await openFund(app, town, 100_007, { scope: 'PROJECTS', projectIds, perDonor: 9_999 });
    const donors = await Promise.all(Array.from({ length: 16 }, () => app.signUp()));
    await Promise.all(
      Array.from({ length: 96 }, (_, index) => give(donors[index % 16]!, projectIds[index % 2]!, 3_333)),
    );
    // 96 gifts of ¥33.33 ask for ¥3,199.68; 16 donors may get ¥99.99 each.
    expect(await fundOf(fund.id)).toMatchObject({ given: 100_007, left: 0 });
    const matched = await Promise.all(projectIds.map(async (id) => (await seen(id)).project.progress.matched));
    expect(matched.reduce((sum, fen) => sum + fen, 0)).toBe(100_007);
  });

  it('with a threshold add from the gift on that reaches it, and count only what stands until then', async () => {
    const { id } = await project();
    const { id: other } = await project();
    const projectIds = [id, other];
    const money = await openFund(app, town, 90_000, { scope: 'PROJECTS', projectIds, unlockAmount: 30_000 });
    const gifts = await openFund(app, town, 90_000, { scope: 'PROJECTS', projectIds, unlockGifts: 3, place: 2 });
    const LOCK = 'query L($id: ID!) { matchFund(id: $id) { given countedAmount countedGifts unlockedAt } }';
    const lockOf = async (fund: { id: string }) => (await town.rival.client.must(LOCK, { id: fund.id })).matchFund;
    const preview = async (amount: number) =>
      (
        await app.anonymous().must(
          `query P($id: ID!, $amount: SafeInt!) { project(id: $id) {
            matchFunds { id } matchPreview(amount: $amount, payment: SANDBOX) { amount fund { id } } } }`,
          { id, amount },
        )
      ).project;
    await give(town.donor, other, 25_000);
    await give(town.stranger, other, 100);
    expect(await lockOf(money)).toEqual({ given: 0, countedAmount: 25_100, countedGifts: 2, unlockedAt: null });
    expect(await preview(4_899)).toEqual({ matchFunds: [], matchPreview: [{ amount: 4_899, fund: { id: gifts.id } }] });
    expect((await preview(4_900)).matchPreview).toHaveLength(2);

    // The project ends, and its gifts go back before the threshold is reached.
    await town.owner.client.must(MUTATIONS.cancelProject, { id: other, reason: '场地没有了' });
    const { prepareRefund } = await town.treasurer.client.must(MUTATIONS.prepareRefund, {
      input: { projectId: other, reason: '项目终止,原路退回' },
    });
    await second.client.must(MUTATIONS.approveRefund, { id: prepareRefund.id, bankReference: '批量退款 4' });
    expect(await lockOf(gifts)).toMatchObject({ countedAmount: 0, countedGifts: 0 });

    const amounts = [10_000, 10_000, 10_000, 1_000];
    const given: { id: string }[] = [];
    for (const amount of amounts) given.push(await give(town.donor, id, amount));
    const added = await Promise.all(given.map(async ({ id: gave }) => (await gift(gave)).matchedAmount));
    expect(added, 'the third gift reaches both thresholds').toEqual([0, 0, 20_000, 2_000]);
    for (const fund of [money, gifts])
      expect(await lockOf(fund)).toEqual({
        given: 11_000,
        countedAmount: 30_000,
        countedGifts: 3,
        unlockedAt: expect.any(String) as string,
      });
    await seen(id);
  });

  it('give back to their sponsor what they did not use, by two people, and are empty in the ledger then', async () => {
    const { id } = await project();
    const fund = await openFund(app, town, 50_000, chosen(id));
    await give(town.donor, id, 30_000);
    const prepare = (user: TestUser) =>
      user.client.execute(MUTATIONS.prepareMatchReturn, { fundId: fund.id, reason: '活动结束，余额退回' });
    const codeOf = async (answer: ReturnType<typeof prepare>) => (await answer).errors[0]?.extensions?.code ?? 'OK';
    expect(await codeOf(prepare(town.treasurer)), 'not before the end').toBe('INVALID_STATE');
    await town.rival.client.must(MUTATIONS.endMatchFund, { id: fund.id, reason: '活动结束' });
    expect((await Promise.all([1, 2, 3].map(() => codeOf(prepare(town.treasurer))))).sort()).toEqual([
      'CONFLICT',
      'CONFLICT',
      'OK',
    ]);
    const RETURNS = 'query R($id: ID!) { matchFund(id: $id) { left returned returns { id amount returnedAt } } }';
    const returnsFor = async (user: TestUser) => (await user.client.must(RETURNS, { id: fund.id })).matchFund;
    const [waits] = (await returnsFor(town.treasurer)).returns;
    expect(await returnsFor(town.rival), 'nobody else sees what waits').toMatchObject({ left: 20_000, returns: [] });
    const sign = (user: TestUser, id: string) =>
      user.client.execute(MUTATIONS.signMatchReturn, { id, bankReference: `退回 ${id}` });
    expect((await sign(town.treasurer, waits.id)).errors[0]?.extensions?.code, 'two people').toBe('FORBIDDEN');
    const signed = await Promise.all([sign(second, waits.id), sign(town.admin, waits.id)]);
    expect(signed.map(({ errors }) => errors[0]?.extensions?.code ?? 'OK').sort()).toEqual(['INVALID_STATE', 'OK']);
    expect(await returnsFor(town.rival)).toMatchObject({ left: 0, returned: 20_000, returns: [{ amount: 20_000 }] });
    expect(await codeOf(prepare(town.treasurer))).toBe('INVALID_STATE');

    // The gift goes back after that, and with it what the fund had added.
    await town.owner.client.must(MUTATIONS.cancelProject, { id, reason: '场地没有了' });
    const { prepareRefund } = await town.treasurer.client.must(MUTATIONS.prepareRefund, {
      input: { projectId: id, reason: '项目终止,原路退回' },
    });
    await second.client.must(MUTATIONS.approveRefund, { id: prepareRefund.id, bankReference: '批量退款 3' });
    expect(await fundOf(fund.id)).toMatchObject({ given: 0, left: 30_000 });
    const { prepareMatchReturn: again } = (await prepare(town.treasurer)).data as {
      prepareMatchReturn: { id: string };
    };
    await second.client.must(MUTATIONS.signMatchReturn, { id: again.id });
    const balances = await app.db.read.query<{ fen: number | string }[]>(
      'SELECT SUM(balance_fen) AS fen FROM ledger_accounts WHERE fund_id = ?',
      [fund.id],
    );
    expect(Number(balances[0]!.fen), 'the fund is empty in the ledger').toBe(0);
    expect(await returnsFor(town.rival)).toMatchObject({ left: 0, returned: 50_000 });
  });

  it('work only after the city published them, and are filled once for a transfer', async () => {
    const { id } = await project();
    const fund = await proposedFund(app, town, chosen(id));
    const fill = (changes = {}) =>
      town.treasurer.client.execute(MUTATIONS.confirmMatchPayment, {
        input: { fundId: fund.id, amount: 10_000, bankReference: `唯一 ${fund.id}`, ...changes },
      });
    expect((await fill()).errors[0]?.extensions?.code).toBe('INVALID_STATE');
    expect((await app.anonymous().must(FUND, { id: fund.id })).matchFund).toBeNull();
    expect(await gift((await give(town.donor, id, 1_000)).id)).toMatchObject({ matches: [] });
    await town.reviewer.client.must(MUTATIONS.decideMatchFund, { id: fund.id, accepted: true });
    const answers = await Promise.all([fill(), fill(), fill()]);
    expect(answers.map(({ errors }) => errors[0]?.extensions?.code ?? 'OK').sort()).toEqual([
      'CONFLICT',
      'CONFLICT',
      'OK',
    ]);
    expect(await fundOf(fund.id)).toMatchObject({ paidIn: 10_000, left: 10_000 });
    const transfer = await promise(town.donor, id, { amount: 5_000 });
    const reused = await town.treasurer.client.execute(MUTATIONS.confirmPayment, {
      input: { pledgeId: transfer.id, amount: 5_000, bankReference: `唯一 ${fund.id}` },
    });
    expect(reused.errors[0]?.extensions?.code, 'one transfer is one payment').toBe('CONFLICT');
    const refused = await town.rival.client.execute(MUTATIONS.foundMatchFund, {
      input: matchFundInput(app, town, { scope: 'PROJECTS', projectIds: [] }),
    });
    expect(refused.errors[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });

  it('for a campaign add to what counts for it, and to nothing else', async () => {
    const { id } = await project();
    const opensAt = new Date(app.clock.now().getTime() + 60_000).toISOString();
    const { createCampaign } = await town.owner.client.must(MUTATIONS.createCampaign, {
      organizerId: town.organization.id,
      input: campaignInput(app, [id], { opensAt }),
    });
    const campaign = { scope: 'CAMPAIGN', campaignId: createCampaign.id };
    const early = await town.rival.client.refused(MUTATIONS.foundMatchFund, {
      input: matchFundInput(app, town, campaign),
    });
    expect(early, 'nobody knows of a campaign that is not published').toMatchObject({ field: 'campaignId' });
    await town.reviewer.client.must(MUTATIONS.publishCampaign, { id: createCampaign.id, version: 0 });
    const fund = await openFund(app, town, 50_000, campaign);
    await app.pass(120_000);
    const preview = async (campaignId: string | null) =>
      (
        await app.anonymous().must(
          `query P($id: ID!, $campaignId: ID) { project(id: $id) {
            matchPreview(amount: 7000, payment: SANDBOX, campaignId: $campaignId) { amount } } }`,
          { id, campaignId },
        )
      ).project.matchPreview;
    expect(await preview(null)).toEqual([]);
    expect(await preview(createCampaign.id)).toEqual([{ amount: 7_000 }]);
    expect(await gift((await give(town.donor, id, 5_000)).id)).toMatchObject({ matches: [] });
    const counted = await give(town.donor, id, 7_000, { campaignId: createCampaign.id });
    expect(await gift(counted.id)).toMatchObject({ matches: [{ amount: 7_000, fund: { id: fund.id } }] });
  });
});
