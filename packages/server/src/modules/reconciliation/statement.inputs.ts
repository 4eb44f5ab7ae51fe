import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Bundle } from '../../bundle.js';
import { connectionOf } from '../../connection.js';
import { Day, SafeInt } from '../../scalars.js';
import { PLEDGE_LIMITS } from '../pledges/index.js';
import { InterestPurpose, MovementKind, StatementColumn, MoneyUnit, RowDecision } from './statement.enums.js';
import { Statement, StatementLine } from './statement.entities.js';
import { StatementRow } from './statement-row.entity.js';
import { LIMITS } from './statement.limits.js';

@InputType({ description: 'The meaning of the columns of an uploaded statement.' })
export class ImportStatementInput {
  @Field(() => ID, { description: 'The statement.' })
  id: string;

  @Field(() => [StatementColumn], {
    description: 'The meaning of each column, as many as `header` has. A date and an amount are required.',
  })
  columns: StatementColumn[];

  @Field(() => MoneyUnit, {
    nullable: true,
    description:
      'The unit of the amounts. Without it, the unit that the file states, which is yuan when it states none.',
  })
  unit?: MoneyUnit | null;
}

@InputType({ description: 'The place at which the table of an uploaded statement begins.' })
export class PointAtHeaderInput {
  @Field(() => ID, { description: 'The statement.' })
  id: string;

  @Field(() => Int, {
    description: 'The row that names the columns, as a spreadsheet counts rows; one of the first 60.',
  })
  headerRow: number;

  @Field(() => Int, {
    nullable: true,
    description: 'The sheet of a spreadsheet, from 0. Without it, the present sheet.',
  })
  sheet?: number | null;
}

@InputType({ description: "A treasurer's decision about rows of a statement." })
export class DecideStatementRowsInput {
  @Field(() => ID, { description: 'A statement from which nothing was imported yet.' })
  id: string;

  @Field(() => [Int], {
    description: `Rows below the header, as a spreadsheet counts rows; ${LIMITS.decided.min} to ${LIMITS.decided.max}.`,
  })
  rows: number[];

  @Field(() => RowDecision, { nullable: true, description: 'The decision. Null takes an earlier decision back.' })
  decision?: RowDecision | null;
}

@ObjectType({ description: "A row of a statement's file." })
export class StatementFileRow {
  @Field(() => Int, { description: 'Number of the row, as a spreadsheet counts rows.' })
  row: number;

  @Field(() => [String], { description: 'The texts of its cells.' })
  cells: string[];
}

@InputType({ description: "Pledges that a line pays by a treasurer's own judgement." })
export class MatchLineInput {
  @Field(() => ID, { description: 'An incoming line that is open or in suspense.' })
  lineId: string;

  @Field(() => [ID], {
    description: `${LIMITS.pledges.min} to ${LIMITS.pledges.max} pledges, together at most the amount of the line. The rest of the line becomes suspense.`,
  })
  pledgeIds: string[];

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'Whether the one pledge takes the amount that arrived when it differs from the promised amount. The pledge takes as much as its project has room for; the rest becomes suspense.',
  })
  acceptOtherAmount?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: `Why the line's reference also names another payment, 1 to ${PLEDGE_LIMITS.referenceReason.max} characters. Without it, a reference that has paid a gift is refused with CONFLICT.`,
  })
  referenceReason?: string | null;
}

@InputType({ description: 'A line that is no gift and pays no stage, with its kind.' })
export class BookLineInput {
  @Field(() => ID, { description: 'A line that is open or in suspense.' })
  lineId: string;

  @Field(() => MovementKind, { description: 'The kind of movement.' })
  kind: MovementKind;

  @Field(() => InterestPurpose, {
    nullable: true,
    description: 'The purpose of interest. It is required for interest and not allowed for other kinds.',
  })
  purpose?: InterestPurpose | null;

  @Field(() => ID, { nullable: true, description: 'The project that interest is for, when its purpose is PROJECT.' })
  projectId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `A public note, up to ${LIMITS.note.max} characters.`,
  })
  note?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `Words of the line's text, ${LIMITS.words.min} to ${LIMITS.words.max} characters. From now on lines with these words are proposed as this kind.`,
  })
  words?: string | null;
}

@InputType({ description: 'Money in suspense to give back to its sender.' })
export class ReturnSuspenseInput {
  @Field(() => ID, { description: 'The line that brought the money.' })
  lineId: string;

  @Field(() => String, {
    nullable: true,
    description: `The reason, 1 to ${LIMITS.reason.max} characters. It is required from the person who prepares the return.`,
  })
  reason?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `The bank's reference of the payment, up to ${LIMITS.bankReference.max} characters.`,
  })
  bankReference?: string | null;
}

@ObjectType({ description: "A fault of a statement's file." })
export class StatementFaultShown {
  @Field(() => Int, {
    nullable: true,
    description: 'Number of the row, as a spreadsheet counts rows; null when the fault is one of the whole file.',
  })
  row: number | null;

  @Field(() => String, { description: 'What is wrong, in the language of the viewer.' })
  message: string;
}

