import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { DAY_MS } from '../support/clock.ts';
import { mutationNamed } from '../support/operations.ts';
import {
  bookedIncome,
  grantRows,
  openProgramme,
  paidGrants,
  preparedAllocation,
  preparedGrants,
  programmeWithDues,
  readRecipients,
  signed,
} from '../support/programmes.ts';
import { createTown, type Town } from '../support/town.ts';

const PAGE = `query P($id: ID!) { programme(id: $id) { grants people
  sources { source received granted movedIn movedOut held left }
  moves(first: 20) { edges { node { kind amount people returned state noticeEndsAt stopReason toProgramme { id } shares { source amount } } } } } }`;
const SIGN = mutationNamed('signProgrammeMove');
const CLOSE = mutationNamed('closeProgrammeMove');
const RETURN = mutationNamed('returnProgrammeGrant');
const READ = mutationNamed('readProgrammeRecipients');

describe('aid programmes', () => {
  const app = useTestApp({ env: { PUBLIC_NOTICE_DAYS: '5' } });
  let town: Town;
  beforeAll(async () => {
    town = await createTown(app);
  });

  const seen = async (id: string) => (await app.anonymous().must(PAGE, { id })).programme;
  const newestMove = async (id: string) => (await seen(id)).moves.edges[0].node;
  const balance = async () => {
    const [row] = await app.db.read.query<{ balance_fen: number | string }[]>(
      "SELECT balance_fen FROM ledger_accounts WHERE code = 'bank:special'",
    );
    return Number(row!.balance_fen);
  };

  it('pay lists of grants by two people, and trace every fen to its source', async () => {
    const { id } = await openProgramme(town, { sources: ['DUES', 'GIFTS'] });
    await bookedIncome(town, id, 'DUES', 25_000);
    await bookedIncome(town, id, 'GIFTS', 100_000);
    const before = await balance();
    const rows = grantRows([10_000, 20_000, 30_001]);
    const list = await preparedGrants(town.treasurer, id, rows);
    expect(await seen(id)).toMatchObject({ grants: 0, people: 0 });
    expect(await town.treasurer.client.refused(SIGN, { id: list.id, bankReference: '发放' })).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await town.admin.client.refused(SIGN, { id: list.id }), 'how the bank names it').toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    await town.admin.client.must(SIGN, { id: list.id, bankReference: '发放' });

    const page = await seen(id);
    expect(page).toMatchObject({ grants: 3, people: 3 });
    expect(page.sources).toMatchObject([
      { source: 'DUES', granted: 25_000, left: 0 },
      { source: 'GIFTS', granted: 35_001, left: 64_999 },
    ]);
    expect(page.moves.edges[0].node).toMatchObject({
      kind: 'GRANTS',
      amount: 60_001,
      people: 3,
      returned: 0,
      shares: [
        { source: 'DUES', amount: 25_000 },
        { source: 'GIFTS', amount: 35_001 },
      ],
    });
    expect(await balance()).toBe(before - 60_001);

    const read = await readRecipients(town.treasurer, list.id);
    expect(read.map(({ name, account, bank, amount }) => ({ name, account, bank, amount }))).toEqual(rows);
    expect(read.map(({ sources }) => sources)).toEqual([
      [{ source: 'DUES', amount: 10_000 }],
      [
        { source: 'DUES', amount: 15_000 },
        { source: 'GIFTS', amount: 5_000 },
      ],
      [{ source: 'GIFTS', amount: 30_001 }],
    ]);

    // The payment of the second one comes back, and the person is paid again.
    const back = { grantId: read[1]!.id, bankReference: '退回 1' };
    await town.treasurer.client.must(RETURN, { input: back });
    await town.treasurer.client.must(RETURN, { input: back });
    expect(await balance(), 'once').toBe(before - 40_001);
    expect(await town.treasurer.client.refused(RETURN, { input: { ...back, bankReference: '退回 2' } })).toMatchObject({
      code: 'INVALID_STATE',
    });
    expect(
      await town.treasurer.client.refused(RETURN, { input: { ...back, grantId: read[2]!.id } }),
      'one transfer is one return',
    ).toMatchObject({ code: 'CONFLICT' });
    expect(await newestMove(id)).toMatchObject({ amount: 60_001, returned: 20_000 });
    expect(await seen(id)).toMatchObject({
      grants: 2,
      people: 2,
      sources: [
        { source: 'DUES', granted: 10_000, left: 15_000 },
        { source: 'GIFTS', granted: 30_001, left: 69_999 },
      ],
    });
    await paidGrants(town, id, [rows[0]!, rows[1]!]);
    expect(await seen(id), 'people are counted once').toMatchObject({ grants: 4, people: 3 });
  });

  it('pay from all sources in proportion where they say so, and never more than there is', async () => {
    const { id } = await openProgramme(town, { sourceUse: 'IN_PROPORTION' });
    await bookedIncome(town, id, 'GIFTS', 10_000);
    await bookedIncome(town, id, 'PUBLIC_BUDGET', 20_000);
    await bookedIncome(town, id, 'DUES', 3_333);
    await paidGrants(town, id, grantRows([1_001, 999]));
    const { sources } = await seen(id);
    expect(sources.map(({ granted }: { granted: number }) => granted)).toEqual([601, 1_200, 199]);

    const prepare = mutationNamed('prepareProgrammeGrants');
    const input = { programmeId: id, note: '太多', rows: grantRows([31_334]) };
    expect(await town.treasurer.client.refused(prepare, { input })).toMatchObject({ code: 'LIMIT_EXCEEDED' });
    const [one, other] = [
      await preparedGrants(town.treasurer, id, grantRows([20_000])),
      await preparedGrants(town.treasurer, id, grantRows([20_000])),
    ];
    const answers = await Promise.all(
      [one, other].map((list) => town.admin.client.execute(SIGN, { id: list.id, bankReference: `争 ${list.id}` })),
    );
    const codes = answers.map(({ errors }) => errors?.[0]?.extensions?.code ?? 'PAID').sort();
    expect(codes, 'two lists that want the same money').toEqual(['LIMIT_EXCEEDED', 'PAID']);
    expect(
      await town.treasurer.client.refused(prepare, {
        input: { ...input, rows: [...grantRows([100, 100]), ...grantRows([100])] },
      }),
      'one person twice',
    ).toMatchObject({ code: 'BAD_USER_INPUT', field: 'rows.2.account' });
  });

  it('keep names and accounts sealed; who reads a list says why, and the look is on record', async () => {
    const { id } = await programmeWithDues(town);
    const list = await preparedGrants(town.treasurer, id, grantRows([100], 77));
    await town.preparer.client.must(CLOSE, { id: list.id, reason: '金额不对' });
    for (const table of ['programme_recipients', 'programme_grants', 'programme_moves', 'trace_entries']) {
      const stored = JSON.stringify(await app.db.read.query(`SELECT * FROM ${table}`));
      expect(stored, table).not.toContain('领取人77');
      expect(stored, table).not.toContain('6200000000000077');
    }
    expect((await readRecipients(town.admin, list.id))[0]).toMatchObject({ name: '领取人77', state: 'DROPPED' });
    const looks = await app.db.read.query<unknown[]>(
      "SELECT 1 FROM trace_entries WHERE kind = 'PROGRAMME_RECIPIENTS_READ' AND subject = ?",
      [id],
    );
    expect(looks).toHaveLength(1);
    expect(await town.admin.client.refused(READ, { moveId: list.id, reason: ' ' })).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    expect(await newestMove(id), 'a list that was refused is not public').toMatchObject({ kind: 'INCOME' });
  });

  it('give money to each other after public notice, source by source, unless a reviewer stops it', async () => {
    const from = await programmeWithDues(town);
    const to = await openProgramme(town, { sources: ['DUES'] });
    const stopped = await signed(town, await preparedAllocation(town.treasurer, from.id, to.id, 4_000));
    const move = await signed(town, await preparedAllocation(town.treasurer, from.id, to.id, 6_000));
    expect((await seen(from.id)).sources[2]).toMatchObject({ source: 'DUES', held: 10_000, left: 0 });
    const ends = new Date(app.clock.now().getTime() + 5 * DAY_MS);
    const { state, noticeEndsAt } = await newestMove(to.id);
    expect(state).toBe('NOTICE');
    expect(Math.abs(Date.parse(noticeEndsAt) - ends.getTime())).toBeLessThan(60_000);

    const stop = mutationNamed('stopProgrammeAllocation');
    await town.reviewer.client.must(stop, { id: stopped.id, reason: '有异议' });
    expect((await seen(from.id)).sources[2]).toMatchObject({ held: 6_000, left: 4_000 });
    await app.pass(4 * DAY_MS);
    expect(await newestMove(to.id)).toMatchObject({ state: 'NOTICE', toProgramme: { id: to.id } });
    await app.pass(DAY_MS + 60_000);
    expect((await seen(from.id)).sources[2]).toMatchObject({ received: 10_000, movedOut: 6_000, held: 0, left: 4_000 });
    expect((await seen(to.id)).sources).toMatchObject([{ source: 'DUES', received: 0, movedIn: 6_000, left: 6_000 }]);
    expect(await newestMove(to.id)).toMatchObject({ kind: 'ALLOCATION', amount: 6_000, state: 'DONE' });
    expect(await town.reviewer.client.refused(stop, { id: move.id, reason: '晚了' })).toMatchObject({
      code: 'INVALID_STATE',
    });
    await paidGrants(town, to.id, grantRows([6_000]));

    const allocate = mutationNamed('allocateToProgramme');
    const input = { programmeId: from.id, toProgrammeId: to.id, source: 'GIFTS', amount: 100, note: '调剂' };
    expect(await town.treasurer.client.refused(allocate, { input }), 'the other takes no gifts').toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'source',
    });
    expect(
      await town.treasurer.client.refused(allocate, { input: { ...input, toProgrammeId: from.id } }),
    ).toMatchObject({ code: 'BAD_USER_INPUT', field: 'toProgrammeId' });
  });
});
