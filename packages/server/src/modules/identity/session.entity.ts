import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

/** A sign-in on one device. The cookie holds a token of which only the hash is stored. */
@Entity('sessions')
@ObjectType({ description: 'A sign-in on one device.' })
export class Session {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the sign-in; not the secret in the cookie.' })
  id: string;

  @Column(column.id())
  userId: string;

  @Column(column.text())
  tokenHash: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When they signed in.' })
  createdAt: Date;

  @Column(column.time())
  @Field(() => Date, { description: 'When it was last used, within five minutes.' })
  lastSeenAt: Date;

  @Column(column.time())
  expiresAt: Date;

  @Column(column.text())
  @Field(() => String, { description: 'The browser, as it named itself.' })
  device: string;
}
