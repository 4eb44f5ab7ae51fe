import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { Page } from '../../connection.js';
import { PageArgs } from '../../connection.js';
import { may, type RequestContext } from '../../context.js';
import { User } from '../identity/index.js';
import { Organization, organizationLoader, publicNameOf, underName } from '../organizations/index.js';
import { Project, progressLoader, projectLoader } from '../projects/index.js';
import { SafeInt } from '../../scalars.js';
import { Pledge, Receipt } from './pledge.entity.js';
import { PledgeConnection, PledgeInput } from './pledge.inputs.js';
import { LIMITS } from './pledge.rules.js';
import * as queries from './pledges.queries.js';
import * as pledges from './pledges.service.js';
import { seePayments } from './pledges.permissions.js';
import { QueueArgs } from '../queues/index.js';
import { transferQueue } from './pledges.queues.js';
import { listConfirmedPayments, listLapsedTransfers } from './transfers.queries.js';
import { PersonalData } from '../trace/index.js';

@ObjectType({ description: "A unit on a project's sponsor wall." })
export class Sponsor {
  @Field(() => Organization, { description: 'The unit under its present name.' })
  organization: Organization;

  @Field(() => String, { description: "The unit's name when its newest gift to the project was paid." })
  name: string;

  @Field(() => SafeInt, { description: 'Fen paid on behalf of the unit.' })
  amount: number;

  @Field(() => Int, { description: 'The number of paid pledges on behalf of the unit.' })
  pledgeCount: number;
}

@Resolver(() => Pledge)
export class PledgeResolver {
  @Query(() => Pledge, { nullable: true, description: 'A pledge. Its donor and treasurers see it; null for others.' })
  pledge(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the pledge.' }) id: string,
  ): Promise<Pledge | null> {
    return queries.findPledge(context, id);
  }

  @Query(() => PledgeConnection, {
    description:
      "Transfers that wait for confirmation. The search finds part of a remark code or a donor's name, or an amount in yuan. Only treasurers see them.",
  })
  async paymentQueue(
    @Ctx() context: RequestContext,
    @Args(() => QueueArgs) args: QueueArgs,
    @Arg('lapsed', () => Boolean, {
      defaultValue: false,
      description:
        'Whether to list transfers that lapsed instead, newest first. A transfer that reached the bank in time can still be confirmed.',
    })
    lapsed: boolean,
  ): Promise<Page<Pledge>> {
    return lapsed ? listLapsedTransfers(context, args.search, args) : transferQueue.list(context, args);
  }

  @Query(() => PledgeConnection, {
    description:
      'Confirmed transfers, newest first, to find one that was confirmed by mistake. Only treasurers see them.',
  })
  async confirmedPayments(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('search', () => String, {
      description:
        "Part of a remark code or a donor's name, an amount in yuan, the number of a receipt or the bank's reference; up to 100 characters.",
    })
    search: string,
  ): Promise<Page<Pledge>> {
    return listConfirmedPayments(context, search, page);
  }

