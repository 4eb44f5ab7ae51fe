import { type NumberedKind, SearchKind } from '../search/index.js';
import { findReceipt } from './pledges.queries.js';
import { readReceiptNumber } from './receipt-numbers.js';

/**
 * A receipt is found by its whole number, by the rules of the page that checks receipts. A result says no more than that
 * page: the number, and the project.
 */
export const receiptSearch: NumberedKind = {
  name: SearchKind.RECEIPTS,
  read: readReceiptNumber,
  async show(context, number) {
    const receipt = await findReceipt(context, number);
    return receipt === null
      ? null
      : { title: receipt.number, text: receipt.projectTitle, path: `/receipts/${receipt.number}` };
  },
};
