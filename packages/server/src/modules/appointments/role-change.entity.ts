import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { PlatformRole } from '../../context.js';
import * as column from '../../db/columns.js';

/** The content of an order that gives or takes a role for the whole city. Its `TwoPersonOrder` says who decides. */
@Entity('role_changes')
@ObjectType({ description: 'A platform role that two administrators give to a person or take away.' })
export class RoleChange {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the change.' })
  id: string;

  @Column(column.id())
  userId: string;

  @Column(column.text())
  @Field(() => PlatformRole, { description: 'The role.' })
  role: PlatformRole;

  @Column(column.flag())
  @Field(() => Boolean, { description: 'Whether the role is given; otherwise it is taken away.' })
  isGiven: boolean;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When a given role ends by itself; null when it does not.' })
  validUntil: Date | null;

  @Column(column.time())
  @Field(() => Date, { description: 'When it was prepared.' })
  createdAt: Date;
}
