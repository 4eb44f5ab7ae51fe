import type { TestApp } from '../../support/app.ts';
import { queryRow, byId, type AccessTable } from '../../support/access.ts';
import { MUTATIONS } from '../../support/operations.ts';
import {
  bankLine,
  bankLines,
  bankStatement,
  bookedCharge,
  openedAccount,
  proposedLine,
  suspendedLine,
  teachWords,
  uploadedStatement,
} from '../../support/statements.ts';
import { projectAt, promise } from '../../support/town.ts';

export default (app: TestApp): AccessTable => ({
  doing: [
    {
      mutation: 'importStatement',
      target: async ({ treasurer: { client } }) => {
        const { id, columns } = await uploadedStatement(client);
        return { input: { id, columns } };
      },
      allowed: ['treasurer'],
    },
    {
      mutation: 'pointAtHeader',
      target: async (t) => ({ input: { id: (await uploadedStatement(t.treasurer.client)).id, headerRow: 4 } }),
      allowed: ['treasurer'],
    },
    {
      mutation: 'decideStatementRows',
      target: async (t) => ({
        input: { id: (await uploadedStatement(t.treasurer.client)).id, rows: [5], decision: 'NO_MOVEMENT' },
      }),
      allowed: ['treasurer'],
    },
    {
      mutation: 'discardStatement',
      target: async (t) => ({ id: (await uploadedStatement(t.treasurer.client)).id }),
      allowed: ['treasurer'],
    },
    {
      mutation: 'matchStatement',
      target: async (t) => ({ id: (await bankStatement(t.treasurer.client, [bankLine(100)])).id }),
      allowed: ['treasurer'],
    },
    {
      mutation: 'confirmStatement',
      target: async (t) => ({ id: (await bankStatement(t.treasurer.client, [bankLine(100)])).id, minConfidence: 90 }),
      allowed: ['treasurer'],
    },
    {
      mutation: 'suspendStatement',
      target: async (t) => ({ id: (await bankStatement(t.treasurer.client, [bankLine(100)])).id }),
      allowed: ['treasurer'],
    },
    {
      mutation: 'confirmStatementLines',
      target: async (t) => ({ lineIds: [(await bankLines(t.treasurer.client, [bankLine(100)]))[0]!.id] }),
      allowed: ['treasurer'],
    },
    {
      mutation: 'confirmOpenLines',
      target: async (t) =>
        proposedLine(t.treasurer.client, await promise(t.donor, (await projectAt(app, t, 'FUNDRAISING')).id)),
      allowed: ['treasurer'],
    },
    {
      mutation: 'matchStatementLine',
      allowed: ['treasurer'],
      target: async (t) => ({
        input: {
          lineId: (await bankLines(t.treasurer.client, [bankLine(10_000)]))[0]!.id,
          pledgeIds: [(await promise(t.donor, (await projectAt(app, t, 'FUNDRAISING')).id)).id],
        },
      }),
    },
    {
      mutation: 'linkStatementLine',
      allowed: ['treasurer'],
      async target(t) {
        const [line] = await bankLines(t.treasurer.client, [bankLine(12_345)]);
        const { id } = await promise(t.donor, (await projectAt(app, t, 'FUNDRAISING')).id, { amount: 12_345 });
        await t.treasurer.client.must(MUTATIONS.confirmPayment, {
          input: { pledgeId: id, amount: 12_345, bankReference: `手工 ${id}` },
        });
        const { unlinkedEntries } = await t.treasurer.client.must(
          '{ unlinkedEntries(amount: 12345, first: 1) { edges { node { id } } } }',
        );
        return { lineId: line!.id, entryIds: [unlinkedEntries.edges[0].node.id] };
      },
    },
    {
      mutation: 'returnSuspense',
      target: async (t) => ({ input: { lineId: (await suspendedLine(t.treasurer.client, 100)).id, reason: '汇错了' } }),
      allowed: ['treasurer'],
    },
    {
      mutation: 'returnSuspense',
      as: 'that another person prepared',
      allowed: ['admin'],
      refused: { treasurer: 'FORBIDDEN' },
      async target(t) {
        const { id } = await suspendedLine(t.treasurer.client, 2_000_000);
        await t.treasurer.client.must(MUTATIONS.returnSuspense, { input: { lineId: id, reason: '汇错了' } });
        return { input: { lineId: id } };
      },
    },
    {
      mutation: 'keepSuspense',
      allowed: ['treasurer', 'admin'],
      async target(t) {
        const { id } = await suspendedLine(t.treasurer.client, 2_000_000);
        await t.treasurer.client.must(MUTATIONS.returnSuspense, { input: { lineId: id, reason: '汇错了' } });
        return { lineId: id };
      },
    },
    {
      mutation: 'bookStatementLine',
      target: async (t) => ({
        input: { lineId: (await bankLines(t.treasurer.client, [bankLine(-500)]))[0]!.id, kind: 'BANK_CHARGE' },
      }),
      allowed: ['treasurer'],
    },
    {
      mutation: 'bookStatementLine',
      as: 'that another person prepared',
      allowed: ['admin'],
      refused: { treasurer: 'FORBIDDEN' },
      target: async (t) => ({
        input: { lineId: (await bookedCharge(t.treasurer.client, 2_000_000)).id, kind: 'BANK_CHARGE' },
      }),
    },
    {
      mutation: 'withdrawMovement',
      target: async (t) => ({ lineId: (await bookedCharge(t.treasurer.client, 2_000_000)).id }),
      allowed: ['treasurer', 'admin'],
    },
    {
      mutation: 'reverseMovement',
      target: async (t) => ({ lineId: (await bookedCharge(t.treasurer.client, 500)).id, reason: '记错了' }),
      allowed: ['treasurer'],
    },
    {
      mutation: 'reverseMovement',
      as: 'that another person prepared',
      allowed: ['admin'],
      refused: { treasurer: 'FORBIDDEN' },
      async target(t) {
        const { id } = await bookedCharge(t.treasurer.client, 2_000_000);
        await t.preparer.client.must(MUTATIONS.bookStatementLine, { input: { lineId: id, kind: 'BANK_CHARGE' } });
        await t.treasurer.client.must(MUTATIONS.reverseMovement, { lineId: id, reason: '记错了' });
        return { lineId: id };
      },
    },
    {
      mutation: 'forgetMovementWords',
      target: async (t) => ({
        id: (await teachWords(t.treasurer.client, `账户费${Math.random().toString(36).slice(2, 10)}`)).id,
      }),
      allowed: ['treasurer'],
    },
    {
      mutation: 'postOpeningBalance',
      target: async (t) => {
        await openedAccount(t.treasurer.client, 5_000_000);
        return { amount: 5_000_000 };
      },
      allowed: ['treasurer'],
    },
  ],
  traces: {
    // The work leaves an entry for each line, after the answer.
    confirmOpenLines: 'each line leaves its entry when the work settles it',
  },
  seeing: {
    movementWords: queryRow('{ it: movementWords { words } }', ['treasurer', 'admin']),
    bankReconciliation: queryRow('{ it: bankReconciliation { ledger } }', ['treasurer', 'admin']),
    statement: queryRow(
      'query S($id: ID!) { it: statement(id: $id) { fileName } }',
      ['treasurer', 'admin'],
      byId(({ statement }) => statement.id),
      'nothing',
    ),
    statementBulk: queryRow(
      'query B($id: ID!) { it: statementBulk(id: $id) { version } }',
      ['treasurer', 'admin'],
      byId(({ statement }) => statement.id),
    ),
    openLinesBulk: queryRow('{ it: openLinesBulk { version } }', ['treasurer', 'admin']),
    statementRows: queryRow(
      'query R($id: ID!) { it: statementRows(statementId: $id) { totalCount } }',
      ['treasurer', 'admin'],
      byId(({ statement }) => statement.id),
    ),
    statementLines: queryRow('{ it: statementLines { edges { node { name account text } } } }', ['treasurer', 'admin']),
    openLineQueue: queryRow('{ it: openLineQueue { totalCount edges { node { id } } } }', ['treasurer', 'admin']),
    suspenseQueue: queryRow('{ it: suspenseQueue { totalCount edges { node { id } } } }', ['treasurer', 'admin']),
    statements: queryRow('{ it: statements { totalCount edges { node { id } } } }', ['treasurer', 'admin']),
    unlinkedEntries: queryRow('{ it: unlinkedEntries { totalCount } }', ['treasurer', 'admin']),
  },
  queues: {
    'open-lines': { sees: ['treasurer', 'admin'], works: ['treasurer'] },
    suspense: { sees: ['treasurer', 'admin'], works: ['treasurer'] },
  },
  topics: {
    statements: ['treasurer', 'admin'],
  },
});
