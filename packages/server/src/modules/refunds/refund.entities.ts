import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';
import { SafeInt } from '../../scalars.js';

export enum RefundCause {
  PROJECT_CANCELLED = 'PROJECT_CANCELLED',
  GOAL_NOT_REACHED = 'GOAL_NOT_REACHED',
  MISTAKEN_CONFIRMATION = 'MISTAKEN_CONFIRMATION',
}

export enum RefundStatus {
  PREPARED = 'PREPARED',
  APPROVED = 'APPROVED',
  WITHDRAWN = 'WITHDRAWN',
}

export enum RefundAction {
  APPROVE = 'APPROVE',
  WITHDRAW = 'WITHDRAW',
}

registerEnumType(RefundCause, {
  name: 'RefundCause',
  description: 'Why gifts leave a fund.',
  valuesConfig: {
    PROJECT_CANCELLED: { description: 'The project was ended by its organisation or a reviewer.' },
    GOAL_NOT_REACHED: { description: 'The funding rule was all or nothing, and funding ended below the goal.' },
    MISTAKEN_CONFIRMATION: {
      description:
        'A transfer was confirmed that had not arrived, or that was for another pledge. The pledge waits for its money again.',
    },
  },
});
registerEnumType(RefundStatus, {
  name: 'RefundStatus',
  description: 'The state of a refund order.',
  valuesConfig: {
    PREPARED: { description: 'The order waits for a second person.' },
    APPROVED: { description: 'The order was carried out: the money left the fund.' },
    WITHDRAWN: { description: 'The order was withdrawn or refused. No money moved.' },
  },
});
registerEnumType(RefundAction, {
  name: 'RefundAction',
  description: 'What the viewer may do with a refund order now.',
  valuesConfig: {
    APPROVE: { description: 'Approve the order as the second person, which carries it out.' },
    WITHDRAW: { description: 'Withdraw or refuse the order.' },
  },
});

/** Gifts of a project that are to be refunded. Its order tells who prepared and approved it. */
@Entity('refund_orders')
@ObjectType({
  description:
    'Gifts of a project that go back to their donors, or whose confirmation is taken back. One person prepares the order; it is carried out when a second person approves it.',
})
export class RefundOrder {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the order.' })
  id: string;

  @Column(column.id())
  projectId: string;

  @Column(column.text())
  @Field(() => RefundCause, { description: 'The cause of the order.' })
  cause: RefundCause;

  @Column(column.text())
  @Field(() => String, { description: "The treasurer's reason. It is public after the approval." })
  reason: string;

  @Column(column.integer())
  @Field(() => Int, { description: 'The number of gifts in the order.' })
  giftCount: number;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'total', description: 'The sum that goes back, in fen.' })
  totalFen: number;

  @Column(column.time())
  @Field(() => Date, { description: 'When a treasurer prepared the order.' })
  preparedAt: Date;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, {
    nullable: true,
    description: 'When a second person approved the order and the money left the fund; null before.',
  })
  approvedAt: Date | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When the order was withdrawn or refused; otherwise null.' })
  withdrawnAt: Date | null;

  @Column(column.text({ nullable: true }))
  @Field(() => String, {
    nullable: true,
    description: "The bank's reference of the payment; null when none was given.",
  })
  bankReference: string | null;

  @Field(() => RefundStatus, { description: 'The state of the order.' })
  get status(): RefundStatus {
    if (this.approvedAt !== null) return RefundStatus.APPROVED;
    return this.withdrawnAt === null ? RefundStatus.PREPARED : RefundStatus.WITHDRAWN;
  }
}

/** The amount of one gift that an order refunds. */
@Entity('refund_items')
@ObjectType({ description: 'The part of a refund order for one gift.' })
export class RefundItem {
  @PrimaryColumn(column.key())
  orderId: string;

  @PrimaryColumn(column.key())
  pledgeId: string;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'amount', description: 'The amount that goes back, in fen.' })
  amountFen: number;
}
