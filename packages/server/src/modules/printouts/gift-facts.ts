/** What the papers of one gift say: only what their reader may see. */
export interface GiftFacts {
  number: string;
  amountFen: number;
  issuedAt: Date;
  /** The day in Shanghai on which the money reached the bank: the day, and the year, that the gift counts for. */
  paidOn: string;
  /** As the donor chose to be shown, or the donor's own name where the donor reads it. */
  donor: string;
  /** The unit that the gift counts for. Names are those of then: what the first receipt said stays. */
  unit: string | null;
  project: string;
  implementer: string;
  /** Whose account the money is on. */
  holder: string;
  /** Paid without money, in the demo. */
  sandbox: boolean;
  /** The official invoice's number, once it is recorded. */
  invoiceNumber: string | null;
  void: { at: Date; reason: string | null; replacedBy: string | null } | null;
  /** Where anybody can check it. */
  checkUrl: string;
}

/** What the certificate of a unit's gifts to a project says. */
export interface SponsorFacts {
  unit: string;
  project: string;
  implementer: string;
  amountFen: number;
  giftCount: number;
  /** Its first and its last valid receipt. */
  receipts: { first: string; last: string };
  /** The day on which the last of the gifts arrived. Names are those of that day. */
  paidOn: string;
  sandbox: boolean;
  checkUrl: string;
}