  @Query(() => PledgeConnection, { description: 'The newest paid gifts of all projects.' })
  newestPledges(@Ctx() context: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Page<Pledge>> {
    return queries.listNewestPledges(context, page);
  }

  @FieldResolver(() => Project, { description: 'The project that the gift is for.' })
  project(@Ctx() context: RequestContext, @Root() pledge: Pledge): Promise<Project | null> {
    return projectLoader(context).load(pledge.projectId);
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description:
      'The unit that this gift counts for; null when there is none. A paid gift shows the unit under its name at the time of payment, so clients that cache units by id must show onBehalfOfName.',
  })
  async onBehalfOf(@Ctx() context: RequestContext, @Root() pledge: Pledge): Promise<Organization | null> {
    if (pledge.onBehalfOfId === null) return null;
    const unit = await organizationLoader(context).load(pledge.onBehalfOfId);
    return unit === null || pledge.onBehalfOfName === null ? unit : underName(unit, pledge.onBehalfOfName);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The name of the unit that this gift counts for: the name at the time of payment, or the present name of an unpaid gift. Null when there is no unit.',
  })
  async onBehalfOfName(@Ctx() context: RequestContext, @Root() pledge: Pledge): Promise<string | null> {
    if (pledge.onBehalfOfId === null || pledge.onBehalfOfName !== null) return pledge.onBehalfOfName;
    const unit = await organizationLoader(context).load(pledge.onBehalfOfId);
    return unit === null ? null : publicNameOf(unit);
  }

  @FieldResolver(() => Receipt, {
    nullable: true,
    description:
      'The receipt of the gift; null before the payment. It is void after the gift was given back or its payment taken back.',
  })
  receipt(@Ctx() context: RequestContext, @Root() pledge: Pledge): Promise<Receipt | null> {
    return queries.receiptLoader(context).load(pledge.id);
  }

  @PersonalData<Pledge>({ seenWith: seePayments, isOwn: (pledge, userId) => pledge.userId === userId })
  @FieldResolver(() => String, {
    nullable: true,
    description: "The donor's own name. The donor and treasurers see it; null for others.",
  })
  payerName(@Ctx() context: RequestContext, @Root() pledge: Pledge): string | null {
    return queries.seesPrivately(context, pledge) ? pledge.donorName : null;
  }

  @FieldResolver(() => SafeInt, {
    nullable: true,
    description:
      'The promised amount in fen, when another amount arrived. Null when the amounts are the same. The donor and treasurers see it; null for others.',
  })
  promisedAmount(@Ctx() context: RequestContext, @Root() pledge: Pledge): number | null {
    return queries.seesPrivately(context, pledge) ? pledge.promisedFen : null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "The bank's reference of the transfer. Only treasurers see it; null for others.",
  })
  bankReference(@Ctx() context: RequestContext, @Root() { bankReference }: Pledge): string | null {
    return may(context, seePayments) ? bankReference : null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Why the bank reference also names another payment; null when it does not. Only treasurers see it.',
  })
  referenceReason(@Ctx() context: RequestContext, @Root() { referenceReason }: Pledge): string | null {
    return may(context, seePayments) ? referenceReason : null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The code to quote in the transfer. The donor and treasurers see it; null for others.',
  })
  remarkCode(@Ctx() context: RequestContext, @Root() pledge: Pledge): string | null {
    return queries.seesPrivately(context, pledge) ? pledge.remarkCode : null;
  }

  @FieldResolver(() => Date, {
    nullable: true,
    description: 'When an unpaid transfer lapses. The donor and treasurers see it; null for others.',
  })
  expiresAt(@Ctx() context: RequestContext, @Root() pledge: Pledge): Date | null {
    return queries.seesPrivately(context, pledge) ? pledge.expiresAt : null;
  }

  @FieldResolver(() => Date, {
    nullable: true,
    description:
      'The moment until which the unpaid promise reserves its amount below the goal. Null when it reserves none, and after it is paid or over. The donor and treasurers see it; null for others.',
  })
  keepsPlaceUntil(@Ctx() context: RequestContext, @Root() pledge: Pledge): Date | null {
    return queries.seesPrivately(context, pledge) ? pledge.heldUntil : null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Why staff ended the unpaid promise; null when they did not. The donor and treasurers see it.',
  })
  endReason(@Ctx() context: RequestContext, @Root() pledge: Pledge): string | null {
    return queries.seesPrivately(context, pledge) ? pledge.endReason : null;
  }

  // The query of the same name already uses the method name.
  @Mutation(() => Pledge, {
    name: 'pledge',
    description: 'Pledges an amount to a project. The same key from the same donor is the same pledge.',
  })
  async makePledge(
    @Ctx() context: RequestContext,
    @Arg('input', () => PledgeInput, { description: 'The pledge.' }) input: PledgeInput,
  ): Promise<Pledge> {
    const pledge = await pledges.makePledge(context, input);
    queries.noteMaker(context, pledge);
    return pledge;
  }

  @Mutation(() => Pledge, { description: 'Cancels an unpaid pledge. Only its donor may do it.' })
  cancelPledge(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the pledge.' }) id: string,
  ): Promise<Pledge> {
    return pledges.cancelPledge(context, id);
  }

  @Mutation(() => Pledge, {
    description:
      'Ends an unpaid pledge of another person: PENDING becomes CANCELLED. Its donor is told the reason. Only treasurers, reviewers and administrators may do it.',
  })
  endPledge(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the pledge.' }) id: string,
    @Arg('reason', () => String, { description: `Why, 1 to ${LIMITS.endReason.max} characters.` }) reason: string,
  ): Promise<Pledge> {
    return pledges.endPledge(context, id, reason);
  }
}

@Resolver(() => Receipt)
export class ReceiptResolver {
  @Query(() => Receipt, {
    nullable: true,
    description: 'The receipt with this number; null when there is none. Every person who has the number may see it.',
  })
  receipt(
    @Ctx() context: RequestContext,
    @Arg('number', () => String, { description: 'Number of the receipt.' }) number: string,
  ): Promise<Receipt | null> {
    return queries.findReceipt(context, number);
  }

