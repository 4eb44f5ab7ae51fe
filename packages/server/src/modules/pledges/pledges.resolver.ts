import { Arg, Args, Ctx, Field, FieldResolver, ID, Int, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { Page } from '../../connection.js';
import { PageArgs } from '../../connection.js';
import { hasRole, PlatformRole, type RequestContext } from '../../context.js';
import { User } from '../identity/index.js';
import { Organization, organizationLoader, publicNameOf, underName } from '../organizations/index.js';
import { Project, progressLoader, projectLoader } from '../projects/index.js';
import { SafeInt } from '../../scalars.js';
import { Pledge, Receipt } from './pledge.entity.js';
import { ConfirmPaymentInput, PledgeConnection, PledgeInput } from './pledge.inputs.js';
import { LIMITS } from './pledge.rules.js';
import * as queries from './pledges.queries.js';
import * as pledges from './pledges.service.js';

@ObjectType({ description: 'A unit on a project\'s sponsor wall.' })
export class Sponsor {
  @Field(() => Organization, { description: 'The unit, as it is now.' })
  organization: Organization;

  @Field(() => String, { description: 'Its name when its newest gift to the project was paid.' })
  name: string;

  @Field(() => SafeInt, { description: 'Fen paid on its behalf.' })
  amount: number;

  @Field(() => Int, { description: 'Paid pledges on its behalf.' })
  pledgeCount: number;
}

@Resolver(() => Pledge)
export class PledgeResolver {
  @Query(() => Pledge, { nullable: true, description: 'A pledge, for its donor and for treasurers; null for others.' })
  pledge(@Ctx() context: RequestContext, @Arg('id', () => ID, { description: 'Id of the pledge.' }) id: string): Promise<Pledge | null> {
    return queries.findPledge(context, id);
  }

  @Query(() => PledgeConnection, { description: 'Transfers that wait for confirmation, oldest first. Treasurers only.' })
  async paymentQueue(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('lapsed', () => Boolean, { defaultValue: false, description: 'Those that lapsed instead, newest first: money that had reached the bank before can still be confirmed.' }) lapsed: boolean,
    @Arg('search', () => String, { nullable: true, description: 'Part of a remark code or a donor\'s name, or an amount in yuan.' }) search?: string,
  ): Promise<Page<Pledge>> {
    return queries.listPaymentQueue(context, lapsed, search, page);
  }

  @Query(() => PledgeConnection, { description: 'Transfers that were confirmed, newest first: to find one that was confirmed by mistake. Treasurers only.' })
  async confirmedPayments(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('search', () => String, { description: 'Part of a remark code or a donor\'s name, an amount in yuan, the number of a receipt or the bank\'s reference; up to 100 characters.' }) search: string,
  ): Promise<Page<Pledge>> {
    return queries.listConfirmedPayments(context, search, page);
  }

  @Query(() => PledgeConnection, { description: 'The newest paid gifts across the city.' })
  newestPledges(@Ctx() context: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Page<Pledge>> {
    return queries.listNewestPledges(context, page);
  }

  @FieldResolver(() => Project, { description: 'The project that it is for.' })
  project(@Ctx() context: RequestContext, @Root() pledge: Pledge): Promise<Project | null> {
    return projectLoader(context).load(pledge.projectId);
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'The unit that this gift counts for. Of a paid gift, under the name that it had when the gift was paid: a client that keeps units by their ids takes onBehalfOfName instead.',
  })
  async onBehalfOf(@Ctx() context: RequestContext, @Root() pledge: Pledge): Promise<Organization | null> {
    if (pledge.onBehalfOfId === null) return null;
    const unit = await organizationLoader(context).load(pledge.onBehalfOfId);
    return unit === null || pledge.onBehalfOfName === null ? unit : underName(unit, pledge.onBehalfOfName);
  }

  @FieldResolver(() => String, { nullable: true, description: 'The name of that unit: of a paid gift, the name that it had when the gift was paid; before, the one that it has.' })
  async onBehalfOfName(@Ctx() context: RequestContext, @Root() pledge: Pledge): Promise<string | null> {
    if (pledge.onBehalfOfId === null || pledge.onBehalfOfName !== null) return pledge.onBehalfOfName;
    const unit = await organizationLoader(context).load(pledge.onBehalfOfId);
    return unit === null ? null : publicNameOf(unit);
  }

  @FieldResolver(() => Receipt, { nullable: true, description: 'Its receipt, once paid; void after the gift was given back or its payment taken back.' })
  receipt(@Ctx() context: RequestContext, @Root() pledge: Pledge): Promise<Receipt | null> {
    return queries.receiptLoader(context).load(pledge.id);
  }

  @FieldResolver(() => String, { nullable: true, description: 'The donor\'s own name; null for all but the donor and treasurers.' })
  payerName(@Ctx() context: RequestContext, @Root() pledge: Pledge): string | null {
    return queries.seesPrivately(context, pledge) ? pledge.donorName : null;
  }

  @FieldResolver(() => SafeInt, { nullable: true, description: 'What was promised, in fen, where another amount arrived; null where the two are the same, and for all but the donor and treasurers.' })
  promisedAmount(@Ctx() context: RequestContext, @Root() pledge: Pledge): number | null {
    return queries.seesPrivately(context, pledge) ? pledge.promisedFen : null;
  }

  @FieldResolver(() => String, { nullable: true, description: 'The bank\'s reference of the transfer; null for all but treasurers.' })
  bankReference(@Ctx() context: RequestContext, @Root() { bankReference }: Pledge): string | null {
    return hasRole(context, PlatformRole.TREASURER) ? bankReference : null;
  }

  @FieldResolver(() => String, { nullable: true, description: 'Why its bank reference names another payment as well; null where it does not, and for all but treasurers.' })
  referenceReason(@Ctx() context: RequestContext, @Root() { referenceReason }: Pledge): string | null {
    return hasRole(context, PlatformRole.TREASURER) ? referenceReason : null;
  }

  @FieldResolver(() => String, { nullable: true, description: 'The code to quote in the transfer; null for all but the donor and treasurers.' })
  remarkCode(@Ctx() context: RequestContext, @Root() pledge: Pledge): string | null {
    return queries.seesPrivately(context, pledge) ? pledge.remarkCode : null;
  }

  @FieldResolver(() => Date, { nullable: true, description: 'When a pending transfer lapses; null for all but the donor and treasurers.' })
  expiresAt(@Ctx() context: RequestContext, @Root() pledge: Pledge): Date | null {
    return queries.seesPrivately(context, pledge) ? pledge.expiresAt : null;
  }

  @FieldResolver(() => Date, { nullable: true, description: 'Until when the unpaid promise keeps its place below the goal; null where it keeps none, once it is paid or over, and for all but the donor and treasurers.' })
  keepsPlaceUntil(@Ctx() context: RequestContext, @Root() pledge: Pledge): Date | null {
    return queries.seesPrivately(context, pledge) ? pledge.heldUntil : null;
  }

  @FieldResolver(() => String, { nullable: true, description: 'Why staff ended the unpaid promise; null where nobody did, and for all but the donor and treasurers.' })
  endReason(@Ctx() context: RequestContext, @Root() pledge: Pledge): string | null {
    return queries.seesPrivately(context, pledge) ? pledge.endReason : null;
  }

  // The query of the same name has the method name.
  @Mutation(() => Pledge, { name: 'pledge', description: 'Pledges an amount to a project. The same key from the same donor is the same pledge.' })
  async makePledge(@Ctx() context: RequestContext, @Arg('input', () => PledgeInput, { description: 'The pledge.' }) input: PledgeInput): Promise<Pledge> {
    const pledge = await pledges.makePledge(context, input);
    queries.noteMaker(context, pledge);
    return pledge;
  }

  @Mutation(() => Pledge, { description: 'Takes back a pending pledge. Its donor.' })
  cancelPledge(@Ctx() context: RequestContext, @Arg('id', () => ID, { description: 'Id of the pledge.' }) id: string): Promise<Pledge> {
    return pledges.cancelPledge(context, id);
  }

  @Mutation(() => Pledge, { description: 'Ends a pending pledge of somebody else: PENDING to CANCELLED. Its donor is told the reason. Treasurers, reviewers and administrators.' })
  endPledge(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the pledge.' }) id: string,
    @Arg('reason', () => String, { description: `Why, 1 to ${LIMITS.endReason.max} characters.` }) reason: string,
  ): Promise<Pledge> {
    return pledges.endPledge(context, id, reason);
  }

  @Mutation(() => Pledge, { description: 'Confirms that a transfer arrived: PENDING to PAID. Treasurers. The same once more, by the same treasurer, is answered with what is recorded.' })
  confirmPayment(@Ctx() context: RequestContext, @Arg('input', () => ConfirmPaymentInput, { description: 'The transfer.' }) input: ConfirmPaymentInput): Promise<Pledge> {
    return pledges.confirmPayment(context, input);
  }
}

@Resolver(() => Receipt)
export class ReceiptResolver {
  @Query(() => Receipt, { nullable: true, description: 'The receipt with this number, for anyone who holds it.' })
  receipt(@Ctx() context: RequestContext, @Arg('number', () => String, { description: 'Its number.' }) number: string): Promise<Receipt | null> {
    return queries.findReceipt(context, number);
  }

  @FieldResolver(() => ID, { description: 'Id of the project whose fund the gift went to: what its journal entry names.' })
  async projectId(@Ctx() context: RequestContext, @Root() receipt: Receipt): Promise<string> {
    return (await getPledgeOf(context, receipt)).projectId;
  }

  @FieldResolver(() => Project, { description: 'The project as it is now: where it ended, what no stage used does not wait for the next one.' })
  async project(@Ctx() context: RequestContext, @Root() receipt: Receipt): Promise<Project> {
    const { projectId } = await getPledgeOf(context, receipt);
    return (await projectLoader(context).load(projectId))!;
  }

  @FieldResolver(() => String, { description: 'Who gave: as the donor chose to be shown; to the donor and treasurers, the donor\'s own name.' })
  async donorName(@Ctx() context: RequestContext, @Root() receipt: Receipt): Promise<string> {
    const pledge = await getPledgeOf(context, receipt);
    return queries.seesPrivately(context, pledge) ? pledge.donorName : pledge.displayName;
  }
}

async function getPledgeOf(context: RequestContext, receipt: Receipt): Promise<Pledge> {
  const pledge = await queries.pledgeLoader(context).load(receipt.pledgeId);
  if (pledge === null) throw new Error(`receipt ${receipt.number} has no pledge`);
  return pledge;
}

/** What giving adds to the types upstream of it. */
@Resolver(() => Project)
export class ProjectPledgesResolver {
  @FieldResolver(() => PledgeConnection, { description: 'Its paid gifts, newest first, names as each donor chose to be shown.' })
  pledges(@Ctx() context: RequestContext, @Root() project: Project, @Args(() => PageArgs) page: PageArgs): Promise<Page<Pledge>> {
    return queries.listProjectPledges(context, project.id, page, async () => (await progressLoader(context).load(project.id)).pledgeCount);
  }

  @FieldResolver(() => [Sponsor], { description: 'Units with paid gifts to it, largest first.' })
  async sponsors(@Ctx() context: RequestContext, @Root() project: Project): Promise<Sponsor[]> {
    const rows = await queries.sponsorsLoader(context).load(project.id);
    const organizations = await Promise.all(rows.map(({ organizationId }) => organizationLoader(context).load(organizationId)));
    return rows.flatMap(({ name, amountFen, pledgeCount }, index) => {
      const organization = organizations[index];
      return organization ? [{ organization, name, amount: amountFen, pledgeCount }] : [];
    });
  }
}

@Resolver(() => User)
export class ViewerPledgesResolver {
  @FieldResolver(() => PledgeConnection, { description: 'Their own pledges in any status, newest first.' })
  pledges(@Ctx() context: RequestContext, @Root() user: User, @Args(() => PageArgs) page: PageArgs): Promise<Page<Pledge>> {
    return queries.listOwnPledges(context, user.id, page);
  }
}

@Resolver(() => Organization)
export class OrganizationPledgesResolver {
  @FieldResolver(() => PledgeConnection, { nullable: true, description: 'Paid gifts on its behalf, newest first; null for all but its members.' })
  pledges(@Ctx() context: RequestContext, @Root() organization: Organization, @Args(() => PageArgs) page: PageArgs): Promise<Page<Pledge> | null> {
    return queries.listOrganizationPledges(context, organization.id, page);
  }

  @FieldResolver(() => SafeInt, { description: 'Fen paid on its behalf: this unit alone, without those below it.' })
  given(@Ctx() context: RequestContext, @Root() organization: Organization): Promise<number> {
    return queries.givenLoader(context).load(organization.id);
  }
}
