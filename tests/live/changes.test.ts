import { createApp, type App } from '@hongchuang/server/app.ts';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../scripts/lib/ports.mjs';
import { useTestApp, type TestUser } from '../support/app.ts';
import { Client, type Feed } from '../support/client.ts';
import { MUTATIONS } from '../support/operations.ts';
import { startStopwatch } from '../support/stopwatch.ts';
import { createTown, projectAt, promise, type Town } from '../support/town.ts';

const CHANGED = 'subscription Changed($topics: [String!]!) { changed(topics: $topics) { topic version } }';
type Changes = Feed<{ changed: { topic: string; version: number } }>;

const app = useTestApp();
let town: Town;
beforeAll(async () => {
  town = await createTown(app);
});

const watch = (client: Client, ...topics: string[]): Changes => client.subscribe(CHANGED, { topics });
const versionOf = async (feed: Changes) => (await feed.next()).changed.version;
const refusalOf = (feed: Changes) =>
  feed.next().then(
    () => 'data',
    (error: Error) => error.message.replace(/^Changed ended before the awaited event: /, ''),
  );
const approve = (client: Client, projectId: string) =>
  client.must(MUTATIONS.reviewProject, { input: { projectId, decision: 'APPROVE' } });

describe('another node of the same database', () => {
  let other: App | undefined;
  const clients: Client[] = [];
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.close();
    await other?.close();
    other = undefined;
  });
  /** Another server, and a person at it who is signed in at the first one, too. */
  const startOther = async () => {
    const port = await freePort();
    other = await createApp({
      env: { ...app.server.env, port, publicUrl: `http://127.0.0.1:${port}` },
      clock: app.clock,
    });
    await other.listen();
    return async ({ email, password }: TestUser): Promise<Client> => {
      const client = new Client(`http://127.0.0.1:${port}`);
      clients.push(client);
      await client.must(
        'mutation In($email: String!, $password: String!) { signIn(email: $email, password: $password) { id } }',
        {
          email,
          password,
        },
      );
      return client;
    };
  };

  it('publishes changes of this node within a second, with the same version', async () => {
    const at = await startOther();
    const there = watch(await at(town.reviewer), 'queue:projects');
    const here = watch(town.reviewer.client, 'queue:projects');
    const before = await versionOf(here);
    expect(await versionOf(there)).toBe(before);
    const { id } = await projectAt(app, town, 'SUBMITTED');
    const sinceCommit = startStopwatch();
    const seen = await there.until(({ changed }) => changed.version > before);
    // The poll of the other node comes every 700 ms; the rest is what a busy machine takes.
    expect(sinceCommit()).toBeLessThan(2_000);
    expect((await here.until(({ changed }) => changed.version > before)).changed).toEqual(seen.changed);

    await approve(town.reviewer.client, id);
    await there.until(({ changed }) => changed.version > seen.changed.version);
    here.stop();
    there.stop();
  });

  it('continues with the same version after a restart, so that a client knows whether it missed a change', async () => {
    const feed = watch(town.reviewer.client, 'queue:projects');
    const before = await versionOf(feed);
    feed.stop();
    const first = await startOther();
    expect(await versionOf(watch(await first(town.reviewer), 'queue:projects'))).toBe(before);
    await other!.close();
    await projectAt(app, town, 'SUBMITTED');
    const second = await startOther();
    expect(await versionOf(watch(await second(town.reviewer), 'queue:projects'))).toBeGreaterThan(before);
  });
});

