/** What the papers of one gift say. It contains only what their reader may see. */
export interface GiftFacts {
  number: string;
  amountFen: number;
  issuedAt: Date;
  /** The day in Shanghai on which the money reached the bank. The gift counts for this day and its year. */
  paidOn: string;
  /**
   * The donor: the unit on a receipt that is made out to one, under its name of that time. Otherwise the person, under
   * the name that the person chose to show; people who read their own paper see their own name.
   */
  donor: string;
  /** The unified social credit code of the donor; null for people and for units without one. */
  donorCode: string | null;
  /** The person who handled the gift of a unit, where the reader may know. */
  handler: string | null;
  /** The unit beside the person, on a receipt from before units were donors. */
  unit: string | null;
  project: string;
  implementer: string;
  /** The holder of the bank account. */
  holder: string;
  /** Whether the gift was paid in the sandbox of the demo, without money. */
  sandbox: boolean;
  /** The official invoice's number; null until it is recorded. */
  invoiceNumber: string | null;
  void: { at: Date; reason: string | null; replacedBy: string | null } | null;
  /** The address where anybody can verify the paper. */
  checkUrl: string;
}

/** What a unit's certificate for a project says. */
export interface SponsorFacts {
  unit: string;
  /** Its unified social credit code on the newest receipt; null when that receipt has none. */
  unitCode: string | null;
  project: string;
  implementer: string;
  amountFen: number;
  giftCount: number;
  /** The unit's first and last valid receipt for the project. */
  receipts: { first: string; last: string };
  /** The day on which the last of the gifts arrived. Names are those of that day. */
  paidOn: string;
  sandbox: boolean;
  checkUrl: string;
}
