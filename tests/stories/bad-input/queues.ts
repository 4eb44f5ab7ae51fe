import { codes, type BadInputRow } from '../../support/bad-input.ts';
import { email, id, object } from '../../support/bad-values.ts';
import { shanghaiDay } from '@hongchuang/server/lib/days.ts';
import { STORY_BEGINS } from '../../support/clock.ts';

/** What has been decided meanwhile is no mistake of whoever opens it. */
const itemId = id().filter(({ what }) => !what.startsWith('an id of nothing') && !what.includes('00000000-'));
const queue = codes(['', 'no-such-queue', 'TRANSFERS']);

/** Stories begin on this day. */
const TODAY = shanghaiDay(STORY_BEGINS);

export default [
  {
    mutation: 'claimItem',
    who: ({ treasurer }) => treasurer,
    good: ({ transfer }) => ({ queue: 'transfers', id: transfer.id }),
    inputs: { queue, id: itemId },
  },
  {
    mutation: 'releaseItem',
    who: ({ treasurer }) => treasurer,
    good: ({ transfer }) => ({ queue: 'transfers', id: transfer.id }),
    inputs: { queue, id: itemId },
  },
  {
    mutation: 'nameDeputy',
    who: ({ treasurer }) => treasurer,
    good: ({ preparer }) => ({ input: { email: preparer.email, from: TODAY, until: TODAY } }),
    inputs: {
      input: object(),
      'input.email': email,
      'input.from': codes(['', '2026-02-30', 'tomorrow', '2020-01-01']),
      'input.until': codes(['', '2026-02-30', 'tomorrow', '2020-01-01', '2099-01-01']),
    },
  },
] satisfies readonly BadInputRow[];
