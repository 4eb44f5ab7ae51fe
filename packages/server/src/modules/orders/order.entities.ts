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
  description: 'Where an order stands.',
  valuesConfig: {
    PREPARED: { description: 'Waits for the signature of a second person; nothing has moved.' },
    DONE: { description: 'Carried out: signed by a second person, or by one where one is enough.' },
    WITHDRAWN: { description: 'Taken back by who prepared it, or by the platform because what it rested on changed; nothing moved.' },
    REFUSED: { description: 'Refused by somebody else than who prepared it; nothing moved.' },
  },
});
registerEnumType(OrderStepKind, {
  name: 'OrderStepKind',
  description: 'What somebody did with an order.',
  valuesConfig: {
    PREPARED: { description: 'Prepared it.' },
    SIGNED: { description: 'Signed it as the second person; it was carried out at once.' },
    DONE_ALONE: { description: 'Carried it out without a second person, as the limit of the month allowed.' },
    WITHDRAWN: { description: 'Took it back.' },
    REFUSED: { description: 'Refused it.' },
  },
});
registerEnumType(OrderObstacle, {
  name: 'OrderObstacle',
  description: 'Why the viewer may not sign an order.',
  valuesConfig: {
    NOT_A_TREASURER: { description: 'The viewer lacks the role for this step.' },
    OWN_UNIT: { description: 'The viewer belongs to the unit that is paid, or whose project it is.' },
    OTHER_DUTY: { description: 'The viewer has done a duty that excludes this one, such as verifying the stage that is paid.' },
    PREPARED_BY_VIEWER: { description: 'The viewer prepared it; another person signs.' },
    PREPARED_AGAINST_DUTY: { description: 'Who prepared it may not have: they belong to the unit or did an excluding duty. It has to be withdrawn and prepared anew.' },
    DECIDED: { description: 'It does not wait for a signature.' },
  },
});

/** Something that moves money or rights and that two people decide: always, or above the limit of a month. */
@Entity('orders')
@ObjectType('TwoPersonOrder', { description: 'Who prepared, signed, withdrew or refused something that two people decide, and when. For treasurers and administrators only.' })
export class Order {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the order.' })
  id: string;

  /** The name of its `OrderKind`. */
  @Column(column.text())
  kind: string;

  /** What it is about: a stage, a refund order, a line of a statement. */
  @Column(column.id())
  subjectId: string;

  @Column(column.id({ nullable: true }))
  projectId: string | null;

  /** The unit whose members keep out of it. */
  @Column(column.id({ nullable: true }))
  unitId: string | null;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'amount', description: 'Fen.' })
  amountFen: number;

  /** Whose payments of a month are added up for the limit: `project:<id>`, for example. */
  @Column(column.text())
  limitScope: string;

  /** Up to so many fen of the scope and month one person was enough when it was prepared; 0 where two always decide. */
  @Column(column.integer())
  @Field(() => SafeInt, { name: 'aloneUpTo', description: 'Up to so many fen in a month, all payments of the project added up, one person was enough when it was prepared; 0 where two people always decide.' })
  aloneUpToFen: number;

  @Column(column.text())
  @Field(() => OrderState, { description: 'Where it stands.' })
  state: OrderState;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: 'Why it was prepared, where that was said.' })
  reason: string | null;

  @Column(column.id())
  preparedById: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When it was prepared.' })
  preparedAt: Date;

  /** The second person; null while none has signed, and where one was enough. */
  @Column(column.id({ nullable: true }))
  signedById: string | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When it was carried out.' })
  doneAt: Date | null;

  /** The month of `doneAt` in Shanghai, as "YYYY-MM". */
  @Column(column.text({ nullable: true }))
  doneMonth: string | null;

  /** Who withdrew or refused it; null where the platform did. */
  @Column(column.id({ nullable: true }))
  closedById: string | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When it was withdrawn or refused.' })
  closedAt: Date | null;

  /** Whether it was decided before duties excluded each other and limits added up. The checks of both leave it out. */
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
  @Field(() => OrderStepKind, { description: 'What was done.' })
  kind: OrderStepKind;

  /** Null where the platform did it. */
  @Column(column.id({ nullable: true }))
  actorId: string | null;

  @Column(column.time())
  @Field(() => Date, { description: 'When.' })
  at: Date;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: 'Why, where that was said.' })
  note: string | null;
}

/** What single persons carried out of a scope in a month. Its row is the lock under which the limit is decided. */
@Entity('order_months')
export class OrderMonth {
  @PrimaryColumn(column.textKey())
  limitScope: string;

  @PrimaryColumn(column.textKey())
  month: string;

  @Column(column.integer())
  aloneFen: number;
}
