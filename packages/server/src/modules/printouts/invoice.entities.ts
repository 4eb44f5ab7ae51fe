import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

/** The number of the official donation invoice that belongs to a receipt now. The finance authority issues it; we only write it down. */
@Entity('official_invoices')
export class OfficialInvoice {
  @PrimaryColumn(column.textKey())
  receiptNumber: string;

  @Column(column.text())
  invoiceNumber: string;
}

/** One act of writing such a number down. Never changed: a wrong number is corrected by the next record, which says why. */
@Entity('invoice_records')
@ObjectType({ description: 'One act of recording the official donation invoice of a receipt; the newest one counts.' })
export class InvoiceRecord {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the record.' })
  id: string;

  @Column(column.text())
  receiptNumber: string;

  @Column(column.text())
  @Field(() => String, { description: 'The number that was recorded.' })
  invoiceNumber: string;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: 'Why an earlier number was corrected; null for the first.' })
  reason: string | null;

  @Column(column.time())
  @Field(() => Date, { description: 'When it was recorded.' })
  recordedAt: Date;

  @Column(column.id())
  recordedById: string;
}
