import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { connectionOf, type Page } from '../../connection.js';
import type { RequestContext } from '../../context.js';
import { SafeInt } from '../../scalars.js';
import { User } from '../identity/index.js';
import { Organization } from '../organizations/index.js';
import { Receipt } from '../pledges/index.js';
import { Project } from '../projects/index.js';
import { InvoiceTitle } from './invoice-title.entity.js';
import { openTaxNumber } from './invoice-titles.sealed.js';
import { findOwnTitle, findTitleOfReceipt, findTitleOfUnit, setInvoiceTitle } from './invoice-titles.service.js';
import { seeInvoices } from './printouts.permissions.js';
import { PersonalData } from '../trace/index.js';
import { Work } from '../works/index.js';
import { InvoiceRecord } from './invoice.entities.js';
import { LIMITS } from './invoice.rules.js';
import { invoiceLoader, listInvoiceRecords, listRecordedInvoices } from './invoices.queries.js';
import { invoiceQueue } from './invoices.queues.js';
import { recordInvoiceNumber, recordInvoiceNumbers } from './invoices.service.js';
import { findUnitOfStatement, listSponsorships, type SponsorshipRow } from './printouts.queries.js';
import { listStatements, listStatementYears } from './statement.queries.js';
import { printStatement } from './statement.work.js';
import { QueueArgs } from '../queues/index.js';

export const ReceiptConnection = connectionOf(Receipt, 'Receipt');

@ObjectType({ description: 'A project that a unit supports, for its certificate.' })
export class Sponsorship implements SponsorshipRow {
  @Field(() => Project, { description: 'The project.' })
  project: Project;

  @Field(() => SafeInt, { name: 'amount', description: 'Fen given on behalf of the unit.' })
  amountFen: number;

  @Field(() => Int, { description: 'The number of gifts on behalf of the unit.' })
  giftCount: number;
}

@ObjectType({ description: 'The annual statement of a giver.' })
export class AnnualStatement {
  @Field(() => Int, { description: 'The year.' })
  year: number;

  @Field(() => Int, {
    description:
      'The number of gifts on it. A statement of more gifts than `Platform.directFiles.gifts` is better asked for by `printStatement`.',
  })
  gifts: number;
}

@InputType({ description: 'The official donation invoice of a receipt, to record.' })
export class RecordInvoiceNumberInput {
  @Field(() => String, { description: 'Number of the receipt.' })
  receiptNumber: string;

  @Field(() => String, {
    description:
      'Number of the invoice that the finance authority issued: 8 to 10 digits, after the 8 digits of its code when it has one.',
  })
  invoiceNumber: string;

  @Field(() => String, {
    nullable: true,
    description: `Why the number that is recorded already is wrong, up to ${LIMITS.reason.max} characters. Only a correction needs it.`,
  })
  reason?: string | null;
}

@InputType({ description: 'To whom official donation invoices are made out.' })
export class SetInvoiceTitleInput {
  @Field(() => ID, {
    nullable: true,
    description: 'The unit whose invoices these are; without it, the invoices of the viewer.',
  })
  organizationId?: string | null;

  @Field(() => String, { description: `The name on the invoice, 1 to ${LIMITS.title.max} characters.` })
  title: string;

  @Field(() => String, {
    nullable: true,
    description:
      "The taxpayer's number: 15, or 17 to 20 digits and capital letters. For units it is the unified social credit code.",
  })
  taxNumber?: string | null;
}

/** Opens sealed values only for people to whom the row was given. */
@Resolver(() => InvoiceTitle)
export class InvoiceTitleResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: "The taxpayer's number; null when it was not given.",
  })
  taxNumber(@Ctx() context: RequestContext, @Root() { taxNumberSealed }: InvoiceTitle): string | null {
    return openTaxNumber(context, taxNumberSealed);
  }
}

/** Fields that printouts add to `Receipt`. */
@Resolver(() => Receipt)
export class InvoiceResolver {
  @Query(() => ReceiptConnection, {
    description:
      "Valid receipts without a recorded official invoice. The search finds part of a receipt's number, an invoice's number or a project's title. Only treasurers see them.",
  })
  async invoiceQueue(
    @Ctx() context: RequestContext,
    @Args(() => QueueArgs) args: QueueArgs,
    @Arg('recorded', () => Boolean, {
      defaultValue: false,
      description: 'Whether to list receipts with a recorded invoice instead, newest first.',
    })
    recorded: boolean,
  ): Promise<Page<Receipt>> {
    return recorded ? listRecordedInvoices(context, args.search, args) : invoiceQueue.list(context, args);
  }

  @Mutation(() => Receipt, {
    description:
      'Records the number of the official donation invoice that the finance authority issued for a receipt. Another number for the same receipt is a correction and needs a reason. Only treasurers may do it.',
  })
  recordInvoiceNumber(
    @Ctx() context: RequestContext,
    @Arg('input', () => RecordInvoiceNumberInput, { description: 'The receipt and the number.' })
    input: RecordInvoiceNumberInput,
  ): Promise<Receipt> {
    return recordInvoiceNumber(context, input);
  }

