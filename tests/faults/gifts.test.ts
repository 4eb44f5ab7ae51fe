import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { pledgeInput } from '../support/city.ts';
import type { Client } from '../support/client.ts';
import { endsWithCommit } from '../support/faulty-proxy.ts';
import { startFaultyWire } from '../support/faulty-wire.ts';
import { MUTATIONS } from '../support/operations.ts';
import { seededRandom, type Random } from '../support/random.mjs';
import { startStopwatch } from '../support/stopwatch.ts';
import { createTown, inDays, projectAt, type StagedProject, type Town } from '../support/town.ts';
import {
  INTERNALS,
  KINDS,
  oncePerStretch,
  sendMutation,
  SEED,
  runConcurrently,
  type Reply,
  type Refusal,
} from '../support/under-faults.ts';

const PROGRESS =
  'query P($id: ID!) { project(id: $id) { status progress { raised pending pledgeCount } fund { received balance } pledges(first: 1) { totalCount } } }';
const LIVE = 'subscription L($id: ID!) { projectProgress(projectId: $id) { raised pledgeCount } }';

const wire = startFaultyWire({ PLEDGES_WAITING: '100' });
const { app, rows } = wire;
let town: Town;
let givers: { client: Client; guest?: { name: string; phone: string } }[];
beforeAll(async () => {
  town = await createTown(app);
  const donors = await Promise.all(Array.from({ length: 5 }, () => app.signUp()));
  givers = [
    ...donors.map(({ client }) => ({ client })),
    ...[1, 2, 3].map((n) => ({ client: app.anonymous(), guest: { name: `访客${n}`, phone: `1380013900${n}` } })),
  ];
});

const isRecorded = async (key: string) =>
  (await rows('SELECT 1 FROM pledges WHERE idempotency_key = ?', [key])).length > 0;
const stages = (amount: number) => ({ milestones: [{ title: '全部', amount, dueOn: inDays(app, 90) }] });
const seen = async (id: string) => (await app.anonymous().must(PROGRESS, { id })).project;

interface Gift {
  client: Client;
  amount: number;
  input: Record<string, unknown>;
  project: StagedProject;
}

function giftsTo(project: StagedProject, count: number, random: Random): Gift[] {
  return Array.from({ length: count }, () => {
    const { client, guest } = random.pick(givers);
    const amount = random.between(100, 5_000);
    return {
      client,
      amount,
      project,
      input: pledgeInput(project.id, {
        amount,
        payment: random.chance(0.2) ? 'BANK_TRANSFER' : 'SANDBOX',
        ...(guest && { guest }),
      }),
    };
  });
}

/** Sends a gift with its key until it is answered, and holds every answer against what the database really has. */
async function giveUntilAnswered({ client, input }: Gift): Promise<Reply> {
  let mayBeRecorded = false;
  for (;;) {
    const said = await sendMutation(client, MUTATIONS.pledge, { input }, 'pledge');
    if ('id' in said) {
      expect(await isRecorded(String(input.idempotencyKey)), 'acknowledged before it was recorded').toBe(true);
      return said;
    }
    if (said.code !== 'UNAVAILABLE') return said;
    mayBeRecorded ||= said.key === 'outcomeUnknown';
    if (!mayBeRecorded)
      expect(await isRecorded(String(input.idempotencyKey)), 'the response said that nothing was recorded').toBe(false);
    await sleep(20);
  }
}

/**
 * What every gift was told, once all were answered, agrees with what the project has: nothing lost, nothing doubled.
 */
async function expectExactly(gifts: readonly Gift[], answers: readonly Reply[], project: StagedProject): Promise<void> {
  const own = gifts.flatMap((gift, index) => (gift.project === project ? [{ gift, said: answers[index]! }] : []));
  const acknowledged = own.filter(({ said }) => 'id' in said);
  const stored = await rows<{ id: string; idempotency_key: string }>(
    'SELECT id, idempotency_key FROM pledges WHERE project_id = ?',
    [project.id],
  );
  expect(stored.map(({ id, idempotency_key }) => `${idempotency_key} ${id}`).sort()).toEqual(
    acknowledged.map(({ gift, said }) => `${String(gift.input.idempotencyKey)} ${(said as { id: string }).id}`).sort(),
  );
  const sum = (payment: string) =>
    acknowledged.filter(({ gift }) => gift.input.payment === payment).reduce((fen, { gift }) => fen + gift.amount, 0);
  expect(await seen(project.id)).toMatchObject({
    progress: { raised: sum('SANDBOX'), pending: sum('BANK_TRANSFER') },
    fund: { received: sum('SANDBOX'), balance: sum('SANDBOX') },
  });
}

