import { type BadInputRow } from '../../support/bad-input.ts';
import { choice, day, id, text } from '../../support/bad-values.ts';

export default [
  {
    mutation: 'exportBooks',
    who: ({ donor }) => donor,
    good: ({ open }) => ({ format: 'CSV', projectId: open.id, kinds: ['GIFT'], from: '2026-01-01', to: '2026-12-31' }),
    inputs: {
      format: choice(),
      kinds: choice({ optional: true }),
      from: day(),
      to: [...day(), { what: 'a day before the first', value: '2025-12-31', code: 'BAD_USER_INPUT' }],
      search: text({ max: 50, optional: true }),
      projectId: id({ optional: true }),
    },
  },
] satisfies readonly BadInputRow[];
