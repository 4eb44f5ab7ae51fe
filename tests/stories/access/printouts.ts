import type { TestApp } from '../../support/app.ts';
import { EDITORS, queryRow, SIGNED_IN, type AccessTable } from '../../support/access.ts';
import { pledgeInput } from '../../support/city.ts';
import { MUTATIONS } from '../../support/operations.ts';
import { projectAt } from '../../support/town.ts';

let nextInvoice = 10_000_000;

export default (app: TestApp): AccessTable => ({
  doing: [
    {
      mutation: 'printStatement',
      as: 'of a unit',
      target: (t) => ({ year: 2026, organizationId: t.organization.id }),
      allowed: [...EDITORS, 'treasurer', 'auditor'],
      otherwise: 'NOT_FOUND',
    },
    { mutation: 'printStatement', as: 'of oneself', target: () => ({ year: 2026 }), allowed: SIGNED_IN },
    {
      mutation: 'recordInvoiceNumber',
      allowed: ['treasurer'],
      target: async (t) => ({
        input: {
          receiptNumber: (
            await t.donor.client.must(MUTATIONS.pledge, {
              input: pledgeInput((await projectAt(app, t, 'FUNDRAISING')).id),
            })
          ).pledge.receipt.number,
          invoiceNumber: String(nextInvoice++),
        },
      }),
    },
    {
      mutation: 'recordInvoiceNumbers',
      allowed: ['treasurer'],
      target: async (t) => ({
        inputs: [
          {
            receiptNumber: (
              await t.donor.client.must(MUTATIONS.pledge, {
                input: pledgeInput((await projectAt(app, t, 'FUNDRAISING')).id),
              })
            ).pledge.receipt.number,
            invoiceNumber: String(nextInvoice++),
          },
        ],
      }),
    },
    {
      mutation: 'setInvoiceTitle',
      as: 'of oneself',
      allowed: SIGNED_IN,
      target: async () => ({ input: { title: '某某' } }),
    },
    {
      mutation: 'setInvoiceTitle',
      as: 'of a unit',
      allowed: ['editor', 'owner'],
      target: async (t) => ({ input: { organizationId: t.organization.id, title: t.organization.name } }),
    },
  ],
  traces: { printStatement: 'the paper leaves its entry when staff fetch it' },
  seeing: {
    invoiceQueue: queryRow('{ it: invoiceQueue { totalCount edges { node { number } } } }', ['treasurer']),
  },
  secret: {
    'Receipt.invoiceTitle': {
      query: 'query R($number: String!) { it: receipt(number: $number) { invoiceTitle { title } } }',
      variables: ({ ofUnit }) => ({ number: ofUnit.receipt.number }),
      seen: ({ it }) => it.invoiceTitle !== null,
      by: ['treasurer'],
    },
    'Organization.invoiceTitle': {
      query: 'query O($id: ID!) { it: organization(id: $id) { invoiceTitle { title } } }',
      variables: ({ town }) => ({ id: town.organization.id }),
      seen: ({ it }) => it.invoiceTitle !== null,
      by: ['editor', 'owner', 'treasurer'],
    },
  },
  queues: {
    invoices: { sees: ['treasurer'], works: ['treasurer'] },
  },
});
