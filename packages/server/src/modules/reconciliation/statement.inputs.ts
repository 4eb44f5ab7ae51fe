import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../connection.js';
import { Day, SafeInt } from '../../scalars.js';
import { PLEDGE_LIMITS } from '../pledges/index.js';
import { InterestPurpose, MovementKind, StatementColumn, MoneyUnit, RowDecision } from './statement.enums.js';
import { Statement, StatementLine } from './statement.entities.js';
import { StatementRow } from './statement-row.entity.js';
import { LIMITS } from './statement.limits.js';

@InputType({ description: 'Which column of an uploaded statement is which.' })
export class ImportStatementInput {
  @Field(() => ID, { description: 'The statement.' })
  id: string;

  @Field(() => [StatementColumn], { description: 'What each column says, as many as `header` has; a date and money are needed.' })
  columns: StatementColumn[];

  @Field(() => MoneyUnit, { nullable: true, description: 'What one unit of the amounts is; without it what the file says, and yuan where it says nothing.' })
  unit?: MoneyUnit | null;
}

@InputType({ description: 'Where the table of an uploaded statement begins.' })
export class PointAtHeaderInput {
  @Field(() => ID, { description: 'The statement.' })
  id: string;

  @Field(() => Int, { description: 'The row that names the columns, as a spreadsheet counts; one of the first 60.' })
  headerRow: number;

  @Field(() => Int, { nullable: true, description: 'The sheet of a spreadsheet, of which the first is 0; the one that it has now without it.' })
  sheet?: number | null;
}

@InputType({ description: 'What rows of a statement are, by a treasurer\'s word.' })
export class DecideStatementRowsInput {
  @Field(() => ID, { description: 'A statement of which nothing is taken yet.' })
  id: string;

  @Field(() => [Int], { description: `Rows below the header, as a spreadsheet counts; ${LIMITS.decided.min} to ${LIMITS.decided.max}.` })
  rows: number[];

  @Field(() => RowDecision, { nullable: true, description: 'What they are; null takes back what was said before.' })
  decision?: RowDecision | null;
}

@ObjectType({ description: 'A row of a statement\'s file as it is.' })
export class StatementFileRow {
  @Field(() => Int, { description: 'Which, as a spreadsheet counts.' })
  row: number;

  @Field(() => [String], { description: 'Its cells.' })
  cells: string[];
}

@InputType({ description: 'Pledges that a line pays, by a treasurer\'s own judgement.' })
export class MatchLineInput {
  @Field(() => ID, { description: 'A line that came in and is open or in suspense.' })
  lineId: string;

  @Field(() => [ID], { description: `${LIMITS.pledges.min} to ${LIMITS.pledges.max} pledges, together no more than the line; what is left of it is suspense.` })
  pledgeIds: string[];

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Whether the one pledge becomes what arrived, where that differs from what was promised; as far as its project has room, and the rest is suspense.' })
  acceptOtherAmount?: boolean | null;

  @Field(() => String, { nullable: true, description: `Why the line's reference names another payment as well, 1 to ${PLEDGE_LIMITS.referenceReason.max} characters; without it a reference that paid a gift already is refused with CONFLICT.` })
  referenceReason?: string | null;
}

@InputType({ description: 'What a line is that is nobody\'s gift and pays no stage.' })
export class BookLineInput {
  @Field(() => ID, { description: 'A line that is open or in suspense.' })
  lineId: string;

  @Field(() => MovementKind, { description: 'What it is.' })
  kind: MovementKind;

  @Field(() => InterestPurpose, { nullable: true, description: 'What interest is for; needed for interest, and for nothing else.' })
  purpose?: InterestPurpose | null;

  @Field(() => ID, { nullable: true, description: 'The project that interest is for, where its purpose is PROJECT.' })
  projectId?: string | null;

  @Field(() => String, { nullable: true, description: `What is to be said of it in public, up to ${LIMITS.note.max} characters.` })
  note?: string | null;

  @Field(() => String, { nullable: true, description: `Words of the line's text, ${LIMITS.words.min} to ${LIMITS.words.max} characters, by which such lines are proposed from now on.` })
  words?: string | null;
}

@InputType({ description: 'Money in suspense that goes back to its sender.' })
export class ReturnSuspenseInput {
  @Field(() => ID, { description: 'The line that brought it.' })
  lineId: string;

  @Field(() => String, { nullable: true, description: `Why, 1 to ${LIMITS.reason.max} characters; needed from who prepares it.` })
  reason?: string | null;

