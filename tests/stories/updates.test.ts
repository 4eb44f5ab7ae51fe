import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { give } from '../support/city.ts';
import type { Client } from '../support/client.ts';
import { photo } from '../support/files.ts';
import { mailedLetters } from '../support/letters.ts';
import { MUTATIONS } from '../support/operations.ts';
import { createTown, fundedProject, inDays, projectAt, type Town } from '../support/town.ts';
import { attachPhoto, publishedUpdate, updateDraft } from '../support/updates.ts';

const NEWS = `query News($id: ID!) { project(id: $id) { updateCount followerCount viewerFollows
  updates(first: 100) { totalCount edges { node { id title text version editedAt photos { alt file { id url previewUrl } } tombstone { cause } earlierVersions { number title } } } }
  pictures { alt about updateId milestoneId file { id } } updateDrafts { id title } } }`;
const NOTICES = '{ viewer { notices(first: 100) { edges { node { kind title text path } } } } }';
const THANKS = 'query T($id: ID!) { pledge(id: $id) { thanks { id title text } } }';

const app = useTestApp();
let town: Town;
beforeAll(async () => {
  town = await createTown(app);
});

const newsOf = async (id: string, client: Client = app.anonymous()) => (await client.must(NEWS, { id })).project;
const toldOf = async (person: TestUser, kind: string) =>
  (await person.client.must(NOTICES)).viewer.notices.edges
    .map(({ node }: any) => node)
    .filter((notice: any) => notice.kind === kind);
const follow = (person: TestUser, projectId: string, follows = true) =>
  person.client.must(MUTATIONS.followProject, { projectId, follows });

