import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { createCity, give, openProject, verifiedOrganization, type City, type OpenProject } from '../support/city.ts';
import type { Client } from '../support/client.ts';
import { MUTATIONS } from '../support/operations.ts';
import { fetchPdf } from '../support/pdf.ts';
import { promise } from '../support/town.ts';

const CODE = '91442000MA4UKT4R6B';
const NEW_CODE = '91442000MA4UKT4R8H';
const RECEIPT = `query Receipt($number: String!) {
  receipt(number: $number) { donorName handledBy onBehalfOfName onBehalfOfCode }
}`;
const GIFT = 'query Gift($id: ID!) { pledge(id: $id) { displayName handledBy onBehalfOfName receipt { number } } }';
const OF_PROJECT = `query Gifts($id: ID!) {
  project(id: $id) { pledges(first: 20) { edges { node { id displayName handledBy onBehalfOfName } } } }
}`;

describe('a gift of a unit', () => {
  const app = useTestApp();
  let city: City;
  let secretary: TestUser;
  let unit: { id: string; name: string };
  let project: OpenProject;
  const pdf = async (client: Client, path: string, lang = 'zh-CN') =>
    (await fetchPdf(client, `/exports/${path}.pdf?lang=${lang}`)).text;
  const receiptFor = async (client: Client, number: string) => (await client.must(RECEIPT, { number })).receipt;
  const csv = async () => (await app.anonymous().fetch(`/exports/books/${project.slug}.csv`)).text();

  beforeAll(async () => {
    city = await createCity(app);
    secretary = await app.signUp({ name: '支部书记老周' });
    unit = await verifiedOrganization(secretary, city.admin, {
      name: '小榄照明厂党支部',
      kind: 'ENTERPRISE',
      creditCode: CODE,
    });
    project = await openProject(app, city, {
      milestones: [{ title: '全程', amount: 100_000_000, dueOn: '2026-12-31T00:00:00Z' }],
    });
  });

  it('is the unit’s from the pledge to the papers, and the person who handled it stays unnamed in public', async () => {
    const amount = 12_345_678;
    const pledge = await promise(secretary, project.id, { onBehalfOfId: unit.id, anonymous: true, amount });
    await city.treasurer.client.must(MUTATIONS.confirmPayment, {
      input: { pledgeId: pledge.id, amount, bankReference: '对公转账一' },
    });
    const { number } = (await secretary.client.must(GIFT, { id: pledge.id })).pledge.receipt;

    const shown = { donorName: unit.name, onBehalfOfName: unit.name, onBehalfOfCode: CODE };
    for (const reader of [app.anonymous(), city.publisher.client, city.reviewer.client])
      expect(await receiptFor(reader, number)).toEqual({ ...shown, handledBy: null });
    for (const reader of [secretary.client, city.treasurer.client])
      expect(await receiptFor(reader, number)).toEqual({ ...shown, handledBy: '支部书记老周' });

    for (const kind of ['receipts', 'certificates']) {
      for (const reader of [app.anonymous(), city.treasurer.client]) {
        const text = await pdf(reader, `${kind}/${number}`);
        for (const words of [unit.name, CODE, '统一社会信用代码', '¥123,456.78']) expect(text, kind).toContain(words);
        for (const words of ['老周', '爱心人士', '所属单位', '经办人']) expect(text, kind).not.toContain(words);
      }
      expect(await pdf(secretary.client, `${kind}/${number}`)).toContain('支部书记老周');
      expect(await pdf(app.anonymous(), `${kind}/${number}`, 'en')).toContain(`Credit code`);
    }
    expect(await pdf(secretary.client, `statements/${unit.id}/2026`)).toContain(CODE);
    expect(await pdf(secretary.client, `sponsors/${unit.id}/${project.slug}`)).toContain(CODE);

    const { edges } = (await app.anonymous().must(OF_PROJECT, { id: project.id })).project.pledges;
    expect(edges.map(({ node }: any) => node)).toEqual([
      { id: pledge.id, displayName: '爱心人士', handledBy: null, onBehalfOfName: unit.name },
    ]);
    const [heading, line] = (await csv()).trim().split('\r\n');
    expect(heading!.split(',').slice(-2)).toEqual(['统一社会信用代码', '经办人']);
    expect(line!.split(',').slice(4, 6), 'donor and unit').toEqual([unit.name, unit.name]);
    expect(line!.split(',').slice(-2)).toEqual([CODE, '']);
    expect(await csv()).not.toContain('老周');
  });

  it('names the person who handled it, beside the unit, when that person chose so', async () => {
    const gift = await give(secretary.client, project.id, { onBehalfOfId: unit.id, anonymous: false });
    const { number } = gift.receipt!;
    expect(await receiptFor(app.anonymous(), number)).toMatchObject({
      donorName: unit.name,
      handledBy: '支部书记老周',
    });
    const text = await pdf(app.anonymous(), `receipts/${number}`);
    for (const words of [unit.name, '经办人', '支部书记老周']) expect(text).toContain(words);
    const { edges } = (await app.anonymous().must(OF_PROJECT, { id: project.id })).project.pledges;
    expect(edges[0].node).toMatchObject({ handledBy: '支部书记老周', onBehalfOfName: unit.name });
    expect(
      (await csv())
        .trim()
        .split('\r\n')
        .some((line) => line.endsWith(`${CODE},支部书记老周`)),
    ).toBe(true);
  });

  it('keeps the code of its day, and never shows one that no administrator verified', async () => {
    const pledge = await promise(secretary, project.id, { onBehalfOfId: unit.id, amount: 20_000 });
    const before = await give(secretary.client, project.id, { onBehalfOfId: unit.id });
    await secretary.client.must(MUTATIONS.updateOrganization, { id: unit.id, input: { creditCode: NEW_CODE } });
    const codeFor = async (client: Client) =>
      (
        await client.must('query P($id: ID!) { project(id: $id) { sponsors { organization { creditCode } } } }', {
          id: project.id,
        })
      ).project.sponsors[0].organization.creditCode;
    expect(await codeFor(app.anonymous())).toBe(CODE);
    expect(await codeFor(city.publisher.client)).toBe(CODE);
    expect(await codeFor(secretary.client)).toBe(NEW_CODE);
    await city.treasurer.client.must(MUTATIONS.confirmPayment, {
      input: { pledgeId: pledge.id, amount: 20_000, bankReference: '对公转账二' },
    });
    const waiting = (await secretary.client.must(GIFT, { id: pledge.id })).pledge.receipt.number;
    expect((await receiptFor(app.anonymous(), waiting)).onBehalfOfCode, 'the new code waits').toBe(CODE);
    await city.admin.client.must(MUTATIONS.verifyOrganization, { id: unit.id, accepted: true });
    const after = await give(secretary.client, project.id, { onBehalfOfId: unit.id });
    expect((await receiptFor(app.anonymous(), after.receipt!.number)).onBehalfOfCode).toBe(NEW_CODE);
    expect((await receiptFor(app.anonymous(), before.receipt!.number)).onBehalfOfCode).toBe(CODE);
  });

  it('has no code where the unit has none', async () => {
    const owner = await app.signUp({ name: '居委会小吴' });
    const village = await verifiedOrganization(owner, city.admin, { name: '龙瑞社区', kind: 'COMMUNITY' });
    const gift = await give(owner.client, project.id, { onBehalfOfId: village.id, anonymous: true });
    expect(await receiptFor(app.anonymous(), gift.receipt!.number)).toEqual({
      donorName: '龙瑞社区',
      handledBy: null,
      onBehalfOfName: '龙瑞社区',
      onBehalfOfCode: null,
    });
    expect(await pdf(app.anonymous(), `receipts/${gift.receipt!.number}`)).not.toContain('统一社会信用代码');
  });

  it('from before units were donors keeps its paper: the person, and the unit beside', async () => {
    const gift = await give(secretary.client, project.id, { onBehalfOfId: unit.id, anonymous: false });
    const { number } = gift.receipt!;
    // The columns as the migration leaves them for receipts that were issued before.
    await app.db.transact((tx) =>
      tx.manager.query('UPDATE receipts SET on_behalf_of_code = NULL, is_made_out_to_unit = 0 WHERE number = ?', [
        number,
      ]),
    );
    expect(await receiptFor(app.anonymous(), number)).toEqual({
      donorName: '支部书记老周',
      handledBy: null,
      onBehalfOfName: unit.name,
      onBehalfOfCode: null,
    });
    const text = await pdf(app.anonymous(), `receipts/${number}`);
    for (const words of ['支部书记老周', '所属单位', unit.name]) expect(text).toContain(words);
    for (const words of ['经办人', '统一社会信用代码']) expect(text).not.toContain(words);
    expect(await pdf(app.anonymous(), `certificates/${number}`)).toContain(`代表${unit.name}`);
  });
});
