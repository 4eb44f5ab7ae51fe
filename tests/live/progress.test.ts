import { describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { CREATE_PROJECT, createCity, give, openProject, projectInput } from '../support/city.ts';
import { startStopwatch } from '../support/stopwatch.ts';

const PROGRESS = 'subscription Progress($id: ID!) { projectProgress(projectId: $id) { raised pledgeCount version } }';

describe('projectProgress', () => {
  const app = useTestApp();

  it('sends the current state first and every change within a second of its commit, signed in or not', async () => {
    const city = await createCity(app);
    const { id } = await openProject(app, city);
    const donor = await app.signUp();
    await give(donor.client, id, { amount: 10_000 });

    const [hall, own] = [app.anonymous().subscribe(PROGRESS, { id }), donor.client.subscribe(PROGRESS, { id })];
    for (const feed of [hall, own])
      expect((await feed.next()).projectProgress).toMatchObject({ raised: 10_000, pledgeCount: 1 });

    await give(donor.client, id, { amount: 20_000 });
    const sinceCommit = startStopwatch();
    for (const feed of [hall, own]) await feed.until(({ projectProgress }) => projectProgress.raised === 30_000);
    expect(sinceCommit()).toBeLessThan(1_000);
    hall.stop();
    own.stop();
  });

  it('never sends an older state after a newer one, however fast the gifts come', async () => {
    const city = await createCity(app);
    const { id } = await openProject(app, city, { title: '许多人同时' });
    const donors = await Promise.all(Array.from({ length: 6 }, () => app.signUp()));
    const feed = app.anonymous().subscribe(PROGRESS, { id });
    await feed.next();
    await Promise.all(
      donors.flatMap(({ client }) => Array.from({ length: 5 }, () => give(client, id, { amount: 100 }))),
    );
    await feed.until(({ projectProgress }) => projectProgress.raised === 3_000);
    const versions = feed.seen.map(({ projectProgress }) => projectProgress.version);
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
    feed.stop();
  });

  it('is refused for a project that the viewer may not see', async () => {
    const city = await createCity(app);
    const {
      createProject: { id },
    } = await city.publisher.client.must(CREATE_PROJECT, {
      input: projectInput(app, city.organization.id, { title: '草稿' }),
    });
    const feed = app.anonymous().subscribe(PROGRESS, { id });
    await expect(feed.next()).rejects.toThrow('NOT_FOUND');
    const own = city.publisher.client.subscribe(PROGRESS, { id });
    expect((await own.next()).projectProgress).toMatchObject({ raised: 0 });
    own.stop();
  });
});
