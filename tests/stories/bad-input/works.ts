import { type BadInputRow } from '../../support/bad-input.ts';
import { id } from '../../support/bad-values.ts';

export default [
  {
    mutation: 'cancelWork',
    who: ({ treasurer }) => treasurer,
    good: ({ bank }) => ({ id: bank.work }),
    inputs: { id: id() },
  },
] satisfies readonly BadInputRow[];
