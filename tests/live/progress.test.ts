import { describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { CREATE_PROJECT, foundCity, give, openProject, projectInput } from '../support/city.ts';
import { median } from '../support/measure.ts';

const PROGRESS = 'subscription Progress($id: ID!) { projectProgress(projectId: $id) { raised pledgeCount version } }';

describe('projectProgress', () => {
  const app = useTestApp();

  it('tells the current state first and every change within a second of its commit, signed in or not', async () => {
    const city = await foundCity(app);
    const { id } = await openProject(app, city);
    const donor = await app.signUp();
    await give(donor.client, id, { amount: 10_000 });

    const [hall, own] = [app.anonymous().subscribe(PROGRESS, { id }), donor.client.subscribe(PROGRESS, { id })];
    for (const feed of [hall, own]) expect((await feed.next()).projectProgress).toMatchObject({ raised: 10_000, pledgeCount: 1 });

    // A machine that stands still for a moment does so in one of these; a server that is late is late in most.
    const lags: number[] = [];
    for (const raised of [30_000, 50_000, 70_000, 90_000, 110_000]) {
      await give(donor.client, id, { amount: 20_000 });
      const committedAt = performance.now();
      for (const feed of [hall, own]) await feed.until(({ projectProgress }) => projectProgress.raised === raised);
      lags.push(performance.now() - committedAt);
    }
    expect(median(lags), `milliseconds after the commit: ${lags.map(Math.round).join(', ')}`).toBeLessThan(1_000);
    hall.stop();
    own.stop();
  });

  it('never tells an older state after a newer one, however fast the gifts come', async () => {
    const city = await foundCity(app);
    const { id } = await openProject(app, city, { title: '许多人同时' });
    const donors = await Promise.all(Array.from({ length: 6 }, () => app.signUp()));
    const feed = app.anonymous().subscribe(PROGRESS, { id });
    await feed.next();
    await Promise.all(donors.flatMap(({ client }) => Array.from({ length: 5 }, () => give(client, id, { amount: 100 }))));
    await feed.until(({ projectProgress }) => projectProgress.raised === 3_000);
    const versions = feed.seen.map(({ projectProgress }) => projectProgress.version);
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
    feed.stop();
  });

  it('is refused for a project that the viewer may not see', async () => {
    const city = await foundCity(app);
    const { createProject: { id } } = await city.publisher.client.must(CREATE_PROJECT, { input: projectInput(app, city.organization.id, { title: '草稿' }) });
    const feed = app.anonymous().subscribe(PROGRESS, { id });
    await expect(feed.next()).rejects.toThrow('NOT_FOUND');
    const own = city.publisher.client.subscribe(PROGRESS, { id });
    expect((await own.next()).projectProgress).toMatchObject({ raised: 0 });
    own.stop();
  });
});
