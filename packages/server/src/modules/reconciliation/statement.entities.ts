import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';
import { SafeInt } from '../../scalars.js';
import type { StatementFault } from './lines.rules.js';
import type { MatchReason } from './matching.rules.js';
import { InterestPurpose, MovementKind, StatementColumn, StatementLineStatus, StatementState, MoneyUnit } from './statement.enums.js';

/** A file of the bank's, and how far its import has come. Everything of it is for treasurers and administrators only. */
@Entity('statements')
@ObjectType({ description: 'A statement of the special account, as the bank\'s file has it. For treasurers and administrators only.' })
export class Statement {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the statement.' })
  id: string;

  @Column(column.text())
  @Field(() => String, { description: 'What the file is called.' })
  fileName: string;

  @Column(column.text())
  fileHash: string;

  @Column(column.text())
  @Field(() => String, { description: 'CSV, XLSX or XLS.' })
  format: string;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: 'How a text file was encoded.' })
  encoding: string | null;

  @Column(column.text())
  @Field(() => StatementState, { description: 'Where its import stands.' })
  state: StatementState;

  /** Of a spreadsheet; the first is 0. */
  @Column(column.integer())
  @Field(() => Int, { description: 'Which sheet of a spreadsheet has the table; the first is 0.' })
  sheet: number;

  @Column(column.integer())
  @Field(() => Int, { description: 'The row that names the columns, as a spreadsheet counts.' })
  headerRow: number;

  @Column(column.text({ nullable: true }))
  @Field(() => MoneyUnit, { nullable: true, description: 'What one unit of the amounts is, by a treasurer\'s choice; null for what the file says, and yuan where it says nothing.' })
  moneyUnit: MoneyUnit | null;

  @Column(column.longText())
  header: string;

  @Column(column.longText())
  preview: string;

  @Column(column.longText())
  columnRoles: string;

  @Column(column.text())
  layoutKey: string;

  @Column(column.flag())
  @Field(() => Boolean, { description: 'Whether a statement with the same columns was imported before: `columns` is what was chosen then.' })
  isKnownLayout: boolean;

  @Column(column.integer())
  @Field(() => Int, { description: 'Lines of the file; 0 until they are stored.' })
  lineCount: number;

  @Column(column.integer())
  @Field(() => Int, { description: 'Lines of the work under way, or of the last.' })
  total: number;

  @Column(column.integer())
  @Field(() => Int, { description: 'How many of `total` are done.' })
  done: number;

  @Column(column.integer())
  @Field(() => Int, { description: 'Lines that no earlier file had.' })
  newLines: number;

  @Column(column.longText())
  faultsJson: string;

  @Column(column.longText({ nullable: true }))
  noticesJson: string | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When its first line was booked.' })
  firstAt: Date | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When its last line was booked.' })
  lastAt: Date | null;

  @Column(column.integer({ nullable: true }))
  @Field(() => SafeInt, { name: 'opening', nullable: true, description: 'The account\'s balance before its first line, in fen; null where the file tells no balances.' })
  openingFen: number | null;

  @Column(column.integer({ nullable: true }))
  @Field(() => SafeInt, { name: 'closing', nullable: true, description: 'The account\'s balance after its last line, in fen.' })
  closingFen: number | null;

  /** From which confidence on proposals are being confirmed. */
  @Column(column.integer({ nullable: true }))
  confirmFrom: number | null;

  @Column(column.id())
  uploadedById: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When it was uploaded.' })
  uploadedAt: Date;

  @Column(column.integer())
  @Field(() => Int, { description: 'How many lines the last confirmation left to a colleague, because they are gifts of whoever confirmed.' })
  leftToColleague: number;

  /** Who asked for the work under way. */
  @Column(column.id({ nullable: true }))
  askedById: string | null;

  @Field(() => [String], { name: 'header', description: 'What the file calls its columns.' })
  get headerCells(): string[] {
    return JSON.parse(this.header) as string[];
  }

  @Field(() => [[String]], { name: 'preview', description: 'The first rows below the header.' })
  get previewRows(): string[][] {
    return JSON.parse(this.preview) as string[][];
  }

  @Field(() => [StatementColumn], { description: 'What each column says: a guess until it was imported.' })
  get columns(): StatementColumn[] {
    return JSON.parse(this.columnRoles) as StatementColumn[];
  }

  get faults(): StatementFault[] {
    return JSON.parse(this.faultsJson) as StatementFault[];
  }

  get notices(): StatementFault[] {
    return JSON.parse(this.noticesJson ?? '[]') as StatementFault[];
  }
}

