import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';
import { SafeInt } from '../../scalars.js';
import type { StatementFault } from './lines.rules.js';
import type { MatchReason } from './matching.rules.js';
import {
  InterestPurpose,
  MovementKind,
  StatementColumn,
  StatementLineStatus,
  StatementState,
  MoneyUnit,
} from './statement.enums.js';
import { PersonalData } from '../trace/index.js';
import { seeStatements } from './reconciliation.permissions.js';

/** A file from the bank and the state of its import. Only those who may see statements see it. */
@Entity('statements')
@ObjectType({
  description:
    "A bank statement of the special account, as the bank's file has it. Only treasurers and administrators see it.",
})
export class Statement {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the statement.' })
  id: string;

  @Column(column.text())
  @Field(() => String, { description: 'The name of the file.' })
  fileName: string;

  @Column(column.text())
  fileHash: string;

  @Column(column.text())
  @Field(() => String, { description: 'CSV, XLSX or XLS.' })
  format: string;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: 'The encoding of a text file; null for spreadsheets.' })
  encoding: string | null;

  @Column(column.text())
  @Field(() => StatementState, { description: 'The state of the import.' })
  state: StatementState;

  /** The sheet of a spreadsheet, counted from 0. */
  @Column(column.integer())
  @Field(() => Int, { description: 'The sheet of a spreadsheet that contains the table, from 0.' })
  sheet: number;

  @Column(column.integer())
  @Field(() => Int, { description: 'The row that names the columns, as a spreadsheet counts rows.' })
  headerRow: number;

  @Column(column.text({ nullable: true }))
  @Field(() => MoneyUnit, {
    nullable: true,
    description:
      'The unit of the amounts that a treasurer chose. Null for the unit that the file states, which is yuan when it states none.',
  })
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
  @Field(() => Boolean, {
    description:
      'Whether a statement with the same columns was imported before. `columns` then contains the columns of that import.',
  })
  isKnownLayout: boolean;

  @Column(column.integer())
  @Field(() => Int, { description: 'The number of lines in the file; 0 before they are stored.' })
  lineCount: number;

  @Column(column.integer())
  @Field(() => Int, { description: 'The number of lines of the present work, or of the last one.' })
  total: number;

  @Column(column.integer())
  @Field(() => Int, { description: 'The number of finished lines out of `total`.' })
  done: number;

  @Column(column.integer())
  @Field(() => Int, { description: 'The number of lines that no earlier file contained.' })
  newLines: number;

  @Column(column.longText())
  faultsJson: string;

  @Column(column.longText({ nullable: true }))
  noticesJson: string | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, {
    nullable: true,
    description: 'When the bank booked the first line; null before the lines are stored.',
  })
  firstAt: Date | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, {
    nullable: true,
    description: 'When the bank booked the last line; null before the lines are stored.',
  })
  lastAt: Date | null;

  @Column(column.integer({ nullable: true }))
  @Field(() => SafeInt, {
    name: 'opening',
    nullable: true,
    description: "The account's balance before the first line, in fen; null when the file has no balances.",
  })
  openingFen: number | null;

  @Column(column.integer({ nullable: true }))
  @Field(() => SafeInt, {
    name: 'closing',
    nullable: true,
    description: "The account's balance after the last line, in fen; null when the file has no balances.",
  })
  closingFen: number | null;

  /** The minimum confidence of the proposals that are being confirmed. */
  @Column(column.integer({ nullable: true }))
  confirmFrom: number | null;

  @Column(column.id())
  uploadedById: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When the file was uploaded.' })
  uploadedAt: Date;

  @Column(column.integer())
  @Field(() => Int, {
    description:
      'The number of lines that the last confirmation left to a colleague, because they are gifts of the person who confirmed.',
  })
  leftToColleague: number;

  /** The person who asked for the current work. */
  @Column(column.id({ nullable: true }))
  askedById: string | null;

  @Field(() => [String], { name: 'header', description: 'The names of the columns in the file.' })
  get headerCells(): string[] {
    return JSON.parse(this.header) as string[];
  }

  @PersonalData({ seenWith: seeStatements })
  @Field(() => [[String]], { name: 'preview', description: 'The first rows below the header.' })
  get previewRows(): string[][] {
    return JSON.parse(this.preview) as string[][];
  }

  @Field(() => [StatementColumn], { description: 'The meaning of each column. It is a guess before the import.' })
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