@ObjectType({ description: "The number and the sum of a statement's lines in each state." })
export class StatementCounts {
  @Field(() => Bundle, { description: 'Incoming lines without an entry.' })
  openIn: Bundle;

  @Field(() => Bundle, { description: 'Outgoing lines without an entry.' })
  openOut: Bundle;

  @Field(() => Bundle, { description: 'Lines that are in the ledger with nothing left to do.' })
  settled: Bundle;

  @Field(() => Bundle, { description: 'Lines in suspense; the sum is the part that is still in suspense.' })
  suspense: Bundle;
}

@ObjectType({
  description: 'What a bulk action on a statement would do now, for exactly the lines that it would change.',
})
export class BulkPreview {
  @Field(() => Bundle, { description: 'Gifts that it would confirm, or money that it would move to suspense.' })
  incoming: Bundle;

  @Field(() => Bundle, { description: 'Charges, interest and own transfers that it would book.' })
  movements: Bundle;

  @Field(() => Bundle, { description: 'The gifts among them whose sender has another name than the donor.' })
  otherNames: Bundle;

  @Field(() => [StatementLine], { description: 'The first hundred of these lines, in the order of the file.' })
  otherNameLines: StatementLine[];

  @Field(() => Bundle, {
    description:
      'Lines that the viewer may not confirm and that are left to a colleague: own gifts, gifts of units for which the viewer speaks, and money of projects on which the viewer decided. The other figures do not count them.',
  })
  leftToColleague: Bundle;

  @Field(() => String, {
    description:
      'Identifies these lines with these proposals. The bulk action takes it and is refused when something has changed.',
  })
  version: string;
}

@ObjectType({
  description: 'What confirming open lines of any statements would do now, for exactly the lines that it would change.',
})
export class OpenLinesPreview extends BulkPreview {
  @Field(() => Bundle, { description: 'Chosen lines that stay as they are, because nothing is proposed for them.' })
  withoutProposal: Bundle;
}

/** Arguments that choose open lines. */
@ArgsType()
export class OpenLinesChoice {
  @Field(() => [ID], {
    nullable: true,
    description: 'The lines, 1 to 500. Without it, all lines with a proposal that the search finds.',
  })
  lineIds?: readonly string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'The search of the desk, when no lines are given; up to 100 characters.',
  })
  search?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Proposals from this confidence on, 1 to 100, when no lines are given; 90 without it.',
  })
  minConfidence?: number | null;
}

@ObjectType({ description: 'A journal entry on the special account.' })
export class BankEntryShown {
  @Field(() => ID, { description: 'Id of the entry.' })
  id: string;

  @Field(() => Date, { description: 'When the entry was posted.' })
  at: Date;

  @Field(() => Day, { description: 'The day on which the money moved.' })
  day: string;

  @Field(() => String, { description: 'The kind of movement, such as GIFT_RECEIVED.' })
  kind: string;

  @Field(() => SafeInt, { description: 'Amount in fen on the special account: above zero came in.' })
  amount: number;

  sourceKey: string;
}

@ObjectType({
  description:
    "A comparison of the special account in the ledger with the bank's account. It explains the difference: difference = opening + gap + lines - entries.",
})
export class BankReconciliation {
  @Field(() => SafeInt, {
    nullable: true,
    description: 'The newest balance in a statement, in fen; null when there is none.',
  })
  closing: number | null;

  @Field(() => Date, { nullable: true, description: 'The moment of that balance; null when there is none.' })
  closingAt: Date | null;

  /**
   * The day before the first line of the first statement. The opening balance is the balance at the end of this day.
   */
  openingDay: string | null;

  @Field(() => SafeInt, { description: "The ledger's balance of the special account, in fen." })
  ledger: number;

  @Field(() => SafeInt, {
    nullable: true,
    description:
      "The bank's balance less the ledger's, in fen; zero when they are equal, null while no statement has a balance.",
  })
  difference: number | null;

  @Field(() => SafeInt, {
    nullable: true,
    description:
      "The bank's balance before the first statement less the ledger's, in fen; null while no statement has a balance.",
  })
  opening: number | null;

  @Field(() => Boolean, { description: 'Whether `opening` can be booked in the ledger, which is possible once.' })
  canPostOpening: boolean;

  @Field(() => SafeInt, {
    nullable: true,
    description:
      'The sum by which the balances of consecutive statements differ, in fen, because no file covers the days between them. Null while no statement has a balance.',
  })
  gap: number | null;

  @Field(() => Bundle, { description: 'Lines of statements without an entry.' })
  lines: Bundle;

  @Field(() => Bundle, { description: 'Entries since the first statement that belong to no line.' })
  entries: Bundle;

  @Field(() => Bundle, { description: 'Money in suspense.' })
  suspense: Bundle;
}

export const StatementRowConnection = connectionOf(StatementRow, 'StatementRow');
export const StatementConnection = connectionOf(Statement, 'Statement');
export const StatementLineConnection = connectionOf(StatementLine, 'StatementLine');
export const BankEntryConnection = connectionOf(BankEntryShown, 'BankEntry');
