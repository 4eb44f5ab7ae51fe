import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Page } from '../../connection.js';
import { PageArgs } from '../../connection.js';
import type { RequestContext } from '../../context.js';
import { nameOfDecider, Order } from '../orders/index.js';
import { Pledge, pledgeLoader } from '../pledges/index.js';
import { Project, ProjectConnection, projectLoader } from '../projects/index.js';
import { QueueArgs } from '../queues/index.js';
import * as endings from './endings.service.js';
import { RefundAction, RefundItem, RefundOrder, RefundStatus } from './refund.entities.js';
import {
  PrepareRefundInput,
  PrepareReversalInput,
  RefundDue,
  RefundItemConnection,
  RefundOrderConnection,
} from './refund.inputs.js';
import { isOrderOfRefund } from './refund-order-kinds.js';
import * as queries from './refunds.queries.js';
import { refundOrderLoader } from './refunds.queries.js';
import { refundDueQueue } from './refunds.queues.js';
import * as refunds from './refunds.service.js';

@Resolver(() => RefundOrder)
export class RefundResolver {
  @Query(() => ProjectConnection, {
    description:
      'Ended projects with gifts to give back that no order contains yet. Only treasurers and administrators see them.',
  })
  async refundsDue(@Ctx() context: RequestContext, @Args(() => QueueArgs) args: QueueArgs): Promise<Page<Project>> {
    return refundDueQueue.list(context, args);
  }

  @Query(() => RefundOrderConnection, {
    description:
      'Refund orders in a state: prepared ones in the order of their preparation, decided ones newest first. Only treasurers and administrators see them.',
  })
  async refundOrders(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('status', () => RefundStatus, {
      nullable: true,
      defaultValue: RefundStatus.PREPARED,
      description: 'The state.',
    })
    status?: RefundStatus,
    @Arg('search', () => String, {
      nullable: true,
      description: "Words of the project's title or of its unit's name; up to 100 characters.",
    })
    search?: string,
  ): Promise<Page<RefundOrder>> {
    return queries.listRefunds(context, status ?? RefundStatus.PREPARED, search ?? null, args);
  }

  @Query(() => RefundOrder, {
    nullable: true,
    description: 'A refund order in any state. Only treasurers and administrators see it; null for others.',
  })
  async refundOrder(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the order.' }) id: string,
  ): Promise<RefundOrder | null> {
    return queries.findRefundOrder(context, id);
  }

  @FieldResolver(() => Project, { description: 'The project whose fund the money leaves.' })
  async project(@Ctx() context: RequestContext, @Root() order: RefundOrder): Promise<Project | null> {
    return projectLoader(context).load(order.projectId);
  }

  @FieldResolver(() => RefundItemConnection, {
    nullable: true,
    description:
      'The gifts of the order with the amount that goes back of each. Only treasurers and administrators see them; null for others.',
  })
  items(
    @Ctx() context: RequestContext,
    @Root() order: RefundOrder,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Page<RefundItem> | null> {
    return queries.listRefundItems(context, order, page);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The person who prepared the order. Only treasurers and administrators see it; null for others.',
  })
  preparedBy(@Ctx() context: RequestContext, @Root() order: RefundOrder): Promise<string | null> {
    return queries.orderOfRefund(context, order).then((people) => nameOfDecider(context, people?.preparedById ?? null));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The person who approved the order. Only treasurers and administrators see it; null for others.',
  })
  approvedBy(@Ctx() context: RequestContext, @Root() order: RefundOrder): Promise<string | null> {
    return queries.orderOfRefund(context, order).then((people) => nameOfDecider(context, people?.signedById ?? null));
  }

  @FieldResolver(() => Order, {
    name: 'order',
    nullable: true,
    description:
      'The people who prepared and decided on the order, with its history. Only treasurers and administrators see it; null for others.',
  })
  people(@Ctx() context: RequestContext, @Root() order: RefundOrder): Promise<Order | null> {
    return queries.orderOfRefund(context, order);
  }

  @FieldResolver(() => [RefundAction], { description: 'What the viewer may do with the order now.' })
  viewerActions(@Ctx() context: RequestContext, @Root() order: RefundOrder): Promise<RefundAction[]> {
    return queries.actionsOn(context, order);
  }

  @Mutation(() => RefundOrder, {
    description:
      'Prepares the refund of gifts of an ended project, as far as no stage used them. Only treasurers who do not belong to its organisation may do it.',
  })
  prepareRefund(
    @Ctx() context: RequestContext,
    @Arg('input', () => PrepareRefundInput, { description: 'The gifts, and the reason.' }) input: PrepareRefundInput,
  ): Promise<RefundOrder> {
    return refunds.prepareRefund(context, input);
  }

  @Mutation(() => RefundOrder, {
    description:
      "Prepares that a payment which was confirmed by mistake is taken back. The pledge then waits for its money again. Only treasurers who do not belong to the project's organisation may do it.",
  })
  prepareReversal(
    @Ctx() context: RequestContext,
    @Arg('input', () => PrepareReversalInput, { description: 'The payment, and the reason.' })
    input: PrepareReversalInput,
  ): Promise<RefundOrder> {
    return refunds.prepareReversal(context, input);
  }

  @Mutation(() => RefundOrder, {
    description:
      "Approves an order and carries it out at once, with all of its gifts or none. Only a treasurer or administrator may do it who did not prepare the order and does not belong to the project's organisation.",
  })
  approveRefund(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The order.' }) id: string,
    @Arg('bankReference', () => String, {
      nullable: true,
      description: "The bank's reference of the payment, up to 64 characters.",
    })
    bankReference?: string,
  ): Promise<RefundOrder> {
    return refunds.approveRefund(context, id, bankReference);
  }

  @Mutation(() => RefundOrder, {
    description:
      "Withdraws or refuses an order that waits for its second person. Only treasurers and administrators who do not belong to the project's organisation may do it.",
  })
  withdrawRefund(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The order.' }) id: string,
    @Arg('reason', () => String, {
      nullable: true,
      description: 'The reason, up to 1000 characters. The person who prepared the order is told.',
    })
    reason?: string,
  ): Promise<RefundOrder> {
    return refunds.withdrawRefund(context, id, reason);
  }
}

