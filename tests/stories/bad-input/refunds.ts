import { type BadInputRow } from '../../support/bad-input.ts';
import { id, ids, object, text } from '../../support/bad-values.ts';

export default [
  {
    mutation: 'cancelProject',
    who: ({ owner }) => owner,
    good: ({ notice }) => ({ id: notice.id, reason: '另有安排' }),
    inputs: { id: id(), reason: text({ max: 1_000, multiline: true }) },
  },
  {
    mutation: 'stopProject',
    who: ({ reviewer }) => reviewer,
    good: ({ stoppable }) => ({ id: stoppable.id, reason: '无法继续' }),
    inputs: { id: id(), reason: text({ max: 1_000, multiline: true }) },
  },
  {
    mutation: 'prepareRefund',
    who: ({ treasurer }) => treasurer,
    good: ({ ended }) => ({ input: { projectId: ended.id, reason: '原路退回', pledgeIds: [ended.gift.id] } }),
    inputs: {
      input: object(),
      'input.projectId': id(),
      'input.reason': text({ max: 1_000, multiline: true }),
      'input.pledgeIds': ids({ min: 1, max: 200, optional: true }),
      'input.pledgeIds.0': id(),
    },
  },
  {
    mutation: 'prepareReversal',
    who: ({ treasurer }) => treasurer,
    good: ({ confirmed }) => ({ input: { pledgeId: confirmed.id, reason: '认错了人' } }),
    inputs: { input: object(), 'input.pledgeId': id(), 'input.reason': text({ max: 1_000, multiline: true }) },
  },
  {
    mutation: 'approveRefund',
    who: ({ admin }) => admin,
    good: ({ refund }) => ({ id: refund.id, bankReference: '20170613-0003' }),
    inputs: { id: id(), bankReference: text({ max: 64, optional: true }) },
  },
  {
    mutation: 'withdrawRefund',
    who: ({ treasurer }) => treasurer,
    good: ({ withdrawable }) => ({ id: withdrawable.id }),
    inputs: { id: id(), reason: text({ max: 1_000, multiline: true, optional: true }) },
  },
] satisfies readonly BadInputRow[];
