import { codes, type BadInputRow, type World } from '../../support/bad-input.ts';
import { choice, email, flag, id, list, noticeVersion, object, text, wholeNumber } from '../../support/bad-values.ts';
import { give, pledgeInput } from '../../support/city.ts';

const guestPledge = (world: World) => ({
  input: pledgeInput(world.open.id, { guest: { name: '访客', phone: '138 0013 8000', email: 'guest@example.test' } }),
});

export default [
  {
    mutation: 'pledge',
    who: ({ donor }) => donor,
    good: ({ open }) => ({ input: pledgeInput(open.id, { message: '加油' }) }),
    inputs: {
      input: object(),
      'input.projectId': id(),
      'input.amount': wholeNumber({ min: 100, max: 1_000_000_000 }),
      // An id by its type, so a number is one; by its meaning it is a text that the client chooses.
      'input.idempotencyKey': text({ max: 100 }).filter(({ what }) => what !== 'a number'),
      'input.payment': choice(),
      'input.onBehalfOfId': id({ optional: true }),
      'input.campaignId': id({ optional: true }),
      'input.donorCategory': [
        ...choice({ optional: true }),
        { what: 'a category without a campaign', value: 'MEMBER', code: 'BAD_USER_INPUT' },
      ],
      'input.anonymous': flag({ optional: true }),
      'input.message': text({ max: 200, multiline: true, optional: true }),
      'input.noticeVersion': noticeVersion,
      'input.guest': [
        ...object({ optional: true }),
        { what: 'a guest who is signed in', value: { name: '访客' }, code: 'BAD_USER_INPUT' },
      ],
    },
  },
  {
    mutation: 'pledge',
    as: 'as a guest',
    who: () => null,
    good: guestPledge,
    inputs: {
      'input.guest.name': text({ max: 50 }),
      'input.guest.email': email.filter(
        ({ value }) => value != null && !(typeof value === 'string' && value.trim() === ''),
      ),
      'input.guest.phone': [
        ...text({ max: 40, optional: true }),
        ...codes([
          '1234',
          'x',
          '138-0013-800x',
          '+',
          '++86 138',
          '1'.repeat(21),
          '１３８００１３８０００',
          "138' OR '1'='1",
        ]),
      ],
    },
  },
  {
    mutation: 'hideGiftWords',
    who: ({ reviewer }) => reviewer,
    good: async ({ open, donor }) => ({
      input: {
        pledgeId: (await give(donor.client, open.id, { message: '加油' })).id,
        what: ['MESSAGE'],
        cause: 'OFFENSIVE',
        reason: '有人投诉',
      },
    }),
    inputs: {
      input: object(),
      'input.pledgeId': id(),
      'input.what': [
        { what: 'an empty list', value: [], code: 'BAD_USER_INPUT' },
        { what: 'one of them twice', value: ['MESSAGE', 'MESSAGE'], code: 'BAD_USER_INPUT' },
      ],
      'input.cause': choice(),
      'input.reason': text({ max: 500, multiline: true }),
    },
  },
  {
    mutation: 'readDonorPhone',
    who: ({ treasurer }) => treasurer,
    good: ({ transfer }) => ({ pledgeId: transfer.id, reason: '核对汇款' }),
    inputs: { pledgeId: id(), reason: text({ max: 500, multiline: true }) },
  },
  {
    mutation: 'readKeptName',
    who: ({ treasurer }) => treasurer,
    good: ({ receipted }) => ({ number: receipted.number, reason: '审计' }),
    inputs: {
      reason: text({ max: 500, multiline: true }),
      number: [
        { what: 'null', value: null, code: 'BAD_USER_INPUT' },
        { what: 'a list', value: ['x'], code: 'BAD_USER_INPUT' },
        ...['', 'x', 'HC-2026-999999', "' OR 1=1 --"].map((value) => ({
          what: JSON.stringify(value),
          value,
          code: 'NOT_FOUND' as const,
        })),
      ],
    },
  },
  {
    mutation: 'endPledge',
    who: ({ treasurer }) => treasurer,
    good: ({ doubtful }) => ({ id: doubtful.id, reason: '联系不上认捐人' }),
    inputs: { id: id(), reason: text({ max: 500, multiline: true }) },
  },
  {
    mutation: 'cancelPledge',
    who: ({ donor }) => donor,
    good: ({ transfer }) => ({ id: transfer.id }),
    inputs: { id: id() },
  },
  {
    mutation: 'confirmPayment',
    who: ({ treasurer }) => treasurer,
    good: ({ arrived }) => ({
      input: { pledgeId: arrived.id, amount: arrived.amount, bankReference: '20170613-0001' },
    }),
    inputs: {
      input: object(),
      'input.pledgeId': id(),
      'input.amount': [
        ...wholeNumber({ min: 100, max: 1_000_000_000 }),
        { what: 'a fen less than was pledged', value: 49_999, code: 'BAD_USER_INPUT' },
        { what: 'a fen more', value: 50_001, code: 'BAD_USER_INPUT' },
      ],
      'input.bankReference': text({ max: 64 }),
      'input.paidOn': codes([
        'tomorrow',
        '',
        '2026-02-30',
        '2026-13-01',
        '2026-6-1',
        '20260610',
        '2026-06-10T00:00:00Z',
        '2999-01-01',
        '1999-01-01',
      ]).concat(
        [20260610, true, [], {}].map((value) => ({
          what: JSON.stringify(value),
          value,
          code: 'BAD_USER_INPUT' as const,
        })),
      ),
      'input.acceptOtherAmount': flag({ optional: true }),
      'input.referenceReason': text({ max: 200, optional: true }),
    },
  },
  {
    mutation: 'confirmPayments',
    who: ({ treasurer }) => treasurer,
    good: ({ arrived }) => ({
      inputs: [{ pledgeId: arrived.id, amount: arrived.amount, bankReference: '20170613-0001' }],
    }),
    inputs: {
      // Far too many are more values than a request may have.
      inputs: list({ min: 1, max: 100, sample: { pledgeId: 'x', amount: 100, bankReference: 'x' } }).filter(
        ({ what }) => what !== 'far too many',
      ),
      'inputs.0.pledgeId': id(),
      'inputs.0.amount': wholeNumber({ min: 100, max: 1_000_000_000 }),
      'inputs.0.bankReference': text({ max: 64 }),
      'inputs.0.paidOn': codes(['tomorrow', '2026-02-30', '2999-01-01', '1999-01-01']),
      'inputs.0.acceptOtherAmount': flag({ optional: true }),
      'inputs.0.referenceReason': text({ max: 200, optional: true }),
    },
  },
] satisfies readonly BadInputRow[];
