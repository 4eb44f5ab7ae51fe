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
  PROVIDER = 'PROVIDER',
  PLAY_MONEY = 'PLAY_MONEY',
}

registerEnumType(PayoutFormat, {
  name: 'PayoutFormat',
  description: 'A format of the file for the bank.',
  valuesConfig: {
    CSV: { description: 'One line for each gift whose account is known.' },
    XLSX: { description: 'A workbook: the payments, the gifts without an account, the totals.' },
  },
});
registerEnumType(PayoutState, {
  name: 'PayoutState',
  description: 'The state of the payment that gives one gift back.',
  valuesConfig: {
    PREPARED: { description: 'The order waits for a second person.' },
    WITHDRAWN: { description: 'The order was withdrawn or refused. No money moved.' },
    BOOKED: { description: 'The money has left the fund in the ledger.' },
    PAID_BY_BANK: { description: "A line of the bank's statement is this payment." },
  },
});
registerEnumType(PayoutWay, {
  name: 'PayoutWay',
  description: 'The way in which a gift of a refund order goes back.',
  valuesConfig: {
    BANK: { description: 'To the account from which the gift came.' },
    ACCOUNT_UNKNOWN: {
      description:
        'By the bank, but no statement names the account from which the gift came. The donor has to be asked.',
    },
    PROVIDER: { description: 'Through the payment provider by which it came, without a payment of the bank.' },
    PLAY_MONEY: { description: 'The gift was paid in the sandbox, so no money goes back.' },
  },
});

@ObjectType({
  description:
    "The account from which a gift came, as the bank's statement names it. Personal data: only treasurers and administrators see it.",
})
export class Payee {
  @Field(() => String, { nullable: true, description: 'The name on the account; null when the statement has none.' })
  name: string | null;

  @Field(() => String, { nullable: true, description: 'The number of the account; null when the statement has none.' })
  account: string | null;

  @Field(() => Date, { description: 'When the bank booked the transfer.' })
  bookedAt: Date;
}

@ObjectType({ description: 'Some gifts of an order.' })
export class PayoutSum {
  @Field(() => Int, { description: 'The number of gifts.' })
  count: number;

  @Field(() => SafeInt, { name: 'total', description: 'The sum that goes back, in fen.' })
  totalFen: number;
}

@ObjectType({ description: 'How the gifts of a refund order go back. The parts together are the whole order.' })
export class PayoutSums {
  @Field(() => PayoutSum, { description: 'Gifts that go to a known account.' })
  bank: PayoutSum;

  @Field(() => PayoutSum, { description: 'Gifts whose account no statement names.' })
  unknown: PayoutSum;

  @Field(() => PayoutSum, { description: 'Gifts that go back through the payment provider by which they came.' })
  provider: PayoutSum;

  @Field(() => PayoutSum, { description: 'Gifts that were paid in the sandbox.' })
  play: PayoutSum;
}

/**
 * Records that somebody downloaded the file for the bank, which contains donors' accounts. The table is append-only.
 */
@Entity('payout_downloads')
@ObjectType({ description: 'A record that a person downloaded the file for the bank.' })
export class PayoutDownload {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the record.' })
  id: string;

  @Column(column.id())
  orderId: string;

  @Column(column.text())
  @Field(() => PayoutFormat, { description: 'The format of the file.' })
  format: PayoutFormat;

  @Column(column.id())
  downloadedById: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When the file was downloaded.' })
  downloadedAt: Date;

  @Column(column.integer())
  @Field(() => Int, { description: 'The number of payments in the file.' })
  paymentCount: number;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'total', description: 'The sum of the payments, in fen.' })
  totalFen: number;
}
