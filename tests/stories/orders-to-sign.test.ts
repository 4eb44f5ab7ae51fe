import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { MUTATIONS } from '../support/operations.ts';
import { bankLine, bankLines } from '../support/statements.ts';
import { createTown, preparedRefund, preparedRelease, type Town } from '../support/town.ts';

const TO_SIGN = `query T($sort: QueueSort) { ordersToSign(sort: $sort, first: 50) { totalCount edges { node {
  id label amount preparedBy project { id } stage { id } refund { id } line { id }
} } } queue(name: "to-sign") { count total } }`;

const app = useTestApp();
afterEach(() => app.checkInvariants());

let town: Town;
beforeAll(async () => {
  town = await createTown(app);
});

async function toSign(person: TestUser, sort = 'DEADLINE') {
  const { ordersToSign, queue } = await person.client.must(TO_SIGN, { sort });
  const nodes = ordersToSign.edges.map(({ node }: any) => node) as any[];
  expect(ordersToSign.totalCount).toBe(nodes.length);
  expect(queue, 'the count and the sum are those of the list').toEqual({
    count: nodes.length,
    total: nodes.length === 0 ? null : nodes.reduce((sum, { amount }) => sum + amount, 0),
  });
  return nodes;
}

describe('the orders that wait for a signature', () => {
  it('are of every kind, and only those that the person may sign', async () => {
    const release = await preparedRelease(app, town);
    await app.pass(1_000);
    const refund = await preparedRefund(app, town);
    await app.pass(1_000);
    const [line] = await bankLines(town.treasurer.client, [bankLine(-2_000_000, { text: '手续费' })]);
    await town.treasurer.client.must(MUTATIONS.bookStatementLine, { input: { lineId: line!.id, kind: 'BANK_CHARGE' } });

    // The preparer prepared the payment of the stage, and the treasurer prepared the others.
    const all = [
      { stage: { id: release.id }, refund: null, line: null, project: { id: release.project.id }, amount: 1_000_001 },
      { stage: null, refund: { id: refund.id }, line: null, project: { id: refund.project.id } },
      { stage: null, refund: null, line: { id: line!.id }, project: null, amount: 2_000_000 },
    ];
    const [ofStage, ofRefund, ofLine] = all;
    expect(await toSign(town.admin)).toMatchObject(all);
    expect(await toSign(town.treasurer)).toMatchObject([ofStage]);
    expect(await toSign(town.preparer)).toMatchObject([ofRefund, ofLine]);
    expect((await toSign(town.admin, 'LARGEST')).map(({ amount }) => amount).slice(0, 2)).toEqual([
      2_000_000, 1_000_001,
    ]);
    // An auditor signs nothing and sees what waits for anybody.
    expect(await toSign(town.auditor)).toMatchObject(all);

    // A reviewer who approved both projects signs nothing that moves their money.
    await app.grant(town.reviewer, 'TREASURER');
    expect(await toSign(town.reviewer)).toMatchObject([ofLine]);

    await town.admin.client.must(MUTATIONS.releaseMilestone, { id: release.id });
    await town.admin.client.must(MUTATIONS.withdrawRefund, { id: refund.id });
    expect(await toSign(town.admin)).toMatchObject([ofLine]);
    expect(await toSign(town.treasurer)).toEqual([]);
  });

  it('cannot be searched', async () => {
    const refused = await town.admin.client.refused('{ queue(name: "to-sign", search: "馆") { count } }');
    expect(refused).toMatchObject({ code: 'BAD_USER_INPUT', field: 'search' });
  });
});
