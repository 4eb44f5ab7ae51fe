export default {
  title: 'Provider bills',
  lead: "Each morning yesterday's bills of WeChat Pay and Alipay are fetched and compared with our records, row by row and to the fen. A treasurer looks into each difference and writes down what was done.",
  number: 'Order number {{number}}',
  words: {
    NOT_IN_BILL_PAYMENT: 'We recorded a payment of {{ours}} that the bill does not have',
    NOT_IN_BILL_REFUND: 'We recorded a refund of {{ours}} that the bill does not have',
    NOT_HERE_PAYMENT: 'The bill has a payment of {{theirs}} that we did not record',
    NOT_HERE_REFUND: 'The bill has a refund of {{theirs}} that we did not record',
    OTHER_AMOUNT_PAYMENT: 'A payment is {{theirs}} in the bill and {{ours}} in our records',
    OTHER_AMOUNT_REFUND: 'A refund is {{theirs}} in the bill and {{ours}} in our records',
  },
  todo: {
    NOT_IN_BILL_PAYMENT:
      "Fetch the bill again first. If it still lacks the payment, look it up by its number in the provider's merchant console, and ask the provider whether it received the money.",
    NOT_IN_BILL_REFUND:
      'Fetch the bill again first. If it still lacks the refund, look it up by its number in the merchant console, and find out whether the payer has the money.',
    NOT_HERE_PAYMENT:
      'We asked the provider, and it did not confirm that this is a payment of one of our orders. Find out in the merchant console where it comes from: it can be from another till of the same merchant. Give money back to its payer when it is no gift.',
    NOT_HERE_REFUND:
      'Find out in the merchant console who started it. Only the platform may give gifts back. Report a refund that was made elsewhere at once.',
    OTHER_AMOUNT_PAYMENT:
      'Compare the amount in the merchant console, and ask the provider to explain. The receipt says what we recorded; two people correct it.',
    OTHER_AMOUNT_REFUND:
      'Compare the amount in the merchant console. Pay back what is missing; ask the payer for what was too much.',
  },
  desk: {
    title: 'Differences to settle',
    search: 'Find a difference',
    searchHint: 'Order number',
    empty: 'No difference waits',
    emptyText: 'The bills that were checked agree with our records, or all differences are settled.',
    note: 'What was found out and done',
    noteHelp: 'At least 5 characters. It is kept in the trace. Write nothing personal about the payer.',
    settle: 'Settled',
    settleOf: 'Settle the difference of number {{number}}',
  },
  list: {
    title: 'Daily bills',
    empty: 'No bills yet',
    emptyText: 'The first bill is fetched on the morning after the first online payment.',
    waiting: 'Waiting for the bill',
    agrees: 'Agrees',
    settled: 'All differences are settled',
    open_one: '{{count}} difference to settle',
    open_other: '{{count}} differences to settle',
    payments_one: '{{count}} payment',
    payments_other: '{{count}} payments',
    refunds_one: '{{count}} refund',
    refunds_other: '{{count}} refunds',
    checkedAt: 'Checked {{time}}',
    over_one: '{{count}} difference that is done with',
    over_other: '{{count}} differences that are done with',
    settledAt: 'Settled {{time}}: ',
    gone: 'A later bill agreed with our records, so the difference is gone.',
    again: 'Fetch again',
    againOf: 'Fetch again: the bill of {{name}}',
    asked: 'Comes within a minute',
  },
  failure: {
    damaged:
      'The file is incomplete, or is not the one whose digest the provider stated, so it was not used. We try again by ourselves.',
    none: 'The provider says that it has no bill of this day, and we have records. We try again by ourselves.',
    unreadable:
      'The form of the bill is unknown ({{failure}}), so it was not used. We try again by ourselves; if it goes on, call the operator.',
    other: 'The bill could not be fetched ({{failure}}). We try again by ourselves.',
  },
};
