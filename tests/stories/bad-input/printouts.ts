import { type BadInputRow } from '../../support/bad-input.ts';
import { id, list, object, text, wholeNumber } from '../../support/bad-values.ts';

export default [
  {
    mutation: 'printStatement',
    who: ({ owner }) => owner,
    good: ({ organization }) => ({ year: 2026, organizationId: organization.id }),
    inputs: { year: wholeNumber({ min: 2_000, max: 2_099 }), organizationId: id({ optional: true }) },
  },
  {
    mutation: 'recordInvoiceNumber',
    who: ({ treasurer }) => treasurer,
    good: ({ receipted }) => ({ input: { receiptNumber: receipted.number, invoiceNumber: '44060122-0012345678' } }),
    inputs: {
      input: object(),
      'input.receiptNumber': [
        ...id().map((one) => (one.what === 'a number' ? { ...one, code: 'BAD_USER_INPUT' as const } : one)),
        { what: 'a number that was not issued', value: 'HC-2026-999999', code: 'NOT_FOUND' },
      ],
      'input.invoiceNumber': [
        ...text({ max: 40 }),
        ...['1234567', '12345678901', '4406012-0012345678', 'HC-2026-000001', '44060122-'].map((value) => ({
          what: value,
          value,
          code: 'BAD_USER_INPUT' as const,
        })),
      ],
      'input.reason': text({ max: 200, optional: true }),
    },
  },
  {
    mutation: 'recordInvoiceNumbers',
    who: ({ treasurer }) => treasurer,
    good: ({ receipted }) => ({
      inputs: [{ receiptNumber: receipted.number, invoiceNumber: '44060122-0012345678' }],
    }),
    inputs: {
      inputs: list({ min: 1, max: 100, sample: { receiptNumber: 'HC-2026-999999', invoiceNumber: '12345678' } }),
      'inputs.0.receiptNumber': [{ what: 'a number that was not issued', value: 'HC-2026-999999', code: 'NOT_FOUND' }],
      'inputs.0.invoiceNumber': text({ max: 40 }),
      'inputs.0.reason': text({ max: 200, optional: true }),
    },
  },
  {
    mutation: 'setInvoiceTitle',
    who: ({ owner }) => owner,
    good: ({ organization }) => ({
      input: { organizationId: organization.id, title: '中山某某有限公司', taxNumber: '91442000MA4UKT4R6B' },
    }),
    inputs: {
      input: object(),
      'input.organizationId': id({ optional: true }),
      'input.title': text({ max: 100 }),
      'input.taxNumber': [
        ...text({ max: 40, optional: true }),
        ...['1234567', '91442000MA4UKT4R', '91442000MA4UKT4R6B123', '91442000MA4UKT4R6_'].map((value) => ({
          what: value,
          value,
          code: 'BAD_USER_INPUT' as const,
        })),
      ],
    },
  },
] satisfies readonly BadInputRow[];
