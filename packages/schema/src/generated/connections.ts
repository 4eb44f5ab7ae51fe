// Written by `pnpm schema`; never edited.

/** Every field that returns a page of a list, by the type that has it. */
export const CONNECTION_FIELDS: Readonly<Record<string, readonly string[]>> = {
  Campaign: ['gifts', 'ranking'],
  CollectedList: ['rows'],
  MatchFund: ['matches'],
  Organization: ['campaigns', 'pledges', 'projects'],
  Programme: ['moves'],
  Project: ['pledges', 'questions', 'updates'],
  Query: ['accessChangeQueue', 'accounts', 'billDifferences', 'books', 'campaignQueue', 'campaigns', 'collectedLists', 'confirmedPayments', 'disclosureQueue', 'invoiceQueue', 'matchFundQueue', 'matchFunds', 'measurementQueue', 'milestoneQueue', 'newestPledges', 'objectionQueue', 'openLineQueue', 'ordersToSign', 'organizations', 'ownCampaigns', 'ownMatchFunds', 'payeeAccountQueue', 'paymentBills', 'paymentQueue', 'programmeQueue', 'programmes', 'projects', 'questionQueue', 'refundOrders', 'refundsDue', 'releaseQueue', 'reviewQueue', 'roleChangeQueue', 'search', 'statementLines', 'statementRows', 'statements', 'suspenseQueue', 'trace', 'traceAlerts', 'treeHeads', 'unitChangeQueue', 'unitParentQueue', 'unitQueue', 'unlinkedEntries', 'works'],
  RefundOrder: ['items'],
  Viewer: ['followedProjects', 'notices', 'pledges', 'trace'],
};
