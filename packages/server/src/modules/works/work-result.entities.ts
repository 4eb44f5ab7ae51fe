import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';
import { SafeInt } from '../../scalars.js';

/** The file that a work made. The row stays when the file has been removed, so that the page can say so. */
@Entity('work_results')
@ObjectType({ description: 'The file that a long work made.' })
export class WorkResult {
  @PrimaryColumn(column.key())
  workId: string;

  @Column(column.text())
  @Field(() => String, { description: 'The name under which a browser saves it.' })
  fileName: string;

  @Column(column.text())
  type: string;

  @Column(column.integer())
  @Field(() => SafeInt, { description: 'Its size in bytes.' })
  bytes: number;

  @Column(column.time())
  @Field(() => Date, { description: 'When it is removed.' })
  keptUntil: Date;

  @Column(column.time({ nullable: true }))
  removedAt: Date | null;
}

/**
 * A piece of the file of a work. Files are rows, so that every node of a server can make and send each of them, and so
 * that a piece is stored in the same transaction as the progress.
 */
@Entity('work_result_parts')
export class WorkResultPart {
  @PrimaryColumn(column.key())
  workId: string;

  @PrimaryColumn(column.integerKey())
  position: number;

  @Column(column.bytes())
  content: Buffer;
}
