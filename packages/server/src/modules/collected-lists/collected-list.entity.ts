import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';
import { Day, SafeInt } from '../../scalars.js';
import { DonorCategory } from '../pledges/index.js';
import { CollectedListState, LeftOut, ListColumn } from './collected-list.enums.js';
import type { CellFault } from './list-rows.rules.js';

@ObjectType({ description: 'How a column of a collected list was read.' })
export class RecognisedColumn {
  @Field(() => String, { description: 'The cell of its header, such as B3.' })
  cell: string;

  @Field(() => String, { description: 'What its header says.' })
  header: string;

  @Field(() => ListColumn, { description: 'What it means.' })
  meaning: ListColumn;
}

/** What a file has besides its list. */
export interface SheetNotice {
  readonly key: 'collectedList.hiddenSheet' | 'collectedList.otherSheet';
  readonly sheet: string;
}

/** Only the editors and owners of its unit see a list. */
@Entity('collected_lists')
@ObjectType({ description: 'A list of gifts that a unit collected, from a file.' })
export class CollectedList {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the list.' })
  id: string;

  @Column(column.id())
  organizationId: string;

  @Column(column.id())
  authorId: string;

  @Column(column.text())
  @Field(() => String, { description: 'The name of the file.' })
  fileName: string;

  /** The digest of its content. Null after the list was withdrawn or removed, so that it may be uploaded again. */
  @Column(column.text({ nullable: true }))
  liveDigest: string | null;

  @Column(column.text())
  @Field(() => CollectedListState, { description: 'Its state.' })
  state: CollectedListState;

  @Column(column.text())
  @Field(() => String, { description: 'The name of the sheet; empty for a text file.' })
  sheet: string;

  @Column(column.longText())
  columnsJson: string;

  @Column(column.longText())
  noticesJson: string;

  /** Fen in one unit of the amounts in the file. */
  @Column(column.integer())
  unitFen: number;

  @Column(column.integer())
  @Field(() => Int, { description: 'How many of its rows are gifts, those with faults included.' })
  giftCount: number;

  @Column(column.integer())
  @Field(() => Int, { description: 'How many rows have a fault.' })
  faultCount: number;

  @Column(column.integer())
  @Field(() => Int, { description: 'How many rows are no gifts.' })
  leftOutCount: number;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'amount', description: 'The sum of the gifts whose amount could be read, in fen.' })
  amountFen: number;

  @Column(column.integer())
  @Field(() => Int, { description: 'Its version, which every change raises.' })
  version: number;

  @Column(column.time())
  @Field(() => Date, { description: 'When it was uploaded.' })
  createdAt: Date;

  @Column(column.id({ nullable: true }))
  projectId: string | null;

  @Column(column.text({ nullable: true }))
  @Field(() => String, {
    nullable: true,
    description: 'The code that the one transfer for all its gifts quotes; null before the rows are gifts.',
  })
  remarkCode: string | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When its rows became gifts; null before.' })
  committedAt: Date | null;

  @Column(column.id({ nullable: true }))
  committedById: string | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'Until when the transfer may reach the bank.' })
  expiresAt: Date | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When it was withdrawn or removed; otherwise null.' })
  endedAt: Date | null;

  @Column(column.id({ nullable: true }))
  endedById: string | null;

  @Field(() => [RecognisedColumn], { description: 'Its columns, as they were read.' })
  get columns(): RecognisedColumn[] {
    return JSON.parse(this.columnsJson) as RecognisedColumn[];
  }
}

/** What a row says. It has personal data. */
@Entity('collected_list_rows')
@ObjectType({ description: 'A row of a collected list.' })
export class CollectedListRow {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the row.' })
  id: string;

  @Column(column.id())
  listId: string;

  @Column(column.integer())
  @Field(() => Int, { name: 'rowNumber', description: 'Its number in the file, from 1.' })
  sheetRow: number;

  @Column(column.text())
  @Field(() => String, { description: 'The name of the giver; what the row says when it is no gift.' })
  name: string;

  @Column(column.integer({ nullable: true }))
  @Field(() => SafeInt, { nullable: true, name: 'amount', description: 'Fen; null when it could not be read.' })
  amountFen: number | null;

  @Column(column.text({ nullable: true }))
  @Field(() => DonorCategory, { nullable: true, description: 'The group of the giver; null when it names none.' })
  category: DonorCategory | null;

  @Column(column.text({ nullable: true }))
  @Field(() => Day, {
    nullable: true,
    description: 'The day on which the unit got the money; null when it names none.',
  })
  givenOn: string | null;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: 'A note of the unit; null without one.' })
  note: string | null;

  @Column(column.longText())
  textsJson: string;

  @Column(column.longText({ nullable: true }))
  faultsJson: string | null;

  @Column(column.text({ nullable: true }))
  @Field(() => LeftOut, { nullable: true, description: 'Why the row is no gift; null for a gift.' })
  leftOut: LeftOut | null;

  get faults(): CellFault[] {
    return this.faultsJson === null ? [] : (JSON.parse(this.faultsJson) as CellFault[]);
  }

  get texts(): Partial<Record<ListColumn, string>> {
    return JSON.parse(this.textsJson) as Partial<Record<ListColumn, string>>;
  }
}
