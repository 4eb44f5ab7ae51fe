import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../../connection.js';
import { Day, SafeInt } from '../../scalars.js';
import { lineKinds } from './line-kinds.js';

/** The names of the kinds of lines, from the kinds of entries that modules declare. */
export const BookLineKind: Record<string, string> = {};
export type BookLineKind = string;

/** Makes the kinds of lines values of the API. All modules must have declared their kinds of entries before. */
export function defineBookLineKinds(): void {
  const lines = lineKinds().map(({ line }) => line);
  for (const { name } of lines) BookLineKind[name] = name;
  registerEnumType(BookLineKind, {
    name: 'BookLineKind',
    description: 'The kind of a movement of money in the books.',
    valuesConfig: Object.fromEntries(lines.map(({ name, description }) => [name, { description }])),
  });
}

@ObjectType({ description: 'A kind of lines of the books, with its name in the language of the viewer.' })
export class BookKind {
  @Field(() => BookLineKind, { description: 'The kind.' })
  kind: BookLineKind;

  @Field(() => String, { description: 'What it is, for people: "Gift received".' })
  title: string;

  @Field(() => Boolean, {
    description:
      "Whether such lines are movements of projects' funds. The others are movements of the charity's own means.",
  })
  ofFunds: boolean;
}

/** A line of the public books: one posting to one of a fund's accounts, or to one of the charity's own. */
@ObjectType({
  description: "One movement of money in the ledger: into or out of a project's fund, or of the charity's own means.",
})
export class BookLine {
  @Field(() => ID, { description: 'Id of the journal entry.' })
  id: string;

  @Field(() => Date, { description: 'When the movement was recorded.' })
  at: Date;

  @Field(() => Day, {
    description: 'The day on which the bank moved the money. The day, month and year of the books go by it.',
  })
  day: string;

  @Field(() => BookLineKind, { description: 'The kind of movement.' })
  kind: BookLineKind;

  @Field(() => SafeInt, { description: 'Amount in fen: above zero came in, below zero went out.' })
  amount: number;

  /** The project that owns the fund; null for the charity's own accounts. */
  projectId: string | null;

  /**
   * The kind of movement that the account belongs to. A line that reverses a movement has the kind of that movement,
   * too. Null for a fund's account.
   */
  own: BookLineKind | null;

  /** The kind of the entry. Its module declares how the line is shown. */
  entryKind: string;

  /** The source key of the entry, as the module that posted it wrote it. */
  sourceKey: string;

  /** The number of the document behind the entry. For a gift, this is the receipt's number. */
  document: string | null;

  /** The entry that this one reverses. */
  reversesId: string | null;
}

export const BookLineConnection = connectionOf(BookLine, 'BookLine');

/** The places that show or store the same total. */
export const FIGURES = ['shown', 'ledger', 'postings', 'gifts', 'receipts', 'exported', 'spreadsheet'] as const;
export type Figures = Record<(typeof FIGURES)[number], number>;

const areEqual = (figures: Figures): boolean => new Set(FIGURES.map((figure) => figures[figure])).size === 1;

/** The places that show or store the sum of the charity's own movements of one kind. */
export const OWN_FIGURES = ['ledger', 'postings', 'booked', 'exported', 'spreadsheet'] as const;
export type OwnFigures = Record<(typeof OWN_FIGURES)[number], number>;

@ObjectType({
  description:
    "The sum of the charity's own movements of one kind, reversals included, calculated from each place that stores or shows it.",
})
export class BooksOwnCheck implements OwnFigures {
  @Field(() => BookLineKind, { description: 'The kind of movement.' })
  kind: BookLineKind;

  @Field(() => SafeInt, { description: 'The sum in fen by the stored balances of the ledger.' })
  ledger: number;

  @Field(() => SafeInt, { description: "The sum in fen of the ledger's postings, line by line." })
  postings: number;

  @Field(() => SafeInt, { description: 'The sum in fen of the bookings of this kind that are not reversed.' })
  booked: number;

  @Field(() => SafeInt, { description: 'The sum in fen of the amounts in the CSV export.' })
  exported: number;

  @Field(() => SafeInt, { description: 'The sum in fen of the amounts in the XLSX export.' })
  spreadsheet: number;

  @Field(() => Boolean, { description: 'Whether all these sums are equal, to the fen.' })
  get equal(): boolean {
    return new Set(OWN_FIGURES.map((figure) => this[figure])).size === 1;
  }
}

/** The same total, computed separately from each place that shows or stores it. */
@ObjectType({ description: 'One total, calculated from each place that stores or shows it.' })
export class BooksFigures implements Figures {
  @Field(() => SafeInt, { description: 'The counters that pages show as raised, less refunds, in fen.' })
  shown: number;

  @Field(() => SafeInt, {
    description: 'The stored balances of the ledger for the money received, less refunds, in fen.',
  })
  ledger: number;

  @Field(() => SafeInt, { description: "The sum in fen of the ledger's postings, line by line, without releases." })
  postings: number;

  @Field(() => SafeInt, { description: 'The sum in fen of the paid gifts, less what was given back of them.' })
  gifts: number;

  @Field(() => SafeInt, { description: 'The sum in fen of the valid receipts.' })
  receipts: number;

  @Field(() => SafeInt, { description: 'The sum in fen of the amounts in the CSV export, without releases.' })
  exported: number;

  @Field(() => SafeInt, { description: 'The sum in fen of the amounts in the XLSX export, without releases.' })
  spreadsheet: number;

  @Field(() => Boolean, { description: 'Whether all these sums are equal, to the fen.' })
  get equal(): boolean {
    return areEqual(this);
  }
}

@ObjectType({ description: 'A project whose figures differ between two places.' })
export class BooksDifference {
  projectId: string;

  @Field(() => BooksFigures, { description: 'The figures of the project.' })
  figures: BooksFigures;
}

@ObjectType({
  description:
    'The total of one project or of all projects, calculated from each place that stores or shows it, project by project.',
})
export class BooksCheck extends BooksFigures {
  @Field(() => Date, { description: 'When the figures were calculated.' })
  at: Date;

  @Field(() => SafeInt, { description: 'The number of lines in the exports.' })
  lines: number;

  @Field(() => Int, { description: 'The number of projects whose figures differ between two places.' })
  differing: number;

  @Field(() => [BooksDifference], { description: 'The first hundred of these projects.' })
  differences: BooksDifference[];

  @Field(() => [BooksOwnCheck], {
    description: "The charity's own movements by kind; an empty list in the books of one project.",
  })
  own: BooksOwnCheck[];

  /** Also compares each project, because two projects may be wrong by the same amount in opposite directions. */
  override get equal(): boolean {
    return areEqual(this) && this.differing === 0 && this.own.every(({ equal }) => equal);
  }
}
