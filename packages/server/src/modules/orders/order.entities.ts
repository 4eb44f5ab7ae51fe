import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';
import { SafeInt } from '../../scalars.js';

export enum OrderState {
  PREPARED = 'PREPARED',
  DONE = 'DONE',
  WITHDRAWN = 'WITHDRAWN',
  REFUSED = 'REFUSED',
}

export enum OrderStepKind {
  PREPARED = 'PREPARED',
  SIGNED = 'SIGNED',
  DONE_ALONE = 'DONE_ALONE',
  WITHDRAWN = 'WITHDRAWN',
  REFUSED = 'REFUSED',
}

/** Why somebody may not take a step of an order. */
export enum OrderObstacle {
  NOT_A_TREASURER = 'NOT_A_TREASURER',
  OWN_UNIT = 'OWN_UNIT',
  OTHER_DUTY = 'OTHER_DUTY',
  PREPARED_BY_VIEWER = 'PREPARED_BY_VIEWER',
  PREPARED_AGAINST_DUTY = 'PREPARED_AGAINST_DUTY',
  DECIDED = 'DECIDED',
}

registerEnumType(OrderState, {
  name: 'OrderState',
  description: 'The state of an order.',
  valuesConfig: {
    PREPARED: { description: 'The order waits for the signature of a second person. No money has moved.' },
    DONE: { description: 'The order was carried out. A second person signed it, or one person was enough.' },
    WITHDRAWN: {
      description:
        'The person who prepared the order withdrew it, or the platform did because its conditions changed. No money moved.',
    },
    REFUSED: { description: 'A person other than the one who prepared the order refused it. No money moved.' },
  },
});
registerEnumType(OrderStepKind, {
  name: 'OrderStepKind',
  description: 'A step that a person took with an order.',
  valuesConfig: {
    PREPARED: { description: 'The person prepared the order.' },
    SIGNED: { description: 'The person signed the order as the second person. The order was carried out at once.' },
    DONE_ALONE: {
      description: 'The person carried the order out without a second person, as the limit of the month allowed.',
    },
    WITHDRAWN: { description: 'The person withdrew the order.' },
    REFUSED: { description: 'The person refused the order.' },
  },
});
registerEnumType(OrderObstacle, {
  name: 'OrderObstacle',
  description: 'The reason why the viewer may not sign an order.',
  valuesConfig: {
    NOT_A_TREASURER: { description: 'The viewer lacks the role for this step.' },
    OWN_UNIT: { description: 'The viewer belongs to the unit that is paid, or that runs the project.' },
    OTHER_DUTY: {
      description: 'The viewer has done a duty that excludes this one, such as deciding as a reviewer on the project.',
    },
    PREPARED_BY_VIEWER: { description: 'The viewer prepared the order; another person has to sign it.' },
    PREPARED_AGAINST_DUTY: {
      description:
        'The person who prepared the order was not allowed to: they belong to the unit, did a duty that excludes it, or have a suspended account. The order has to be withdrawn and prepared again.',
    },
    DECIDED: { description: 'The order does not wait for a signature.' },
  },
});

/** An order that moves money or rights. Two people decide it: always, or above the limit of a month. */
@Entity('orders')
@ObjectType('TwoPersonOrder', {
  description:
    'Something that two people decide, with the people who prepared, signed, withdrew or refused it, and when. Only treasurers and administrators see it.',
})
export class Order {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the order.' })
  id: string;

  /** The name of its `OrderKind`. */
  @Column(column.text())
  kind: string;

  /** The id of its subject: a stage, a refund order or a statement line, for example. */
  @Column(column.id())
  subjectId: string;

  @Column(column.id({ nullable: true }))
  projectId: string | null;

  /** The unit whose members must keep out of the order. */
  @Column(column.id({ nullable: true }))
  unitId: string | null;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'amount', description: 'Amount in fen; 0 when the order moves no money.' })
  amountFen: number;

  /** The scope whose payments of a month are added up for the limit, such as `payee:<unit>`. */
  @Column(column.text())
  limitScope: string;

  /**
   * A second scope whose payments of a month are added up by themselves, such as `account:<number>`; null when there is
   * none. One person is enough only where the limits of both allow it.
   */
  @Column(column.text({ nullable: true }))
  secondScope: string | null;

  /**
   * The limit when the order was prepared, in fen of its scope and month. One person was enough up to this sum; 0 means
   * that two people always decide.
   */
  @Column(column.integer())
  @Field(() => SafeInt, {
    name: 'aloneUpTo',
    description:
      'The limit in fen that held when the order was prepared: up to this sum in a month one person was enough: of all payments to one organisation, or of all orders of this kind. 0 when two people always decide.',
  })
  aloneUpToFen: number;

  @Column(column.text())
  @Field(() => OrderState, { description: 'The state of the order.' })
  state: OrderState;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: 'Why the order was prepared; null when no reason was given.' })
  reason: string | null;

  @Column(column.id())
  preparedById: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When the order was prepared.' })
  preparedAt: Date;

  /** The second person; null until somebody has signed, and when one person was enough. */
  @Column(column.id({ nullable: true }))
  signedById: string | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When the order was carried out; null before.' })
  doneAt: Date | null;

  /** The month of `doneAt` in Shanghai, as "YYYY-MM". */
  @Column(column.text({ nullable: true }))
  doneMonth: string | null;

  /** Who withdrew or refused the order; null when the platform withdrew it. */
  @Column(column.id({ nullable: true }))
  closedById: string | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When the order was withdrawn or refused; null otherwise.' })
  closedAt: Date | null;

  /**
   * Whether the order was decided before duties excluded each other and limits were added up. The checks of both rules
   * ignore such orders.
   */
  @Column(column.flag())
  isFromBefore: boolean;
}

/** One step of an order's history. Rows are only ever added. */
@Entity('order_steps')
@ObjectType({ description: 'One step of the history of an order.' })
export class OrderStep {
  @PrimaryColumn(column.key())
  orderId: string;

  @PrimaryColumn(column.integerKey())
  position: number;

  @Column(column.text())
  @Field(() => OrderStepKind, { description: 'What the person did.' })
  kind: OrderStepKind;

  /** Null when the platform did it. */
  @Column(column.id({ nullable: true }))
  actorId: string | null;

  @Column(column.time())
  @Field(() => Date, { description: 'When the person did it.' })
  at: Date;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: 'The reason; null when none was given.' })
  note: string | null;
}

/** What single persons carried out within a scope in a month. The row is the lock under which the limit is decided. */
@Entity('order_months')
export class OrderMonth {
  @PrimaryColumn(column.textKey())
  limitScope: string;

  @PrimaryColumn(column.textKey())
  month: string;

  @Column(column.integer())
  aloneFen: number;
}
