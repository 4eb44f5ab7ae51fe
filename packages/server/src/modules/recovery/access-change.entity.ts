import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

/** What two administrators do for people and units that lost access. Each is the name of a kind of order as well. */
export enum AccessChangeKind {
  UNIT_OWNER = 'UNIT_OWNER',
  SECOND_FACTORS = 'SECOND_FACTORS',
  ADDRESS = 'ADDRESS',
}

export enum AccessChangeState {
  PREPARED = 'PREPARED',
  WAITING = 'WAITING',
  DONE = 'DONE',
  CLOSED = 'CLOSED',
}

registerEnumType(AccessChangeKind, {
  name: 'AccessChangeKind',
  description: 'What two administrators do for people and units that lost access.',
  valuesConfig: {
    UNIT_OWNER: { description: 'The person becomes the owner of a unit whose only owner left or lost access.' },
    SECOND_FACTORS: { description: 'The second factors of the person, who lost them, are removed after a wait.' },
    ADDRESS: {
      description: 'The address of the person changes after a wait without the old address, which nobody reads.',
    },
  },
});
registerEnumType(AccessChangeState, {
  name: 'AccessChangeState',
  description: 'How far a change of access has come.',
  valuesConfig: {
    PREPARED: { description: 'It waits for the signature of a second administrator.' },
    WAITING: { description: 'It is signed, and its holder can still stop it.' },
    DONE: { description: 'It has happened.' },
    CLOSED: { description: 'It was withdrawn, refused, or stopped by its holder. Nothing has changed.' },
  },
});

/** The content of an order that gives somebody access back. Its `TwoPersonOrder` says who decides. */
@Entity('access_changes')
@ObjectType({ description: 'What two administrators do for a person or a unit that lost access.' })
export class AccessChange {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the change.' })
  id: string;

  @Column(column.text())
  @Field(() => AccessChangeKind, { description: 'What is changed.' })
  kind: AccessChangeKind;

  /** Whose account it is; the new owner where a unit gets one. */
  @Column(column.id())
  userId: string;

  /** The unit that gets another owner. */
  @Column(column.id({ nullable: true }))
  organizationId: string | null;

  /** The change of the address that the person asked for. */
  @Column(column.id({ nullable: true }))
  addressChangeId: string | null;

  @Column(column.time())
  @Field(() => Date, { description: 'When it was prepared.' })
  createdAt: Date;

  /** Set by the signature. */
  @Column(column.time({ nullable: true }))
  @Field(() => Date, {
    nullable: true,
    description: 'When it takes effect, or took effect; null before the signature.',
  })
  takesEffectAt: Date | null;
}
