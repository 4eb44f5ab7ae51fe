export default {
  title: 'Aid programmes',
  lead: 'Earmarked money beside projects. Gifts, public budget and dues are kept apart, and grants are paid from them.',
  empty: 'No aid programme is published yet',
  propose: 'Propose a programme',
  refused: 'Not accepted: {{reason}}',
  money: {
    title: 'Money',
    source: 'Source',
    received: 'Received',
    left: 'Left',
  },
  moves: { title: 'Movements', empty: 'No movements yet' },
  form: {
    lead: 'A reviewer decides on it. It moves money only after it is published.',
    name: 'Name',
    purpose: 'Purpose',
    purposeHelp: 'What the money is for, and who can get it.',
    sources: 'Sources',
    sourcesHelp: 'They are used in the order in which you choose them.',
    sourceUse: 'How sources are used',
    send: 'Send for review',
  },
  decide: {
    publish: 'Publish',
    question: 'Everybody will see it. Name, purpose and sources can no longer be changed.',
    keep: 'Not yet',
    refuse: 'Refuse',
    reason: 'Why it is refused',
  },
  income: {
    title: 'Record money that arrived',
    amount: 'Amount in yuan',
    notMoney: 'Please write an amount, for example 1234.50.',
    reference: 'Bank reference',
    note: 'What it is',
    noteHelp: 'Everybody reads it. Please leave names of people out.',
    send: 'Prepare for a second signature',
  },
  sign: {
    reference: 'Bank reference: {{reference}}',
    preparedBy: 'Prepared by {{name}}',
    sign: 'Sign {{amount}}',
    withdraw: 'Withdraw',
    refuse: 'Refuse',
  },
};

export const terms = {
  programmeState: { PROPOSED: 'Waits for review', REFUSED: 'Refused', OPEN: 'Published' },
  programmeSource: { GIFTS: 'Gifts', PUBLIC_BUDGET: 'Public budget', DUES: 'Party dues' },
  sourceUse: {
    IN_ORDER: 'In order: the next source pays when the one before it is used up',
    IN_PROPORTION: 'In proportion: every source pays in proportion to what it has left',
  },
  programmeMoveKind: { INCOME: 'Money in' },
  programmeMoveState: { PREPARED: 'Waits for signature', DONE: 'Booked', WITHDRAWN: 'Withdrawn', REFUSED: 'Refused' },
};
