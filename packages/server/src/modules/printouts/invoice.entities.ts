import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

/**
 * The number of the official donation invoice that belongs to a receipt now. The finance authority issues the number;
 * the platform only records it.
 */
@Entity('official_invoices')
export class OfficialInvoice {
  @PrimaryColumn(column.textKey())
  receiptNumber: string;

  @Column(column.text())
  invoiceNumber: string;
}

/**
 * One recording of such a number. The table is append-only: the next record corrects a wrong number and gives the
 * reason.
 */
@Entity('invoice_records')
@ObjectType({ description: 'A record of the official donation invoice of a receipt. The newest record counts.' })
export class InvoiceRecord {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the record.' })
  id: string;

  @Column(column.text())
  receiptNumber: string;

  @Column(column.text())
  @Field(() => String, { description: 'The recorded number.' })
  invoiceNumber: string;

  @Column(column.text({ nullable: true }))
  @Field(() => String, {
    nullable: true,
    description: 'Why the earlier number was corrected; null for the first record.',
  })
  reason: string | null;

  @Column(column.time())
  @Field(() => Date, { description: 'When the number was recorded.' })
  recordedAt: Date;

  @Column(column.id())
  recordedById: string;
}
