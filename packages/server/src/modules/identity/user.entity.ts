import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

/** A person with an account. The address and the password are in Credential, which has no public type. */
@Entity('users')
@ObjectType('Viewer', { description: 'The signed-in person. Only the person sees these fields.' })
export class User {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the account.' })
  id: string;

  @Column(column.text())
  @Field(() => String, { description: 'The name that the person chose.' })
  name: string;

  /** The name as `searchText` spells it. */
  @Column(column.longText({ nullable: true }))
  searchText: string;

  @Column(column.time())
  createdAt: Date;

  /** Since when administrators keep the account from acting; null while it acts. */
  @Column(column.time({ nullable: true }))
  suspendedAt: Date | null;

  /** When the person closed the account for ever; null while it is open. */
  @Column(column.time({ nullable: true }))
  closedAt: Date | null;
}

/** The data with which a person signs in. Never public, never logged. */
@Entity('credentials')
export class Credential {
  @PrimaryColumn(column.key())
  userId: string;

  /** Normalised: see `readEmail`. */
  @Column(column.text())
  email: string;

  /** When the holder proved that the address is theirs; null before. */
  @Column(column.time({ nullable: true }))
  emailVerifiedAt: Date | null;

  /** argon2id, in PHC format. */
  @Column(column.text())
  passwordHash: string;
}
