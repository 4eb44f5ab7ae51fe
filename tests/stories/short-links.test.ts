import { expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { createCity, openProject } from '../support/city.ts';

const app = useTestApp();
const SECOND = 1_000;

it('counts where the short address of a project is opened from, and leads to the project', async () => {
  const city = await createCity(app);
  const { slug, id } = await openProject(app, city);
  await app.pass(10 * SECOND);
  const { project } = await app
    .anonymous()
    .must<{ project: { sharePath: string } }>('query ($id: ID!) { project(id: $id) { sharePath } }', { id });
  expect(project.sharePath).toMatch(/^\/p\/[0-9A-Z]{7}$/);

  const open = (query: string) => fetch(`${app.url}${project.sharePath}${query}`, { redirect: 'manual' });
  for (const query of ['?s=copy', '?s=copy', '?s=poster', '?s=somebody', '']) {
    const response = await open(query);
    expect([response.status, response.headers.get('location')]).toEqual([302, `/projects/${slug}`]);
  }
  // People type codes from a poster in small letters.
  expect((await fetch(app.url + project.sharePath.toLowerCase(), { redirect: 'manual' })).status).toBe(302);
  await app.pass(10 * SECOND);

  const visits = 'query ($id: ID!) { project(id: $id) { linkVisits { source visits } } }';
  const own = await city.publisher.client.must<{ project: { linkVisits: { source: string; visits: number }[] } }>(
    visits,
    { id },
  );
  expect(Object.fromEntries(own.project.linkVisits.map(({ source, visits: count }) => [source, count]))).toEqual({
    sheet: 0,
    copy: 2,
    poster: 1,
    print: 0,
    qr: 0,
    embed: 0,
    other: 3,
  });
  const others = await app.anonymous().must<{ project: { linkVisits: unknown[] } }>(visits, { id });
  expect(others.project.linkVisits).toEqual([]);
});

it('keeps the counts of several runs, and does not count what leads nowhere', async () => {
  const city = await createCity(app);
  const { id } = await openProject(app, city);
  await app.pass(10 * SECOND);
  const { project } = await app
    .anonymous()
    .must<{ project: { sharePath: string } }>('query ($id: ID!) { project(id: $id) { sharePath } }', { id });
  for (let run = 0; run < 3; run += 1) {
    await fetch(`${app.url}${project.sharePath}?s=qr`, { redirect: 'manual' });
    await app.pass(10 * SECOND);
  }
  for (const path of ['/p/ZZZZZZZ', '/p/', '/p/toolongforacode', `${project.sharePath}/more`])
    expect([path, (await fetch(app.url + path, { redirect: 'manual' })).status]).toEqual([path, 404]);
  const own = await city.publisher.client.must<{ project: { linkVisits: { source: string; visits: number }[] } }>(
    'query ($id: ID!) { project(id: $id) { linkVisits { source visits } } }',
    { id },
  );
  expect(own.project.linkVisits.find(({ source }) => source === 'qr')).toEqual({ source: 'qr', visits: 3 });
});
