import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import {
  createCity,
  give,
  openProject,
  verifiedOrganization,
  type City,
  type Gift,
  type OpenProject,
} from '../support/city.ts';
import { DAY_MS } from '../support/clock.ts';
import { MUTATIONS } from '../support/operations.ts';
import { fetchPdf } from '../support/pdf.ts';
import { promise } from '../support/town.ts';

const BOOKS =
  'query Books($search: String!) { books(search: $search, first: 20) { edges { node { kind amount gift { onBehalfOfName onBehalfOf { id name } } } } } }';
const RECEIPT =
  'query Receipt($number: String!) { receipt(number: $number) { projectTitle onBehalfOfName implementerName } }';
const PROJECT = `query Project($id: ID!) { project(id: $id) {
  organization { name } sponsors { name organization { name } } pledges(first: 20) { edges { node { onBehalfOfName onBehalfOf { name } } } }
} }`;

describe('former names', () => {
  const app = useTestApp();
  let city: City;
  let owner: TestUser;
  let unit: { id: string; name: string };
  let project: OpenProject;
  let gift: Gift;
  const rename = (id: string, name: string) =>
    city.admin.client.must(MUTATIONS.updateOrganization, { id, input: { name } });
  const namesIn = async (search: string) =>
    (await app.anonymous().must(BOOKS, { search })).books.edges.map(({ node }: any) => node.gift.onBehalfOf.name);

  beforeAll(async () => {
    city = await createCity(app);
    owner = await app.signUp({ name: '厂里的书记' });
    unit = await verifiedOrganization(owner, city.admin, { name: '老字号纺织厂', kind: 'ENTERPRISE' });
    project = await openProject(app, city);
    gift = await give(owner.client, project.id, { onBehalfOfId: unit.id, amount: 10_000 });
  });

  it('stay on receipts, certificates, in the books and their exports when the unit and the implementer are renamed', async () => {
    const { number } = gift.receipt!;
    const paper = async (path: string) => (await fetchPdf(owner.client, `/exports/${path}?lang=zh-CN`)).text;
    const exported = async () => (await app.anonymous().fetch(`/exports/books/${project.slug}.csv`)).text();
    const before = {
      receipt: await paper(`receipts/${number}.pdf`),
      certificate: await paper(`certificates/${number}.pdf`),
      sponsor: await paper(`sponsors/${unit.id}/${project.slug}.pdf`),
      books: await exported(),
    };
    for (const [kind, text] of Object.entries(before)) expect(text, kind).toContain('老字号纺织厂');
    for (const kind of ['receipt', 'certificate', 'sponsor'] as const)
      expect(before[kind], kind).toContain('石岐社会工作服务中心');

    await rename(unit.id, '合并后的新公司');
    await rename(city.organization.id, '石岐公益联合会');
    expect({
      receipt: await paper(`receipts/${number}.pdf`),
      certificate: await paper(`certificates/${number}.pdf`),
      sponsor: await paper(`sponsors/${unit.id}/${project.slug}.pdf`),
      books: await exported(),
    }).toEqual(before);
    expect((await app.anonymous().must(RECEIPT, { number })).receipt).toEqual({
      projectTitle: '老兵记忆馆',
      onBehalfOfName: '老字号纺织厂',
      implementerName: '石岐社会工作服务中心',
    });
    expect(await namesIn(number)).toEqual(['老字号纺织厂']);

    const seen = (await app.anonymous().must(PROJECT, { id: project.id })).project;
    expect(seen.organization.name, 'a live page has the present name').toBe('石岐公益联合会');
    expect(seen.sponsors).toEqual([{ name: '老字号纺织厂', organization: { name: '合并后的新公司' } }]);
    expect(seen.pledges.edges).toEqual([
      { node: { onBehalfOfName: '老字号纺织厂', onBehalfOf: { name: '老字号纺织厂' } } },
    ]);
    for (const reader of [owner, city.treasurer]) {
      const { pledge } = await reader.client.must('query P($id: ID!) { pledge(id: $id) { onBehalfOf { id name } } }', {
        id: gift.id,
      });
      expect(pledge.onBehalfOf, 'its members and staff read the same').toEqual({
        id: unit.id,
        name: '老字号纺织厂',
      });
    }
    expect(
      (await app.anonymous().must('query O($id: ID!) { organization(id: $id) { name } }', { id: unit.id })).organization
        .name,
    ).toBe('合并后的新公司');
  });

  it('appear beside the new ones: each gift under the name of its day, and the search finds all of them', async () => {
    const later = await give(owner.client, project.id, { onBehalfOfId: unit.id, amount: 20_000 });
    await rename(unit.id, '第三个名字集团');
    expect((await app.anonymous().must(RECEIPT, { number: later.receipt!.number })).receipt).toMatchObject({
      onBehalfOfName: '合并后的新公司',
      implementerName: '石岐公益联合会',
    });
    for (const search of ['老字号纺织', '合并后的', '第三个名字'])
      expect(await namesIn(search), search).toEqual(['合并后的新公司', '老字号纺织厂']);
    expect(
      (await app.anonymous().must(PROJECT, { id: project.id })).project.sponsors[0],
      'the wall has the name of the newest gift',
    ).toEqual({ name: '合并后的新公司', organization: { name: '第三个名字集团' } });
    const csv = await (await app.anonymous().fetch(`/exports/books/${project.slug}.csv`)).text();
    expect([csv.includes('老字号纺织厂'), csv.includes('合并后的新公司'), csv.includes('第三个名字集团')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('are the names on the day when a transfer is recorded, not of the pledge, and stay after a partial refund', async () => {
    const pledge = await promise(owner, project.id, { onBehalfOfId: unit.id, amount: 30_000 });
    const shown = async () =>
      (await owner.client.must('query P($id: ID!) { pledge(id: $id) { onBehalfOfName } }', { id: pledge.id })).pledge
        .onBehalfOfName;
    expect(await shown()).toBe('第三个名字集团');
    await rename(unit.id, '收款时的名字');
    expect(await shown(), 'an unpaid pledge has the present name').toBe('收款时的名字');
    await city.treasurer.client.must(MUTATIONS.confirmPayment, {
      input: { pledgeId: pledge.id, amount: 30_000, bankReference: '流水' },
    });
    await rename(unit.id, '收款后的名字');
    expect(await shown()).toBe('收款时的名字');
    await city.publisher.client.must(MUTATIONS.cancelProject, { id: project.id, reason: '场地没有了' });
    const { prepareRefund } = await city.treasurer.client.must(MUTATIONS.prepareRefund, {
      input: { projectId: project.id, reason: '退回' },
    });
    await city.admin.client.must(MUTATIONS.approveRefund, { id: prepareRefund.id });
    expect((await namesIn('收款后的名字')).sort(), "a refund is announced under the name of the gift's day").toEqual(
      ['合并后的新公司', '合并后的新公司', '收款时的名字', '收款时的名字', '老字号纺织厂', '老字号纺织厂'].sort(),
    );
  });

  it('are on the annual statement of a past year; the current year has the present name', async () => {
    const open = await openProject(app, city, {
      fundingEndsAt: new Date(app.clock.now().getTime() + 300 * DAY_MS).toISOString(),
      milestones: [
        { title: '全程', amount: 900_000, dueOn: new Date(app.clock.now().getTime() + 330 * DAY_MS).toISOString() },
      ],
    });
    await give(owner.client, open.id, { onBehalfOfId: unit.id, amount: 40_000 });
    await rename(unit.id, '年底改的名字');
    const head = async (person: TestUser['client'], year: number) =>
      (await fetchPdf(person, `/exports/statements/${unit.id}/${year}.pdf?lang=zh-CN`)).title;
    expect(await head(owner.client, 2026)).toContain('年底改的名字');
    app.clock.set(new Date('2027-01-03T02:00:00Z'));
    await app.server.tick();
    expect(await head(await app.as(owner), 2026)).toContain('收款后的名字');
  });

  it('are never names that were not verified', async () => {
    const before = await namesIn(gift.receipt!.number);
    await (await app.as(owner)).must(MUTATIONS.updateOrganization, { id: unit.id, input: { name: '冒充的名字' } });
    expect(await namesIn('冒充的名字')).toEqual([]);
    expect(await namesIn(gift.receipt!.number)).toEqual(before);
  });
});