describe('news of a project', () => {
  it('are written as a draft by one editor, published by another, and read by everybody', async () => {
    const { id } = await projectAt(app, town, 'FUNDRAISING');
    const picture = await attachPhoto(town.editor.client, id, await photo());
    const draft = await updateDraft(town.editor.client, id, {
      photos: [{ fileId: picture.id, alt: '老人们围坐一桌' }],
    });
    expect(await newsOf(id)).toMatchObject({
      updateCount: 0,
      updates: { totalCount: 0 },
      updateDrafts: [],
      pictures: [],
    });
    // Nobody outside the unit opens the photo of a draft.
    expect((await app.anonymous().fetch(picture.url)).status).toBe(404);
    expect((await newsOf(id, town.owner.client)).updateDrafts).toEqual([{ id: draft.id, title: '第一堂课' }]);
    await town.owner.client.must(MUTATIONS.publishUpdate, { id: draft.id });
    const { updates, updateCount, updateDrafts, pictures } = await newsOf(id);
    expect({ updateCount, updateDrafts }).toEqual({ updateCount: 1, updateDrafts: [] });
    expect(updates.edges[0].node).toMatchObject({
      title: '第一堂课',
      version: 1,
      editedAt: null,
      photos: [{ alt: '老人们围坐一桌', file: { id: picture.id } }],
    });
    expect(pictures).toEqual([
      { alt: '老人们围坐一桌', about: '第一堂课', updateId: draft.id, milestoneId: null, file: { id: picture.id } },
    ]);
    expect((await app.anonymous().fetch(picture.url)).status).toBe(200);
  });

  it('wait until the project is public, and need a title and a text', async () => {
    const { id: hidden } = await projectAt(app, town, 'DRAFT');
    expect(
      await town.owner.client.refused(MUTATIONS.saveUpdateDraft, {
        input: { projectId: hidden, title: '', text: '', photos: [] },
      }),
    ).toMatchObject({ code: 'INVALID_STATE', key: 'update.notPublic' });
    const { id } = await projectAt(app, town, 'FUNDRAISING');
    const draft = await updateDraft(town.owner.client, id, { text: '' });
    expect(await town.owner.client.refused(MUTATIONS.publishUpdate, { id: draft.id })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'text',
    });
    expect((await newsOf(id)).updateCount).toBe(0);
  });

  it('are saved once for a repeated request, and a draft is changed in place', async () => {
    const { id } = await projectAt(app, town, 'FUNDRAISING');
    const first = await updateDraft(town.owner.client, id, { idempotencyKey: 'k1' });
    expect(await updateDraft(town.owner.client, id, { idempotencyKey: 'k1' })).toEqual(first);
    expect(await updateDraft(town.owner.client, id, { id: first.id, title: '换个题目' })).toEqual(first);
    expect((await newsOf(id, town.owner.client)).updateDrafts).toEqual([{ id: first.id, title: '换个题目' }]);
    await town.owner.client.must(MUTATIONS.discardUpdateDraft, { id: first.id });
    expect((await newsOf(id, town.owner.client)).updateDrafts).toEqual([]);
  });

  it('are corrected with the old version kept for the unit, and not over the correction of a colleague', async () => {
    const { id: projectId } = await projectAt(app, town, 'FUNDRAISING');
    const { id } = await publishedUpdate(town.owner.client, projectId);
    const correction = { input: { id, version: 1, title: '第一堂课', text: '来了十三位老人。', photos: [] } };
    await town.editor.client.must(MUTATIONS.correctUpdate, correction);
    expect(await town.owner.client.refused(MUTATIONS.correctUpdate, correction)).toMatchObject({ code: 'CONFLICT' });
    const shown = (await newsOf(projectId)).updates.edges[0].node;
    expect(shown).toMatchObject({ text: '来了十三位老人。', version: 2, earlierVersions: [] });
    expect(shown.editedAt).not.toBeNull();
    expect((await newsOf(projectId, town.member.client)).updates.edges[0].node.earlierVersions).toEqual([
      { number: 1, title: '第一堂课' },
    ]);
  });

  it('are taken down with their photos in all versions, and leave a tombstone', async () => {
    const { id: projectId } = await projectAt(app, town, 'FUNDRAISING');
    const picture = await attachPhoto(town.owner.client, projectId, await photo('#aa3311'));
    const photos = [{ fileId: picture.id, alt: '' }];
    const { id } = await publishedUpdate(town.owner.client, projectId, { photos });
    await town.owner.client.must(MUTATIONS.correctUpdate, {
      input: { id, version: 1, title: '第一堂课', text: '来了十三位老人。', photos: [] },
    });
    const decision = { id, cause: 'PERSONAL_DATA', reason: '照片里有受助人的病历' };
    await town.reviewer.client.must(MUTATIONS.takeDownUpdate, decision);
    expect(await town.reviewer.client.refused(MUTATIONS.takeDownUpdate, decision)).toMatchObject({
      code: 'INVALID_STATE',
    });
    const { updateCount, updates } = await newsOf(projectId, town.owner.client);
    expect(updateCount).toBe(0);
    expect(updates.edges[0].node).toMatchObject({
      title: '',
      text: '',
      photos: [],
      tombstone: { cause: 'PERSONAL_DATA' },
      earlierVersions: [{ number: 1, title: '' }],
    });
    expect((await town.owner.client.fetch(picture.url)).status).toBe(410);
    expect((await app.anonymous().fetch(picture.url)).status).toBe(404);
    expect(
      await town.owner.client.refused(MUTATIONS.correctUpdate, {
        input: { id, version: 2, title: '再来', text: '再来一次。', photos: [] },
      }),
    ).toMatchObject({ code: 'INVALID_STATE', key: 'update.takenDown' });
  });

  it('come page by page, newest first', async () => {
    const { id } = await projectAt(app, town, 'FUNDRAISING');
    const titles = ['一', '二', '三'];
    for (const title of titles) {
      await publishedUpdate(town.owner.client, id, { title });
      app.clock.advance(1_000);
    }
    const read: string[] = [];
    for (let after: string | null = null; ;) {
      const { project }: any = await app
        .anonymous()
        .must(
          'query P($id: ID!, $after: String) { project(id: $id) { updates(first: 1, after: $after) { pageInfo { hasNextPage endCursor } edges { node { title } } } } }',
          { id, after },
        );
      read.push(...project.updates.edges.map(({ node }: any) => node.title));
      after = project.updates.pageInfo.endCursor;
      if (!project.updates.pageInfo.hasNextPage) break;
    }
    expect(read).toEqual(['三', '二', '一']);
  });

  it('take only pictures that were uploaded for the same project', async () => {
    const [one, other] = [await projectAt(app, town, 'FUNDRAISING'), await projectAt(app, town, 'FUNDRAISING')];
    const picture = await attachPhoto(town.owner.client, other.id, await photo());
    expect(
      await town.owner.client.refused(MUTATIONS.saveUpdateDraft, {
        input: { projectId: one.id, title: '', text: '', photos: [{ fileId: picture.id }] },
      }),
    ).toMatchObject({ code: 'BAD_USER_INPUT', field: 'photos.0.fileId' });
  });

  it('appear on a page that stands open', async () => {
    const { id } = await projectAt(app, town, 'FUNDRAISING');
    const feed = await app
      .anonymous()
      .subscribe('subscription C($topics: [String!]!) { changed(topics: $topics) { topic version } }', {
        topics: [`project:${id}`],
      });
    const { version } = ((await feed.next()) as any).changed;
    await publishedUpdate(town.owner.client, id);
    const changed = await feed.until((data: any) => data.changed.version > version);
    expect(changed).toBeDefined();
  });
});

