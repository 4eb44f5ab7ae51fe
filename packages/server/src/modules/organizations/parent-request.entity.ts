import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

export enum ParentRequestState {
  WAITING = 'WAITING',
  ACCEPTED = 'ACCEPTED',
  REFUSED = 'REFUSED',
  WITHDRAWN = 'WITHDRAWN',
}

registerEnumType(ParentRequestState, {
  name: 'ParentRequestState',
  description: 'The state of the request of a unit to belong to another.',
  valuesConfig: {
    WAITING: { description: 'No owner of the unit above and no administrator has decided yet.' },
    ACCEPTED: { description: 'The unit above, or an administrator, consented. The unit is below it since.' },
    REFUSED: { description: 'The unit above, or an administrator, refused and gave the reason.' },
    WITHDRAWN: { description: 'The unit no longer asks.' },
  },
});

/** The request of a unit to be below another. Until it is accepted, the tree does not know of it. */
@Entity('parent_requests')
@ObjectType('UnitParentRequest', {
  description:
    'The request of a unit to belong to another. Until the unit above consents, it shows no name of it and counts in none of its sums. Members of both units and administrators see it.',
})
export class ParentRequest {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the request.' })
  id: string;

  @Column(column.id())
  organizationId: string;

  @Column(column.id())
  parentId: string;

  @Column(column.text())
  @Field(() => ParentRequestState, { description: 'The state of the request.' })
  state: ParentRequestState;

  /** Null for requests from before there was consent, and for units that the operator registered. */
  @Column(column.id({ nullable: true }))
  askedById: string | null;

  @Column(column.time())
  @Field(() => Date, { description: 'When the unit asked.' })
  askedAt: Date;

  @Column(column.id({ nullable: true }))
  decidedById: string | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When it was decided or withdrawn; null while it waits.' })
  decidedAt: Date | null;

  @Column(column.text({ nullable: true }))
  @Field(() => String, {
    nullable: true,
    description: 'The reason of a refusal, or of an administrator who decided; otherwise null.',
  })
  reason: string | null;
}
