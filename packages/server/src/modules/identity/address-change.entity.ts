import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

/** How the change of an address ended. */
export enum AddressChangeEnd {
  DONE = 'DONE',
  CANCELLED = 'CANCELLED',
  EXPIRED = 'EXPIRED',
}

registerEnumType(AddressChangeEnd, {
  name: 'AddressChangeEnd',
  description: 'How the change of an address ended.',
  valuesConfig: {
    DONE: { description: 'The account has the new address.' },
    CANCELLED: { description: 'Somebody objected, or it was asked for anew. The account keeps its address.' },
    EXPIRED: { description: 'It was not confirmed in time. The account keeps its address.' },
  },
});

/** The change of an account's address, which readers of both addresses confirm. */
@Entity('address_changes')
@ObjectType({ description: 'A change of the address of an account, which readers of both addresses confirm.' })
export class AddressChange {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the change.' })
  id: string;

  @Column(column.id())
  userId: string;

  /** As `readEmail` returns it; empty once the change has ended. */
  @Column(column.text())
  @Field(() => String, { description: 'The new address.' })
  newEmail: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When the holder of the account asked for it.' })
  createdAt: Date;

  /** When it ends without a result. */
  @Column(column.time())
  @Field(() => Date, { description: 'Until when both have to confirm it.' })
  expiresAt: Date;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When the new address was confirmed; null before.' })
  newConfirmedAt: Date | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, {
    nullable: true,
    description: 'When the old address was confirmed; null before. An address that nobody verified needs it not.',
  })
  oldConfirmedAt: Date | null;

  /** Set by an order of two administrators, for an address that nobody reads any more. */
  @Column(column.time({ nullable: true }))
  @Field(() => Date, {
    nullable: true,
    description:
      'From when on the change needs no confirmation of the old address, unless somebody objects before: two administrators decided that nobody reads it. Null when they did not.',
  })
  waivedFrom: Date | null;

  @Column(column.time({ nullable: true }))
  endedAt: Date | null;

  @Column(column.text({ nullable: true }))
  endedHow: AddressChangeEnd | null;
}
