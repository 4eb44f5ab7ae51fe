import { may } from '../../context.js';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../context.js';
import { nameOfDecider, seeOrders } from '../orders/index.js';
import { RefundItem, RefundOrder } from '../refunds/index.js';
import { sumUpPayouts } from './payees.js';
import { Payee, PayoutDownload, PayoutState, PayoutSums } from './payout.entities.js';
import { payeeOf, stateOf } from './payouts.queries.js';
import { listDownloads } from './payouts.service.js';
import { PersonalData } from '../trace/index.js';

/** Fields that payouts add to `RefundItem`. */
@Resolver(() => RefundItem)
export class RefundItemPayoutResolver {
  @PersonalData({ seenWith: seeOrders })
  @FieldResolver(() => Payee, {
    nullable: true,
    description:
      'The account from which the gift came. Null when no statement names it. Only treasurers and administrators see it; it is null for others.',
  })
  payee(@Ctx() context: RequestContext, @Root() item: RefundItem): Promise<Payee | null> {
    return payeeOf(context, item);
  }

  @FieldResolver(() => PayoutState, {
    nullable: true,
    description:
      'The state of the payment that gives the gift back. Only treasurers and administrators see it; it is null for others.',
  })
  state(@Ctx() context: RequestContext, @Root() item: RefundItem): Promise<PayoutState | null> {
    return stateOf(context, item);
  }
}

@Resolver(() => RefundOrder)
export class RefundOrderPayoutResolver {
  @FieldResolver(() => PayoutSums, {
    nullable: true,
    description:
      'How the gifts of the order go back, as sums. Only treasurers and administrators see it; it is null for others.',
  })
  async payouts(@Ctx() context: RequestContext, @Root() order: RefundOrder): Promise<PayoutSums | null> {
    return may(context, seeOrders) ? sumUpPayouts(context.db.read, order) : null;
  }

  @FieldResolver(() => [PayoutDownload], {
    nullable: true,
    description:
      'The downloads of the file for the bank, newest first. Only treasurers and administrators see them; null for others.',
  })
  downloads(@Ctx() context: RequestContext, @Root() order: RefundOrder): Promise<PayoutDownload[] | null> {
    return listDownloads(context, order.id);
  }
}

@Resolver(() => PayoutDownload)
export class PayoutDownloadResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: 'The person who downloaded the file; null for viewers who may not see it.',
  })
  by(@Ctx() context: RequestContext, @Root() { downloadedById }: PayoutDownload): Promise<string | null> {
    return nameOfDecider(context, downloadedById);
  }
}
