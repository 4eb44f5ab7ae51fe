import { expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { createCity, give, openProject, type City } from '../support/city.ts';
import { MUTATIONS } from '../support/operations.ts';
import { fetchPdf } from '../support/pdf.ts';
import { createTown, inDays, measure, projectAt } from '../support/town.ts';

const app = useTestApp();
const SECOND = 1_000;

/** An open project that has its short link. */
async function sharedProject(city: City): Promise<{ id: string; slug: string; sharePath: string }> {
  const { id, slug } = await openProject(app, city);
  await app.pass(10 * SECOND);
  const { project } = await app.anonymous().must('query ($id: ID!) { project(id: $id) { sharePath } }', { id });
  return { id, slug, sharePath: project.sharePath };
}

/** A project that was public, and was sent back after an objection. */
async function goneProject(city: City): Promise<{ id: string; slug: string }> {
  const { id, slug } = await projectAt(app, city, 'PUBLIC_NOTICE');
  await app.pass(10 * SECOND);
  const critic = await app.signUp();
  const { raiseObjection } = await critic.client.must(MUTATIONS.raiseObjection, { projectId: id, text: '数字不对' });
  await city.reviewer.client.must(MUTATIONS.answerObjection, {
    input: { objectionId: raiseObjection.id, answer: '属实', outcome: 'CHANGES_REQUESTED' },
  });
  return { id, slug };
}

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(app.url + path, { headers, redirect: 'manual' });

async function sizeOf(response: Response): Promise<[number, number]> {
  const png = Buffer.from(await response.arrayBuffer());
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

it('posters show the figures of the moment, for phones and on paper', async () => {
  const city = await createCity(app);
  const { id, slug, sharePath } = await sharedProject(city);
  const phone = await get(`/posters/${slug}.zh-CN.png`);
  expect([phone.status, phone.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect(await sizeOf(phone)).toEqual([1080, 1920]);

  const donor = await app.signUp();
  await give(donor.client, id, { amount: 123_400 });
  const a4 = await fetchPdf(app.anonymous(), `/posters/${slug}.zh-CN.a4.pdf`);
  for (const words of ['老兵记忆馆', '¥1,234', '目标 ¥10,000', '一次上门采访', '数据截至 2026-06-', sharePath])
    expect(a4.text).toContain(words);
  const a3 = await fetchPdf(app.anonymous(), `/posters/${slug}.en.a3.pdf`);
  expect(a3.text).toContain('Scan to see the project and give');
  // Points: A4 is 595 by 842, A3 is 842 by 1191.
  expect(Buffer.from(a4.bytes).toString('latin1')).toMatch(/MediaBox \[0 0 595\.28 841\.89\]/);
  expect(Buffer.from(a3.bytes).toString('latin1')).toMatch(/MediaBox \[0 0 841\.89 1190\.55\]/);
});

it('nobody gets a poster, a card or a widget of a project that is not public, its own unit included', async () => {
  const city = await createCity(app);
  const { id, slug } = await projectAt(app, city, 'DRAFT');
  const paths = [
    `/posters/${slug}.zh-CN.png`,
    `/posters/${slug}.zh-CN.a4.pdf`,
    `/og/projects/${slug}.zh-CN.square.png`,
    `/embed/projects/${id}`,
    `/embed/projects/${id}.json`,
    '/posters/nowhere.zh-CN.png',
    `/posters/${slug}.zh-CN.a5.pdf`,
  ];
  for (const client of [app.anonymous(), city.publisher.client])
    for (const path of paths) expect([path, (await client.fetch(path)).status]).toEqual([path, 404]);
});

it('a card is also there as a square', async () => {
  const { slug } = await sharedProject(await createCity(app));
  expect(await sizeOf(await get(`/og/projects/${slug}.zh-CN.square.png`))).toEqual([600, 600]);
  expect(await sizeOf(await get('/og/site.en.square.png'))).toEqual([600, 600]);
});

it('a widget may stand on every site, keeps no cookie, and follows the figures', async () => {
  const { id, sharePath } = await sharedProject(await createCity(app));
  const page = await get(`/embed/projects/${id}?lang=zh-CN`, { cookie: 'session=somebody' });
  const html = await page.text();
  expect(page.headers.get('x-frame-options')).toBeNull();
  expect(page.headers.get('content-security-policy')).toContain('frame-ancestors *');
  expect(page.headers.get('set-cookie')).toBeNull();
  expect(html).toContain(`href="${app.url}${sharePath}?s=embed"`);
  expect(html).not.toMatch(/ style=|<style|<script>/);

  const state = async () => (await get(`/embed/projects/${id}.json?lang=zh-CN`)).json();
  expect(await state()).toMatchObject({ figure: '¥0', percent: 0 });
  const donor = await app.signUp();
  await give(donor.client, id, { amount: 250_050 });
  await app.pass(3 * SECOND);
  expect(await state()).toMatchObject({ figure: '¥2,500.50', percent: 25 });
});

it('no other page may stand in a frame', async () => {
  for (const path of ['/healthz', '/graphql', '/p/ZZZZZZZ', '/og/site.png', '/qr.svg?page=/'])
    expect([path, (await get(path)).headers.get('x-frame-options')]).toEqual([path, 'DENY']);
});

it('names of projects and units cannot break a widget', async () => {
  const city = await createCity(app);
  const { id } = await openProject(app, city, { title: '</h1><script>alert("1")</script>' });
  const html = await (await get(`/embed/projects/${id}`)).text();
  expect(html).not.toContain('<script>alert');
  expect(html).toContain('&lt;/h1&gt;&lt;script&gt;');
});

it('what was public once is gone, and what never was is not found', async () => {
  const { id } = await goneProject(await createCity(app));
  expect((await get(`/embed/projects/${id}`)).status).toBe(410);
  expect((await get(`/embed/projects/${id}.json`)).status).toBe(410);
  expect((await get('/embed/projects/00000000-0000-7000-8000-000000000000')).status).toBe(404);
});

it('a short link leads to the report of a stage, and to nothing else that somebody writes into it', async () => {
  const { slug, id, sharePath } = await sharedProject(await createCity(app));
  const place = async (query: string) => (await get(`${sharePath}${query}`)).headers.get('location');
  expect(await place(`?s=copy&stage=${id}`)).toBe(`/projects/${slug}#stage-${id}`);
  expect(await place('?s=copy&stage=%0d%0aset-cookie:a')).toBe(`/projects/${slug}`);
});

it('printed pages have a code of their own address, and of no other site', async () => {
  const { slug, sharePath } = await sharedProject(await createCity(app));
  const code = await get(`/qr.svg?page=/projects/${slug}`);
  expect(code.headers.get('content-type')).toBe('image/svg+xml');
  expect(await code.text()).toContain(sharePath);
  expect(await (await get('/qr.svg?page=/books')).text()).toContain('/books</tspan>');
  for (const page of ['//elsewhere.example', 'https://elsewhere.example', '/a?b', '/<svg>', ''])
    expect([page, (await get(`/qr.svg?page=${encodeURIComponent(page)}`)).status]).toEqual([page, 404]);
});

it('a completed project shows its verified result instead of a state', async () => {
  const town = await createTown(app);
  const project = await projectAt(app, town, 'FUNDRAISING', {
    milestones: [{ title: '采访', amount: 10_000, dueOn: inDays(app, 80) }],
  });
  const [stage] = project.milestones;
  await give(town.donor.client, project.id, { amount: 10_000 });
  const state = async () => (await get(`/embed/projects/${project.id}.json?lang=zh-CN`)).json();
  const { id } = await measure(app, town, project, { value: 52 });
  await town.reviewer.client.must(MUTATIONS.verifyMeasurement, { id, accepted: true });
  await town.editor.client.must(MUTATIONS.submitMilestone, {
    input: { milestoneId: stage!.id, report: '做完了', evidenceUrls: [] },
  });
  await town.reviewer.client.must(MUTATIONS.reviewMilestone, { input: { milestoneId: stage!.id, accepted: true } });
  expect(await state()).toMatchObject({ standing: '实施中，每个阶段核验后拨款' });
  await town.treasurer.client.must(MUTATIONS.releaseMilestone, { id: stage!.id, bankReference: 'B-1' });
  await app.pass(3 * SECOND);
  expect(await state()).toMatchObject({ standing: '已完成：服务老兵 52 人（承诺 50）' });
});
