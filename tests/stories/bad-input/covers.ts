import type { BadInputRow } from '../../support/bad-input.ts';
import { id, text } from '../../support/bad-values.ts';
import { uploadCover } from '../../support/files.ts';

export default [
  {
    mutation: 'describeCover',
    who: ({ owner }) => owner,
    good: async ({ owner }) => ({ coverId: await uploadCover(owner.client), alt: '老人们围坐一桌' }),
    inputs: { coverId: id(), alt: text({ max: 200, optional: true, nullable: false }) },
  },
] satisfies readonly BadInputRow[];
