import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';
import { SafeInt } from '../../scalars.js';
import {
  ProgrammeMoveKind,
  ProgrammeMoveState,
  ProgrammeSource,
  ProgrammeState,
  SourceUse,
} from './programme.enums.js';

@Entity('programmes')
@ObjectType({ description: 'An aid programme: earmarked money beside projects, from which grants are paid.' })
export class Programme {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the programme.' })
  id: string;

  @Column(column.text())
  @Field(() => String, { description: 'The name.' })
  title: string;

  /** The name in the form in which it is searched. */
  @Column(column.text({ nullable: true }))
  searchText: string | null;

  @Column(column.text())
  @Field(() => String, { description: 'What the money is for, and who can get it.' })
  purpose: string;

  @Column(column.text())
  @Field(() => SourceUse, { description: 'Which source pays a grant.' })
  sourceUse: SourceUse;

  @Column(column.text())
  @Field(() => ProgrammeState, { description: 'The state.' })
  state: ProgrammeState;

  @Column(column.id())
  proposedById: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When it was proposed.' })
  proposedAt: Date;

  @Column(column.id({ nullable: true }))
  decidedById: string | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When a reviewer decided; null before.' })
  decidedAt: Date | null;

  /** Why it was refused. */
  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: 'Why it was refused; null otherwise.' })
  reason: string | null;
}

/** The money of one source in a programme. It changes under the lock of the programme. */
@Entity('programme_funds')
@ObjectType({ description: 'The money of one source in an aid programme.' })
export class ProgrammeFund {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the account. The codes of its accounts in the ledger contain it.' })
  id: string;

  @Column(column.id())
  programmeId: string;

  @Column(column.text())
  @Field(() => ProgrammeSource, { description: 'The source.' })
  source: ProgrammeSource;

  @Column(column.integer())
  @Field(() => Int, { description: 'The place in the order in which sources pay, from 1.' })
  place: number;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'received', description: 'What arrived from this source, in fen.' })
  receivedFen: number;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'granted', description: 'What it paid for grants and did not get back, in fen.' })
  grantedFen: number;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'movedIn', description: 'What came from other programmes, in fen.' })
  movedInFen: number;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'movedOut', description: 'What went to other programmes, in fen.' })
  movedOutFen: number;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'held', description: 'What is in public notice to go to other programmes, in fen.' })
  heldFen: number;
}

/** A movement of money that two people decide. */
@Entity('programme_moves')
@ObjectType({ description: 'A movement of money of an aid programme. Two people decide it.' })
export class ProgrammeMove {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the movement.' })
  id: string;

  @Column(column.id())
  programmeId: string;

  @Column(column.text())
  @Field(() => ProgrammeMoveKind, { description: 'What it is.' })
  kind: ProgrammeMoveKind;

  /** Of an income or an allocation. */
  @Column(column.text({ nullable: true }))
  @Field(() => ProgrammeSource, {
    nullable: true,
    description: 'The source of an income or an allocation; null for grants.',
  })
  source: ProgrammeSource | null;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'amount', description: 'The amount, in fen.' })
  amountFen: number;

  @Column(column.text())
  @Field(() => String, { description: 'What it is, in words for everybody.' })
  note: string;

  @Column(column.text())
  @Field(() => ProgrammeMoveState, { description: 'The state.' })
  state: ProgrammeMoveState;

  @Column(column.text({ nullable: true }))
  bankReference: string | null;

  /** Null where a movement came to nothing, so that its reference can be used again. */
  @Column(column.text({ nullable: true }))
  referenceKey: string | null;

  /** The programme to which an allocation goes. */
  @Column(column.id({ nullable: true }))
  toProgrammeId: string | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When the public notice of an allocation ends; null otherwise.' })
  noticeEndsAt: Date | null;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: 'Why a reviewer stopped it; null otherwise.' })
  stopReason: string | null;

  @Column(column.id({ nullable: true }))
  stoppedById: string | null;

  @Column(column.time())
  @Field(() => Date, { description: 'When it was prepared.' })
  preparedAt: Date;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When it was booked; null before.' })
  doneAt: Date | null;
}
