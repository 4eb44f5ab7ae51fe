import { clientKey, codes, type BadInputRow, type World } from '../../support/bad-input.ts';
import { choice, flag, id, object, text, wholeNumber } from '../../support/bad-values.ts';
import {
  grantRows,
  openProgramme,
  paidGrants,
  preparedAllocation,
  preparedGrants,
  preparedIncome,
  programmeInput,
  programmeWithDues,
  proposedProgramme,
  readRecipients,
  signed,
} from '../../support/programmes.ts';

const FEN = { min: 100, max: 10_000_000_000 };
const waiting = async (world: World) => ({
  id: (await preparedIncome(world.preparer, (await openProgramme(world)).id, 'DUES', 1_000)).id,
});

export default [
  {
    mutation: 'proposeProgramme',
    who: ({ treasurer }) => treasurer,
    good: () => ({ input: programmeInput() }),
    inputs: {
      input: object(),
      'input.title': text({ max: 80 }),
      'input.purpose': text({ max: 2_000, multiline: true }),
      'input.sources': [
        ...[undefined, null, 7, [], ['DUES', 'DUES']].map((value) => ({
          what: JSON.stringify(value) ?? 'left out',
          value,
          code: 'BAD_USER_INPUT' as const,
        })),
        { what: 'an unknown source', value: ['LOTTERY'], code: 'BAD_USER_INPUT', below: '.0' },
      ],
      'input.sourceUse': choice(),
      'input.idempotencyKey': clientKey,
    },
  },
  {
    mutation: 'decideProgramme',
    who: ({ reviewer }) => reviewer,
    good: async (world) => ({ id: (await proposedProgramme(world)).id, accepted: false, reason: '重复' }),
    inputs: { id: id(), accepted: flag(), reason: text({ max: 500, multiline: true }) },
  },
  {
    mutation: 'bookProgrammeIncome',
    who: ({ treasurer }) => treasurer,
    async good(world) {
      const { id: programmeId } = await openProgramme(world);
      return {
        input: { programmeId, source: 'DUES', amount: 1_000, bankReference: `党费 ${programmeId}`, note: '党费' },
      };
    },
    inputs: {
      input: object(),
      'input.programmeId': id(),
      'input.source': choice(),
      'input.amount': wholeNumber(FEN),
      'input.bankReference': text({ max: 64 }),
      'input.note': text({ max: 200 }),
      'input.idempotencyKey': clientKey,
    },
  },
  {
    mutation: 'prepareProgrammeGrants',
    who: ({ treasurer }) => treasurer,
    good: async (world) => ({
      input: { programmeId: (await programmeWithDues(world)).id, note: '第一批', rows: grantRows([100]) },
    }),
    inputs: {
      input: object(),
      'input.programmeId': id(),
      'input.note': text({ max: 200 }),
      'input.rows': [
        ...[undefined, null, 7, []].map((value) => ({
          what: JSON.stringify(value) ?? 'left out',
          value,
          code: 'BAD_USER_INPUT' as const,
        })),
        { what: '501 people', value: grantRows(Array(501).fill(100)), code: 'BAD_USER_INPUT' },
      ],
      'input.rows.0.name': text({ max: 60 }),
      'input.rows.0.account': codes(['', '1234567', '1'.repeat(33), '6222 0000 abcd 0000', '６２']),
      'input.rows.0.bank': text({ max: 100 }),
      'input.rows.0.amount': wholeNumber(FEN),
      'input.idempotencyKey': clientKey,
    },
  },
  {
    mutation: 'readProgrammeRecipients',
    who: ({ admin }) => admin,
    good: async (world) => ({
      moveId: (await preparedGrants(world.preparer, (await programmeWithDues(world)).id, grantRows([100]))).id,
      reason: '核对名单',
    }),
    inputs: { moveId: id(), reason: text({ max: 500, multiline: true }) },
  },
  {
    mutation: 'returnProgrammeGrant',
    who: ({ treasurer }) => treasurer,
    async good(world) {
      const list = await paidGrants(world, (await programmeWithDues(world)).id, grantRows([100]));
      const [grant] = await readRecipients(world.preparer, list.id);
      return { input: { grantId: grant!.id, bankReference: `退回 ${grant!.id}` } };
    },
    inputs: { input: object(), 'input.grantId': id(), 'input.bankReference': text({ max: 64 }) },
  },
  {
    mutation: 'allocateToProgramme',
    who: ({ treasurer }) => treasurer,
    good: async (world) => ({
      input: {
        programmeId: (await programmeWithDues(world)).id,
        toProgrammeId: (await openProgramme(world)).id,
        source: 'DUES',
        amount: 100,
        note: '调剂',
      },
    }),
    inputs: {
      input: object(),
      'input.programmeId': id(),
      'input.toProgrammeId': id(),
      'input.source': choice(),
      'input.amount': wholeNumber(FEN),
      'input.note': text({ max: 200 }),
      'input.idempotencyKey': clientKey,
    },
  },
  {
    mutation: 'stopProgrammeAllocation',
    who: ({ reviewer }) => reviewer,
    async good(world) {
      const [from, to] = [await programmeWithDues(world), await openProgramme(world)];
      const move = await signed(world, await preparedAllocation(world.treasurer, from.id, to.id, 100));
      return { id: move.id, reason: '有异议' };
    },
    inputs: { id: id(), reason: text({ max: 500, multiline: true }) },
  },
  {
    mutation: 'signProgrammeMove',
    who: ({ admin }) => admin,
    good: async (world) => ({
      id: (await preparedGrants(world.preparer, (await programmeWithDues(world)).id, grantRows([100]))).id,
      bankReference: '发放',
    }),
    inputs: { id: id(), bankReference: text({ max: 64 }) },
  },
  {
    mutation: 'closeProgrammeMove',
    who: ({ admin }) => admin,
    good: async (world) => ({ ...(await waiting(world)), reason: '金额不对' }),
    inputs: { id: id(), reason: text({ max: 500, multiline: true, optional: true }) },
  },
] satisfies readonly BadInputRow[];
