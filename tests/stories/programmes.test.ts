import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { MUTATIONS, mutationNamed } from '../support/operations.ts';
import {
  bookedIncome,
  openProgramme,
  preparedIncome,
  programmeInput,
  proposedProgramme,
} from '../support/programmes.ts';
import { createTown, projectAt, promise, type Town } from '../support/town.ts';

const PAGE = `query P($id: ID!) { programme(id: $id) { title state sources { source received left }
  moves(first: 20) { totalCount edges { node { id kind source amount note state bankReference order { state preparedBy signedBy } } } } } }`;
const SIGN = mutationNamed('signProgrammeMove');
const CLOSE = mutationNamed('closeProgrammeMove');

describe('aid programmes', () => {
  const app = useTestApp();
  let town: Town;
  beforeAll(async () => {
    town = await createTown(app);
  });

  const seen = async (id: string) => (await app.anonymous().must(PAGE, { id })).programme;
  const balances = async (programmeId: string) => {
    const rows = await app.db.read.query<{ code: string; balance_fen: number | string }[]>(
      `SELECT f.source AS code, 0 - a.balance_fen AS balance_fen FROM ledger_accounts a
       JOIN programme_funds f ON f.id = a.fund_id WHERE a.owner_id = ? AND a.part = 'received'`,
      [programmeId],
    );
    return Object.fromEntries(rows.map(({ code, balance_fen }) => [code, Number(balance_fen)]));
  };

  it('are public once a reviewer has published them', async () => {
    const input = programmeInput({ idempotencyKey: '一份' });
    const propose = mutationNamed('proposeProgramme').replace('__typename', 'id');
    const { id } = (await town.treasurer.client.must(propose, { input })).proposeProgramme;
    expect((await town.treasurer.client.must(propose, { input })).proposeProgramme.id).toBe(id);
    expect(await seen(id), 'a proposal').toBeNull();
    expect((await town.reviewer.client.must(PAGE, { id })).programme.state).toBe('PROPOSED');
    const queue = '{ programmeQueue(search: "帮扶") { edges { node { id } } } }';
    expect((await town.reviewer.client.must(queue)).programmeQueue.edges).toEqual([{ node: { id } }]);
    const book = mutationNamed('bookProgrammeIncome');
    const money = { programmeId: id, source: 'DUES', amount: 100, bankReference: '早了', note: '党费' };
    expect(await town.treasurer.client.refused(book, { input: money })).toMatchObject({ code: 'INVALID_STATE' });
    await town.reviewer.client.must(mutationNamed('decideProgramme'), { id, accepted: true });
    expect(await seen(id)).toMatchObject({ title: input.title, state: 'OPEN', moves: { totalCount: 0 } });
    expect((await town.reviewer.client.must(queue)).programmeQueue.edges).toEqual([]);

    const refused = await proposedProgramme(town);
    const decide = mutationNamed('decideProgramme');
    const reason = '与已有的项目重复';
    expect(await town.reviewer.client.refused(decide, { id: refused.id, accepted: false })).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    await town.reviewer.client.must(decide, { id: refused.id, accepted: false, reason });
    expect(await seen(refused.id)).toBeNull();
    expect(await town.reviewer.client.refused(decide, { id: refused.id, accepted: true })).toMatchObject({
      code: 'INVALID_STATE',
    });
  });

  it('keep each source apart, and book money only when a second person signs', async () => {
    const { id } = await openProgramme(town);
    const budget = await preparedIncome(town.treasurer, id, 'PUBLIC_BUDGET', 5_000_001, { bankReference: 'CZ2017-1' });
    expect((await seen(id)).moves.totalCount, 'not booked yet').toBe(0);
    expect(await town.treasurer.client.refused(SIGN, { id: budget.id })).toMatchObject({ code: 'FORBIDDEN' });
    await town.preparer.client.must(SIGN, { id: budget.id });
    await town.preparer.client.must(SIGN, { id: budget.id });
    expect(await town.admin.client.refused(SIGN, { id: budget.id })).toMatchObject({ code: 'INVALID_STATE' });
    await bookedIncome(town, id, 'DUES', 300);
    await bookedIncome(town, id, 'GIFTS', 70_002);
    await bookedIncome(town, id, 'GIFTS', 1_000);

    const page = await seen(id);
    expect(page.sources).toEqual([
      { source: 'GIFTS', received: 71_002, left: 71_002 },
      { source: 'PUBLIC_BUDGET', received: 5_000_001, left: 5_000_001 },
      { source: 'DUES', received: 300, left: 300 },
    ]);
    expect(await balances(id)).toEqual({ GIFTS: 71_002, PUBLIC_BUDGET: 5_000_001, DUES: 300 });
    expect(page.moves.edges.at(-1).node).toEqual({
      id: budget.id,
      kind: 'INCOME',
      source: 'PUBLIC_BUDGET',
      amount: 5_000_001,
      note: '二〇一七年度',
      state: 'DONE',
      bankReference: null,
      order: null,
    });
    const own = (await town.treasurer.client.must(PAGE, { id })).programme.moves.edges.at(-1).node;
    expect(own).toMatchObject({ bankReference: 'CZ2017-1', order: { state: 'DONE', signedBy: town.preparer.name } });
  });

  it('book one transfer once, however often and however fast it is sent', async () => {
    const { id: programmeId } = await openProgramme(town);
    const book = mutationNamed('bookProgrammeIncome').replace('__typename', 'id');
    const send = (bankReference: string, idempotencyKey: string) =>
      town.treasurer.client.execute(book, {
        input: { programmeId, source: 'DUES', amount: 700, bankReference, note: '党费', idempotencyKey },
      });
    const same = await Promise.all(Array.from({ length: 4 }, () => send('到账甲', '同一次')));
    expect(new Set(same.map(({ data }) => data?.bookProgrammeIncome.id)).size).toBe(1);
    const others = await Promise.all(Array.from({ length: 4 }, (_, index) => send('到账乙', `第 ${index} 次`)));
    expect(others.map(({ errors }) => errors[0]?.extensions?.code ?? 'BOOKED').sort()).toEqual([
      'BOOKED',
      'CONFLICT',
      'CONFLICT',
      'CONFLICT',
    ]);
  });

  it('refuse money under a bank reference that other money has, and money of a source that they do not have', async () => {
    const { id } = await openProgramme(town, { sources: ['DUES'] });
    const { id: other } = await openProgramme(town);
    const bankReference = '同一笔';
    const waiting = await preparedIncome(town.treasurer, id, 'DUES', 900, { bankReference });
    const book = mutationNamed('bookProgrammeIncome');
    const input = { programmeId: other, source: 'DUES', amount: 900, bankReference, note: '党费' };
    expect(await town.treasurer.client.refused(book, { input })).toMatchObject({ code: 'CONFLICT' });
    const project = await projectAt(app, town, 'FUNDRAISING');
    const gift = await promise(town.donor, project.id);
    expect(
      await town.treasurer.client.refused(MUTATIONS.confirmPayment, {
        input: { pledgeId: gift.id, amount: gift.amount, bankReference },
      }),
    ).toMatchObject({ code: 'CONFLICT' });
    await town.preparer.client.must(CLOSE, { id: waiting.id, reason: '不是这个项目的钱' });
    expect(await town.admin.client.refused(SIGN, { id: waiting.id })).toMatchObject({ code: 'INVALID_STATE' });
    await town.treasurer.client.must(book, { input });
    expect(
      await town.treasurer.client.refused(book, {
        input: { ...input, programmeId: id, source: 'GIFTS', bankReference: '另一笔' },
      }),
    ).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect((await seen(id)).sources).toEqual([{ source: 'DUES', received: 0, left: 0 }]);
  });
});
