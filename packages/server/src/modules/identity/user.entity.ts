import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

/** A person with an account. Their address and password live in Credential, which has no public type. */
@Entity('users')
@ObjectType('Viewer', { description: 'The signed-in person, as only they see themselves.' })
export class User {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the account.' })
  id: string;

  @Column(column.text())
  @Field(() => String, { description: 'The name they chose to go by.' })
  name: string;

  /** The name as `searchText` spells it. */
  @Column(column.longText({ nullable: true }))
  searchText: string;

  @Column(column.time())
  createdAt: Date;
}

/** What signs a person in. Never public, never logged. */
@Entity('credentials')
export class Credential {
  @PrimaryColumn(column.key())
  userId: string;

  /** Normalised: see `readEmail`. */
  @Column(column.text())
  email: string;

  /** argon2id, in PHC format. */
  @Column(column.text())
  passwordHash: string;
}

/** A platform role that a person holds. */
@Entity('platform_role_grants')
export class PlatformRoleGrant {
  @PrimaryColumn(column.key())
  userId: string;

  @PrimaryColumn(column.key())
  role: string;
}