/** One line of the special account, stored once however many files have it. */
@Entity('statement_lines')
@ObjectType({ description: 'A movement on the special account, as the bank tells it. For treasurers and administrators only.' })
export class StatementLine {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the line.' })
  id: string;

  /** The file that brought it first. */
  @Column(column.id())
  statementId: string;

  @Column(column.integer())
  @Field(() => Int, { name: 'row', description: 'Its row in the file, as a spreadsheet counts.' })
  rowNumberInFile: number;

  @Column(column.text())
  lineKey: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When the bank booked it; midnight in Shanghai where the file tells the day alone.' })
  bookedAt: Date;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'amount', description: 'Fen: above zero came in, below zero went out.' })
  amountFen: number;

  @Column(column.integer({ nullable: true }))
  @Field(() => SafeInt, { name: 'balance', nullable: true, description: 'The account\'s balance after it, in fen.' })
  balanceFen: number | null;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: 'The name on the other account.' })
  name: string | null;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: 'The number of the other account.' })
  account: string | null;

  @Column(column.text())
  @Field(() => String, { name: 'text', description: 'What the sender wrote, and the bank\'s own words.' })
  remark: string;

  /** See `lineSearch`. */
  @Column(column.longText({ nullable: true }))
  searchText: string;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: 'The bank\'s own number of it.' })
  serial: string | null;

  @Column(column.text())
  @Field(() => StatementLineStatus, { description: 'What became of it.' })
  status: StatementLineStatus;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'suspense', description: 'Fen of it that are nobody\'s gift yet.' })
  suspenseFen: number;

  /** The pledge that is proposed. */
  @Column(column.id({ nullable: true }))
  pledgeId: string | null;

  /** Pledges that are proposed beside that one, as JSON; null where there are none. */
  @Column(column.longText({ nullable: true }))
  furtherPledges: string | null;

  @Column(column.text({ nullable: true }))
  @Field(() => MovementKind, { nullable: true, description: 'The kind of movement that is proposed; null when none is.' })
  movementKind: MovementKind | null;

  @Column(column.text({ nullable: true }))
  @Field(() => InterestPurpose, { nullable: true, description: 'What the proposed interest is for; null where that is still to be said.' })
  movementPurpose: InterestPurpose | null;

  @Column(column.id({ nullable: true }))
  movementProjectId: string | null;

  @Column(column.integer())
  @Field(() => Int, { description: 'How sure the proposal is, from 0 (nothing is proposed) to 100.' })
  confidence: number;

  @Column(column.longText())
  reasons: string;

  get furtherPledgeIds(): string[] {
    return this.furtherPledges === null ? [] : (JSON.parse(this.furtherPledges) as string[]);
  }

  get matchReasons(): MatchReason[] {
    return JSON.parse(this.reasons) as MatchReason[];
  }

  /** By what the ledger's side names it: the bank's own number, or one that its content gives it. */
  get bankReference(): string {
    return this.serial ?? `${this.lineKey.slice(0, 16)}`;
  }
}

/** The line of a statement that a journal entry is. An entry is one line at most. */
@Entity('statement_links')
export class StatementLink {
  @PrimaryColumn(column.key())
  entryId: string;

  @Column(column.id())
  lineId: string;
}

/** A journal entry that moved money of a line into or out of suspense. */
@Entity('suspense_moves')
export class SuspenseMove {
  @PrimaryColumn(column.key())
  entryId: string;

  @Column(column.id())
  lineId: string;
}

