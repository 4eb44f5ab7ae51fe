import { randomUUID } from 'node:crypto';
import { readXlsx } from 'hucre/xlsx';
import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { publishedCampaign } from '../support/campaigns.ts';
import { createCity, give, openProject, verifiedOrganization, type City } from '../support/city.ts';
import { DAY_MS } from '../support/clock.ts';
import { MUTATIONS } from '../support/operations.ts';
import { joinUnit, promise } from '../support/town.ts';
import { DESK_DAYS, UNIT_DESK } from '../support/unit-desk.ts';

const app = useTestApp();

describe('the desk of a unit', () => {
  let city: City;
  let project: { id: string };
  let district: TestUser;
  let unit: { id: string; name: string };
  let [gave, promised, silent]: { owner: TestUser; id: string }[] = [];
  let editor: TestUser;
  const desk = async (user: TestUser, scope: object = DESK_DAYS) =>
    (await user.client.must(UNIT_DESK, { organizationId: unit.id, ...scope })).unitDesk;
  const remind = (user: TestUser, unitIds: string[], more: object = {}) =>
    user.client.execute(MUTATIONS.remindUnits, {
      input: { organizationId: unit.id, unitIds, ...DESK_DAYS, ...more },
    });

  beforeAll(async () => {
    city = await createCity(app);
    project = await openProject(app, city, {
      milestones: [{ title: '全程', amount: 100_000_000, dueOn: '2026-12-31T00:00:00Z' }],
    });
    district = await app.signUp({ name: '区委组织员' });
    editor = await app.signUp({ name: '区委干事' });
    unit = await verifiedOrganization(district, city.admin, { name: '区委', kind: 'PARTY_COMMITTEE' });
    await joinUnit(app, { ...city, publisher: district, organization: unit }, editor, 'EDITOR');
    [gave, promised, silent] = await Promise.all(
      ['甲支部', '乙支部', '丙支部'].map(async (name) => {
        const owner = await app.signUp({ name: `${name}书记` });
        const { id } = await verifiedOrganization(owner, city.admin, { name, kind: 'PARTY_COMMITTEE' });
        const input = { parentId: unit.id, parentReason: '批复' };
        await city.admin.client.must(MUTATIONS.updateOrganization, { id, input });
        return { owner, id };
      }),
    );
    await app.pass(60_000);
  });

  it('counts members, gifts and money with all units below, and says who has not answered yet', async () => {
    await give(gave!.owner.client, project.id, { amount: 20_000, onBehalfOfId: gave!.id });
    await give(gave!.owner.client, project.id, { amount: 5_000, onBehalfOfId: gave!.id, anonymous: true });
    await give(district.client, project.id, { amount: 30_000, onBehalfOfId: unit.id });
    await give(editor.client, project.id, { amount: 1_000, onBehalfOfId: unit.id, anonymous: true });
    await give(district.client, project.id, { amount: 99_000 });
    await promise(promised!.owner, project.id, { amount: 4_000, onBehalfOfId: promised!.id });
    const shown = await desk(district);
    expect(shown.total).toEqual({ membersKnown: 5, membersGave: 3, gifts: 4, amount: 56_000 });
    expect(shown.own).toEqual({ membersKnown: 2, membersGave: 2, gifts: 2, amount: 31_000 });
    expect(shown.rows.map(({ unit: { id }, answer, gifts, amount }: any) => [id, answer, gifts, amount])).toEqual([
      [silent!.id, 'NONE', 0, 0],
      [promised!.id, 'PROMISED', 0, 0],
      [gave!.id, 'GAVE', 2, 25_000],
    ]);
    expect((await desk(district, { from: '2026-05-01', until: '2026-05-31' })).total).toMatchObject({ gifts: 0 });
    for (const [scope, field] of [
      [{ from: '2026-06-30', until: '2026-06-01' }, 'until'],
      [{ from: '2026-06-30' }, 'until'],
      [{}, 'from'],
    ] as const)
      expect(await district.client.refused(UNIT_DESK, { organizationId: unit.id, ...scope })).toMatchObject({
        code: 'BAD_USER_INPUT',
        field,
      });
  });

  it('names members who chose so, and shows what they gave only to whom the unit allows it', async () => {
    const members = async (user: TestUser) => (await desk(user)).members;
    expect(await members(district), 'denied by default').toEqual([{ name: '区委组织员', gifts: 1, amount: null }]);
    expect((await desk(district)).unnamedMembers).toBe(1);
    const allow = (amountsFor: string) =>
      district.client.must(MUTATIONS.setMemberAmounts, { input: { organizationId: unit.id, amountsFor } });
    await allow('OWNERS');
    expect(await members(district)).toEqual([{ name: '区委组织员', gifts: 1, amount: 30_000 }]);
    expect(await members(editor)).toEqual([{ name: '区委组织员', gifts: 1, amount: null }]);
    await allow('EDITORS');
    expect(await members(editor)).toEqual([{ name: '区委组织员', gifts: 1, amount: 30_000 }]);
    await allow('NOBODY');
    expect(await members(district)).toEqual([{ name: '区委组织员', gifts: 1, amount: null }]);
  });

  it('reminds units once a day, whoever asks and however often', async () => {
    const key = randomUUID();
    const first = await remind(editor, [silent!.id], { idempotencyKey: key });
    expect(first.data!.remindUnits).toHaveLength(1);
    expect((await remind(editor, [silent!.id], { idempotencyKey: key })).data).toEqual(first.data);
    expect((await remind(district, [silent!.id])).errors[0]!.extensions).toMatchObject({ code: 'LIMIT_EXCEEDED' });
    const both = await Promise.all([
      remind(district, [silent!.id, promised!.id]),
      remind(editor, [silent!.id, promised!.id]),
    ]);
    expect(
      both.flatMap(({ data }) => data?.remindUnits ?? []),
      'the other one, once',
    ).toHaveLength(1);
    expect((await remind(district, [city.organization.id])).errors[0]!.extensions).toMatchObject({
      code: 'NOT_FOUND',
      field: 'unitIds.0',
    });
    await app.pass(2_000);
    const notices = '{ viewer { notices(first: 20) { edges { node { title } } } } }';
    const { viewer } = await silent!.owner.client.must(notices);
    const titles = viewer.notices.edges.map(({ node }: any) => node.title);
    expect(titles.filter((title: string) => title === '“区委”提醒本单位组织捐赠')).toHaveLength(1);
    expect((await desk(district)).rows[0]).toMatchObject({ unit: { id: silent!.id }, remindedAt: expect.any(String) });
    await app.pass(DAY_MS);
    expect((await remind(district, [silent!.id])).data!.remindUnits).toHaveLength(1);
  });

  it('shows a campaign by what the campaign counts, and leaves as a workbook', async () => {
    const campaignId = await publishedCampaign(app, district, city.reviewer, unit.id, [project.id]);
    const { campaign } = await app.anonymous().must('query C($id: ID!) { campaign(id: $id) { opensAt } }', {
      id: campaignId,
    });
    await app.pass(Math.max(0, new Date(campaign.opensAt).getTime() - app.clock.now().getTime()) + 1_000);
    await give(silent!.owner.client, project.id, { amount: 8_000, onBehalfOfId: silent!.id, campaignId });
    const shown = await desk(district, { campaignId });
    expect(shown.total).toMatchObject({ membersGave: 1, gifts: 1, amount: 8_000 });
    expect(shown.own).toMatchObject({ gifts: 0, amount: 0 });
    expect(shown.rows.find(({ unit: { id } }: any) => id === silent!.id)).toMatchObject({
      answer: 'GAVE',
      amount: 8_000,
    });

    const path = `/exports/unit-desks/${unit.id}.xlsx?campaign=${campaignId}&lang=zh-CN`;
    expect((await gave!.owner.client.fetch(path)).status).toBe(404);
    expect((await app.anonymous().fetch(path)).status).toBe(404);
    const response = await district.client.fetch(path);
    expect(response.status).toBe(200);
    const { sheets } = await readXlsx(new Uint8Array(await response.arrayBuffer()));
    const rows = sheets[0]!.rows;
    expect(rows[0]!.slice(0, 5)).toEqual(['单位', '成员人数', '参与人数', '捐赠人次', '金额（元）']);
    expect(rows.find(([name]) => name === '丙支部')!.slice(1, 5)).toEqual([1, 1, 1, 80]);
    expect(rows.at(-1)!.slice(0, 5)).toEqual(['合计（含下级）', 5, 1, 1, 80]);
  });
});
