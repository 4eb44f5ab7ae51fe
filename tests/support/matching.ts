import type { TestApp, TestUser } from './app.ts';
import { MUTATIONS } from './operations.ts';
import type { Town } from './town.ts';
import { DAY_MS } from './clock.ts';

/** A sponsor with its owner, and the people of the city who decide on its funds. */
type Sponsored = Pick<Town, 'rival' | 'rivals' | 'reviewer' | 'treasurer'>;

/** What `foundMatchFund` takes, of play money by the rival's unit, which doubles gifts to any project for a week. */
export const matchFundInput = (app: TestApp, town: Pick<Town, 'rivals'>, changes: Record<string, unknown> = {}) => ({
  organizationId: town.rivals.id,
  title: '九九公益日配捐',
  payment: 'SANDBOX',
  factor: 100,
  opensAt: new Date(app.clock.now().getTime() - DAY_MS).toISOString(),
  closesAt: new Date(app.clock.now().getTime() + 7 * DAY_MS).toISOString(),
  scope: 'ALL',
  place: 1,
  ...changes,
});

/** A fund that the rival's unit founded and the city has not decided on. */
export async function proposedFund(
  app: TestApp,
  town: Sponsored,
  changes: Record<string, unknown> = {},
  by: TestUser = town.rival,
): Promise<{ id: string }> {
  return (await by.client.must(MUTATIONS.foundMatchFund, { input: matchFundInput(app, town, changes) })).foundMatchFund;
}

/** Such a fund that was published and, where `poolFen` is more than 0, holds so much money. */
export async function openFund(
  app: TestApp,
  town: Sponsored,
  poolFen: number,
  changes: Record<string, unknown> = {},
): Promise<{ id: string }> {
  const fund = await proposedFund(app, town, changes);
  await town.reviewer.client.must(MUTATIONS.decideMatchFund, { id: fund.id, accepted: true });
  if (poolFen > 0)
    await town.treasurer.client.must(MUTATIONS.confirmMatchPayment, {
      input: { fundId: fund.id, amount: poolFen, bankReference: `配捐 ${fund.id}` },
    });
  return fund;
}

/** A fund that its sponsor ended, with so much money left. */
export async function endedFund(app: TestApp, town: Town, leftFen: number): Promise<{ id: string }> {
  const fund = await openFund(app, town, leftFen);
  await town.rival.client.must(MUTATIONS.endMatchFund, { id: fund.id, reason: '活动结束' });
  return fund;
}

/** A return of what such a fund holds, which the second treasurer prepared. */
export async function preparedMatchReturn(app: TestApp, town: Town): Promise<{ id: string; fundId: string }> {
  const { id: fundId } = await endedFund(app, town, 10_000);
  const { prepareMatchReturn } = await town.preparer.client.must(MUTATIONS.prepareMatchReturn, {
    fundId,
    reason: '活动结束，余额退回',
  });
  return { id: prepareMatchReturn.id, fundId };
}
