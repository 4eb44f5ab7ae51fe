import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Page } from '../../connection.js';
import { PageArgs } from '../../connection.js';
import type { RequestContext } from '../../context.js';
import { nameOfDecider, Order } from '../orders/index.js';
import { Pledge, pledgeLoader } from '../pledges/index.js';
import { Project, ProjectConnection, projectLoader } from '../projects/index.js';
import * as endings from './endings.service.js';
import { RefundAction, RefundItem, RefundOrder, RefundStatus } from './refund.entities.js';
import { PrepareRefundInput, PrepareReversalInput, RefundDue, RefundItemConnection, RefundOrderConnection } from './refund.inputs.js';
import * as queries from './refunds.queries.js';
import * as refunds from './refunds.service.js';

@Resolver(() => RefundOrder)
export class RefundResolver {
  @Query(() => ProjectConnection, { description: 'Ended projects with gifts to give back that no order takes in yet. Treasurers and administrators only.' })
  async refundsDue(@Ctx() context: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Page<Project>> {
    return queries.listRefundsDue(context, page);
  }

  @Query(() => RefundOrderConnection, { description: 'Refund orders in a status: those that wait oldest first, decided ones newest first. Treasurers and administrators only.' })
  async refundOrders(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('status', () => RefundStatus, { nullable: true, defaultValue: RefundStatus.PREPARED, description: 'In this status.' }) status?: RefundStatus,
  ): Promise<Page<RefundOrder>> {
    return queries.listRefundOrders(context, status ?? RefundStatus.PREPARED, page);
  }

  @Query(() => RefundOrder, { nullable: true, description: 'One refund order, in whatever status; null for all but treasurers and administrators.' })
  async refundOrder(@Ctx() context: RequestContext, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<RefundOrder | null> {
    return queries.findRefundOrder(context, id);
  }

  @FieldResolver(() => Project, { description: 'The project whose fund it is.' })
  async project(@Ctx() context: RequestContext, @Root() order: RefundOrder): Promise<Project | null> {
    return projectLoader(context).load(order.projectId);
  }

  @FieldResolver(() => RefundItemConnection, { nullable: true, description: 'The gifts, and what goes back of each; null for all but treasurers and administrators.' })
  items(@Ctx() context: RequestContext, @Root() order: RefundOrder, @Args(() => PageArgs) page: PageArgs): Promise<Page<RefundItem> | null> {
    return queries.listRefundItems(context, order, page);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Who prepared it; null for all but treasurers and administrators.' })
  preparedBy(@Ctx() context: RequestContext, @Root() order: RefundOrder): Promise<string | null> {
    return queries.orderOfRefund(context, order).then((people) => nameOfDecider(context, people?.preparedById ?? null));
  }

  @FieldResolver(() => String, { nullable: true, description: 'Who approved it; null for all but treasurers and administrators.' })
  approvedBy(@Ctx() context: RequestContext, @Root() order: RefundOrder): Promise<string | null> {
    return queries.orderOfRefund(context, order).then((people) => nameOfDecider(context, people?.signedById ?? null));
  }

  @FieldResolver(() => Order, { name: 'order', nullable: true, description: 'Who prepared and decided on it, with its history; null for all but treasurers and administrators.' })
  people(@Ctx() context: RequestContext, @Root() order: RefundOrder): Promise<Order | null> {
    return queries.orderOfRefund(context, order);
  }

  @FieldResolver(() => [RefundAction], { description: 'What the viewer may do with it now.' })
  viewerActions(@Ctx() context: RequestContext, @Root() order: RefundOrder): Promise<RefundAction[]> {
    return queries.actionsOn(context, order);
  }

  @Mutation(() => RefundOrder, { description: 'Prepares that gifts of an ended project go back, as far as no stage used them. Treasurers who do not belong to its organisation.' })
  prepareRefund(@Ctx() context: RequestContext, @Arg('input', () => PrepareRefundInput, { description: 'Which gifts, and why.' }) input: PrepareRefundInput): Promise<RefundOrder> {
    return refunds.prepareRefund(context, input);
  }

  @Mutation(() => RefundOrder, { description: 'Prepares that a payment which was confirmed by mistake is taken back; the pledge then waits for its money again. Treasurers who do not belong to the organisation of the project.' })
  prepareReversal(@Ctx() context: RequestContext, @Arg('input', () => PrepareReversalInput, { description: 'Which payment, and why.' }) input: PrepareReversalInput): Promise<RefundOrder> {
    return refunds.prepareReversal(context, input);
  }

  @Mutation(() => RefundOrder, {
    description: 'Approves an order and carries it out at once, every gift of it or none. A treasurer or administrator other than who prepared it, who does not belong to the organisation of the project.',
  })
  approveRefund(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The order.' }) id: string,
    @Arg('bankReference', () => String, { nullable: true, description: 'The bank\'s reference of the payment, up to 64 characters.' }) bankReference?: string,
  ): Promise<RefundOrder> {
    return refunds.approveRefund(context, id, bankReference);
  }

  @Mutation(() => RefundOrder, { description: 'Takes back an order that waits for its second person. Treasurers and administrators who do not belong to the organisation of the project.' })
  withdrawRefund(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The order.' }) id: string,
    @Arg('reason', () => String, { nullable: true, description: 'Why, up to 1000 characters; whoever prepared it is told.' }) reason?: string,
  ): Promise<RefundOrder> {
    return refunds.withdrawRefund(context, id, reason);
  }
}

@Resolver(() => RefundItem)
export class RefundItemResolver {
  @FieldResolver(() => RefundOrder, { description: 'The order by which it goes back.' })
  async order(@Ctx() context: RequestContext, @Root() item: RefundItem): Promise<RefundOrder | null> {
    return queries.refundOrderLoader(context).load(item.orderId);
  }

  @FieldResolver(() => Pledge, { description: 'The gift.' })
  async pledge(@Ctx() context: RequestContext, @Root() item: RefundItem): Promise<Pledge | null> {
    return pledgeLoader(context).load(item.pledgeId);
  }
}

/** What refunds add to the types upstream of them. */
@Resolver(() => Project)
export class ProjectRefundsResolver {
  @FieldResolver(() => RefundDue, { nullable: true, description: 'What waits to be given back; null unless the project has ended with gifts that no stage used.' })
  refundDue(@Ctx() context: RequestContext, @Root() project: Project): Promise<RefundDue | null> {
    return queries.refundDueLoader(context).load(project.id);
  }

  @FieldResolver(() => [RefundOrder], { description: 'What was given back to its donors or taken back, oldest first.' })
  refunds(@Ctx() context: RequestContext, @Root() project: Project): Promise<RefundOrder[]> {
    return queries.listProjectRefunds(context, project.id);
  }

  @Mutation(() => Project, { description: 'Ends a project, unless a verified stage waits for its payment. Pledges that wait for their transfer end with it, and gifts that no stage used are due back. Editors.' })
  cancelProject(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the project.' }) id: string,
    @Arg('reason', () => String, { description: 'Why, up to 1000 characters; public if the project was.' }) reason: string,
  ): Promise<Project> {
    return endings.cancelProject(context, id, reason);
  }

  @Mutation(() => Project, { description: 'Ends a project that is FUNDRAISING, FUNDED or EXECUTING, unless a verified stage waits for its payment; as cancelProject does. Reviewers who do not belong to its organisation.' })
  stopProject(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the project.' }) id: string,
    @Arg('reason', () => String, { description: 'Why, up to 1000 characters; public.' }) reason: string,
  ): Promise<Project> {
    return endings.stopProject(context, id, reason);
  }
}

@Resolver(() => Pledge)
export class PledgeRefundsResolver {
  @FieldResolver(() => [RefundItem], { description: 'What was given back of it, or taken back as confirmed by mistake, oldest first.' })
  async refunds(@Ctx() context: RequestContext, @Root() pledge: Pledge): Promise<RefundItem[]> {
    return queries.refundsOfPledgeLoader(context).load(pledge.id);
  }
}
