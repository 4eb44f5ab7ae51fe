/** What the papers of one gift say: only what their reader may see. */
export interface GiftFacts {
  number: string;
  amountFen: number;
  issuedAt: Date;
  /** When the money arrived: earlier than a receipt that took another's place. */
  receivedAt: Date;
  /** As the donor chose to be shown, or the donor's own name where the donor reads it. */
  donor: string;
  /** The unit that the gift counts for. */
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
  /** When the last of the gifts arrived. */
  at: Date;
  sandbox: boolean;
  checkUrl: string;
}
