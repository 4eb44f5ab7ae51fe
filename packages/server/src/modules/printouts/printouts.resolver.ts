import { Arg, Args, Ctx, Field, FieldResolver, InputType, Int, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { connectionOf, PageArgs, type Page } from '../../connection.js';
import type { RequestContext } from '../../context.js';
import { SafeInt } from '../../scalars.js';
import { User } from '../identity/index.js';
import { Organization } from '../organizations/index.js';
import { Receipt } from '../pledges/index.js';
import { Project } from '../projects/index.js';
import { InvoiceRecord } from './invoice.entities.js';
import { LIMITS } from './invoice.rules.js';
import { invoiceLoader, listInvoiceQueue, listInvoiceRecords } from './invoices.queries.js';
import { recordInvoiceNumber } from './invoices.service.js';
import { findUnitOfStatement, listSponsorships, type SponsorshipRow } from './printouts.queries.js';
import { listStatementYears } from './statement.queries.js';

export const ReceiptConnection = connectionOf(Receipt, 'Receipt');

@ObjectType({ description: 'A project that a unit supports, for its certificate.' })
export class Sponsorship implements SponsorshipRow {
  @Field(() => Project, { description: 'The project.' })
  project: Project;

  @Field(() => SafeInt, { name: 'amount', description: 'Fen given on the unit\'s behalf.' })
  amountFen: number;

  @Field(() => Int, { description: 'Gifts on its behalf.' })
  giftCount: number;
}

@InputType({ description: 'The official donation invoice of a receipt, to be recorded.' })
export class RecordInvoiceNumberInput {
  @Field(() => String, { description: 'Number of the receipt.' })
  receiptNumber: string;

  @Field(() => String, { description: 'Number of the invoice that the finance authority issued: 8 to 10 digits, with the 8 digits of its code before them where it has one.' })
  invoiceNumber: string;

  @Field(() => String, { nullable: true, description: `Why the number that is recorded already is wrong, up to ${LIMITS.reason.max} characters. Only a correction needs it.` })
  reason?: string | null;
}

/** What papers add to receipts. */
@Resolver(() => Receipt)
export class InvoiceResolver {
  @Query(() => ReceiptConnection, { description: 'Valid receipts whose official invoice has not been recorded, oldest first. Treasurers only.' })
  async invoiceQueue(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('recorded', () => Boolean, { defaultValue: false, description: 'Those whose invoice has been recorded instead, newest first.' }) recorded: boolean,
    @Arg('search', () => String, { nullable: true, description: 'Part of a receipt\'s number, an invoice\'s number or a project\'s title.' }) search?: string,
  ): Promise<Page<Receipt>> {
    return listInvoiceQueue(context, recorded, search, page);
  }

  @Mutation(() => Receipt, { description: 'Records the number of the official donation invoice that the finance authority issued for a receipt. Another number for the same receipt is a correction and needs a reason. Treasurers.' })
  recordInvoiceNumber(@Ctx() context: RequestContext, @Arg('input', () => RecordInvoiceNumberInput, { description: 'The receipt and the number.' }) input: RecordInvoiceNumberInput): Promise<Receipt> {
    return recordInvoiceNumber(context, input);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Number of the official donation invoice, once it is recorded.' })
  invoiceNumber(@Ctx() context: RequestContext, @Root() receipt: Receipt): Promise<string | null> {
    return invoiceLoader(context).load(receipt.number);
  }

  @FieldResolver(() => [InvoiceRecord], { nullable: true, description: 'How it came to that number, oldest first; null for all but treasurers.' })
  invoiceRecords(@Ctx() context: RequestContext, @Root() receipt: Receipt): Promise<InvoiceRecord[] | null> {
    return listInvoiceRecords(context, receipt);
  }
}

@Resolver(() => User)
export class ViewerStatementsResolver {
  @FieldResolver(() => [Int], { description: 'The years for which they have an annual statement, newest first; none for anybody else.' })
  async statementYears(@Ctx() context: RequestContext, @Root() user: User): Promise<number[]> {
    return context.viewer?.userId === user.id ? listStatementYears(context.db.read, { userId: user.id }) : [];
  }
}

@Resolver(() => Organization)
export class OrganizationPapersResolver {
  @FieldResolver(() => [Int], { nullable: true, description: 'The years for which it has an annual statement, newest first; null for all but its owners and editors, and treasurers.' })
  async statementYears(@Ctx() context: RequestContext, @Root() organization: Organization): Promise<number[] | null> {
    return (await findUnitOfStatement(context, organization.id)) === null ? null : listStatementYears(context.db.read, { organizationId: organization.id });
  }

  @FieldResolver(() => [Sponsorship], { nullable: true, description: 'The projects that it supports, up to a hundred, largest first: each has a certificate. Null for all but its owners and editors.' })
  sponsorships(@Ctx() context: RequestContext, @Root() organization: Organization): Promise<SponsorshipRow[] | null> {
    return listSponsorships(context, organization.id);
  }
}
