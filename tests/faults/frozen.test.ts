import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { pledgeInput } from '../support/city.ts';
import type { Client } from '../support/client.ts';
import { endsWithCommit } from '../support/faulty-proxy.ts';
import { startFaultyWire } from '../support/faulty-wire.ts';
import { MUTATIONS } from '../support/operations.ts';
import { startStopwatch } from '../support/stopwatch.ts';
import { createTown, inDays, projectAt, promise, type StagedProject, type Town } from '../support/town.ts';
import { sendMutation, type Reply } from '../support/under-faults.ts';

/** More than a busy machine takes for any answer. */
const PATIENCE_MS = 500;
/** Readers have this patience, writers four times as much and a few attempts. */
const SOON_MS = 40 * PATIENCE_MS;
const PROGRESS = 'query P($id: ID!) { project(id: $id) { progress { raised pending pledgeCount } fund { received } } }';

const wire = startFaultyWire({ DATABASE_PATIENCE_MS: String(PATIENCE_MS), PLEDGES_PER_COMMIT: '10' });
const { app, rows } = wire;
let town: Town;
beforeAll(async () => {
  town = await createTown(app);
});

const newProject = () =>
  projectAt(app, town, 'FUNDRAISING', { milestones: [{ title: '全部', amount: 100_000_000, dueOn: inDays(app, 90) }] });

interface Gift {
  readonly client: Client;
  readonly input: Record<string, unknown>;
}

/** Half of them by guests, who are asked for no session: the first that hears of the database is the queue. */
const giftsTo = ({ id }: StagedProject, count: number): Gift[] =>
  Array.from({ length: count }, (_, index) =>
    index % 2 === 0
      ? { client: town.donor.client, input: pledgeInput(id, { amount: 1_000 }) }
      : {
          client: app.anonymous(),
          input: pledgeInput(id, { amount: 1_000, guest: { name: '访客', phone: '13800138000' } }),
        },
  );
const give = ({ client, input }: Gift): Promise<Reply> => sendMutation(client, MUTATIONS.pledge, { input }, 'pledge');

async function giveUntilAnswered(gift: Gift): Promise<Reply> {
  for (;;) {
    const said = await give(gift);
    if ('id' in said || said.code !== 'UNAVAILABLE') return said;
    await sleep(50);
  }
}

/** Every gift is there once, by the id that its sender was told. */
async function expectEachOnce(
  project: StagedProject,
  gifts: readonly Gift[],
  answers: readonly Reply[],
): Promise<void> {
  const stored = await rows<{ id: string; idempotency_key: string }>(
    'SELECT id, idempotency_key FROM pledges WHERE project_id = ?',
    [project.id],
  );
  const told = gifts.map(({ input }, index) => ({
    id: (answers[index] as { id: string }).id,
    idempotency_key: String(input.idempotencyKey),
  }));
  const byKey = (a: { idempotency_key: string }, b: { idempotency_key: string }) =>
    a.idempotency_key < b.idempotency_key ? -1 : 1;
  expect(stored.sort(byKey)).toEqual(told.sort(byKey));
  expect((await app.anonymous().must(PROGRESS, { id: project.id })).project).toEqual({
    progress: { raised: 1_000 * gifts.length, pending: 0, pledgeCount: gifts.length },
    fund: { received: 1_000 * gifts.length },
  });
}