describe('who is told', () => {
  it('donors and followers, each once, however often it is asked for', async () => {
    const { id } = await projectAt(app, town, 'FUNDRAISING');
    const [donor, follower, both, left] = await Promise.all(
      ['捐', '关', '捐又关', '不关了'].map((name) => app.signUp({ name })),
    );
    await give(donor!.client, id, { onBehalfOfId: null });
    await give(both!.client, id, { onBehalfOfId: null });
    await follow(follower!, id);
    await follow(follower!, id);
    await follow(both!, id);
    await follow(left!, id);
    await follow(left!, id, false);
    expect(await newsOf(id, follower!.client)).toMatchObject({ followerCount: 2, viewerFollows: true });
    const update = await publishedUpdate(town.owner.client, id);
    await town.owner.client.must(MUTATIONS.publishUpdate, { id: update.id });
    await app.server.tick();
    await app.server.tick();
    const kinds = await Promise.all([donor!, follower!, both!, left!].map((one) => toldOf(one, 'PROJECT_NEWS')));
    expect(kinds.map((notices) => notices.length)).toEqual([1, 1, 1, 0]);
    expect(kinds[0][0]).toMatchObject({
      text: expect.stringContaining('您捐助的'),
      path: expect.stringContaining(update.id),
    });
    expect(kinds[1][0].text).toContain('您关注的');
    expect(kinds[2][0].text).toContain('您捐助的');
    const mailed = mailedLetters(app).filter((letter) => letter.includes('发布了新动态'));
    expect(mailed.filter((letter) => letter.includes(`To: ${both!.email}`))).toHaveLength(1);
  });

  it('followers of the steps of the project and of its stages, in words of their own', async () => {
    const project = await projectAt(app, town, 'FUNDRAISING', {
      milestones: [{ title: '采访', amount: 10_000, dueOn: inDays(app, 80) }],
    });
    const [follower, both] = [await app.signUp(), await app.signUp()];
    await follow(follower, project.id);
    await follow(both, project.id);
    await give(both.client, project.id, { amount: 10_000, onBehalfOfId: null });
    const [stage] = project.milestones;
    await town.editor.client.must(MUTATIONS.submitMilestone, {
      input: { milestoneId: stage!.id, report: '做完了', evidenceUrls: [] },
    });
    await town.reviewer.client.must(MUTATIONS.reviewMilestone, { input: { milestoneId: stage!.id, accepted: true } });
    await app.server.tick();
    const texts = async (person: TestUser, kind: string) => (await toldOf(person, kind)).map(({ title }: any) => title);
    expect(await texts(follower, 'GOAL_REACHED')).toEqual([expect.stringContaining('您关注的')]);
    expect(await texts(both, 'GOAL_REACHED')).toEqual([expect.stringContaining('您支持的')]);
    expect(await texts(follower, 'STAGE_VERIFIED')).toEqual([expect.stringContaining('您关注的')]);
    expect(await texts(both, 'STAGE_VERIFIED')).toEqual([expect.not.stringContaining('您关注的')]);
    await town.treasurer.client.must(MUTATIONS.releaseMilestone, { id: stage!.id });
    await app.server.tick();
    expect(await texts(follower, 'STAGE_PAID')).toEqual([expect.stringContaining('您关注的')]);
    expect(await texts(both, 'STAGE_PAID')).toEqual([expect.stringContaining('您的捐赠')]);
  });

  it('nobody, when it was taken down before anybody was told', async () => {
    const { id } = await projectAt(app, town, 'FUNDRAISING');
    const follower = await app.signUp();
    await follow(follower, id);
    const update = await publishedUpdate(town.owner.client, id);
    await town.admin.client.must(MUTATIONS.takeDownUpdate, { id: update.id, cause: 'FALSE', reason: '不实' });
    await app.server.tick();
    expect(await toldOf(follower, 'PROJECT_NEWS')).toEqual([]);
  });

  it('nobody who has closed the account, who no longer counts as a follower', async () => {
    const { id } = await projectAt(app, town, 'FUNDRAISING');
    const follower = await app.signUp();
    await follow(follower, id);
    expect((await follower.client.must('{ viewer { followedProjects { edges { node { id } } } } }')).viewer).toEqual({
      followedProjects: { edges: [{ node: { id } }] },
    });
    await follower.client.must(MUTATIONS.closeAccount, { password: follower.password });
    expect((await newsOf(id)).followerCount).toBe(0);
  });
});

