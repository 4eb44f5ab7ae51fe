import { type BadInputRow } from '../../support/bad-input.ts';
import { choice, day, id, list, object, text } from '../../support/bad-values.ts';

/** An id of nothing is none that is wrong: nothing was done by it. */
const writtenWrong = id({ optional: true }).filter(({ what }) => !/^an id of nothing$/.test(what));

export default [
  {
    mutation: 'exportTrace',
    who: ({ auditor }) => auditor,
    good: () => ({ format: 'CSV', filter: {} }),
    inputs: {
      format: choice(),
      filter: object({ optional: true }),
      'filter.who': text({ max: 100, optional: true }),
      'filter.actorId': writtenWrong,
      'filter.personId': writtenWrong,
      'filter.kinds': list({ min: 0, max: 20, sample: 'TRACE_DOWNLOADED', optional: true }),
      'filter.subject': text({ max: 40, optional: true }).filter(({ what }) => what !== 'a number'),
      'filter.from': day(),
      'filter.to': day(),
    },
  },
] satisfies readonly BadInputRow[];
