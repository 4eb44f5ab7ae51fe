import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';
import { SafeInt } from '../../scalars.js';
import { PaymentMethod, type OnlineMethod } from '../pledges/index.js';
import { OnlinePaymentStatus, OnlineRefundStatus, PaymentScene, StrayReason } from './online-payment.enums.js';

@Entity('online_payments')
@ObjectType({ description: 'One attempt to pay a pledge through a payment provider.' })
export class OnlinePayment {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the payment.' })
  id: string;

  @Column(column.id())
  pledgeId: string;

  @Column(column.text())
  @Field(() => PaymentMethod, { description: 'The provider.' })
  method: OnlineMethod;

  @Column(column.text())
  @Field(() => PaymentScene, { description: 'Where the person pays.' })
  scene: PaymentScene;

  /** Our number of it at the provider. */
  @Column(column.text())
  tradeNo: string;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'amount', description: 'The amount that the provider was asked for, in fen.' })
  amountFen: number;

  @Column(column.text())
  @Field(() => OnlinePaymentStatus, { description: 'The state of the payment.' })
  status: OnlinePaymentStatus;

  /** What the person needs to pay: the text of a QR code, or an address. Null before the provider answered. */
  @Column(column.text({ nullable: true }))
  checkout: string | null;

  @Column(column.time())
  @Field(() => Date, { description: 'When the payment was started.' })
  createdAt: Date;

  @Column(column.time())
  @Field(() => Date, { description: 'Until when the person can pay.' })
  expiresAt: Date;

  /** When we ask the provider next. Null when nothing is open any more. */
  @Column(column.time({ nullable: true }))
  nextQueryAt: Date | null;

  /** How often we asked the provider. */
  @Column(column.integer())
  queries: number;

  /** The pledge, the way and the place while it is not settled; null afterwards. There is one of each at a time. */
  @Column(column.text({ nullable: true }))
  openKey: string | null;

  /** The provider's number of the payment. */
  @Column(column.text({ nullable: true }))
  transactionId: string | null;

  /** What the provider says was paid. */
  @Column(column.integer({ nullable: true }))
  paidFen: number | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When it was paid, by the provider; null before.' })
  paidAt: Date | null;

  /** The journal entry that recorded the money. */
  @Column(column.id({ nullable: true }))
  entryId: string | null;

  @Column(column.text({ nullable: true }))
  @Field(() => StrayReason, {
    nullable: true,
    description: 'Why the money became no gift and goes back; null for a gift, and before the payment.',
  })
  strayReason: StrayReason | null;

  @Field(() => String, {
    nullable: true,
    description: 'The text of the QR code that WeChat reads; null unless the person can pay by one now.',
  })
  get qrText(): string | null {
    return this.scene === PaymentScene.QR ? this.openCheckout : null;
  }

  @Field(() => String, {
    nullable: true,
    description: "The address of the provider's page on which to pay; null unless the person can pay there now.",
  })
  get payUrl(): string | null {
    return this.scene === PaymentScene.QR ? null : this.openCheckout;
  }

  private get openCheckout(): string | null {
    return this.status === OnlinePaymentStatus.OPEN ? this.checkout : null;
  }
}

/** Money that goes back to its payer through the provider. */
@Entity('online_refunds')
@ObjectType({ description: 'Money that goes back to its payer through the payment provider.' })
export class OnlineRefund {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the refund.' })
  id: string;

  @Column(column.id())
  paymentId: string;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'amount', description: 'What goes back, in fen.' })
  amountFen: number;

  @Column(column.text())
  @Field(() => OnlineRefundStatus, { description: 'The state of the refund.' })
  status: OnlineRefundStatus;

  @Column(column.time())
  @Field(() => Date, { description: 'When it was decided that the money goes back.' })
  createdAt: Date;

  /** When the provider is asked next; null when the money is back. */
  @Column(column.time({ nullable: true }))
  nextTryAt: Date | null;

  @Column(column.integer())
  tries: number;

  /** The provider's code when it refused last. It is asked again, because most reasons pass. */
  @Column(column.text({ nullable: true }))
  failure: string | null;

  /** The provider's number of the refund. */
  @Column(column.text({ nullable: true }))
  refundId: string | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When the provider said that the money is back; null before.' })
  doneAt: Date | null;
}

/** A notice that was processed, so that the same one again does nothing. */
@Entity('payment_notices')
export class PaymentNotice {
  /** The digest of what names the notice. */
  @PrimaryColumn(column.textKey())
  digest: string;

  @Column(column.time())
  forgetAt: Date;
}
