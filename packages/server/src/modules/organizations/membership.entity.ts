import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

export enum MembershipRole {
  OWNER = 'OWNER',
  EDITOR = 'EDITOR',
  MEMBER = 'MEMBER',
}

/** That a person belongs to a unit, and what they may do there. */
@Entity('memberships')
@ObjectType({ description: 'A unit that the viewer belongs to, and what they may do there.' })
export class Membership {
  @PrimaryColumn(column.key())
  userId: string;

  @PrimaryColumn(column.key())
  organizationId: string;

  @Column(column.text())
  @Field(() => MembershipRole, { description: 'What they may do there.' })
  role: MembershipRole;

  @Column(column.time())
  createdAt: Date;

  /** When the role was last changed; null where it is that of joining. */
  @Column(column.time({ nullable: true }))
  roleSince: Date | null;
}

registerEnumType(MembershipRole, {
  name: 'MembershipRole',
  description: 'What a member may do in a unit. Each role includes those below it.',
  valuesConfig: {
    OWNER: { description: 'Edits the unit, invites and removes members and gives them roles. Every unit has at least one.' },
    EDITOR: { description: 'Publishes projects.' },
    MEMBER: { description: 'Gives on behalf of the unit.' },
  },
});
