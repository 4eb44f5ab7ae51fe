import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';
import { Day, SafeInt } from '../../scalars.js';

export enum MemberAmounts {
  NOBODY = 'NOBODY',
  OWNERS = 'OWNERS',
  EDITORS = 'EDITORS',
}

registerEnumType(MemberAmounts, {
  name: 'MemberAmounts',
  description: 'Who sees at the desk of a unit how much each of its members gave.',
  valuesConfig: {
    NOBODY: { description: 'Nobody, unless the unit decides otherwise.' },
    OWNERS: { description: 'Owners of the unit.' },
    EDITORS: { description: 'Owners and editors of the unit.' },
  },
});

export enum UnitAnswer {
  GAVE = 'GAVE',
  PROMISED = 'PROMISED',
  NONE = 'NONE',
}

registerEnumType(UnitAnswer, {
  name: 'UnitAnswer',
  description: 'Whether a unit has answered a call for gifts.',
  valuesConfig: {
    GAVE: { description: 'It, or a unit below it, gave.' },
    PROMISED: { description: 'It, or a unit below it, promised a gift that is not paid yet.' },
    NONE: { description: 'It has not answered yet.' },
  },
});

/** Whom a unit lets see what its members gave. Without a row, nobody. */
@Entity('unit_desk_rules')
export class UnitDeskRule {
  @PrimaryColumn(column.key())
  organizationId: string;

  @Column(column.text())
  amountsFor: MemberAmounts;

  @Column(column.id())
  setById: string;

  @Column(column.time())
  setAt: Date;
}

/** One unit reminded another that is directly below it, once a day at most. */
@Entity('unit_reminders')
@ObjectType({ description: 'A reminder of a unit to one that is directly below it.' })
export class UnitReminder {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the reminder.' })
  id: string;

  @Column(column.id())
  organizationId: string;

  @Column(column.id())
  unitId: string;

  /** The day in Shanghai on which it was sent. */
  @Column(column.text())
  day: string;

  @Column(column.id())
  sentById: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When it was sent.' })
  sentAt: Date;
}

@ObjectType({ description: 'What a unit and the units below it gave in a period, or to a campaign.' })
export class UnitDeskFigures {
  @Field(() => Int, { description: 'How many people belong to it and to the units below it now, each counted once.' })
  membersKnown: number;

  @Field(() => Int, { description: 'How many people gave on behalf of it or of a unit below it, each counted once.' })
  membersGave: number;

  @Field(() => Int, { description: 'How many gifts were paid.' })
  gifts: number;

  @Field(() => SafeInt, { description: 'What they came to, without what was given back, in fen.' })
  amount: number;
}

@ObjectType({ description: 'A unit directly below, at the desk of the unit above.' })
export class UnitDeskRow extends UnitDeskFigures {
  unitId: string;

  @Field(() => UnitAnswer, { description: 'Whether it has answered.' })
  answer: UnitAnswer;

  @Field(() => Date, { nullable: true, description: 'When it was last reminded; null before.' })
  remindedAt: Date | null;
}

@ObjectType({ description: 'A member who gave on behalf of the unit and chose to be named.' })
export class UnitDeskMember {
  @Field(() => String, { description: "The person's name." })
  name: string;

  @Field(() => Int, { description: 'How many of the gifts name the person.' })
  gifts: number;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'What these gifts came to, in fen. Null unless the rule of the unit lets the viewer see it.',
  })
  amount: number | null;
}

@ObjectType({
  description: 'The desk of the people who coordinate the giving of a unit. Its owners and editors see it.',
})
export class UnitDesk {
  organizationId: string;

  @Field(() => ID, { nullable: true, description: 'Id of the campaign; null for a period.' })
  campaignId: string | null;

  @Field(() => Day, { description: 'First day of the period, or of the campaign.' })
  from: string;

  @Field(() => Day, { description: 'Last day of the period, or of the campaign.' })
  until: string;

  @Field(() => UnitDeskFigures, {
    description: 'The unit with everything that was below it at the moment of each gift. Each gift counts once.',
  })
  total: UnitDeskFigures;

  @Field(() => UnitDeskFigures, { description: 'The unit without those below it.' })
  own: UnitDeskFigures;

  @Field(() => [UnitDeskRow], {
    description: 'The units directly below now, each with those below it; those that have not answered come first.',
  })
  rows: UnitDeskRow[];

  @Field(() => [UnitDeskMember], {
    description: 'Up to 1,000 members who gave and chose to be named, newest gift first.',
  })
  members: UnitDeskMember[];

  @Field(() => Int, { description: 'How many members gave and chose not to be named in any gift.' })
  unnamedMembers: number;

  @Field(() => MemberAmounts, { description: 'Who sees what each member gave. Owners of the unit decide.' })
  amountsFor: MemberAmounts;
}
