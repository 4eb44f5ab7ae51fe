import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';
import { SafeInt } from '../../scalars.js';

export enum WorkState {
  RUNNING = 'RUNNING',
  DONE = 'DONE',
  FAILED = 'FAILED',
  CANCELLED = 'CANCELLED',
}

registerEnumType(WorkState, {
  name: 'WorkState',
  description: 'The state of a long work.',
  valuesConfig: {
    RUNNING: { description: 'The work runs, or waits for its turn.' },
    DONE: { description: 'The work has ended.' },
    FAILED: { description: 'The work failed; `failure` says why.' },
    CANCELLED: { description: 'A person cancelled the work. What was done before stays done.' },
  },
});

@ObjectType({ description: 'One figure of the result of a long work.' })
export class WorkCount {
  @Field(() => String, { description: 'What is counted, such as newLines.' })
  name: string;

  @Field(() => Int, { description: 'The number that was counted.' })
  count: number;

  @Field(() => SafeInt, { nullable: true, description: 'Their sum in fen; null where no money is counted.' })
  sum?: number | null;
}

/**
 * Long work that a person asked for. The transaction of the request writes the row, so the work survives any crash. The
 * row stays after the work has ended, so that its outcome can still be read.
 */
@Entity('works')
@ObjectType({ description: 'Long work that a person started: its progress and its result.' })
export class Work {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the work.' })
  id: string;

  @Column(column.text())
  @Field(() => String, { description: 'Name of the kind of work, such as STATEMENT_IMPORT.' })
  kind: string;

  /** The id of the row that the work is about. */
  @Column(column.id())
  subjectId: string;

  @Column(column.text())
  @Field(() => String, { description: 'What the work is about, such as the name of a file.' })
  subject: string;

  @Column(column.id())
  startedById: string;

  @Column(column.text())
  @Field(() => WorkState, { description: 'The state of the work.' })
  state: WorkState;

  @Column(column.integer())
  @Field(() => Int, { description: 'The number of finished items.' })
  done: number;

  @Column(column.integer())
  @Field(() => Int, { description: 'The number of items to do; 0 while it is not known.' })
  total: number;

  @Column(column.longText())
  outcomeJson: string;

  @Column(column.text({ nullable: true }))
  failureKey: string | null;

  /** What the person asked for, as the kind of work reads it; null when the subject says it all. */
  @Column(column.longText({ nullable: true }))
  requestJson: string | null;

  /** How often the work was begun. After an interruption it begins again from the start. */
  @Column(column.integer())
  attempts: number;

  @Column(column.time())
  @Field(() => Date, { description: 'When the person started it.' })
  startedAt: Date;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When it ended; null while it runs.' })
  finishedAt: Date | null;

  @Field(() => [WorkCount], { description: 'The result, in figures.' })
  get outcome(): WorkCount[] {
    return JSON.parse(this.outcomeJson) as WorkCount[];
  }
}
