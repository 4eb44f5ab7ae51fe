import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';
import { SafeInt } from '../../scalars.js';
import { BesideReason, RowDecision } from './statement.enums.js';

/** A row below the header that is no movement, or may be none; and what a treasurer said of it. */
@Entity('statement_rows')
@ObjectType({ description: 'A row of a statement\'s file that is no movement, or may be none. For treasurers and administrators only.' })
export class StatementRow {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the row.' })
  id: string;

  @Column(column.id())
  statementId: string;

  @Column(column.integer())
  @Field(() => Int, { name: 'row', description: 'Its row in the file, as a spreadsheet counts.' })
  rowNumberInFile: number;

  @Column(column.text())
  @Field(() => String, { name: 'text', description: 'Its cells, one behind the other.' })
  content: string;

  @Column(column.integer({ nullable: true }))
  @Field(() => SafeInt, { name: 'amount', nullable: true, description: 'What it would move, in fen; null where it has no amount.' })
  amountFen: number | null;

  @Column(column.text())
  @Field(() => BesideReason, { description: 'Why it is no movement, or may be none.' })
  reason: BesideReason;

  @Column(column.flag())
  undecided: boolean;

  @Column(column.text({ nullable: true }))
  @Field(() => RowDecision, { nullable: true, description: 'What a treasurer said it is; null where nobody did.' })
  decision: RowDecision | null;

  @Column(column.id({ nullable: true }))
  decidedById: string | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When that was said.' })
  decidedAt: Date | null;

  @Field(() => Boolean, { description: 'Whether the file waits for a treasurer to say what this row is.' })
  get waits(): boolean {
    return this.undecided && this.decision === null;
  }
}
