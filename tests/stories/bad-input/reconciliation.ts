import { type BadInputRow } from '../../support/bad-input.ts';
import { proposedLine } from '../../support/statements.ts';
import { promise } from '../../support/town.ts';
import { choice, flag, id, ids, list, object, text, wholeNumber } from '../../support/bad-values.ts';

export default [
  {
    mutation: 'importStatement',
    who: ({ treasurer }) => treasurer,
    good: ({ bank: { uploaded } }) => ({ input: { id: uploaded.id, columns: uploaded.columns } }),
    inputs: {
      input: object(),
      'input.id': id(),
      'input.columns': [
        ...list({ min: 1, max: 60, sample: 'DATE' }),
        { what: 'too few', value: ['DATE', 'AMOUNT'], code: 'BAD_USER_INPUT' },
        { what: 'no date', value: Array.from({ length: 10 }, () => 'TEXT'), code: 'BAD_USER_INPUT' },
      ],
      'input.unit': choice({ optional: true }),
    },
  },
  {
    mutation: 'pointAtHeader',
    who: ({ treasurer }) => treasurer,
    good: ({ bank }) => ({ input: { id: bank.pointed.id, headerRow: 4, sheet: 0 } }),
    inputs: {
      input: object(),
      'input.id': id(),
      'input.headerRow': wholeNumber({ min: 1, max: 60 }),
      'input.sheet': wholeNumber({ min: 0, max: 0 }).filter(
        ({ what }) => !['left out', 'null', 'zero', 'minus zero'].includes(what),
      ),
    },
  },
  {
    mutation: 'decideStatementRows',
    who: ({ treasurer }) => treasurer,
    good: ({ bank }) => ({ input: { id: bank.pointed.id, rows: [5], decision: 'NO_MOVEMENT' } }),
    inputs: {
      input: object(),
      'input.id': id(), // GraphQL takes a single value for a list of one.
      'input.rows': list({ min: 1, max: 200, sample: 5 }).filter(({ what }) => what !== 'a number'),
      'input.rows.0': wholeNumber({ min: 5, max: 200_000 }),
      'input.decision': choice({ optional: true }),
    },
  },
  {
    mutation: 'discardStatement',
    who: ({ treasurer }) => treasurer,
    good: ({ bank }) => ({ id: bank.unwanted.id }),
    inputs: { id: id() },
  },
  {
    mutation: 'matchStatement',
    who: ({ treasurer }) => treasurer,
    good: ({ bank }) => ({ id: bank.imported[0]!.id }),
    inputs: { id: id() },
  },
  {
    mutation: 'confirmStatement',
    who: ({ treasurer }) => treasurer,
    good: ({ bank }) => ({ id: bank.imported[1]!.id, minConfidence: 90 }),
    inputs: { id: id(), minConfidence: wholeNumber({ min: 1, max: 100 }), version: text({ max: 64, optional: true }) },
  },
  {
    mutation: 'suspendStatement',
    who: ({ treasurer }) => treasurer,
    good: ({ bank }) => ({ id: bank.imported[2]!.id }),
    inputs: { id: id(), version: text({ max: 64, optional: true }) },
  },
  {
    mutation: 'confirmStatementLines',
    who: ({ treasurer }) => treasurer,
    good: ({ bank }) => ({ lineIds: [bank.lines[0]!.id] }),
    inputs: { lineIds: ids({ min: 1, max: 100 }) },
  },
  {
    mutation: 'confirmOpenLines',
    as: 'of ticked lines',
    who: ({ treasurer }) => treasurer,
    good: async ({ treasurer, donor, open }) =>
      proposedLine(treasurer.client, await promise(donor, open.id, { amount: 12_300 })),
    inputs: {
      // Far too many are more than a request may hold.
      lineIds: ids({ min: 1, max: 500, optional: true }).filter(({ what }) => what !== 'far too many'),
      version: text({ max: 64 }),
    },
  },
  {
    mutation: 'confirmOpenLines',
    as: 'of all that a search finds',
    who: ({ treasurer }) => treasurer,
    good: async ({ treasurer, donor, open }) => {
      const gift = await promise(donor, open.id, { amount: 12_400 });
      await proposedLine(treasurer.client, gift);
      const { openLinesBulk } = await treasurer.client.must(
        'query B($search: String) { openLinesBulk(search: $search, minConfidence: 50) { version } }',
        { search: gift.remarkCode },
      );
      return { search: gift.remarkCode, minConfidence: 50, version: openLinesBulk.version };
    },
    inputs: {
      search: text({ max: 100, optional: true }),
      minConfidence: wholeNumber({ min: 1, max: 100 }).filter(({ what }) => !['left out', 'null'].includes(what)),
    },
  },
  {
    mutation: 'matchStatementLine',
    who: ({ treasurer }) => treasurer,
    good: ({ bank }) => ({ input: { lineId: bank.lines[1]!.id, pledgeIds: [bank.pledge.id] } }),
    inputs: {
      input: object(),
      'input.lineId': id(),
      'input.pledgeIds': ids({ min: 1, max: 20 }),
      'input.acceptOtherAmount': flag({ optional: true }),
      'input.referenceReason': text({ max: 200, optional: true }),
    },
  },
  {
    mutation: 'bookStatementLine',
    who: ({ treasurer }) => treasurer,
    good: ({ bank, open }) => ({
      input: {
        lineId: bank.interest.id,
        kind: 'INTEREST_RECEIVED',
        purpose: 'PROJECT',
        projectId: open.id,
        note: '二季度结息',
        words: '季度结息',
      },
    }),
    inputs: {
      input: object(),
      'input.lineId': id(),
      'input.kind': choice(),
      'input.purpose': [...choice({ optional: true }), { what: 'no purpose', value: null, code: 'BAD_USER_INPUT' }],
      'input.projectId': id({ optional: true }).filter(({ value }) => value !== null && value !== undefined),
      'input.note': text({ max: 200, optional: true }),
      'input.words': text({ min: 2, max: 40, optional: true }),
    },
  },
  {
    mutation: 'withdrawMovement',
    who: ({ treasurer }) => treasurer,
    good: ({ bank }) => ({ lineId: bank.prepared.id }),
    inputs: { lineId: id() },
  },
  {
    mutation: 'reverseMovement',
    who: ({ treasurer }) => treasurer,
    good: ({ bank }) => ({ lineId: bank.charge.id, reason: '记错了' }),
    inputs: { lineId: id(), reason: text({ max: 500, multiline: true }) },
  },
  {
    mutation: 'forgetMovementWords',
    who: ({ treasurer }) => treasurer,
    good: ({ bank }) => ({ id: bank.words.id }),
    inputs: { id: id() },
  },
  {
    mutation: 'linkStatementLine',
    who: ({ treasurer }) => treasurer,
    good: ({ bank }) => ({ lineId: bank.lines[2]!.id, entryIds: [bank.entry.id] }),
    inputs: { lineId: id(), entryIds: ids({ min: 1, max: 100 }) },
  },
  {
    mutation: 'returnSuspense',
    who: ({ treasurer }) => treasurer,
    good: ({ bank }) => ({ input: { lineId: bank.suspended.id, reason: '汇错了', bankReference: '20170613-0009' } }),
    inputs: {
      input: object(),
      'input.lineId': id(),
      'input.reason': text({ max: 500, multiline: true }),
      'input.bankReference': text({ max: 64, optional: true }),
    },
  },
  {
    mutation: 'keepSuspense',
    who: ({ treasurer }) => treasurer,
    good: ({ bank }) => ({ lineId: bank.returning.id }),
    inputs: { lineId: id() },
  },
  {
    mutation: 'postOpeningBalance',
    who: ({ treasurer }) => treasurer,
    good: () => ({ amount: 5_000_000 }),
    inputs: { amount: wholeNumber({ min: 5_000_000, max: 5_000_000 }) },
  },
] satisfies readonly BadInputRow[];
