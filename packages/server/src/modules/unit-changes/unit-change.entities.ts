import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

export enum UnitChangeKind {
  MERGER = 'MERGER',
  SPLIT = 'SPLIT',
}

export enum UnitChangeState {
  ASKED = 'ASKED',
  CONSENTED = 'CONSENTED',
  DONE = 'DONE',
  REFUSED = 'REFUSED',
  WITHDRAWN = 'WITHDRAWN',
}

registerEnumType(UnitChangeKind, {
  name: 'UnitChangeKind',
  description: 'What becomes of a unit.',
  valuesConfig: {
    MERGER: { description: 'It is merged into another unit and closed.' },
    SPLIT: { description: 'New units are founded out of it, and it goes on with the rest.' },
  },
});

registerEnumType(UnitChangeState, {
  name: 'UnitChangeState',
  description: 'Where the change of a unit stands.',
  valuesConfig: {
    ASKED: { description: 'It waits for the consent of an owner of the other unit.' },
    CONSENTED: { description: 'The units consent. It waits for an administrator of neither unit.' },
    DONE: { description: 'An administrator carried it out. It cannot be undone.' },
    REFUSED: { description: 'The other unit, or an administrator, refused and gave the reason.' },
    WITHDRAWN: { description: 'The unit no longer asks.' },
  },
});

/** A merger or a split that an owner of a unit asked for. Until an administrator carries it out, nothing changes. */
@Entity('unit_changes')
@ObjectType({
  description:
    'The merger of a unit into another, or its split into several. An owner asks for it, the other unit consents where there is one, and an administrator who belongs to none of them carries it out. Everybody sees what is done; what is not done, only owners of both units and administrators see.',
})
export class UnitChange {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the change.' })
  id: string;

  @Column(column.text())
  @Field(() => UnitChangeKind, { description: 'What becomes of the unit.' })
  kind: UnitChangeKind;

  @Column(column.id())
  organizationId: string;

  /** The unit into which it is merged; null for a split. */
  @Column(column.id({ nullable: true }))
  intoId: string | null;

  @Column(column.text())
  @Field(() => UnitChangeState, { description: 'Where it stands.' })
  state: UnitChangeState;

  @Column(column.id())
  askedById: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When the unit asked.' })
  askedAt: Date;

  /** Why the unit asks. */
  @Column(column.text())
  reason: string;

  @Column(column.id({ nullable: true }))
  consentedById: string | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When the other unit consented; null before.' })
  consentedAt: Date | null;

  @Column(column.id({ nullable: true }))
  decidedById: string | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When it was done, refused or withdrawn; null while it waits.' })
  decidedAt: Date | null;

  @Column(column.text({ nullable: true }))
  decisionReason: string | null;
}

@ObjectType({ description: 'What a change of a unit means for its things of one kind.' })
export class UnitStake {
  @Field(() => String, { description: 'The kind, such as MEMBERS.' })
  name: string;

  @Field(() => String, { description: 'What becomes of them, with their number, in the language of the request.' })
  text: string;

  @Field(() => Boolean, { description: 'Whether they have to be settled before the change.' })
  blocks: boolean;
}
