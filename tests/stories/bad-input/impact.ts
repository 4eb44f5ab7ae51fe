import { clientKey, type BadInputRow } from '../../support/bad-input.ts';
import { flag, id, object, past, quantity, text } from '../../support/bad-values.ts';
import { STORY_BEGINS } from '../../support/clock.ts';

export default [
  {
    mutation: 'recordMeasurement',
    who: ({ owner }) => owner,
    good: ({ open }) => ({
      input: {
        indicatorId: open.indicators[0]!.id,
        value: 2.5,
        on: new Date(STORY_BEGINS.getTime() - 60_000).toISOString(),
        note: '签到表',
      },
    }),
    inputs: {
      input: object(),
      'input.indicatorId': id(),
      'input.value': quantity({ max: 1_000_000_000 }),
      'input.on': past(),
      'input.note': text({ max: 500, multiline: true, optional: true }),
      'input.idempotencyKey': clientKey,
    },
  },
  {
    mutation: 'verifyMeasurement',
    who: ({ reviewer }) => reviewer,
    good: ({ measurement }) => ({ id: measurement.id, accepted: false, comment: '缺签到表' }),
    inputs: { id: id(), accepted: flag(), comment: text({ max: 500, multiline: true }) },
  },
] satisfies readonly BadInputRow[];