describe('a subscription to several topics', () => {
  it('sends the version of each topic at once, then only those that change', async () => {
    const project = await projectAt(app, town, 'SUBMITTED');
    const feed = watch(
      town.reviewer.client,
      'queue:projects',
      `project:${project.id}`,
      'viewer:notices',
      'queue:projects',
    );
    const first = [await feed.next(), await feed.next(), await feed.next()].map(({ changed }) => changed.topic);
    expect(first.sort()).toEqual([`project:${project.id}`, 'queue:projects', 'viewer:notices'].sort());
    await approve(town.reviewer.client, project.id);
    const then = [await feed.next(), await feed.next()].map(({ changed }) => changed.topic);
    expect(new Set(then)).toEqual(new Set([`project:${project.id}`, 'queue:projects']));
    expect(
      feed.seen.filter(({ changed }) => changed.topic === 'viewer:notices'),
      'no subscriber got anything',
    ).toHaveLength(1);
    feed.stop();
  });

  it('sends versions and nothing else', async () => {
    const { data } = await app
      .anonymous()
      .execute('{ __type(name: "TopicVersion") { fields { name type { ofType { name } } } } }');
    expect(data.__type.fields).toEqual([
      { name: 'topic', type: { ofType: { name: 'String' } } },
      { name: 'version', type: { ofType: { name: 'Int' } } },
    ]);
  });

  it('gets nothing about a refused change, neither now nor later', async () => {
    const feed = watch(town.reviewer.client, 'queue:projects');
    const before = await versionOf(feed);
    const { id } = await projectAt(app, town, 'DRAFT');
    await town.owner.client.refused(MUTATIONS.withdrawProject, { id });
    const project = await projectAt(app, town, 'SUBMITTED');
    await feed.until(({ changed }) => changed.version === before + 1);
    await approve(town.reviewer.client, project.id);
    await feed.until(({ changed }) => changed.version === before + 2);
    expect(feed.seen.map(({ changed }) => changed.version)).toEqual([before, before + 1, before + 2]);
    feed.stop();
  });
});

describe('a notification of a person', () => {
  it('changes the topic of that person only', async () => {
    const feeds = [watch(town.donor.client, 'viewer:notices'), watch(town.stranger.client, 'viewer:notices')];
    const [mine, theirs] = (await Promise.all(feeds.map(versionOf))) as [number, number];
    const project = await projectAt(app, town, 'FUNDRAISING');
    const { id } = await promise(town.donor, project.id);
    await town.treasurer.client.must(MUTATIONS.endPledge, { id, reason: '没有这笔转账' });
    await app.server.tick();
    await feeds[0]!.until(({ changed }) => changed.version > mine);
    const again = watch(town.stranger.client, 'viewer:notices');
    expect(await versionOf(again)).toBe(theirs);
    for (const feed of [...feeds, again]) feed.stop();
  });
});

describe('a viewer who may not watch', () => {
  it('a hidden project gets the same refusal as for an unknown one', async () => {
    const { id } = await projectAt(app, town, 'DRAFT');
    const unknown = `${id.slice(0, -4)}0000`;
    for (const client of [app.anonymous(), town.donor.client]) {
      const hidden = await refusalOf(watch(client, `project:${id}`));
      expect(hidden).toMatch(/^NOT_FOUND \(topics\.0\)/);
      expect(await refusalOf(watch(client, `project:${unknown}`))).toBe(hidden);
    }
    const own = watch(town.owner.client, `project:${id}`);
    expect((await own.next()).changed.topic).toBe(`project:${id}`);
    own.stop();
  });

  it('any longer gets nothing more', async () => {
    const leaver = await app.signUp();
    const setRoles = (...roles: string[]) =>
      town.admin.client.must(MUTATIONS.setPlatformRoles, { userId: leaver.id, roles });
    await setRoles('REVIEWER');
    const feed = watch(leaver.client, 'queue:projects');
    const before = await versionOf(feed);
    await setRoles();
    await projectAt(app, town, 'SUBMITTED');
    await feed.ended;
    expect(feed.seen.map(({ changed }) => changed.version)).toEqual([before]);
  });

  it.each([
    ['no topic', [], /^BAD_USER_INPUT \(topics\): .*1.*50/],
    ['51 topics', Array.from({ length: 51 }, () => 'viewer:notices'), /^BAD_USER_INPUT \(topics\): .*1.*50/],
    ['a name that nobody declared', ['viewer:notices', 'queue:nothing'], /^BAD_USER_INPUT \(topics\.1\)/],
    ['a name without the id that it needs', ['project'], /^BAD_USER_INPUT \(topics\.0\)/],
    ['a name with an id that it has no use for', ['queue:projects:01'], /^BAD_USER_INPUT \(topics\.0\)/],
    ['an id that is none', ['project:1'], /^NOT_FOUND \(topics\.0\)/],
    ['an id that is missing', ['project:'], /^NOT_FOUND \(topics\.0\)/],
    ["another person's topic", ['viewer:notices@01'], /^BAD_USER_INPUT \(topics\.0\)/],
    ['a long name', ['x'.repeat(81)], /^BAD_USER_INPUT \(topics\.0\): .*80/],
  ])('%s is refused', async (_what, topics, refusal) => {
    expect(await refusalOf(watch(town.reviewer.client, ...topics))).toMatch(refusal);
  });
});