  @Field(() => String, { nullable: true, description: `The bank's reference of the payment, up to ${LIMITS.bankReference.max} characters.` })
  bankReference?: string | null;
}

@ObjectType({ description: 'What is wrong with a statement file.' })
export class StatementFaultShown {
  @Field(() => Int, { nullable: true, description: 'In which row, as a spreadsheet counts; null for the file as a whole.' })
  row: number | null;

  @Field(() => String, { description: 'What, in the reader\'s language.' })
  message: string;
}

@ObjectType({ description: 'Some lines or entries together.' })
export class Bundle {
  @Field(() => Int, { description: 'How many.' })
  count: number;

  @Field(() => SafeInt, { description: 'Their sum in fen; below zero where more went out.' })
  sum: number;
}

@ObjectType({ description: 'How many lines of a statement stand where, and for how much.' })
export class StatementCounts {
  @Field(() => Bundle, { description: 'Came in, without an entry.' })
  openIn: Bundle;

  @Field(() => Bundle, { description: 'Went out, without an entry.' })
  openOut: Bundle;

  @Field(() => Bundle, { description: 'In the ledger, with nothing left to do.' })
  settled: Bundle;

  @Field(() => Bundle, { description: 'In suspense; the sum is what is left of them.' })
  suspense: Bundle;
}

@ObjectType({ description: 'What a bulk act on a statement would do now: exactly the lines that it would take up.' })
export class BulkPreview {
  @Field(() => Bundle, { description: 'Gifts to be confirmed, or money to be moved to suspense.' })
  incoming: Bundle;

  @Field(() => Bundle, { description: 'Charges, interest and own transfers to be booked.' })
  movements: Bundle;

  @Field(() => Bundle, { description: 'Those of the gifts whose sender is named otherwise than the donor.' })
  otherNames: Bundle;

  @Field(() => [StatementLine], { description: 'Their lines, in the order of the file; the first hundred.' })
  otherNameLines: StatementLine[];

  @Field(() => String, { description: 'Stands for these lines with these proposals. Give it to the act: it is refused when something has changed.' })
  version: string;
}

@ObjectType({ description: 'A journal entry on the special account.' })
export class BankEntryShown {
  @Field(() => ID, { description: 'Id of the entry.' })
  id: string;

  @Field(() => Date, { description: 'When it was posted.' })
  at: Date;

  @Field(() => Day, { description: 'The day on which the money moved.' })
  day: string;

  @Field(() => String, { description: 'What kind of movement, such as GIFT_RECEIVED.' })
  kind: string;

  @Field(() => SafeInt, { description: 'Fen on the special account: above zero came in.' })
  amount: number;

  sourceKey: string;
}

@ObjectType({ description: 'Whether the ledger\'s special account equals the bank\'s, and by what it does not: difference = opening + gap + lines - entries.' })
export class BankReconciliation {
  @Field(() => SafeInt, { nullable: true, description: 'The newest balance that a statement tells, in fen; null while there is none.' })
  closing: number | null;

  @Field(() => Date, { nullable: true, description: 'When that was.' })
  closingAt: Date | null;

  /** The day before the first line of the first statement: its end is what the opening balance is of. */
  openingDay: string | null;

  @Field(() => SafeInt, { description: 'The ledger\'s balance of the special account, in fen.' })
  ledger: number;

  @Field(() => SafeInt, { nullable: true, description: 'What the bank has more than the ledger, in fen; zero when they are equal.' })
  difference: number | null;

  @Field(() => SafeInt, { nullable: true, description: 'What the bank held before the first statement more than the ledger.' })
  opening: number | null;

  @Field(() => Boolean, { description: 'Whether `opening` can be entered in the ledger, once and for all.' })
  canPostOpening: boolean;

  @Field(() => SafeInt, { nullable: true, description: 'By how much the statements do not follow from one another: days between them that no file covers.' })
  gap: number | null;

  @Field(() => Bundle, { description: 'Lines of statements without an entry.' })
  lines: Bundle;

  @Field(() => Bundle, { description: 'Entries since the first statement without a line.' })
  entries: Bundle;

  @Field(() => Bundle, { description: 'Money in suspense.' })
  suspense: Bundle;
}

export const StatementRowConnection = connectionOf(StatementRow, 'StatementRow');
export const StatementConnection = connectionOf(Statement, 'Statement');
export const StatementLineConnection = connectionOf(StatementLine, 'StatementLine');
export const BankEntryConnection = connectionOf(BankEntryShown, 'BankEntry');
