import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { pledgeInput } from '../support/city.ts';
import type { Answer, Client } from '../support/client.ts';
import { MUTATIONS } from '../support/operations.ts';
import { endNotice, createTown, inDays, projectAt, promise, type StagedProject, type Town } from '../support/town.ts';

const PROGRESS =
  'query Progress($id: ID!) { project(id: $id) { status progress { raised pending backerCount pledgeCount } fund { received balance } pledges(first: 100) { totalCount } history { from to } } }';

const codesOf = (answers: Answer<unknown>[]): string[] =>
  answers.map(({ errors }) => (errors.length === 0 ? 'OK' : String(errors[0]?.extensions?.code))).sort();

/** Runs `jobs` so many at a time, as so many browsers would. */
async function runConcurrently<T>(width: number, jobs: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (next < jobs.length) {
        const index = next++;
        results[index] = await jobs[index]!();
      }
    }),
  );
  return results;
}

/** In another order each time, but not the same one for all who send. */
function shuffled<T>(list: readonly T[]): T[] {
  return list
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

describe('at the same time', () => {
  const app = useTestApp({ env: { LOG_LEVEL: 'fatal' } });
  let town: Town;
  beforeAll(async () => {
    town = await createTown(app);
  });

  const seen = async (id: string) => (await app.anonymous().must(PROGRESS, { id })).project;
  const stages = (amount: number) => ({ milestones: [{ title: '全部', amount, dueOn: inDays(app, 90) }] });
  const receiptsIssued = async () =>
    Number((await app.db.read.query<{ n: number | string }[]>('SELECT COUNT(*) AS n FROM receipts'))[0]!.n);

  it('1,000 gifts, most of them sent more than once, are each recorded once: exact totals, no gap in the receipts, no gift past the goal', async () => {
    const free = await projectAt(app, town, 'FUNDRAISING', stages(100_000_000));
    // Takes 1,000 fen ten at a time: room for 150 of the 250 that will be sent.
    const strict = await projectAt(app, town, 'FUNDRAISING', { ...stages(150_000), acceptsOverGoal: false });
    const donors = await runConcurrently(
      4,
      Array.from({ length: 8 }, (_, index) => () => app.signUp({ name: `捐赠人${index}` })),
    );
    const givers: { client: Client; guest?: { name: string; phone: string } }[] = [
      ...donors.map(({ client }) => ({ client })),
      ...Array.from({ length: 4 }, (_, index) => ({
        client: app.anonymous(),
        guest: { name: `访客${index}`, phone: `1380013800${index}` },
      })),
    ];
    const gift = (giver: number, project: StagedProject, amount: number) => ({
      giver,
      project,
      amount,
      input: pledgeInput(project.id, { amount, ...(givers[giver]!.guest && { guest: givers[giver]!.guest }) }),
    });
    const gifts = [
      ...Array.from({ length: 250 }, (_, index) => gift(index % givers.length, free, 100 + index)),
      ...Array.from({ length: 250 }, (_, index) => gift(index % givers.length, strict, 1_000)),
    ];
    const sendings = shuffled([...gifts, ...gifts]);
    expect(sendings).toHaveLength(1_000);
    const before = await receiptsIssued();
    const answers = await runConcurrently(
      40,
      sendings.map((one) => () => givers[one.giver]!.client.execute(MUTATIONS.pledge, { input: one.input })),
    );

    const madeOf = new Map<string, Set<string>>();
    answers.forEach(({ data, errors }, index) => {
      const key = String(sendings[index]!.input.idempotencyKey);
      const refused = errors[0]?.extensions?.code;
      if (refused !== undefined)
        expect(
          sendings[index]!.project === strict && ['LIMIT_EXCEEDED', 'INVALID_STATE'].includes(String(refused)),
          `a gift was refused with ${String(refused)}: ${errors[0]?.message}`,
        ).toBe(true);
      else madeOf.set(key, (madeOf.get(key) ?? new Set()).add(data.pledge.id));
    });
    for (const [key, ids] of madeOf) expect(ids.size, `the key ${key} was recorded as several gifts`).toBe(1);
    for (const one of gifts.filter(({ project }) => project === free))
      expect(madeOf.has(String(one.input.idempotencyKey)), 'a gift that nothing forbids was lost').toBe(true);

    const expected = gifts.filter(({ project }) => project === free).reduce((sum, { amount }) => sum + amount, 0);
    expect(await seen(free.id)).toMatchObject({
      status: 'FUNDRAISING',
      progress: { raised: expected, pending: 0, backerCount: 12, pledgeCount: 250 },
      fund: { received: expected, balance: expected },
      pledges: { totalCount: 250 },
    });
    const full = await seen(strict.id);
    expect(full, 'exactly as many as there was room for').toMatchObject({
      status: 'FUNDED',
      progress: { raised: 150_000, pending: 0, pledgeCount: 150 },
      fund: { received: 150_000, balance: 150_000 },
    });
    expect([...madeOf.values()].length).toBe(400);
    expect((await receiptsIssued()) - before).toBe(400);
    const numbers = (await app.db.read.query<{ number: string }[]>('SELECT number FROM receipts ORDER BY number')).map(
      ({ number }) => Number(number.slice(-6)),
    );
    expect(numbers, 'receipt numbers have no gaps').toEqual(numbers.map((_, index) => index + 1));
    await app.checkInvariants();
  }, 90_000);

  it('one key with other content is exactly one gift, and the other requests are refused', async () => {
    const { id } = await projectAt(app, town, 'FUNDRAISING');
    for (let round = 0; round < 5; round += 1) {
      const key = randomUUID();
      const before = (await seen(id)).progress;
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          town.donor.client.execute(MUTATIONS.pledge, {
            input: pledgeInput(id, { amount: 1_000 + index, idempotencyKey: key }),
          }),
        ),
      );
      expect(codesOf(answers)).toEqual([...Array.from({ length: 7 }, () => 'CONFLICT'), 'OK']);
      const { data } = answers.find(({ errors }) => errors.length === 0)!;
      const after = (await seen(id)).progress;
      expect(after).toMatchObject({
        raised: before.raised + (data as { pledge: { amount: number } }).pledge.amount,
        pledgeCount: before.pledgeCount + 1,
      });
    }
  });

  it('one key for two projects is one gift to one of them', async () => {
    const [a, b] = [await projectAt(app, town, 'FUNDRAISING'), await projectAt(app, town, 'FUNDRAISING')];
    const key = randomUUID();
    const answers = await Promise.all(
      [a, b, a, b].map(({ id }) =>
        town.donor.client.execute(MUTATIONS.pledge, { input: pledgeInput(id, { idempotencyKey: key }) }),
      ),
    );
    expect(codesOf(answers)).toEqual(['CONFLICT', 'CONFLICT', 'OK', 'OK']);
    expect((await seen(a.id)).progress.pledgeCount + (await seen(b.id)).progress.pledgeCount).toBe(1);
  });

  it('a gift that reaches the goal and is sent twice at once gets the same response twice', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { id } = await projectAt(app, town, 'FUNDRAISING', { ...stages(10_000), acceptsOverGoal: false });
      // In the name of a verified unit: what strangers promise keeps little room.
      const input = pledgeInput(id, {
        payment: round % 2 === 0 ? 'SANDBOX' : 'BANK_TRANSFER',
        onBehalfOfId: town.rivals.id,
      });
      const answers = await Promise.all(
        Array.from({ length: 6 }, () => town.rival.client.execute(MUTATIONS.pledge, { input })),
      );
      expect(
        codesOf(answers),
        'look up the same key under the lock, before the room that the same gift has already taken',
      ).toEqual(Array.from({ length: 6 }, () => 'OK'));
      expect(new Set(answers.map(({ data }) => data.pledge.id)).size).toBe(1);
      expect(
        await town.stranger.client.refused(MUTATIONS.pledge, { input: pledgeInput(id, { amount: 100 }) }),
        'there is no room left',
      ).toMatchObject({ code: round % 2 === 0 ? 'INVALID_STATE' : 'LIMIT_EXCEEDED' });
    }
  });

  it('the first gifts of a new donor belong to one donor', async () => {
    const { id } = await projectAt(app, town, 'FUNDRAISING');
    const fresh = await app.signUp();
    await Promise.all(Array.from({ length: 8 }, () => fresh.client.must(MUTATIONS.pledge, { input: pledgeInput(id) })));
    const guest = { name: '李奶奶', phone: '13900139000' };
    await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        app.anonymous().must(MUTATIONS.pledge, {
          input: pledgeInput(id, { guest: { ...guest, phone: index % 2 === 0 ? '139-0013-9000' : '139 0013 9000' } }),
        }),
      ),
    );
    await Promise.all(
      Array.from({ length: 3 }, () =>
        app.anonymous().must(MUTATIONS.pledge, { input: pledgeInput(id, { guest: { name: '李奶奶' } }) }),
      ),
    );
    // A name without a telephone number names many people: each such gift is counted as somebody else's.
    expect((await seen(id)).progress).toMatchObject({ backerCount: 1 + 1 + 3, pledgeCount: 19 });
  });

  it('two treasurers confirm one transfer: it is paid once', async () => {
    const second = await app.signUp({ name: '出纳二', roles: ['TREASURER'] });
    const { id } = await projectAt(app, town, 'FUNDRAISING');
    for (let round = 0; round < 5; round += 1) {
      const { id: pledgeId, amount } = await promise(town.donor, id);
      const before = await receiptsIssued();
      const answers = await Promise.all(
        [town.treasurer, second, town.treasurer, second].map(({ client }, index) =>
          client.execute(MUTATIONS.confirmPayment, {
            input: { pledgeId, amount, bankReference: `流水${index} ${pledgeId}` },
          }),
        ),
      );
      expect(codesOf(answers)).toEqual(['INVALID_STATE', 'INVALID_STATE', 'INVALID_STATE', 'OK']);
      expect(await receiptsIssued()).toBe(before + 1);
    }
    expect((await seen(id)).progress).toMatchObject({ raised: 50_000, pending: 0, pledgeCount: 5 });
  });

  it('64 confirmations of 16 transfers, by two treasurers twice each: every transfer is paid once, and all right confirmations get that payment', async () => {
    const second = await app.signUp({ name: '出纳三', roles: ['TREASURER'] });
    const { id } = await projectAt(app, town, 'FUNDRAISING', stages(100_000_000));
    const promised = await runConcurrently(
      8,
      Array.from({ length: 16 }, (_, index) => () => promise(town.donor, id, { amount: 1_000 + index })),
    );
    const before = await receiptsIssued();
    const sendings = shuffled(
      promised.flatMap(({ id: pledgeId, amount }) =>
        [town.treasurer, town.treasurer, second, second].map((by) => ({
          by,
          input: { pledgeId, amount, bankReference: `流水 ${pledgeId}` },
        })),
      ),
    );
    const answers = await Promise.all(
      sendings.map(({ by, input }) => by.client.execute(MUTATIONS.confirmPayment, { input })),
    );
    for (const { id: pledgeId } of promised) {
      const said = sendings.flatMap(({ by, input }, index) =>
        input.pledgeId === pledgeId ? [{ by: by.id, code: codesOf([answers[index]!])[0] }] : [],
      );
      expect(said.map(({ code }) => code).sort()).toEqual(['INVALID_STATE', 'INVALID_STATE', 'OK', 'OK']);
      expect(
        new Set(said.filter(({ code }) => code === 'OK').map(({ by }) => by)).size,
        'both clients got a success',
      ).toBe(1);
    }
    expect(await receiptsIssued()).toBe(before + 16);
    const sum = promised.reduce((fen, { amount }) => fen + amount, 0);
    expect(await seen(id)).toMatchObject({
      progress: { raised: sum, pending: 0, backerCount: 1, pledgeCount: 16 },
      fund: { received: sum, balance: sum },
    });
  });

  it('confirming and cancelling one transfer: one of them is too late', async () => {
    const { id } = await projectAt(app, town, 'FUNDRAISING');
    let paid = 0;
    for (let round = 0; round < 8; round += 1) {
      const { id: pledgeId, amount } = await promise(town.donor, id);
      const [confirmed, cancelled, again] = await Promise.all([
        town.treasurer.client.execute(MUTATIONS.confirmPayment, {
          input: { pledgeId, amount, bankReference: `流水 ${pledgeId}` },
        }),
        town.donor.client.execute(MUTATIONS.cancelPledge, { id: pledgeId }),
        town.donor.client.execute(MUTATIONS.cancelPledge, { id: pledgeId }),
      ] as const);
      expect(codesOf([confirmed, cancelled, again])).toEqual(['INVALID_STATE', 'INVALID_STATE', 'OK']);
      if (confirmed.errors.length === 0) paid += 1;
    }
    expect((await seen(id)).progress).toMatchObject({ raised: paid * 10_000, pending: 0, pledgeCount: paid });
  });

  it('two reviewers decide: one decision counts', async () => {
    const second = await app.signUp({ name: '评审员二', roles: ['REVIEWER'] });
    const decisions = [
      ['APPROVE', town.reviewer],
      ['REJECT', second],
      ['REQUEST_CHANGES', second],
      ['APPROVE', second],
    ] as const;
    for (let round = 0; round < 5; round += 1) {
      const { id } = await projectAt(app, town, 'SUBMITTED');
      const answers = await Promise.all(
        shuffled(decisions).map(([decision, { client }]) =>
          client.execute(MUTATIONS.reviewProject, { input: { projectId: id, decision, comment: '我的决定' } }),
        ),
      );
      expect(codesOf(answers)).toEqual(['INVALID_STATE', 'INVALID_STATE', 'INVALID_STATE', 'OK']);
    }
    await app.checkInvariants();
  });

  it('an editor and a reviewer act on one project: every step begins where the last one ended', async () => {
    const histories: string[] = [];
    for (let round = 0; round < 8; round += 1) {
      const { id } = await projectAt(app, town, 'SUBMITTED');
      await Promise.all(
        shuffled([
          () => town.editor.client.execute(MUTATIONS.withdrawProject, { id }),
          () => town.owner.client.execute(MUTATIONS.cancelProject, { id, reason: '不办了' }),
          () =>
            town.reviewer.client.execute(MUTATIONS.reviewProject, {
              input: { projectId: id, decision: 'REQUEST_CHANGES', comment: '请改' },
            }),
          () => town.editor.client.execute(MUTATIONS.submitProject, { id }),
          () =>
            town.editor.client.execute(MUTATIONS.updateProject, {
              id,
              input: { title: '改了题目', milestones: [{ title: '一段', amount: 12_300, dueOn: inDays(app, 80) }] },
            }),
        ]).map((act) => act()),
      );
      const { project } = await town.owner.client.must(PROGRESS, { id });
      histories.push(project.history.map(({ to }: { to: string }) => to).join(' > '));
    }
    for (const history of histories) expect(history).toMatch(/^DRAFT > SUBMITTED/);
    await app.checkInvariants();
  });

  it('an objection and the end of the notice: either the objection pauses it, or the notice was over', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { id } = await projectAt(app, town, 'PUBLIC_NOTICE');
      const [objected] = await Promise.all([
        town.stranger.client.execute(MUTATIONS.raiseObjection, { projectId: id, text: '等一等' }),
        endNotice(app, id),
        app.server.tick(),
        app.server.tick(),
      ]);
      await app.server.tick();
      const { status } = await seen(id);
      expect([codesOf([objected])[0], status]).toEqual(
        objected.errors.length === 0 ? ['OK', 'PUBLIC_NOTICE'] : ['INVALID_STATE', 'FUNDRAISING'],
      );
    }
    await app.checkInvariants();
  });

  it('two answers to one objection: one counts, and the notice continues once', async () => {
    const second = await app.signUp({ name: '评审员三', roles: ['REVIEWER'] });
    for (let round = 0; round < 5; round += 1) {
      const { id } = await projectAt(app, town, 'PUBLIC_NOTICE');
      const {
        raiseObjection: { id: objectionId },
      } = await town.stranger.client.must(MUTATIONS.raiseObjection, { projectId: id, text: '请公开' });
      const answers = await Promise.all(
        (
          [
            [town.reviewer, 'DISMISSED'],
            [second, 'CHANGES_REQUESTED'],
            [second, 'REJECTED'],
            [town.reviewer, 'DISMISSED'],
          ] as const
        ).map(([{ client }, outcome]) =>
          client.execute(MUTATIONS.answerObjection, { input: { objectionId, answer: '答复', outcome } }),
        ),
      );
      expect(codesOf(answers)).toEqual(['INVALID_STATE', 'INVALID_STATE', 'INVALID_STATE', 'OK']);
    }
    await app.checkInvariants();
  });

  it('two owners who remove each other leave one owner', async () => {
    const { rivals, rival, stranger } = town;
    for (let round = 0; round < 4; round += 1) {
      await app.db.transact(async (tx) => {
        await tx.manager.query('DELETE FROM memberships WHERE organization_id = ?', [rivals.id]);
        for (const { id } of [rival, stranger])
          await tx.manager.query(
            "INSERT INTO memberships (user_id, organization_id, role, created_at) VALUES (?, ?, 'OWNER', '2017-06-08 00:00:00.000')",
            [id, rivals.id],
          );
      });
      const both: [TestUser, TestUser][] = [
        [rival, stranger],
        [stranger, rival],
      ];
      const answers = await Promise.all(
        both.map(([one, other]: [TestUser, TestUser]) =>
          one.client.execute(MUTATIONS.removeMember, { organizationId: rivals.id, userId: other.id }),
        ),
      );
      expect(codesOf(answers).filter((code) => code === 'OK')).toHaveLength(1);
    }
    await app.checkInvariants();
  });

  it('one e-mail address has one account, and eleven concurrent wrong passwords open nothing', async () => {
    const input = { email: `${randomUUID()}@example.test`, password: 'a-good-password', name: '同名' };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => app.anonymous().execute(MUTATIONS.signUp, { input })),
    );
    expect(codesOf(answers)).toEqual(['CONFLICT', 'CONFLICT', 'CONFLICT', 'CONFLICT', 'OK']);
    const guesses = await Promise.all(
      Array.from({ length: 14 }, (_, index) =>
        app.anonymous().execute(MUTATIONS.signIn, { email: input.email, password: `wrong-guess-${index}` }),
      ),
    );
    const codes = codesOf(guesses);
    expect(
      codes.filter((code) => code === 'UNAUTHENTICATED'),
      'count an attempt before checking the password, otherwise concurrent guesses are not limited',
    ).toHaveLength(10);
    expect(codes.filter((code) => code === 'LIMIT_EXCEEDED')).toHaveLength(4);
    expect(
      await app.anonymous().refused(MUTATIONS.signIn, { email: input.email, password: input.password }),
      'even the right password has to wait',
    ).toMatchObject({ code: 'LIMIT_EXCEEDED' });
  });
});
