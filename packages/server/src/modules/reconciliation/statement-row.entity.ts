import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';
import { SafeInt } from '../../scalars.js';
import { BesideReason, RowDecision } from './statement.enums.js';
import { PersonalData } from '../trace/index.js';
import { seeStatements } from './reconciliation.permissions.js';

/** A row below the header that is not a movement, or may not be one, with the treasurer's decision on it. */
@Entity('statement_rows')
@ObjectType({
  description:
    "A row of a statement's file that is no movement or may be none. Only treasurers and administrators see it.",
})
export class StatementRow {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the row.' })
  id: string;

  @Column(column.id())
  statementId: string;

  @Column(column.integer())
  @Field(() => Int, { name: 'row', description: 'Number of the row in the file, as a spreadsheet counts rows.' })
  rowNumberInFile: number;

  @Column(column.text())
  @PersonalData({ seenWith: seeStatements })
  @Field(() => String, { name: 'text', description: "The texts of the row's cells, joined." })
  content: string;

  @Column(column.integer({ nullable: true }))
  @Field(() => SafeInt, {
    name: 'amount',
    nullable: true,
    description: 'The amount of the row in fen; null when it has none.',
  })
  amountFen: number | null;

  @Column(column.text())
  @Field(() => BesideReason, { description: 'Why the row is no movement or may be none.' })
  reason: BesideReason;

  @Column(column.flag())
  undecided: boolean;

  @Column(column.text({ nullable: true }))
  @Field(() => RowDecision, {
    nullable: true,
    description: 'What a treasurer decided about the row; null when nobody did.',
  })
  decision: RowDecision | null;

  @Column(column.id({ nullable: true }))
  decidedById: string | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When the treasurer decided; null when nobody did.' })
  decidedAt: Date | null;

  @Field(() => Boolean, { description: 'Whether a treasurer has to decide what this row is.' })
  get waits(): boolean {
    return this.undecided && this.decision === null;
  }
}