describe('a frozen database', () => {
  it('gets the configured time to respond, and meanwhile requests get UNAVAILABLE; nothing is lost or doubled afterwards', async () => {
    const project = await newProject();
    const gifts = giftsTo(project, 60);
    wire.proxy.freeze();
    const elapsed = startStopwatch();
    const reads = Promise.all(Array.from({ length: 30 }, () => app.anonymous().execute(PROGRESS, { id: project.id })));
    const ready = app.anonymous().fetch('/readyz');
    const answers = await Promise.all(gifts.map(give));
    expect(answers.map((said) => 'code' in said && said.code)).toEqual(answers.map(() => 'UNAVAILABLE'));
    expect((await reads).map(({ errors }) => errors[0]?.extensions?.code)).toEqual(
      Array.from({ length: 30 }, () => 'UNAVAILABLE'),
    );
    expect((await ready).status).toBe(503);
    expect((await app.anonymous().fetch('/healthz')).status, 'a restart would not help').toBe(200);
    expect(elapsed()).toBeLessThan(SOON_MS);
    wire.proxy.thaw();
    await expectEachOnce(project, gifts, await Promise.all(gifts.map(giveUntilAnswered)));
    expect((await app.anonymous().fetch('/readyz')).status).toBe(200);
  });

  it('at COMMIT leaves the outcome open, and the key resolves it', async () => {
    const project = await newProject();
    const gifts = giftsTo(project, 8);
    wire.proxy.faultOf = (sql) => {
      // The message itself still arrives; its answer does not.
      if (endsWithCommit(sql) && sql.includes('INSERT INTO pledges')) wire.proxy.freeze();
      return undefined;
    };
    const elapsed = startStopwatch();
    const answers = await Promise.all(gifts.map(give));
    expect(elapsed()).toBeLessThan(SOON_MS);
    expect(answers.map((said) => 'code' in said && said.code)).toEqual(answers.map(() => 'UNAVAILABLE'));
    const recorded = new Set(
      (
        await rows<{ idempotency_key: string }>('SELECT idempotency_key FROM pledges WHERE project_id = ?', [
          project.id,
        ])
      ).map((row) => row.idempotency_key),
    );
    expect(recorded.size, 'the message has to have arrived').toBeGreaterThan(0);
    const keys = (of: string) =>
      gifts.flatMap(({ input }, index) =>
        (answers[index] as { key: string }).key === of ? [String(input.idempotencyKey)] : [],
      );
    expect(
      keys('unavailable').filter((key) => recorded.has(key)),
      'the response said that nothing was recorded',
    ).toEqual([]);
    await wire.proxy.calm();
    await expectEachOnce(project, gifts, await Promise.all(gifts.map(giveUntilAnswered)));
  });

  it('before a message arrives: the message can arrive after the timeout and is not executed twice', async () => {
    const project = await newProject();
    const { id, amount } = await promise(town.donor, project.id);
    const confirm = () =>
      sendMutation(
        town.treasurer.client,
        MUTATIONS.confirmPayment,
        { input: { pledgeId: id, amount, bankReference: `流水 ${id}` } },
        'confirmPayment',
      );
    wire.proxy.faultOf = (sql) => {
      if (!endsWithCommit(sql) || !sql.includes('INSERT INTO receipts')) return undefined;
      wire.proxy.freeze();
      return { kind: 'delay', ms: 6_000 };
    };
    expect(await confirm()).toMatchObject({ code: 'UNAVAILABLE', key: 'outcomeUnknown' });
    await wire.proxy.calm();
    const again = await Promise.all(
      Array.from({ length: 4 }, async () => {
        for (let said = await confirm(); ; said = await confirm()) {
          if ('id' in said) return said.id;
          expect(said.code).toBe('UNAVAILABLE');
          await sleep(100);
        }
      }),
    );
    expect(new Set(again)).toEqual(new Set([id]));
    expect(
      await rows(
        'SELECT status, times_paid, (SELECT COUNT(*) FROM receipts r WHERE r.pledge_id = p.id) AS receipts FROM pledges p WHERE id = ?',
        [id],
      ),
    ).toEqual([{ status: 'PAID', times_paid: 1, receipts: 1 }]);
  });

  it('during a reply counts as a lost connection: half a reply is no reply', async () => {
    const project = await newProject();
    let asked = 0;
    wire.proxy.faultOf = (sql) => {
      if (!sql.startsWith('SELECT')) return undefined;
      asked += 1;
      if (asked === 1) wire.proxy.freeze();
      return undefined;
    };
    const { errors } = await app.anonymous().execute(PROGRESS, { id: project.id });
    expect(errors[0]?.extensions?.code).toBe('UNAVAILABLE');
    await wire.proxy.calm();
    expect((await app.anonymous().must(PROGRESS, { id: project.id })).project).toMatchObject({
      progress: { raised: 0 },
    });
  });
});
