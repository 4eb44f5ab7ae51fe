import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

export enum MembershipRole {
  OWNER = 'OWNER',
  EDITOR = 'EDITOR',
  MEMBER = 'MEMBER',
}

/** The membership of a person in a unit, with the role that says what the person may do there. */
@Entity('memberships')
@ObjectType({ description: "A unit that the viewer belongs to, and the viewer's role in it." })
export class Membership {
  @PrimaryColumn(column.key())
  userId: string;

  @PrimaryColumn(column.key())
  organizationId: string;

  @Column(column.text())
  @Field(() => MembershipRole, { description: "The viewer's role in the unit." })
  role: MembershipRole;

  @Column(column.time())
  createdAt: Date;

  /** When the role was last changed; null when it is still the role of joining. */
  @Column(column.time({ nullable: true }))
  roleSince: Date | null;
}

registerEnumType(MembershipRole, {
  name: 'MembershipRole',
  description: 'The roles in a unit. Each role includes the ones below it.',
  valuesConfig: {
    OWNER: {
      description:
        'Edits the unit, invites and removes members, and gives them roles. Every unit has at least one owner.',
    },
    EDITOR: { description: 'Publishes projects.' },
    MEMBER: { description: 'Gives on behalf of the unit.' },
  },
});
