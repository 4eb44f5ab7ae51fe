import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';
import { OrganizationKind } from '../organizations/index.js';

/** A unit that a split founds. */
@Entity('unit_change_parts')
@ObjectType({ description: 'A unit that the split of another founds.' })
export class UnitChangePart {
  @PrimaryColumn(column.key())
  changeId: string;

  @PrimaryColumn(column.integerKey())
  @Field(() => Int, { description: 'Its place among the new units, from 1.' })
  position: number;

  @Column(column.text())
  @Field(() => String, { description: 'The name for which the unit asks. An administrator verifies it by the split.' })
  name: string;

  @Column(column.text())
  @Field(() => OrganizationKind, { description: 'What kind of unit it is.' })
  kind: OrganizationKind;

  /** The member of the old unit who owns the new one. */
  @Column(column.id())
  ownerId: string;

  /** The new unit; null until the split is done. */
  @Column(column.id({ nullable: true }))
  organizationId: string | null;
}

/** A member who moves to a new unit. The key keeps everybody from moving twice. */
@Entity('unit_change_members')
export class UnitChangeMember {
  @PrimaryColumn(column.key())
  changeId: string;

  @PrimaryColumn(column.key())
  userId: string;

  @Column(column.integer())
  position: number;
}

/** A unit below the old one that moves below a new one. */
@Entity('unit_change_children')
export class UnitChangeChild {
  @PrimaryColumn(column.key())
  changeId: string;

  @PrimaryColumn(column.key())
  organizationId: string;

  @Column(column.integer())
  position: number;
}
