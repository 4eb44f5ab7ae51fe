import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

/** What the official invoices of a person or a unit are made out to. Asked once, and used for all their gifts. */
@Entity('invoice_titles')
@ObjectType({ description: 'To whom official donation invoices are made out.' })
export class InvoiceTitle {
  @PrimaryColumn(column.key())
  id: string;

  /** The person or the unit; exactly one of the two columns is set. */
  @Column(column.id({ nullable: true }))
  userId: string | null;

  @Column(column.id({ nullable: true }))
  organizationId: string | null;

  @Column(column.text())
  @Field(() => String, { description: 'The name on the invoice.' })
  title: string;

  /** The taxpayer's number, sealed (`taxNumber` in invoice-titles.sealed.ts): for people it is that of the identity card. */
  @Column(column.text({ nullable: true }))
  taxNumberSealed: string | null;

  @Column(column.time())
  @Field(() => Date, { description: 'When it was last changed.' })
  changedAt: Date;
}
