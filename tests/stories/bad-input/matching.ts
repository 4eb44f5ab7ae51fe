import { clientKey, codes, type BadInputRow, type World } from '../../support/bad-input.ts';
import { choice, flag, future, id, ids, object, text, wholeNumber } from '../../support/bad-values.ts';
import { publishedCampaign } from '../../support/campaigns.ts';
import { endedFund, matchFundInput, openFund, preparedMatchReturn, proposedFund } from '../../support/matching.ts';

const FEN = { min: 100, max: 10_000_000_000 };
/** A cap may be left out. */
const cap = wholeNumber(FEN).filter(({ value }) => value != null);
const open = async ({ app, ...town }: World, poolFen = 0) => (await openFund(app, town, poolFen)).id;

export default [
  {
    mutation: 'foundMatchFund',
    who: ({ rival }) => rival,
    good: ({ app, ...town }) => ({ input: matchFundInput(app, town, { scope: 'CATEGORY', category: '助学' }) }),
    inputs: {
      input: object(),
      'input.organizationId': id(),
      'input.title': text({ max: 100 }),
      'input.payment': [...choice(), ...codes(['WECHAT_PAY'])],
      'input.factor': wholeNumber({ min: 1, max: 500 }),
      'input.perGift': cap,
      'input.perDonor': cap,
      'input.perProject': cap,
      'input.perDay': cap,
      'input.opensAt': codes(['', 'tomorrow', '2031-02-30T00:00:00Z', '2031-06-08']),
      'input.closesAt': future({ years: 1 }),
      'input.scope': choice(),
      'input.category': text({ max: 50 }),
      'input.unlockAmount': cap,
      'input.unlockGifts': wholeNumber({ min: 1, max: 1_000_000 }).filter(({ value }) => value != null),
      'input.place': wholeNumber({ min: 1, max: 100 }),
      'input.idempotencyKey': clientKey,
    },
  },
  {
    mutation: 'foundMatchFund',
    who: ({ rival }) => rival,
    good: ({ app, open: project, ...town }) => ({
      input: matchFundInput(app, town as unknown as World, { scope: 'PROJECTS', projectIds: [project.id] }),
    }),
    inputs: { 'input.projectIds': ids({ min: 1, max: 100 }) },
  },
  {
    mutation: 'foundMatchFund',
    who: ({ rival }) => rival,
    good: async ({ app, open: project, owner, reviewer, organization, rivals }) => ({
      input: matchFundInput(
        app,
        { rivals },
        {
          scope: 'CAMPAIGN',
          campaignId: await publishedCampaign(app, owner, reviewer, organization.id, [project.id]),
        },
      ),
    }),
    inputs: { 'input.campaignId': id() },
  },
  {
    mutation: 'decideMatchFund',
    who: ({ reviewer }) => reviewer,
    good: async ({ app, ...town }) => ({
      id: (await proposedFund(app, town)).id,
      accepted: false,
      reason: '出资单位没有说明用途',
    }),
    inputs: { id: id(), accepted: flag(), reason: text({ max: 500, multiline: true }) },
  },
  {
    mutation: 'endMatchFund',
    who: ({ rival }) => rival,
    good: async (world) => ({ id: await open(world), reason: '活动结束' }),
    inputs: { id: id(), reason: text({ max: 500, multiline: true }) },
  },
  {
    mutation: 'confirmMatchPayment',
    who: ({ treasurer }) => treasurer,
    async good(world) {
      const fundId = await open(world);
      return { input: { fundId, amount: 100_000, bankReference: `到账 ${fundId}` } };
    },
    inputs: {
      input: object(),
      'input.fundId': id(),
      'input.amount': wholeNumber(FEN),
      'input.bankReference': text({ max: 64 }),
    },
  },
  {
    mutation: 'prepareMatchReturn',
    who: ({ treasurer }) => treasurer,
    good: async ({ app, ...town }) => ({ fundId: (await endedFund(app, town, 1_000)).id, reason: '活动结束' }),
    inputs: { fundId: id(), reason: text({ max: 500, multiline: true }) },
  },
  {
    mutation: 'signMatchReturn',
    who: ({ treasurer }) => treasurer,
    good: async ({ app, ...town }) => ({ id: (await preparedMatchReturn(app, town)).id, bankReference: '退回 001' }),
    inputs: { id: id(), bankReference: text({ max: 64, optional: true }) },
  },
  {
    mutation: 'withdrawMatchReturn',
    who: ({ treasurer }) => treasurer,
    good: async ({ app, ...town }) => ({ id: (await preparedMatchReturn(app, town)).id }),
    inputs: { id: id(), reason: text({ max: 500, multiline: true, optional: true }) },
  },
] satisfies readonly BadInputRow[];