  @FieldResolver(() => ID, {
    description: 'Id of the project whose fund received the gift. The journal entry names this id.',
  })
  async projectId(@Ctx() context: RequestContext, @Root() receipt: Receipt): Promise<string> {
    return (await getPledgeOf(context, receipt)).projectId;
  }

  @FieldResolver(() => Project, {
    description:
      'The project as it is now. When the project has ended, money that no stage used does not wait for a stage any more.',
  })
  async project(@Ctx() context: RequestContext, @Root() receipt: Receipt): Promise<Project> {
    const { projectId } = await getPledgeOf(context, receipt);
    return (await projectLoader(context).load(projectId))!;
  }

  // The name of a unit tells nothing about a person, so a look at it leaves no trace.
  @PersonalData<Receipt>({ seenWith: seePayments, isOwn: ({ isMadeOutToUnit }) => isMadeOutToUnit })
  @FieldResolver(() => String, {
    description:
      "The donor. For a gift that counts for a unit: the unit's name at the time of payment. Otherwise the person's name as the person chose to show it; the person and treasurers see the person's own name. Receipts from before units were donors name the person.",
  })
  async donorName(@Ctx() context: RequestContext, @Root() receipt: Receipt): Promise<string> {
    if (receipt.isMadeOutToUnit) return receipt.onBehalfOfName!;
    const pledge = await getPledgeOf(context, receipt);
    return queries.seesPrivately(context, pledge) ? pledge.donorName : pledge.displayName;
  }

  @PersonalData({ seenWith: seePayments })
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The person who handled the gift, on a receipt whose donor is a unit. That person and treasurers see it. Others see it when the person chose to be named; otherwise it is null.',
  })
  async handledBy(@Ctx() context: RequestContext, @Root() receipt: Receipt): Promise<string | null> {
    if (!receipt.isMadeOutToUnit) return null;
    const pledge = await getPledgeOf(context, receipt);
    return queries.seesPrivately(context, pledge) ? pledge.donorName : pledge.handledBy;
  }
}

async function getPledgeOf(context: RequestContext, receipt: Receipt): Promise<Pledge> {
  const pledge = await queries.pledgeLoader(context).load(receipt.pledgeId);
  if (pledge === null) throw new Error(`receipt ${receipt.number} has no pledge`);
  return pledge;
}

/** The fields that this module adds to types of upstream modules. */
@Resolver(() => Project)
export class ProjectPledgesResolver {
  @FieldResolver(() => PledgeConnection, {
    description: "The project's paid gifts, newest first, with names as each donor chose to show them.",
  })
  pledges(
    @Ctx() context: RequestContext,
    @Root() project: Project,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Page<Pledge>> {
    return queries.listProjectPledges(
      context,
      project.id,
      page,
      async () => (await progressLoader(context).load(project.id)).pledgeCount,
    );
  }

  @FieldResolver(() => [Sponsor], { description: 'The units with paid gifts to the project, the largest sum first.' })
  async sponsors(@Ctx() context: RequestContext, @Root() project: Project): Promise<Sponsor[]> {
    const rows = await queries.sponsorsLoader(context).load(project.id);
    const organizations = await Promise.all(
      rows.map(({ organizationId }) => organizationLoader(context).load(organizationId)),
    );
    return rows.flatMap(({ name, amountFen, pledgeCount }, index) => {
      const organization = organizations[index];
      return organization ? [{ organization, name, amount: amountFen, pledgeCount }] : [];
    });
  }
}

@Resolver(() => User)
export class ViewerPledgesResolver {
  @FieldResolver(() => PledgeConnection, { description: "The person's pledges in every state, newest first." })
  pledges(
    @Ctx() context: RequestContext,
    @Root() user: User,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Page<Pledge>> {
    return queries.listOwnPledges(context, user.id, page);
  }
}

@Resolver(() => Organization)
export class OrganizationPledgesResolver {
  @FieldResolver(() => PledgeConnection, {
    nullable: true,
    description: 'Paid gifts on behalf of the unit, newest first. Only its members see them; null for others.',
  })
  pledges(
    @Ctx() context: RequestContext,
    @Root() organization: Organization,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Page<Pledge> | null> {
    return queries.listOrganizationPledges(context, organization.id, page);
  }

  @FieldResolver(() => SafeInt, { description: 'Fen paid on behalf of this unit alone, without the units below it.' })
  given(@Ctx() context: RequestContext, @Root() organization: Organization): Promise<number> {
    return queries.givenLoader(context).load(organization.id);
  }
}
