import { clientKey, type BadInputRow } from '../../support/bad-input.ts';
import { choice, id, list, object, text, wholeNumber } from '../../support/bad-values.ts';
import { reportInput } from '../../support/town.ts';

export default [
  {
    mutation: 'publishDisclosureReport',
    who: ({ owner }) => owner,
    good: ({ owing }) => ({
      input: reportInput(owing.id, { evidenceUrls: ['https://example.test/a.jpg', '/files/covers/a.webp'] }),
    }),
    inputs: {
      input: object(),
      'input.projectId': id(),
      'input.kind': choice(),
      'input.number': wholeNumber({ min: 1, max: 1_000 }),
      'input.text': text({ min: 20, max: 10_000, multiline: true }),
      'input.evidenceUrls': list({ min: 0, max: 20, sample: 'https://example.test/a.jpg' }),
      'input.evidenceUrls.1': text({ max: 500 }),
    },
  },
  {
    mutation: 'correctDisclosureReport',
    who: ({ owner }) => owner,
    good: ({ disclosed }) => ({ input: { reportId: disclosed.id, text: '是三十一户' } }),
    inputs: {
      input: object(),
      'input.reportId': id(),
      'input.text': text({ max: 2_000, multiline: true }),
      'input.idempotencyKey': clientKey,
    },
  },
] satisfies readonly BadInputRow[];