/** Returns the ids of the further pledges that are proposed for a line. */
export const furtherPledgeIdsOf = ({ furtherPledges }: { furtherPledges: string | null }): string[] =>
  furtherPledges === null ? [] : (JSON.parse(furtherPledges) as string[]);

/** One line of the special account. It is stored once, however many files contain it. */
@Entity('statement_lines')
@ObjectType({
  description:
    "A line of the bank's statement: one movement on the special account. Only treasurers and administrators see it.",
})
export class StatementLine {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the line.' })
  id: string;

  /** The first file that contained it. */
  @Column(column.id())
  statementId: string;

  @Column(column.integer())
  @Field(() => Int, { name: 'row', description: 'Number of the row in the file, as a spreadsheet counts rows.' })
  rowNumberInFile: number;

  @Column(column.text())
  lineKey: string;

  @Column(column.time())
  @Field(() => Date, {
    description: 'When the bank booked the movement; midnight in Shanghai when the file has only the day.',
  })
  bookedAt: Date;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'amount', description: 'Amount in fen: above zero came in, below zero went out.' })
  amountFen: number;

  @Column(column.integer({ nullable: true }))
  @Field(() => SafeInt, {
    name: 'balance',
    nullable: true,
    description: "The account's balance after the movement, in fen; null when the file has none.",
  })
  balanceFen: number | null;

  @Column(column.text({ nullable: true }))
  @PersonalData({ seenWith: seeStatements })
  @Field(() => String, { nullable: true, description: 'The name on the other account; null when the file has none.' })
  name: string | null;

  @Column(column.text({ nullable: true }))
  @PersonalData({ seenWith: seeStatements })
  @Field(() => String, { nullable: true, description: 'The number of the other account; null when the file has none.' })
  account: string | null;

  @Column(column.text())
  @PersonalData({ seenWith: seeStatements })
  @Field(() => String, { name: 'text', description: "The sender's text and the bank's own words." })
  remark: string;

  /** The search text; see `lineSearch`. */
  @Column(column.longText({ nullable: true }))
  searchText: string;

  @Column(column.text({ nullable: true }))
  @Field(() => String, {
    nullable: true,
    description: "The bank's own number of the movement; null when the file has none.",
  })
  serial: string | null;

  @Column(column.text())
  @Field(() => StatementLineStatus, { description: 'The state of the line.' })
  status: StatementLineStatus;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'suspense', description: 'The part of the line that belongs to no gift yet, in fen.' })
  suspenseFen: number;

  /** The proposed pledge. */
  @Column(column.id({ nullable: true }))
  pledgeId: string | null;

  /** Further proposed pledges, as JSON; null when there are none. */
  @Column(column.longText({ nullable: true }))
  furtherPledges: string | null;

  @Column(column.text({ nullable: true }))
  @Field(() => MovementKind, {
    nullable: true,
    description: 'The proposed kind of movement; null when none is proposed.',
  })
  movementKind: MovementKind | null;

  @Column(column.text({ nullable: true }))
  @Field(() => InterestPurpose, {
    nullable: true,
    description: 'The proposed purpose of interest; null while it is not known.',
  })
  movementPurpose: InterestPurpose | null;

  @Column(column.id({ nullable: true }))
  movementProjectId: string | null;

  @Column(column.integer())
  @Field(() => Int, { description: 'The confidence of the proposal, from 0 (nothing is proposed) to 100.' })
  confidence: number;

  @Column(column.longText())
  reasons: string;

  get furtherPledgeIds(): string[] {
    return furtherPledgeIdsOf(this);
  }

  get matchReasons(): MatchReason[] {
    return JSON.parse(this.reasons) as MatchReason[];
  }

  /** The reference of this line in the ledger: the bank's own number, or a key of its content. */
  get bankReference(): string {
    return this.serial ?? `${this.lineKey.slice(0, 16)}`;
  }
}

/** Links a journal entry to the line of a statement. An entry has at most one line. */
@Entity('statement_links')
export class StatementLink {
  @PrimaryColumn(column.key())
  entryId: string;

  @Column(column.id())
  lineId: string;
}

/** A journal entry that moved money of a line into suspense or out of it. */
@Entity('suspense_moves')
export class SuspenseMove {
  @PrimaryColumn(column.key())
  entryId: string;

  @Column(column.id())
  lineId: string;
}

/**
 * Money in suspense that goes back to its sender. Its order tells who prepared, signed or withdrew it. A line has one
 * active return at a time. It can have several over time, because reversed confirmations put money of the line into
 * suspense again.
 */
