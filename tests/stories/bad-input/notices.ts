import { type BadInputRow } from '../../support/bad-input.ts';
import { choice, id, ids, linkToken, wholeNumber } from '../../support/bad-values.ts';

const hour = wholeNumber({ min: 0, max: 23 }).filter(({ what }) => what !== 'zero' && what !== 'minus zero');

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
    mutation: 'setNoticeWay',
    who: ({ donor }) => donor,
    good: () => ({ topic: 'SUPPORTED', way: 'AT_ONCE' }),
    inputs: { topic: choice(), way: choice() },
  },
  {
    mutation: 'setNoticeLanguage',
    who: ({ donor }) => donor,
    good: () => ({ language: 'EN' }),
    inputs: { language: choice() },
  },
  {
    mutation: 'setQuietHours',
    who: ({ donor }) => donor,
    good: () => ({ from: 22, until: 7 }),
    inputs: { from: hour, until: hour },
  },
  {
    mutation: 'stopMail',
    who: () => null,
    good: ({ stopToken }) => ({ token: stopToken }),
    inputs: { token: linkToken },
  },
] satisfies readonly BadInputRow[];
