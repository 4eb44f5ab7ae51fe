import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';
import { SafeInt } from '../../scalars.js';

export enum PayoutFormat {
  CSV = 'CSV',
  XLSX = 'XLSX',
}

export enum PayoutState {
  PREPARED = 'PREPARED',
  WITHDRAWN = 'WITHDRAWN',
  BOOKED = 'BOOKED',
  PAID_BY_BANK = 'PAID_BY_BANK',
}

/** How a gift of an order goes back. */
export enum PayoutWay {
  BANK = 'BANK',
  ACCOUNT_UNKNOWN = 'ACCOUNT_UNKNOWN',
  PLAY_MONEY = 'PLAY_MONEY',
}

registerEnumType(PayoutFormat, {
  name: 'PayoutFormat',
  description: 'A format of the file for the bank.',
  valuesConfig: { CSV: { description: 'One line for each gift whose account is known.' }, XLSX: { description: 'A workbook: the payments, the gifts without an account, the totals.' } },
});
registerEnumType(PayoutState, {
  name: 'PayoutState',
  description: 'Where the way back of one gift stands.',
  valuesConfig: {
    PREPARED: { description: 'Its order waits for a second person.' },
    WITHDRAWN: { description: 'Its order was withdrawn or refused; nothing moved.' },
    BOOKED: { description: 'It left the fund in the ledger.' },
    PAID_BY_BANK: { description: 'A line of the bank\'s statement is its payment.' },
  },
});
registerEnumType(PayoutWay, {
  name: 'PayoutWay',
  description: 'How a gift of a refund order goes back.',
  valuesConfig: {
    BANK: { description: 'To the account from which it came.' },
    ACCOUNT_UNKNOWN: { description: 'By the bank, but no statement says from which account it came: the donor has to be asked.' },
    PLAY_MONEY: { description: 'It was paid in the sandbox; no money goes anywhere.' },
  },
});

@ObjectType({ description: 'The account from which a gift came, as the bank\'s statement has it. Personal data: for treasurers and administrators only.' })
export class Payee {
  @Field(() => String, { nullable: true, description: 'The name on the account.' })
  name: string | null;

  @Field(() => String, { nullable: true, description: 'The number of the account; null where the statement has none.' })
  account: string | null;

  @Field(() => Date, { description: 'When the bank booked the transfer.' })
  bookedAt: Date;
}

@ObjectType({ description: 'Some gifts of an order together.' })
export class PayoutSum {
  @Field(() => Int, { description: 'How many.' })
  count: number;

  @Field(() => SafeInt, { name: 'total', description: 'What goes back of them, in fen.' })
  totalFen: number;
}

@ObjectType({ description: 'How the gifts of a refund order go back. The three together are the whole order.' })
export class PayoutSums {
  @Field(() => PayoutSum, { description: 'To an account that is known.' })
  bank: PayoutSum;

  @Field(() => PayoutSum, { description: 'Whose account no statement has.' })
  unknown: PayoutSum;

  @Field(() => PayoutSum, { description: 'Paid in the sandbox.' })
  play: PayoutSum;
}

/** That somebody took the file for the bank, which holds the accounts of donors. Rows are only ever added. */
@Entity('payout_downloads')
@ObjectType({ description: 'That somebody downloaded the file for the bank.' })
export class PayoutDownload {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the record.' })
  id: string;

  @Column(column.id())
  orderId: string;

  @Column(column.text())
  @Field(() => PayoutFormat, { description: 'In which format.' })
  format: PayoutFormat;

  @Column(column.id())
  downloadedById: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When.' })
  downloadedAt: Date;

  @Column(column.integer())
  @Field(() => Int, { description: 'How many payments it held.' })
  paymentCount: number;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'total', description: 'Their sum, in fen.' })
  totalFen: number;
}