@Entity('returns_to_sender')
@ObjectType({ description: 'The return of money in suspense to its sender.' })
export class SuspenseReturn {
  /** A return that was prepared before returns had ids of their own has the id of its line. */
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the return.' })
  id: string;

  @Column(column.id())
  lineId: string;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'amount', description: 'Amount in fen.' })
  amountFen: number;

  @Column(column.text())
  @Field(() => String, { description: 'Why the money is given back.' })
  reason: string;

  @Column(column.text({ nullable: true }))
  @Field(() => String, {
    nullable: true,
    description: "The bank's reference of the payment; null when none was given.",
  })
  bankReference: string | null;

  @Column(column.time())
  @Field(() => Date, { description: 'When a treasurer prepared the return.' })
  preparedAt: Date;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, {
    nullable: true,
    description: 'When the money left. Null while the return waits for a second signature, and when it was withdrawn.',
  })
  returnedAt: Date | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, {
    nullable: true,
    description: 'When the return was withdrawn or refused, so that the money stayed; otherwise null.',
  })
  withdrawnAt: Date | null;
}

/** From this version on, a layout could choose from all columns. */
export const LAYOUT_VERSION = 2;

/** The last choice of columns for a layout. */
@Entity('statement_layouts')
export class StatementLayout {
  @PrimaryColumn(column.textKey())
  layoutKey: string;

  @Column(column.longText())
  columnRoles: string;

  @Column(column.text({ nullable: true }))
  moneyUnit: MoneyUnit | null;

  /** From version 2 on, columns for the own account, the currency and the outcome can be chosen. */
  @Column(column.integer())
  version: number;

  @Column(column.time())
  usedAt: Date;
}

/**
 * A line that was booked as a movement of its own kind. Its order tells who prepared and signed it, and a second order
 * tells the same about its reversal. A booked movement is public, including its note and the reason of a reversal.
 */
@Entity('bank_movements')
@ObjectType({
  description:
    'A movement on the special account that is no gift and pays no stage: a charge, interest, or a transfer between own accounts.',
})
export class BankMovement {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the movement.' })
  id: string;

  @Column(column.id())
  lineId: string;

  @Column(column.text())
  @Field(() => MovementKind, { description: 'The kind of movement.' })
  kind: MovementKind;

  /** The change of the special account: above zero came in. */
  @Column(column.integer())
  @Field(() => SafeInt, { name: 'amount', description: 'Amount in fen: above zero came in, below zero went out.' })
  amountFen: number;

  @Column(column.text({ nullable: true }))
  @Field(() => InterestPurpose, { nullable: true, description: 'The purpose of interest; null for other kinds.' })
  purpose: InterestPurpose | null;

  @Column(column.id({ nullable: true }))
  projectId: string | null;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: "The treasurer's public note; null when there is none." })
  note: string | null;

  @Column(column.time())
  @Field(() => Date, { description: 'When a treasurer prepared the booking.' })
  preparedAt: Date;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When it was booked; null while it waits for a second signature.' })
  bookedAt: Date | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When the booking was reversed; null while it stands.' })
  reversedAt: Date | null;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: 'Why the booking was reversed; null while it stands.' })
  reversalReason: string | null;
}

/** Words that identify movements of a kind, learned from a treasurer's decision. */
@Entity('movement_words')
@ObjectType({
  description:
    'Words by which lines of a statement are proposed as a kind of movement. Only treasurers and administrators see them.',
})
export class MovementWords {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the rule.' })
  id: string;

  @Column(column.text())
  @Field(() => String, { description: 'The words that the text of a line must contain.' })
  words: string;

  /** The words in comparable form. They are unique among lines of the same direction. */
  @Column(column.text())
  wordsKey: string;

  @Column(column.flag())
  @Field(() => Boolean, { description: 'Whether the words apply to incoming lines.' })
  isIncoming: boolean;

  @Column(column.text())
  @Field(() => MovementKind, { description: 'The kind of movement that is proposed.' })
  kind: MovementKind;

  @Column(column.text({ nullable: true }))
  @Field(() => InterestPurpose, { nullable: true, description: 'The purpose of such interest; null for other kinds.' })
  purpose: InterestPurpose | null;

  @Column(column.id({ nullable: true }))
  projectId: string | null;

  @Column(column.id())
  learnedById: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When a treasurer taught the words.' })
  learnedAt: Date;
}
