import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

/** A sign-in on one device. The cookie holds a token of which only the hash is stored. */
@Entity('sessions')
@ObjectType({ description: 'A sign-in on one device.' })
export class Session {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the session. It is not the secret in the cookie.' })
  id: string;

  @Column(column.id())
  userId: string;

  @Column(column.text())
  tokenHash: string;

  /** When the token was made; null for a session from before tokens were renewed. */
  @Column(column.time({ nullable: true }))
  tokenMadeAt: Date | null;

  /** The hash of the token before this one, which is valid until `previousEndsAt`. */
  @Column(column.text({ nullable: true }))
  previousTokenHash: string | null;

  @Column(column.time({ nullable: true }))
  previousEndsAt: Date | null;

  /** When the person last proved who they are, by signing in or by a proof during the session. */
  @Column(column.time({ nullable: true }))
  provedAt: Date | null;

  @Column(column.time())
  @Field(() => Date, { description: 'When the person signed in.' })
  createdAt: Date;

  @Column(column.time())
  @Field(() => Date, { description: 'When the session was last used, to within five minutes.' })
  lastSeenAt: Date;

  @Column(column.time())
  expiresAt: Date;

  @Column(column.text())
  @Field(() => String, { description: 'The browser, as it named itself.' })
  device: string;
}

/** A browser with which a person has signed in. A sign-in with another one is told to them by mail. */
@Entity('known_devices')
export class KnownDevice {
  @PrimaryColumn(column.key())
  userId: string;

  /** Digest of how the browser names itself. */
  @PrimaryColumn(column.textKey())
  deviceHash: string;

  @Column(column.time())
  lastSignInAt: Date;
}

/**
 * A browser with which a person has signed in, proved by a cookie. Guesses of strangers do not count against it. Unlike
 * `KnownDevice`, which anybody can imitate, it holds a secret.
 */
@Entity('sign_in_devices')
export class SignInDevice {
  @PrimaryColumn(column.key())
  userId: string;

  /** The digest of the token in the cookie. */
  @PrimaryColumn(column.textKey())
  tokenHash: string;

  @Column(column.time())
  lastSignInAt: Date;
}
