import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TestUser } from '../support/app.ts';
import { startFaultyWire } from '../support/faulty-wire.ts';
import { MUTATIONS } from '../support/operations.ts';
import { seededRandom, type Random } from '../support/random.mjs';
import { bankLine, bankLines, bankStatement } from '../support/statements.ts';
import { createTown, inDays, projectAt, promise, type StagedProject, type Town } from '../support/town.ts';
import { KINDS, oncePerStretch, sendMutation, SEED, runConcurrently, type Reply } from '../support/under-faults.ts';

const PROGRESS =
  'query P($id: ID!) { project(id: $id) { progress { raised pending pledgeCount } fund { received balance } } }';

const wire = startFaultyWire({ PLEDGES_WAITING: '50', PLEDGES_PER_COMMIT: '50' });
const { app, rows } = wire;
let town: Town;
let treasurers: TestUser[];
beforeAll(async () => {
  town = await createTown(app);
  treasurers = [town.treasurer, await app.signUp({ name: '出纳二', roles: ['TREASURER'] })];
});

const newProject = () =>
  projectAt(app, town, 'FUNDRAISING', { milestones: [{ title: '全部', amount: 100_000_000, dueOn: inDays(app, 90) }] });

/** What a treasurer says of a transfer. */
interface Confirmation {
  readonly by: TestUser;
  readonly input: { pledgeId: string; amount: number; bankReference: string };
}

const confirm = ({ by, input }: Confirmation): Promise<Reply> =>
  sendMutation(by.client, MUTATIONS.confirmPayment, { input }, 'confirmPayment');

/** Says it until it is answered, and holds every answer against what the database really has. */
async function confirmUntilAnswered(confirmation: Confirmation): Promise<Reply> {
  const { by, input } = confirmation;
  for (;;) {
    const said = await confirm(confirmation);
    const recorded = await rows('SELECT 1 FROM pledges WHERE id = ? AND confirmed_by_id = ? AND bank_reference = ?', [
      input.pledgeId,
      by.id,
      input.bankReference,
    ]);
    if ('id' in said) expect(recorded, 'acknowledged before it was recorded').toHaveLength(1);
    if ('id' in said || said.code !== 'UNAVAILABLE') return said;
    await sleep(20);
  }
}

/**
 * Every pledge is paid once: one of what was said of it holds, all who said just that were told so, and all others that
 * it was too late.
 */
