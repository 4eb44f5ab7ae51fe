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
  description: 'Why gifts are taken out of a fund.',
  valuesConfig: {
    PROJECT_CANCELLED: { description: 'The project was ended by its organisation or a reviewer.' },
    GOAL_NOT_REACHED: { description: 'All or nothing held, and funding ended below the goal.' },
    MISTAKEN_CONFIRMATION: { description: 'A transfer was confirmed that had not arrived, or not for this pledge; the pledge waits for its money again.' },
  },
});
registerEnumType(RefundStatus, {
  name: 'RefundStatus',
  description: 'Where a refund order stands.',
  valuesConfig: {
    PREPARED: { description: 'Waits for a second person.' },
    APPROVED: { description: 'Carried out: the money left the fund.' },
    WITHDRAWN: { description: 'Taken back; nothing moved.' },
  },
});
registerEnumType(RefundAction, {
  name: 'RefundAction',
  description: 'What a viewer may do with a refund order now.',
  valuesConfig: {
    APPROVE: { description: 'Carry it out, as the second person.' },
    WITHDRAW: { description: 'Take it back.' },
  },
});

/** Gifts of a project that are to go back. Who prepared and approved it is in its order of two people. */
@Entity('refund_orders')
@ObjectType({ description: 'Gifts of a project that go back to their donors, or whose confirmation is taken back: prepared by one person, carried out when a second approves.' })
export class RefundOrder {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the order.' })
  id: string;

  @Column(column.id())
  projectId: string;

  @Column(column.text())
  @Field(() => RefundCause, { description: 'What made it necessary.' })
  cause: RefundCause;

  @Column(column.text())
  @Field(() => String, { description: 'Why, in the treasurer\'s words; public once approved.' })
  reason: string;

  @Column(column.integer())
  @Field(() => Int, { description: 'How many gifts it takes in.' })
  giftCount: number;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'total', description: 'What goes back of all of them, in fen.' })
  totalFen: number;

  @Column(column.time())
  @Field(() => Date, { description: 'When a treasurer prepared it.' })
  preparedAt: Date;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When a second person approved it and the money left the fund.' })
  approvedAt: Date | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When it was taken back instead.' })
  withdrawnAt: Date | null;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: 'The bank\'s reference of the payment, where it was given.' })
  bankReference: string | null;

  @Field(() => RefundStatus, { description: 'Where it stands.' })
  get status(): RefundStatus {
    if (this.approvedAt !== null) return RefundStatus.APPROVED;
    return this.withdrawnAt === null ? RefundStatus.PREPARED : RefundStatus.WITHDRAWN;
  }
}

/** What goes back of one gift by an order. */
@Entity('refund_items')
@ObjectType({ description: 'What goes back of one gift by a refund order.' })
export class RefundItem {
  @PrimaryColumn(column.key())
  orderId: string;

  @PrimaryColumn(column.key())
  pledgeId: string;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'amount', description: 'Fen.' })
  amountFen: number;
}
