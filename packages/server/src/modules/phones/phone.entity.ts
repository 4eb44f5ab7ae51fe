import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

/** The telephone number of a person, who proved by a code that they read messages to it. */
@Entity('account_phones')
export class AccountPhone {
  @PrimaryColumn(column.key())
  userId: string;

  /** The number with its country, sealed (`phoneNumber`). */
  @Column(column.text())
  numberSealed: string;

  @Column(column.time())
  verifiedAt: Date;
}

/** A code that was sent to a number and that its person has not typed yet. An account waits for one at most. */
@Entity('phone_codes')
export class PhoneCode {
  @PrimaryColumn(column.key())
  userId: string;

  /** The number to be confirmed, sealed (`waitingNumber`). */
  @Column(column.text())
  numberSealed: string;

  /** Keyed digest of account, number and code: a plain digest of six digits is undone by trying all of them. */
  @Column(column.text())
  codeKey: string;

  @Column(column.integer())
  triesLeft: number;

  /** When the provider took the message; null while that is not known. */
  @Column(column.time({ nullable: true }))
  sentAt: Date | null;

  @Column(column.time())
  expiresAt: Date;
}

@ObjectType({ description: "A person's own telephone number, which a code has confirmed." })
export class OwnPhone {
  @Field(() => String, { description: 'The number with its middle hidden, such as 138****8000.' })
  masked: string;

  @Field(() => Date, { description: 'When it was confirmed.' })
  verifiedAt: Date;
}

@ObjectType({ description: 'A code that was sent to a telephone number and has to be typed.' })
export class PhoneConfirmation {
  @Field(() => String, { description: 'The number with its middle hidden.' })
  masked: string;

  @Field(() => Boolean, {
    description: 'Whether the provider has taken the message. False when its answer did not come: it may still arrive.',
  })
  sent: boolean;

  @Field(() => Int, { description: 'How many wrong codes may still be typed.' })
  triesLeft: number;

  @Field(() => Date, { description: 'Until when the code works.' })
  expiresAt: Date;
}
