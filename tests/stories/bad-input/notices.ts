import { codes, type BadInputRow } from '../../support/bad-input.ts';
import { flag, id, ids } from '../../support/bad-values.ts';

export default [
  {
    mutation: 'readNotices',
    who: ({ donor }) => donor,
    good: () => ({ ids: ['01900000-0000-7000-8000-000000000000'] }),
    inputs: {
      ids: ids({ min: 1, max: 100, optional: true }),
      'ids.0': id().filter(({ what }) => what !== 'an id of nothing'),
    },
  },
  {
    mutation: 'setNoticeMail',
    who: ({ donor }) => donor,
    good: () => ({ kind: 'STAGE_PAID', mailed: true }),
    inputs: { kind: codes(['', 'NO_SUCH_KIND', 'stage_paid']), mailed: flag() },
  },
] satisfies readonly BadInputRow[];
