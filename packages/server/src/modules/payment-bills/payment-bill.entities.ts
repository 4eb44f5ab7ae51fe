import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';
import { SafeInt } from '../../scalars.js';
import { PaymentMethod, type OnlineMethod } from '../pledges/index.js';
import { BillDifferenceKind, BillSubject, PaymentBillStatus } from './payment-bill.enums.js';

@Entity('payment_bills')
@ObjectType({
  description: "A payment provider's bill of a day: all that was paid and went back, as the provider says.",
})
export class PaymentBill {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the bill.' })
  id: string;

  @Column(column.text())
  @Field(() => PaymentMethod, { description: 'The provider.' })
  method: OnlineMethod;

  @Column(column.text())
  @Field(() => String, { description: 'The day in Shanghai, as YYYY-MM-DD.' })
  day: string;

  /** The day as moments: from its beginning until before its end. */
  @Column(column.time())
  beginsAt: Date;

  @Column(column.time())
  endsAt: Date;

  @Column(column.text())
  @Field(() => PaymentBillStatus, { description: 'The state of the bill.' })
  status: PaymentBillStatus;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When the provider is asked next; null when it is not asked.' })
  nextTryAt: Date | null;

  @Column(column.integer())
  tries: number;

  @Column(column.text({ nullable: true }))
  @Field(() => String, {
    nullable: true,
    description: 'Why the bill could not be fetched or read last, as a code; null when it could, or was not asked for.',
  })
  failure: string | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When the bill was compared last; null before.' })
  checkedAt: Date | null;

  /** The SHA-256 of the file; null when the provider had none. */
  @Column(column.text({ nullable: true }))
  digest: string | null;

  @Column(column.integer())
  @Field(() => Int, { description: 'How many payments the bill has.' })
  payments: number;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'paid', description: 'What was paid, by the bill, in fen.' })
  paidFen: number;

  @Column(column.integer())
  @Field(() => Int, { description: 'How many refunds the bill has.' })
  refunds: number;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'refunded', description: 'What went back, by the bill, in fen.' })
  refundedFen: number;
}

/** A row of a bill, as the provider wrote it. */
@Entity('payment_bill_rows')
export class PaymentBillRow {
  @PrimaryColumn(column.key())
  billId: string;

  @PrimaryColumn(column.textKey())
  kind: BillSubject;

  @PrimaryColumn(column.textKey())
  number: string;

  @Column(column.integer())
  amountFen: number;
}

@Entity('payment_bill_differences')
@ObjectType({ description: "A difference between a provider's bill and our payments and refunds." })
export class BillDifference {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the difference.' })
  id: string;

  @Column(column.id())
  billId: string;

  @Column(column.text())
  @Field(() => BillSubject, { description: 'Whether it is about a payment or a refund.' })
  subject: BillSubject;

  @Column(column.text())
  @Field(() => String, { description: 'The number of the payment or refund at the provider.' })
  number: string;

  @Column(column.text())
  @Field(() => BillDifferenceKind, { description: 'How the bill differs.' })
  kind: BillDifferenceKind;

  @Column(column.integer({ nullable: true }))
  @Field(() => SafeInt, { name: 'ours', nullable: true, description: 'What we recorded, in fen; null when nothing.' })
  oursFen: number | null;

  @Column(column.integer({ nullable: true }))
  @Field(() => SafeInt, {
    name: 'theirs',
    nullable: true,
    description: 'What the bill says, in fen; null when nothing.',
  })
  theirsFen: number | null;

  @Column(column.time())
  @Field(() => Date, { description: 'When the difference was found.' })
  foundAt: Date;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, {
    nullable: true,
    description: 'When a later bill, or the same one fetched again, agreed with our records; null otherwise.',
  })
  goneAt: Date | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When somebody settled it; null while it waits.' })
  settledAt: Date | null;

  @Column(column.id({ nullable: true }))
  settledById: string | null;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: 'What was found out and done, by whoever settled it.' })
  note: string | null;
}