describe(`gifts under faults of the connection to the database (FAULT_SEED=${SEED})`, () => {
  it.each(KINDS)(
    '%s: every acknowledged gift is recorded once, and refused ones left nothing',
    async (name, faultOf) => {
      const random = seededRandom(`${SEED} ${name}`);
      const project = await projectAt(app, town, 'FUNDRAISING', stages(100_000_000));
      const full = await projectAt(app, town, 'FUNDRAISING', { ...stages(10_000), acceptsOverGoal: false });
      // Twelve at a time are thirteen batches at least, of which every other loses its reply.
      const gifts = [...giftsTo(project, 150, random), ...giftsTo(full, 20, random)].sort(() => random.next() - 0.5);
      const feed = app.anonymous().subscribe(LIVE, { id: project.id });
      await feed.next();
      wire.proxy.faultOf = oncePerStretch(random, name.startsWith('lost') ? 2 : 8, (sql) => faultOf(random, sql));
      const answers = await runConcurrently(
        12,
        gifts.map((gift) => () => giveUntilAnswered(gift)),
      );
      expect(
        [...wire.proxy.faultCounts.values()].reduce((sum, count) => sum + count, 0),
        'the test has to have made faults',
      ).toBeGreaterThan(5);
      await wire.proxy.calm();
      expect(
        new Set(
          answers.flatMap((said, index) => (gifts[index]!.project === project && 'code' in said ? [said.code] : [])),
        ),
      ).toEqual(new Set());
      expect(
        new Set(answers.flatMap((said) => ('code' in said ? [said.code] : []))),
        'the full queue refused some',
      ).not.toContain('UNAVAILABLE');
      await expectExactly(gifts, answers, project);
      await expectExactly(gifts, answers, full);
      const { progress } = await seen(project.id);
      await feed.until(
        ({ projectProgress }) =>
          projectProgress.raised === progress.raised && projectProgress.pledgeCount === progress.pledgeCount,
      );
      feed.stop();
    },
  );

  it('all faults and a database that is twice unreachable: the server continues by itself, and so do live states', async () => {
    const random = seededRandom(`${SEED} all`);
    const project = await projectAt(app, town, 'FUNDRAISING', stages(100_000_000));
    const gifts = giftsTo(project, 250, random);
    const feed = app.anonymous().subscribe(LIVE, { id: project.id });
    await feed.next();
    const anything = oncePerStretch(random, 8, (sql) => random.pick(KINDS)[1](random, sql));
    wire.proxy.faultOf = anything;
    const outages = (async () => {
      for (let outage = 0; outage < 2; outage += 1) {
        await sleep(random.between(200, 600));
        wire.proxy.refuse();
        wire.proxy.resetAll();
        await sleep(random.between(500, 1_500));
        await wire.proxy.calm();
        wire.proxy.faultOf = anything;
      }
    })();
    const answers = await runConcurrently(
      16,
      gifts.map((gift) => () => giveUntilAnswered(gift)),
    );
    await outages;
    await wire.proxy.calm();
    expect(answers.filter((said) => 'code' in said)).toEqual([]);
    await expectExactly(gifts, answers, project);
    const { progress } = await seen(project.id);
    await feed.until(
      ({ projectProgress }) =>
        projectProgress.raised === progress.raised && projectProgress.pledgeCount === progress.pledgeCount,
    );
    feed.stop();
  });

  it('an unreachable database is reported soon, and it is used again as soon as it is back', async () => {
    const project = await projectAt(app, town, 'FUNDRAISING');
    wire.proxy.refuse();
    wire.proxy.resetAll();
    const elapsed = startStopwatch();
    const answers = await Promise.all(
      giftsTo(project, 60, seededRandom(`${SEED} away`)).map(({ client, input }) =>
        sendMutation(client, MUTATIONS.pledge, { input }, 'pledge'),
      ),
    );
    expect(answers.map((said) => 'code' in said && said.code)).toEqual(answers.map(() => 'UNAVAILABLE'));
    expect(elapsed()).toBeLessThan(10_000);
    expect((await app.anonymous().fetch('/readyz')).status).toBe(503);
    expect((await app.anonymous().fetch('/healthz')).status, 'a restart would not help').toBe(200);
    await wire.proxy.calm();
    expect((await app.anonymous().fetch('/readyz')).status).toBe(200);
    const { client, input } = giftsTo(project, 1, seededRandom('after'))[0]!;
    expect(await sendMutation(client, MUTATIONS.pledge, { input }, 'pledge')).toHaveProperty('id');
    expect((await seen(project.id)).pledges.totalCount + (input.payment === 'SANDBOX' ? 0 : 1)).toBe(1);
  });
});

