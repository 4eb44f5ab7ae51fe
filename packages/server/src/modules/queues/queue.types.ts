import { ArgsType, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { PageArgs } from '../../connection.js';
import { SafeInt } from '../../scalars.js';

export enum QueueSort {
  DEADLINE = 'DEADLINE',
  OLDEST = 'OLDEST',
  NEWEST = 'NEWEST',
  LARGEST = 'LARGEST',
}

registerEnumType(QueueSort, {
  name: 'QueueSort',
  description: 'The order of the items of a queue.',
  valuesConfig: {
    DEADLINE: { description: 'By deadline. An item without a deadline counts with the moment at which it came.' },
    OLDEST: { description: 'Items that came first come first.' },
    NEWEST: { description: 'Items that came last come first.' },
    LARGEST: { description: 'By amount, the largest first. Only for queues whose items have an amount.' },
  },
});

@ArgsType()
export class QueueArgs extends PageArgs {
  @Field(() => String, {
    nullable: true,
    description: 'The text to search for; up to 100 characters.',
  })
  search?: string | null;

  @Field(() => QueueSort, {
    nullable: true,
    defaultValue: QueueSort.DEADLINE,
    description: 'The order of the items.',
  })
  sort?: QueueSort | null;
}

@ObjectType({ description: 'The figures of a whole queue of work, however many items a page shows.' })
export class QueueState {
  @Field(() => ID, { description: 'Name of the queue.' })
  name: string;

  @Field(() => String, { description: 'What the items are, in the language of the viewer.' })
  label: string;

  @Field(() => String, { description: 'The path of the page on which people work on the queue.' })
  path: string;

  @Field(() => [String], {
    description: 'The topics of `changed` whose versions change when the queue may have changed.',
  })
  topics: readonly string[];

  @Field(() => Boolean, {
    description: 'Whether the viewer decides on the items. False for people who only read them.',
  })
  viewerWorks: boolean;

  @Field(() => Int, { description: 'The number of items that wait.' })
  count: number;

  @Field(() => Int, { description: 'The number of items whose deadline has passed.' })
  overdue: number;

  @Field(() => Date, {
    nullable: true,
    description:
      'The earliest deadline, where an item without a deadline counts with the moment at which it came. Null when nothing waits.',
  })
  firstDueAt: Date | null;

  @Field(() => SafeInt, {
    name: 'total',
    nullable: true,
    description: 'The sum of all items in fen; null when the items have no amount.',
  })
  totalFen: number | null;
}

@ObjectType({ description: 'Another person who has an item of a queue open.' })
export class QueueLooker {
  @Field(() => String, { description: 'Name of the person.' })
  name: string;

  @Field(() => Date, { description: 'When the person opened it.' })
  since: Date;
}

@ObjectType({ description: 'The place of an item in its queue.' })
export class QueueItem {
  @Field(() => ID, { description: 'Id of the item.' })
  id: string;

  @Field(() => Date, { description: 'When the item came into the queue.' })
  cameAt: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'The deadline that the law, the rules or a published promise sets; null when there is none.',
  })
  deadline: Date | null;

  @Field(() => Boolean, { description: 'Whether the deadline has passed.' })
  isOverdue: boolean;

  @Field(() => [QueueLooker], {
    description: 'Other people who have the item open now, the first one first. This prevents nobody from deciding.',
  })
  lookedAtBy: QueueLooker[];
}
