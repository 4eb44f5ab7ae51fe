import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

export enum PayeeAccountState {
  ENTERED = 'ENTERED',
  PREPARED = 'PREPARED',
  CURRENT = 'CURRENT',
  REPLACED = 'REPLACED',
  REFUSED = 'REFUSED',
  WITHDRAWN = 'WITHDRAWN',
}

/** The states in which an account waits for a decision. A unit has one such account at most. */
export const WAITING_STATES: readonly PayeeAccountState[] = [PayeeAccountState.ENTERED, PayeeAccountState.PREPARED];

registerEnumType(PayeeAccountState, {
  name: 'PayeeAccountState',
  description: 'The state of an account to which a unit is paid.',
  valuesConfig: {
    ENTERED: { description: 'An owner of the unit entered it. It waits for a treasurer.' },
    PREPARED: {
      description: 'It is to replace another account. A treasurer verified it, and a second person has to sign.',
    },
    CURRENT: { description: 'The unit is paid to it.' },
    REPLACED: { description: 'The unit was paid to it until another account replaced it.' },
    REFUSED: { description: 'A treasurer, or the second person, refused it. Nothing was paid to it.' },
    WITHDRAWN: { description: 'An owner of the unit withdrew it. Nothing was paid to it.' },
  },
});

/** The bank account to which a unit is paid: the present one, those before it, and one that waits for a decision. */
@Entity('payee_accounts')
@ObjectType({
  description:
    'A bank account to which a unit is paid. Its owners and editors, treasurers, administrators and auditors see it.',
})
export class PayeeAccount {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the account.' })
  id: string;

  @Column(column.id())
  organizationId: string;

  @Column(column.text())
  @Field(() => String, { description: 'The name on the account.' })
  accountName: string;

  @Column(column.text())
  @Field(() => String, { description: 'The bank and its branch.' })
  bank: string;

  /** The row of `payee_numbers` with its number. Accounts of several units may have the same one. */
  @Column(column.id())
  numberId: string;

  @Column(column.text())
  @Field(() => PayeeAccountState, { description: 'The state of the account.' })
  state: PayeeAccountState;

  @Column(column.time())
  @Field(() => Date, { description: 'When an owner of the unit entered it.' })
  enteredAt: Date;

  @Column(column.id())
  enteredById: string;

  /** Who verified the first account of the unit, or refused or withdrew this one. Orders say who decided on a change. */
  @Column(column.id({ nullable: true }))
  decidedById: string | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, {
    nullable: true,
    description: 'When it came into force, or was refused or withdrawn; null while it waits.',
  })
  decidedAt: Date | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When another account replaced it; null otherwise.' })
  replacedAt: Date | null;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: 'Why it was refused or withdrawn; null otherwise.' })
  reason: string | null;
}

/**
 * An account number, sealed. Each number has one row, whose id never changes: payments to the same number are added up
 * by the id, also after a change of the data keys.
 */
@Entity('payee_numbers')
export class PayeeNumber {
  @PrimaryColumn(column.key())
  id: string;

  @Column(column.text())
  numberSealed: string;

  /** A keyed digest by which the number is found again. */
  @Column(column.text({ nullable: true }))
  numberIndex: string | null;
}