async function expectEachOnce(
  project: StagedProject,
  promised: readonly { id: string; amount: number }[],
  said: readonly { confirmation: Confirmation; answer: Reply }[],
): Promise<void> {
  const stored = await rows<{
    id: string;
    status: string;
    times_paid: number;
    confirmed_by_id: string;
    bank_reference: string;
    receipts: number;
    entries: number;
  }>(
    `SELECT id, status, times_paid, confirmed_by_id, bank_reference, (SELECT COUNT(*) FROM receipts r WHERE r.pledge_id = p.id) AS receipts,
       (SELECT COUNT(*) FROM journal_entries e WHERE e.source_key = CONCAT('pledge:', p.id, ':paid')) AS entries FROM pledges p WHERE project_id = ? ORDER BY id`,
    [project.id],
  );
  expect(
    stored.map(({ id, status, times_paid, receipts, entries }) => ({ id, status, times_paid, receipts, entries })),
  ).toEqual(
    promised
      .map(({ id }) => ({ id, status: 'PAID', times_paid: 1, receipts: 1, entries: 1 }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  );
  const paidBy = new Map(stored.map((row) => [row.id, row]));
  for (const {
    confirmation: { by, input },
    answer,
  } of said) {
    const { confirmed_by_id, bank_reference } = paidBy.get(input.pledgeId)!;
    const holds = confirmed_by_id === by.id && bank_reference === input.bankReference;
    expect('id' in answer ? 'told that it holds' : answer.code).toBe(holds ? 'told that it holds' : 'INVALID_STATE');
  }
  const sum = promised.reduce((fen, { amount }) => fen + amount, 0);
  expect((await app.anonymous().must(PROGRESS, { id: project.id })).project).toEqual({
    progress: { raised: sum, pending: 0, pledgeCount: promised.length },
    fund: { received: sum, balance: sum },
  });
}

const promisesTo = (project: StagedProject, count: number, random: Random) =>
  runConcurrently(
    10,
    Array.from({ length: count }, () => () => promise(town.donor, project.id, { amount: random.between(100, 5_000) })),
  );

describe(`confirmations under faults of the connection to the database (FAULT_SEED=${SEED})`, () => {
  it.each(KINDS)(
    '%s: every transfer is confirmed once, and every client gets the true outcome',
    async (name, faultOf) => {
      const random = seededRandom(`${SEED} confirm ${name}`);
      const project = await newProject();
      const promised = await promisesTo(project, 40, random);
      // Each is confirmed by one treasurer or by both, and each says it once or twice.
      const sendings = promised
        .flatMap(({ id, amount }) =>
          treasurers
            .filter((_, index) => index === 0 || random.chance(0.5))
            .flatMap((by, index) => {
              const confirmation: Confirmation = {
                by,
                input: { pledgeId: id, amount, bankReference: `流水${index} ${id}` },
              };
              return random.chance(0.5) ? [confirmation, confirmation] : [confirmation];
            }),
        )
        .sort(() => random.next() - 0.5);
      wire.proxy.faultOf = oncePerStretch(random, name.startsWith('lost') ? 2 : 8, (sql) => faultOf(random, sql));
      const answers = await runConcurrently(
        16,
        sendings.map((one) => () => confirmUntilAnswered(one)),
      );
      expect(
        [...wire.proxy.faultCounts.values()].reduce((sum, count) => sum + count, 0),
        'the test has to have made faults',
      ).toBeGreaterThan(3);
      await wire.proxy.calm();
      await expectEachOnce(
        project,
        promised,
        sendings.map((confirmation, index) => ({ confirmation, answer: answers[index]! })),
      );
    },
  );

  it.each(['swallow', 'reset'] as const)(
    'one whose COMMIT meets %s is resolved by a lookup, and not booked twice',
    async (kind) => {
      const project = await newProject();
      const { id, amount } = await promise(town.donor, project.id);
      const confirmation = { by: town.treasurer, input: { pledgeId: id, amount, bankReference: `流水 ${id}` } };
      wire.proxy.onceAtCommitOf({ kind }, (sql) => sql.includes('INSERT INTO receipts'));
      const answer = await confirm(confirmation);
      expect(wire.proxy.faultCounts.get(kind)).toBe(1);
      expect(answer).toEqual({ id });
      await expectEachOnce(project, [{ id, amount }], [{ confirmation, answer }]);
    },
  );

  it('one that cannot be resolved is reported as unknown, and a repetition returns the recorded payment', async () => {
    const project = await newProject();
    const { id, amount } = await promise(town.donor, project.id);
    const confirmation = { by: town.treasurer, input: { pledgeId: id, amount, bankReference: `流水 ${id}` } };
    wire.proxy.onceAtCommitOf({ kind: 'vanish' }, (sql) => sql.includes('INSERT INTO receipts'));
    expect(await confirm(confirmation)).toMatchObject({ code: 'UNAVAILABLE', key: 'outcomeUnknown' });
    await wire.proxy.calm();
    const answer = await confirm(confirmation);
    expect(answer).toEqual({ id });
    const other = { by: treasurers[1]!, input: confirmation.input };
    await expectEachOnce(
      project,
      [{ id, amount }],
      [
        { confirmation, answer },
        { confirmation: other, answer: await confirm(other) },
      ],
    );
  });

  it('too many confirmations are refused with a time to retry, and none of those is recorded', async () => {
    const project = await newProject();
    const promised = await promisesTo(project, 150, seededRandom(`${SEED} crowd of treasurers`));
    const sendings = promised.map(({ id, amount }, index) => ({
      by: treasurers[index % 2]!,
      input: { pledgeId: id, amount, bankReference: `流水 ${id}` },
    }));
    await wire.witness.query('START TRANSACTION; SELECT id FROM projects WHERE id = ? FOR UPDATE', [project.id]);
    let firstIsShed!: () => void;
    const shed = new Promise<void>((resolve) => {
      firstIsShed = resolve;
    });
    const sending = Promise.all(
      sendings.map(async (one) => {
        const said = await confirm(one);
        if ('code' in said) {
          expect(said).toMatchObject({ code: 'UNAVAILABLE', key: 'unavailable' });
          expect(
            await rows("SELECT 1 FROM pledges WHERE id = ? AND status = 'PENDING'", [one.input.pledgeId]),
          ).toHaveLength(1);
          firstIsShed();
        }
        return said;
      }),
    );
    await Promise.race([shed, sending]);
    await wire.witness.query('ROLLBACK');
    const first = await sending;
    expect(first.filter((said) => 'code' in said).length, 'the queue has to have been full').toBeGreaterThan(0);
    const answers = await runConcurrently(
      20,
      sendings.map((one) => () => confirmUntilAnswered(one)),
    );
    await expectEachOnce(
      project,
      promised,
      sendings.map((confirmation, index) => ({ confirmation, answer: answers[index]! })),
    );
  });
});

describe('a bank statement under faults', () => {
  const stateOf = async (id: string) =>
    (await rows<{ state: string }>('SELECT state FROM statements WHERE id = ?', [id]))[0]!.state;

  /** Waits for the worker, which begins again with each tick. */
  async function untilReady(id: string): Promise<void> {
    for (let patience = 600; (await stateOf(id)) !== 'READY'; patience -= 1) {
      if (patience === 0) throw new Error(`The statement is still ${await stateOf(id)}.`);
      await sleep(50);
    }
  }

  it.each(KINDS)('%s: its lines are confirmed once', async (name, faultOf) => {
    const random = seededRandom(`${SEED} statement ${name}`);
    const project = await newProject();
    const promised = await promisesTo(project, 60, random);
    const { id } = await bankStatement(
      town.treasurer.client,
      promised.map(({ amount, remarkCode }) => bankLine(amount, { text: remarkCode })),
    );
    wire.proxy.forget();
    // A batch is a dozen messages: were one of fewer struck each time, it would never be through.
    wire.proxy.faultOf = oncePerStretch(random, name.startsWith('lost') ? 2 : 12, (sql) => faultOf(random, sql));
    for (let answer: Reply | undefined; answer === undefined || ('code' in answer && answer.code === 'UNAVAILABLE');)
      answer = await sendMutation(
        town.treasurer.client,
        MUTATIONS.confirmStatement,
        { id, minConfidence: 90 },
        'confirmStatement',
      );
    await untilReady(id);
    expect(
      [...wire.proxy.faultCounts.values()].reduce((sum, count) => sum + count, 0),
      'the test has to have made faults',
    ).toBeGreaterThan(0);
    await wire.proxy.calm();
    await expectEachOnce(project, promised, []);
    expect(
      await rows('SELECT status, COUNT(*) AS lines_count FROM statement_lines WHERE statement_id = ? GROUP BY status', [
        id,
      ]),
    ).toEqual([{ status: 'SETTLED', lines_count: 60 }]);
    expect(
      await rows(
        'SELECT COUNT(*) AS links FROM statement_links l JOIN statement_lines s ON s.id = l.line_id WHERE s.statement_id = ?',
        [id],
      ),
    ).toEqual([{ links: 60 }]);
  });

  it('confirms the other lines when the database refuses one', async () => {
    const project = await newProject();
    const promised = await promisesTo(project, 20, seededRandom('poisoned statement'));
    const { id } = await bankStatement(
      town.treasurer.client,
      promised.map(({ amount, remarkCode }) => bankLine(amount, { text: remarkCode })),
    );
    const [poisoned] = promised;
    await wire.witness.query(
      `CREATE TRIGGER poison BEFORE UPDATE ON pledges FOR EACH ROW IF NEW.id = '${poisoned!.id}' THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'UPDATE refused by a trigger'; END IF`,
    );
    try {
      await town.treasurer.client.must(MUTATIONS.confirmStatement, { id, minConfidence: 90 });
      await untilReady(id);
    } finally {
      await wire.witness.query('DROP TRIGGER poison');
    }
    expect(await rows('SELECT id FROM pledges WHERE project_id = ? AND status = ?', [project.id, 'PENDING'])).toEqual([
      { id: poisoned!.id },
    ]);
    expect(
      await rows(
        "SELECT status, pledge_id, reasons FROM statement_lines WHERE statement_id = ? AND status <> 'SETTLED'",
        [id],
      ),
    ).toEqual([{ status: 'OPEN', pledge_id: null, reasons: '[{"kind":"REFUSED"}]' }]);
  });

  it('is confirmed again, with the same result, by a client that missed the response', async () => {
    const project = await newProject();
    const promised = await promise(town.donor, project.id, { amount: 5_000 });
    const [line] = await bankLines(town.treasurer.client, [bankLine(8_000, { text: '两笔' })]);
    const match = () =>
      sendMutation(
        town.treasurer.client,
        MUTATIONS.matchStatementLine,
        { input: { lineId: line!.id, pledgeIds: [promised.id] } },
        'matchStatementLine',
      );
    wire.proxy.onceAtCommitOf({ kind: 'swallow' }, (sql) => sql.includes('INSERT INTO suspense_moves'));
    expect(await match()).toMatchObject({ code: 'UNAVAILABLE', key: 'outcomeUnknown' });
    await wire.proxy.calm();
    expect(await match()).toEqual({ id: line!.id });
    expect(await rows('SELECT status, suspense_fen FROM statement_lines WHERE id = ?', [line!.id])).toEqual([
      { status: 'SUSPENSE', suspense_fen: 3_000 },
    ]);
    await expectEachOnce(project, [promised], []);
    expect(
      await sendMutation(
        treasurers[1]!.client,
        MUTATIONS.matchStatementLine,
        { input: { lineId: line!.id, pledgeIds: [promised.id] } },
        'matchStatementLine',
      ),
    ).toMatchObject({ code: 'LIMIT_EXCEEDED' });
  });
});