describe('a write without a key', () => {
  it('is never repeated by the server after a lost reply to COMMIT, and the client is told that it may have happened', async () => {
    const name = '只登记一次的单位';
    wire.proxy.onceAtCommitOf({ kind: 'swallow' }, (sql) => /INSERT INTO `?organizations/.test(sql));
    const said = await sendMutation(
      town.stranger.client,
      MUTATIONS.createOrganization,
      { input: { name, kind: 'COMMUNITY' } },
      'createOrganization',
    );
    expect(said).toMatchObject({ code: 'UNAVAILABLE', key: 'outcomeUnknown' });
    expect(await rows('SELECT name FROM organizations WHERE name = ?', [name])).toEqual([{ name }]);
  });

  it('is repeated by the server when certainly nothing was recorded', async () => {
    const name = '重试一次的单位';
    wire.proxy.once({ kind: 'error', errno: 1213 }, (sql) => sql.includes('INSERT') && sql.includes(name));
    await town.stranger.client.must(MUTATIONS.createOrganization, { input: { name, kind: 'COMMUNITY' } });
    expect(wire.proxy.faultCounts.get('error')).toBe(1);
    expect(await rows('SELECT name FROM organizations WHERE name = ?', [name])).toEqual([{ name }]);
  });
});

describe('a response that cannot be read from the database after the gift is recorded', () => {
  it('does not say that nothing was recorded', async () => {
    const project = await projectAt(app, town, 'FUNDRAISING');
    const { input } = giftsTo(project, 1, seededRandom('answer'))[0]!;
    let committed = false;
    wire.proxy.faultOf = (sql) => {
      if (committed && /FROM `?receipts/.test(sql)) return { kind: 'reset' };
      committed ||= endsWithCommit(sql) && sql.includes('INSERT INTO pledges');
      return undefined;
    };
    const said = await sendMutation(
      town.donor.client,
      MUTATIONS.pledge,
      { input: { ...input, payment: 'SANDBOX', guest: undefined } },
      'pledge',
    );
    expect(said).toMatchObject({ code: 'UNAVAILABLE', key: 'outcomeUnknown' });
    expect(await isRecorded(String(input.idempotencyKey))).toBe(true);
  });
});

describe('a gift that the database refuses', () => {
  it('fails alone: the other gifts of its batch are recorded', async () => {
    const project = await projectAt(app, town, 'FUNDRAISING', stages(100_000_000));
    const gifts = giftsTo(project, 60, seededRandom('poison'));
    gifts[23]!.input.message = '毒';
    await wire.witness.query(
      "CREATE TRIGGER poison BEFORE INSERT ON pledges FOR EACH ROW IF NEW.message = '毒' THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'INSERT refused by a trigger'; END IF",
    );
    try {
      const answers = await Promise.all(gifts.map(({ client, input }) => client.execute(MUTATIONS.pledge, { input })));
      expect(answers.flatMap(({ errors }, index) => (errors.length > 0 ? [index] : []))).toEqual([23]);
      expect(answers[23]!.errors[0]).toMatchObject({
        extensions: { code: 'UNAVAILABLE', key: 'unexpected', reference: expect.any(String) },
      });
      expect(JSON.stringify(answers[23])).not.toMatch(INTERNALS);
      expect(await isRecorded(String(gifts[23]!.input.idempotencyKey))).toBe(false);
      await expectExactly(
        gifts,
        answers.map(({ data, errors }): Reply =>
          errors.length > 0 ? (errors[0]!.extensions as unknown as Refusal) : { id: data.pledge.id },
        ),
        project,
      );
    } finally {
      await wire.witness.query('DROP TRIGGER poison');
    }
  });
});

describe('more gifts than can wait', () => {
  it('are refused with a time to retry, and none of those is recorded', async () => {
    const project = await projectAt(app, town, 'FUNDRAISING', stages(100_000_000));
    // Somebody holds the project's row, so that nothing can be committed while they come.
    await wire.witness.query('START TRANSACTION; SELECT id FROM projects WHERE id = ? FOR UPDATE', [project.id]);
    // At most a hundred are in the batch that waits for the row, and a hundred behind it.
    const gifts = giftsTo(project, 400, seededRandom(`${SEED} crowd`));
    let firstIsShed!: () => void;
    const shed = new Promise<void>((resolve) => {
      firstIsShed = resolve;
    });
    const sending = Promise.all(
      gifts.map(async ({ client, input }) => {
        const said = await sendMutation(client, MUTATIONS.pledge, { input }, 'pledge');
        if ('code' in said) {
          expect(said).toMatchObject({ code: 'UNAVAILABLE', key: 'unavailable' });
          firstIsShed();
        }
        return said;
      }),
    );
    await Promise.race([shed, sending]);
    await wire.witness.query('ROLLBACK');
    const answers = await sending;
    await expectExactly(gifts, answers, project);
    const turnedAway = gifts.filter((_, index) => 'code' in answers[index]!);
    expect(turnedAway.length, 'the queue has to have been full').toBeGreaterThan(0);
    const again = await runConcurrently(
      20,
      turnedAway.map((gift) => () => giveUntilAnswered(gift)),
    );
    expect(
      again.filter((said) => 'code' in said),
      'there is room for all of them when they retry',
    ).toEqual([]);
  });
});
