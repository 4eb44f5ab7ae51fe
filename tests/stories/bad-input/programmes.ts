import { clientKey, type BadInputRow, type World } from '../../support/bad-input.ts';
import { choice, flag, id, object, text, wholeNumber } from '../../support/bad-values.ts';
import { openProgramme, preparedIncome, programmeInput, proposedProgramme } from '../../support/programmes.ts';

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
  { mutation: 'signProgrammeMove', who: ({ admin }) => admin, good: waiting, inputs: { id: id() } },
  {
    mutation: 'closeProgrammeMove',
    who: ({ admin }) => admin,
    good: async (world) => ({ ...(await waiting(world)), reason: '金额不对' }),
    inputs: { id: id(), reason: text({ max: 500, multiline: true, optional: true }) },
  },
] satisfies readonly BadInputRow[];