  @Mutation(() => [Receipt], {
    description:
      'Records the official invoices of several receipts, all of them or none, and returns the receipts in the order of the list. Only treasurers may do it.',
  })
  recordInvoiceNumbers(
    @Ctx() context: RequestContext,
    @Arg('inputs', () => [RecordInvoiceNumberInput], {
      description: `The receipts and their numbers, ${LIMITS.invoices.min} to ${LIMITS.invoices.max}.`,
    })
    inputs: RecordInvoiceNumberInput[],
  ): Promise<Receipt[]> {
    return recordInvoiceNumbers(context, inputs);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Number of the official donation invoice; null before it is recorded.',
  })
  invoiceNumber(@Ctx() context: RequestContext, @Root() receipt: Receipt): Promise<string | null> {
    return invoiceLoader(context).load(receipt.number);
  }

  @Mutation(() => InvoiceTitle, {
    description:
      'States to whom the official donation invoices of the viewer, or of a unit, are made out. It is kept for later gifts, and a later call corrects it. Owners and editors state it for their unit.',
  })
  setInvoiceTitle(
    @Ctx() context: RequestContext,
    @Arg('input', () => SetInvoiceTitleInput, { description: 'The name and the number.' }) input: SetInvoiceTitleInput,
  ): Promise<InvoiceTitle> {
    return setInvoiceTitle(context, input);
  }

  @PersonalData({ seenWith: seeInvoices })
  @FieldResolver(() => InvoiceTitle, {
    nullable: true,
    description:
      'To whom the official invoice is made out, as the donor stated last; null when the donor stated nothing. Only treasurers see it; null for others.',
  })
  invoiceTitle(@Ctx() context: RequestContext, @Root() receipt: Receipt): Promise<InvoiceTitle | null> {
    return findTitleOfReceipt(context, receipt);
  }

  @FieldResolver(() => [InvoiceRecord], {
    nullable: true,
    description: 'The records of the invoice number, oldest first. Only treasurers see them; null for others.',
  })
  invoiceRecords(@Ctx() context: RequestContext, @Root() receipt: Receipt): Promise<InvoiceRecord[] | null> {
    return listInvoiceRecords(context, receipt);
  }
}

@Resolver(() => User)
export class ViewerStatementsResolver {
  @Mutation(() => Work, {
    description:
      "Prints the viewer's own annual statement, or that of a unit, as long work. The person who asks can leave and fetches the paper with `Work.result`. Owners and editors of the unit, and treasurers, may have its statement.",
  })
  printStatement(
    @Ctx() context: RequestContext,
    @Arg('year', () => Int, { description: 'The year, from 2000 to 2099.' }) year: number,
    @Arg('organizationId', () => ID, {
      nullable: true,
      description: "Id of the unit. Without it, the viewer's own statement.",
    })
    organizationId?: string,
  ): Promise<Work> {
    return printStatement(context, year, organizationId ?? null);
  }

  @FieldResolver(() => [AnnualStatement], {
    description: "The person's annual statements, newest first. Empty for other viewers.",
  })
  async statements(@Ctx() context: RequestContext, @Root() user: User): Promise<AnnualStatement[]> {
    return context.viewer?.userId === user.id ? listStatements(context.db.read, { userId: user.id }) : [];
  }

  @FieldResolver(() => [Int], {
    description: 'The years for which the person has an annual statement, newest first. Empty for other viewers.',
  })
  async statementYears(@Ctx() context: RequestContext, @Root() user: User): Promise<number[]> {
    return context.viewer?.userId === user.id ? listStatementYears(context.db.read, { userId: user.id }) : [];
  }

  @FieldResolver(() => InvoiceTitle, {
    nullable: true,
    description:
      "To whom the person's official donation invoices are made out; null until the person states it. Null for other viewers.",
  })
  invoiceTitle(@Ctx() context: RequestContext, @Root() user: User): Promise<InvoiceTitle | null> {
    return findOwnTitle(context, user);
  }
}

@Resolver(() => Organization)
export class OrganizationPapersResolver {
  @FieldResolver(() => [AnnualStatement], {
    nullable: true,
    description:
      'The annual statements of the unit, newest first. Its owners and editors, and treasurers, see them; null for others.',
  })
  async statements(
    @Ctx() context: RequestContext,
    @Root() organization: Organization,
  ): Promise<AnnualStatement[] | null> {
    return (await findUnitOfStatement(context, organization.id)) === null
      ? null
      : listStatements(context.db.read, { organizationId: organization.id });
  }

  @FieldResolver(() => [Int], {
    nullable: true,
    description:
      'The years for which the unit has an annual statement, newest first. Its owners and editors, and treasurers, see them; null for others.',
  })
  async statementYears(@Ctx() context: RequestContext, @Root() organization: Organization): Promise<number[] | null> {
    return (await findUnitOfStatement(context, organization.id)) === null
      ? null
      : listStatementYears(context.db.read, { organizationId: organization.id });
  }

  @FieldResolver(() => InvoiceTitle, {
    nullable: true,
    description:
      "To whom the unit's official donation invoices are made out; null until somebody states it. Its owners and editors, and treasurers, see it; null for others.",
  })
  invoiceTitle(@Ctx() context: RequestContext, @Root() organization: Organization): Promise<InvoiceTitle | null> {
    return findTitleOfUnit(context, organization.id);
  }

  @FieldResolver(() => [Sponsorship], {
    nullable: true,
    description:
      'Up to a hundred projects that the unit supports, the largest sum first. Each one has a certificate. Only its owners and editors see them; null for others.',
  })
  sponsorships(@Ctx() context: RequestContext, @Root() organization: Organization): Promise<SponsorshipRow[] | null> {
    return listSponsorships(context, organization.id);
  }
}
