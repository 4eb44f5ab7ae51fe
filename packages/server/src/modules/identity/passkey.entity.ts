import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

/** A key pair on a device of a person, by which the person signs in. Only the public key is here. */
@Entity('passkeys')
@ObjectType({ description: 'A key on a device or in a password manager, by which a person signs in.' })
export class Passkey {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the passkey.' })
  id: string;

  @Column(column.id())
  userId: string;

  @Column(column.text())
  @Field(() => String, { description: 'The name that its owner gave it.' })
  name: string;

  /** Digest of `credentialId`, which is too long for an index. */
  @Column(column.text())
  credentialHash: string;

  /** What the device calls the passkey, in base64url. */
  @Column(column.text())
  credentialId: string;

  /** The public key as COSE, in base64url. */
  @Column(column.text())
  publicKey: string;

  /** How often the device says that it used the passkey; always 0 for passkeys that are synced. */
  @Column(column.integer())
  counter: number;

  /** How the browser reaches the device, separated by blanks. */
  @Column(column.text())
  transports: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When it was added.' })
  createdAt: Date;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When it was last used.' })
  lastUsedAt: Date | null;
}

/** What a passkey has to sign. It works once. */
@Entity('passkey_challenges')
export class PasskeyChallenge {
  @PrimaryColumn(column.textKey())
  challengeHash: string;

  /** The account that asked; null for somebody who signs in. */
  @Column(column.id({ nullable: true }))
  userId: string | null;

  /** Whether a passkey is to be added or used. */
  @Column(column.text())
  purpose: 'ADD' | 'USE';

  @Column(column.time())
  expiresAt: Date;
}
