import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../../connection.js';
import { Day, SafeInt } from '../../scalars.js';

export enum BookLineKind {
  GIFT = 'GIFT',
  RELEASE = 'RELEASE',
  REFUND = 'REFUND',
  CORRECTION = 'CORRECTION',
  BANK_CHARGE = 'BANK_CHARGE',
  INTEREST = 'INTEREST',
  OWN_TRANSFER = 'OWN_TRANSFER',
  REVERSAL = 'REVERSAL',
}

registerEnumType(BookLineKind, {
  name: 'BookLineKind',
  description: 'Why money moved.',
  valuesConfig: {
    GIFT: { description: 'A gift came into the fund.' },
    RELEASE: { description: 'A verified stage was paid out of the fund.' },
    REFUND: { description: 'A gift was given back, as far as no stage had used it.' },
    CORRECTION: { description: 'A gift had been confirmed by mistake: what came in is lower by it.' },
    BANK_CHARGE: { description: 'The bank charged for its service, or gave a charge back: the charity\'s own to bear, never a fund\'s.' },
    INTEREST: { description: 'The bank paid interest, or took some back; `movement` says what it is for.' },
    OWN_TRANSFER: { description: 'Money went to another account of the charity, or came from one.' },
    REVERSAL: { description: 'A line of the bank\'s had been booked as one of these three by mistake.' },
  },
});

/** A line of the public books: one posting to one of a fund's accounts, or to one of the charity's own. */
@ObjectType({ description: 'A movement of money as the ledger has it: into or out of a project\'s fund, or of the charity\'s own.' })
export class BookLine {
  @Field(() => ID, { description: 'Id of the journal entry.' })
  id: string;

  @Field(() => Date, { description: 'When it was recorded.' })
  at: Date;

  @Field(() => Day, { description: 'The day on which the money moved, as the bank has it: the day, month and year of the books that it belongs to.' })
  day: string;

  @Field(() => BookLineKind, { description: 'Why.' })
  kind: BookLineKind;

  @Field(() => SafeInt, { description: 'Fen: above zero came in, below zero went out.' })
  amount: number;

  /** The project whose fund it is; null where it is the charity's own. */
  fundId: string | null;

  /** The kind of movement whose account it is on, also where it takes one back; null for a fund's. */
  own: BookLineKind | null;

  /** What caused it, in the words of whoever posted it. */
  sourceKey: string;

  /** The number of the paper behind it: of a gift's entry, its receipt. */
  document: string | null;

  /** The entry that it takes back. */
  reversesId: string | null;
}

export const BookLineConnection = connectionOf(BookLine, 'BookLine');

/** The places in which the same total stands. */
export const FIGURES = ['shown', 'ledger', 'postings', 'gifts', 'receipts', 'exported', 'spreadsheet'] as const;
export type Figures = Record<(typeof FIGURES)[number], number>;

const areEqual = (figures: Figures): boolean => new Set(FIGURES.map((figure) => figures[figure])).size === 1;

/** The places in which the sum of the charity's own movements of a kind stands. */
export const OWN_FIGURES = ['ledger', 'postings', 'booked', 'exported', 'spreadsheet'] as const;
export type OwnFigures = Record<(typeof OWN_FIGURES)[number], number>;

@ObjectType({ description: 'The sum of the charity\'s own movements of a kind, reversals included, worked out anew from each place in which it stands.' })
export class BooksOwnCheck implements OwnFigures {
  @Field(() => BookLineKind, { description: 'BANK_CHARGE, INTEREST or OWN_TRANSFER.' })
  kind: BookLineKind;

  @Field(() => SafeInt, { description: 'The balances that the ledger keeps.' })
  ledger: number;

  @Field(() => SafeInt, { description: 'The sum of the ledger\'s postings, line by line.' })
  postings: number;

  @Field(() => SafeInt, { description: 'The sum of the bank\'s lines that are booked as such and stand.' })
  booked: number;

  @Field(() => SafeInt, { description: 'The sum of the amounts as the CSV export writes them.' })
  exported: number;

  @Field(() => SafeInt, { description: 'The sum of the amounts as the XLSX export writes them.' })
  spreadsheet: number;

  @Field(() => Boolean, { description: 'Whether all of them are the same, to the fen.' })
  get equal(): boolean {
    return new Set(OWN_FIGURES.map((figure) => this[figure])).size === 1;
  }
}

/** The same total, worked out anew from each place in which it stands. */
@ObjectType({ description: 'The same total, worked out anew from each place in which it stands.' })
export class BooksFigures implements Figures {
  @Field(() => SafeInt, { description: 'What pages show as raised, less refunds: the counters.' })
  shown: number;

  @Field(() => SafeInt, { description: 'The balances that the ledger keeps for what came in, less refunds.' })
  ledger: number;

  @Field(() => SafeInt, { description: 'The sum of the ledger\'s postings, line by line, releases aside.' })
  postings: number;

  @Field(() => SafeInt, { description: 'The sum of the paid gifts, less what was given back of them.' })
  gifts: number;

  @Field(() => SafeInt, { description: 'The sum of the valid receipts.' })
  receipts: number;

  @Field(() => SafeInt, { description: 'The sum of the amounts as the CSV export writes them, releases aside.' })
  exported: number;

  @Field(() => SafeInt, { description: 'The sum of the amounts as the XLSX export writes them, releases aside.' })
  spreadsheet: number;

  @Field(() => Boolean, { description: 'Whether all of them are the same, to the fen.' })
  get equal(): boolean {
    return areEqual(this);
  }
}

@ObjectType({ description: 'A project whose figures are not the same everywhere.' })
export class BooksDifference {
  projectId: string;

  @Field(() => BooksFigures, { description: 'Its figures.' })
  figures: BooksFigures;
}

@ObjectType({ description: 'The total of one project or of all, worked out anew from each place in which it stands, project by project.' })
export class BooksCheck extends BooksFigures {
  @Field(() => Date, { description: 'When it was worked out.' })
  at: Date;

  @Field(() => SafeInt, { description: 'How many lines the exports have.' })
  lines: number;

  @Field(() => Int, { description: 'How many projects have figures that are not the same everywhere.' })
  differing: number;

  @Field(() => [BooksDifference], { description: 'The first hundred of them.' })
  differences: BooksDifference[];

  @Field(() => [BooksOwnCheck], { description: 'The charity\'s own movements by kind; none in the books of one project.' })
  own: BooksOwnCheck[];

  /** Two projects may be wrong by the same amount in opposite directions. */
  override get equal(): boolean {
    return areEqual(this) && this.differing === 0 && this.own.every(({ equal }) => equal);
  }
}
