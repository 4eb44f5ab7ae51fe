import { vi } from 'vitest';
import type { TestApp, TestUser } from './app.ts';
import { DAY_MS } from './clock.ts';
import { MUTATIONS } from './operations.ts';
import type { Town } from './town.ts';

/** What a campaign says that opens tomorrow and is open for six days. */
export const campaignInput = (app: TestApp, projectIds: readonly string[], changes: Record<string, unknown> = {}) => ({
  kind: 'GIVING_DAY',
  title: '六日同心募捐',
  theme: '六天里，为身边的项目一起出力',
  rules: '每一笔都进入所选项目的专用资金。',
  opensAt: new Date(app.clock.now().getTime() + DAY_MS).toISOString(),
  closesAt: new Date(app.clock.now().getTime() + 7 * DAY_MS).toISOString(),
  projectIds,
  ...changes,
});

/** Proposes a campaign of the unit for these projects, and returns its id. */
export async function proposedCampaign(
  app: TestApp,
  editor: TestUser,
  organizerId: string,
  projectIds: readonly string[],
): Promise<string> {
  const { createCampaign } = await editor.client.must(MUTATIONS.createCampaign, {
    organizerId,
    input: campaignInput(app, projectIds),
  });
  return createCampaign.id;
}

/** A campaign of the unit that the reviewer has published. */
export async function publishedCampaign(
  app: TestApp,
  editor: TestUser,
  reviewer: TestUser,
  organizerId: string,
  projectIds: readonly string[],
): Promise<string> {
  const id = await proposedCampaign(app, editor, organizerId, projectIds);
  await reviewer.client.must(MUTATIONS.publishCampaign, { id, version: 0 });
  return id;
}

/** A campaign of the town's unit for these projects that has just opened. */
export async function openCampaign(app: TestApp, town: Town, projectIds: readonly string[]): Promise<string> {
  const id = await publishedCampaign(app, town.publisher, town.reviewer, town.organization.id, projectIds);
  await app.pass(DAY_MS);
  return id;
}

/**
 * A campaign of the town's unit that opens by the real clock within a second, for pages: a browser has a clock of its
 * own, so the server's clock cannot jump.
 */
export async function campaignOpenNow(app: TestApp, town: Town, projectIds: readonly string[]): Promise<string> {
  const { createCampaign } = await town.publisher.client.must(MUTATIONS.createCampaign, {
    organizerId: town.organization.id,
    input: campaignInput(app, projectIds, { opensAt: new Date(app.clock.now().getTime() + 1_000).toISOString() }),
  });
  const { id } = createCampaign;
  await town.reviewer.client.must(MUTATIONS.publishCampaign, { id, version: 0 });
  const state = async () =>
    (await app.anonymous().must('query C($id: ID!) { campaign(id: $id) { state } }', { id })).campaign.state;
  await vi.waitUntil(async () => (await state()) === 'OPEN', { timeout: 20_000, interval: 200 });
  return id;
}
