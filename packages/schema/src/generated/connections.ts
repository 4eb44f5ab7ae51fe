// Written by `pnpm schema`; never edited.

/** Every field that returns a page of a list, by the type that has it. */
export const CONNECTION_FIELDS: Readonly<Record<string, readonly string[]>> = {
  Organization: ['pledges', 'projects'],
  Project: ['pledges'],
  Query: ['accounts', 'books', 'confirmedPayments', 'disclosureQueue', 'invoiceQueue', 'measurementQueue', 'milestoneQueue', 'newestPledges', 'objectionQueue', 'organizations', 'paymentQueue', 'projects', 'refundOrders', 'refundsDue', 'releaseQueue', 'reviewQueue', 'statementLines', 'statementRows', 'statements', 'treeHeads', 'unlinkedEntries'],
  RefundOrder: ['items'],
  Viewer: ['notices', 'pledges'],
};
