import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';
import { SafeInt } from '../../scalars.js';
import { GrantState, ProgrammeSource } from './programme.enums.js';

/**
 * A person who got a grant: name and account number, sealed. Each person has one row, so that people are counted
 * without being read.
 */
@Entity('programme_recipients')
export class ProgrammeRecipient {
  @PrimaryColumn(column.key())
  id: string;

  @Column(column.text())
  payeeSealed: string;

  /** A keyed digest by which the person is found again. */
  @Column(column.text({ nullable: true }))
  payeeIndex: string | null;
}

/** One payment to one person. */
@Entity('programme_grants')
export class ProgrammeGrant {
  @PrimaryColumn(column.key())
  id: string;

  /** The movement that pays it with others. */
  @Column(column.id())
  moveId: string;

  @Column(column.id())
  programmeId: string;

  /** The row of the list, from 1. */
  @Column(column.integer())
  position: number;

  @Column(column.id())
  recipientId: string;

  @Column(column.text())
  bank: string;

  @Column(column.integer())
  amountFen: number;

  @Column(column.text())
  state: GrantState;

  @Column(column.time({ nullable: true }))
  returnedAt: Date | null;

  @Column(column.id({ nullable: true }))
  returnedById: string | null;

  @Column(column.text({ nullable: true }))
  returnReference: string | null;

  @Column(column.text({ nullable: true }))
  returnKey: string | null;
}

/** What a source paid of a grant. */
@Entity('programme_grant_sources')
export class ProgrammeGrantSource {
  @PrimaryColumn(column.key())
  grantId: string;

  @PrimaryColumn(column.key())
  fundId: string;

  @Column(column.integer())
  amountFen: number;
}

/** What one source paid. */
@ObjectType({ description: 'What one source of an aid programme paid.' })
export class SourceShare {
  @Field(() => ProgrammeSource, { description: 'The source.' })
  source: ProgrammeSource;

  @Field(() => SafeInt, { description: 'What it paid, in fen.' })
  amount: number;
}

/** A recipient as somebody reads it who gave a reason. No list of the API has such rows. */
@ObjectType({ description: 'A recipient of a grant, read with a reason. The look is on record.' })
export class GrantRead {
  @Field(() => ID, { description: 'Id of the grant.' })
  id: string;

  @Field(() => Int, { description: 'The row of the list, from 1.' })
  position: number;

  @Field(() => String, { description: 'The name.' })
  name: string;

  @Field(() => String, { description: 'The number of the account.' })
  account: string;

  @Field(() => String, { description: 'The bank and its branch.' })
  bank: string;

  @Field(() => SafeInt, { description: 'The amount, in fen.' })
  amount: number;

  @Field(() => GrantState, { description: 'The state of the grant.' })
  state: GrantState;

  @Field(() => [SourceShare], { description: 'Which source paid how much of it; empty before it was paid.' })
  sources: SourceShare[];
}