describe('thanks', () => {
  it('stand on the pages of the gifts, and only their donors are told', async () => {
    const { id } = await projectAt(app, town, 'FUNDRAISING');
    const [donor, follower] = [await app.signUp(), await app.signUp()];
    const gift = await give(donor.client, id, { onBehalfOfId: null });
    await follow(follower, id);
    const thanks = await publishedUpdate(town.owner.client, id, { kind: 'THANKS', title: '谢谢您' });
    await app.server.tick();
    await app.server.tick();
    expect((await donor.client.must(THANKS, { id: gift.id })).pledge.thanks).toMatchObject([
      { id: thanks.id, title: '谢谢您' },
    ]);
    expect((await toldOf(donor, 'PROJECT_THANKS')).map(({ path }: any) => path)).toEqual([`/pledges/${gift.id}`]);
    expect(await toldOf(follower, 'PROJECT_THANKS')).toEqual([]);
    // They are no news of the project.
    expect(await newsOf(id)).toMatchObject({ updateCount: 0, updates: { totalCount: 0 }, pictures: [] });
  });

  it('for one stage reach the donors whose gifts paid it, once it is paid', async () => {
    const project = await fundedProject(app, town);
    const [stage] = project.milestones;
    const input = {
      projectId: project.id,
      kind: 'THANKS',
      milestoneId: stage!.id,
      title: '谢谢您',
      text: '第一段做完了。',
      photos: [],
    };
    expect(await town.owner.client.refused(MUTATIONS.saveUpdateDraft, { input })).toMatchObject({
      code: 'INVALID_STATE',
      key: 'update.stageNotPaid',
    });
    await town.editor.client.must(MUTATIONS.submitMilestone, {
      input: { milestoneId: stage!.id, report: '做完了', evidenceUrls: [] },
    });
    await town.reviewer.client.must(MUTATIONS.reviewMilestone, { input: { milestoneId: stage!.id, accepted: true } });
    await town.treasurer.client.must(MUTATIONS.releaseMilestone, { id: stage!.id });
    expect(
      await town.owner.client.refused(MUTATIONS.saveUpdateDraft, { input: { ...input, kind: 'NEWS' } }),
    ).toMatchObject({ code: 'BAD_USER_INPUT', field: 'milestoneId' });
    const { id } = await publishedUpdate(town.owner.client, project.id, input);
    await app.server.tick();
    const told = await toldOf(town.donor, 'PROJECT_THANKS');
    expect(told).toHaveLength(1);
    const pledgeId = told[0].path.split('/').pop();
    expect((await town.donor.client.must(THANKS, { id: pledgeId })).pledge.thanks).toMatchObject([{ id }]);
  });
});
