import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

/** An app that makes one-time passwords, with which a person signs in besides the password. */
@Entity('authenticators')
@ObjectType({ description: 'An app whose codes a person needs besides the password to sign in.' })
export class Authenticator {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the authenticator.' })
  id: string;

  @Column(column.id())
  userId: string;

  @Column(column.text())
  @Field(() => String, { description: 'The name that its owner gave it.' })
  name: string;

  /** The secret that the app has as well, in base32 and sealed. Never public, never logged. */
  @Column(column.text())
  secretSealed: string;

  /** The last step of which a code was accepted. No code works twice. */
  @Column(column.integer())
  usedStep: number;

  @Column(column.time())
  createdAt: Date;

  /** When its owner typed the first code; null while it is being set up. */
  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'Since when it is needed.' })
  confirmedAt: Date | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When a code of it was last used.' })
  lastUsedAt: Date | null;
}

/** A code that replaces a lost authenticator once. It has over 112 random bits, so a plain digest protects it. */
@Entity('recovery_codes')
export class RecoveryCode {
  @PrimaryColumn(column.key())
  userId: string;

  @PrimaryColumn(column.textKey())
  codeHash: string;
}

/** A sign-in whose password was right and which waits for a code. */
@Entity('sign_in_challenges')
export class SignInChallenge {
  @PrimaryColumn(column.textKey())
  tokenHash: string;

  @Column(column.id())
  userId: string;

  @Column(column.time())
  expiresAt: Date;
}

@ObjectType({ description: 'What an app needs to make codes.' })
export class AuthenticatorSetup {
  @Field(() => String, { description: 'The secret, to be typed where no camera is at hand.' })
  secret: string;

  @Field(() => String, { description: 'The same as an address, to be shown as a QR code.' })
  uri: string;
}