/** Money on its way back to whoever sent it: prepared by one person and, above a limit, signed by another. */
@Entity('suspense_returns')
@ObjectType({ description: 'The return of unmatched money to its sender.' })
export class SuspenseReturn {
  @PrimaryColumn(column.key())
  lineId: string;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'amount', description: 'Fen.' })
  amountFen: number;

  @Column(column.text())
  @Field(() => String, { description: 'Why it is given back.' })
  reason: string;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: 'The bank\'s reference of the payment, where it was given.' })
  bankReference: string | null;

  @Column(column.id())
  preparedById: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When a treasurer prepared it.' })
  preparedAt: Date;

  @Column(column.id({ nullable: true }))
  signedById: string | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When the money left; null while a second signature is awaited.' })
  returnedAt: Date | null;
}

/** Layouts of this version had every column to choose from. */
export const LAYOUT_VERSION = 2;

/** What the columns of a layout were last chosen to say. */
@Entity('statement_layouts')
export class StatementLayout {
  @PrimaryColumn(column.textKey())
  layoutKey: string;

  @Column(column.longText())
  columnRoles: string;

  @Column(column.text({ nullable: true }))
  moneyUnit: MoneyUnit | null;

  /** From 2 on columns of the own account, the currency and the outcome could be chosen. */
  @Column(column.integer())
  version: number;

  @Column(column.time())
  usedAt: Date;
}

/**
 * A line that was booked as a movement of its own kind. Its order says who prepared and signed it. It is public once it is booked, its note
 * and the reason of a reversal included.
 */
@Entity('bank_movements')
@ObjectType({ description: 'A movement on the special account that is nobody\'s gift and pays no stage: a charge, interest, a transfer between own accounts.' })
export class BankMovement {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the movement.' })
  id: string;

  @Column(column.id())
  lineId: string;

  @Column(column.text())
  @Field(() => MovementKind, { description: 'What it is.' })
  kind: MovementKind;

  /** As the special account has it: above zero came in. */
  @Column(column.integer())
  @Field(() => SafeInt, { name: 'amount', description: 'Fen: above zero came in, below zero went out.' })
  amountFen: number;

  @Column(column.text({ nullable: true }))
  @Field(() => InterestPurpose, { nullable: true, description: 'What interest is for; null for other kinds.' })
  purpose: InterestPurpose | null;

  @Column(column.id({ nullable: true }))
  projectId: string | null;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: 'What the treasurer says of it, in public.' })
  note: string | null;

  @Column(column.time())
  @Field(() => Date, { description: 'When a treasurer prepared it.' })
  preparedAt: Date;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When it was booked; null while a second signature is awaited.' })
  bookedAt: Date | null;

  @Column(column.id({ nullable: true }))
  reversedById: string | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When it was reversed; null while it stands.' })
  reversedAt: Date | null;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: 'Why it was reversed.' })
  reversalReason: string | null;
}

/** Words by which movements of a kind are known, learned from a treasurer's decision. */
@Entity('movement_words')
@ObjectType({ description: 'Words by which lines of a statement are proposed as a kind of movement. For treasurers and administrators only.' })
export class MovementWords {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the rule.' })
  id: string;

  @Column(column.text())
  @Field(() => String, { description: 'What the text of a line holds.' })
  words: string;

  /** The words as texts are compared; unique among lines that go the same way. */
  @Column(column.text())
  wordsKey: string;

  @Column(column.flag())
  @Field(() => Boolean, { description: 'Whether such lines came in.' })
  isIncoming: boolean;

  @Column(column.text())
  @Field(() => MovementKind, { description: 'What such a line is.' })
  kind: MovementKind;

  @Column(column.text({ nullable: true }))
  @Field(() => InterestPurpose, { nullable: true, description: 'What such interest is for; null for other kinds.' })
  purpose: InterestPurpose | null;

  @Column(column.id({ nullable: true }))
  projectId: string | null;

  @Column(column.id())
  learnedById: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When it was learned.' })
  learnedAt: Date;
}