@Resolver(() => Order)
export class OrderRefundResolver {
  @FieldResolver(() => RefundOrder, {
    nullable: true,
    description: 'The refund order that it decides; null for other kinds.',
  })
  async refund(@Ctx() context: RequestContext, @Root() order: Order): Promise<RefundOrder | null> {
    return isOrderOfRefund(order) ? refundOrderLoader(context).load(order.subjectId) : null;
  }
}

@Resolver(() => RefundItem)
export class RefundItemResolver {
  @FieldResolver(() => RefundOrder, { description: 'The order that gives the gift back.' })
  async order(@Ctx() context: RequestContext, @Root() item: RefundItem): Promise<RefundOrder | null> {
    return queries.refundOrderLoader(context).load(item.orderId);
  }

  @FieldResolver(() => Pledge, { description: 'The gift.' })
  async pledge(@Ctx() context: RequestContext, @Root() item: RefundItem): Promise<Pledge | null> {
    return pledgeLoader(context).load(item.pledgeId);
  }
}

/** Fields that refunds add to `Project`. */
@Resolver(() => Project)
export class ProjectRefundsResolver {
  @FieldResolver(() => RefundDue, {
    nullable: true,
    description: 'What the project has to give back. Null unless the project has ended with gifts that no stage used.',
  })
  refundDue(@Ctx() context: RequestContext, @Root() project: Project): Promise<RefundDue | null> {
    return queries.refundDueLoader(context).load(project.id);
  }

  @FieldResolver(() => [RefundOrder], { description: 'The refunds and reversals of the project, oldest first.' })
  refunds(@Ctx() context: RequestContext, @Root() project: Project): Promise<RefundOrder[]> {
    return queries.listProjectRefunds(context, project.id);
  }

  @Mutation(() => Project, {
    description:
      'Ends a project, unless a verified stage waits for its payment. Unpaid pledges end with it, and gifts that no stage used have to be given back. Only editors may do it.',
  })
  cancelProject(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the project.' }) id: string,
    @Arg('reason', () => String, { description: 'The reason, up to 1000 characters. It is public if the project was.' })
    reason: string,
  ): Promise<Project> {
    return endings.cancelProject(context, id, reason);
  }

  @Mutation(() => Project, {
    description:
      'Ends a project that is FUNDRAISING, FUNDED or EXECUTING in the same way as cancelProject, unless a verified stage waits for its payment. Only reviewers who do not belong to its organisation may do it.',
  })
  stopProject(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the project.' }) id: string,
    @Arg('reason', () => String, { description: 'The reason, up to 1000 characters. It is public.' }) reason: string,
  ): Promise<Project> {
    return endings.stopProject(context, id, reason);
  }
}

@Resolver(() => Pledge)
export class PledgeRefundsResolver {
  @FieldResolver(() => [RefundItem], {
    description: 'The refunds and reversals of the gift, oldest first.',
  })
  async refunds(@Ctx() context: RequestContext, @Root() pledge: Pledge): Promise<RefundItem[]> {
    return queries.refundsOfPledgeLoader(context).load(pledge.id);
  }
}
