import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { PlatformRole } from '../../context.js';
import * as column from '../../db/columns.js';

export enum ScopeKind {
  CITY = 'CITY',
  ORGANIZATION = 'ORGANIZATION',
}

registerEnumType(ScopeKind, {
  name: 'ScopeKind',
  description: 'For what a platform role is held.',
  valuesConfig: {
    CITY: { description: 'For the whole city.' },
    ORGANIZATION: { description: 'For a unit and all units below it.' },
  },
});

/** A platform role that a person holds, for the whole city or for a unit and all units below it. */
@Entity('role_grants')
@ObjectType('RoleGrant', {
  description: 'A platform role that a person holds, as administrators and the person see it.',
})
export class PlatformRoleGrant {
  @PrimaryColumn(column.key())
  userId: string;

  @PrimaryColumn(column.textKey())
  @Field(() => PlatformRole, { description: 'The role.' })
  role: PlatformRole;

  @Column(column.text())
  @Field(() => ScopeKind, { name: 'scope', description: 'For what it is held.' })
  scopeKind: ScopeKind;

  /** The id of the unit; empty for the whole city. */
  @PrimaryColumn(column.key())
  scopeId: string;

  /** The administrator who gave the role; null when the command line gave it. */
  @Column(column.id({ nullable: true }))
  grantedById: string | null;

  /** Null for roles from before grants kept their time. */
  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When it was given; null for roles from before this was kept.' })
  grantedAt: Date | null;

  /** The order by which two people gave the role, when two have to. */
  @Column(column.id({ nullable: true }))
  orderId: string | null;

  /** When the role ends by itself; null when it does not. */
  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When it ends by itself; null when it does not.' })
  validUntil: Date | null;
}
