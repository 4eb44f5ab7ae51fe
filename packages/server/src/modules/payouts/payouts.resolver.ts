import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../context.js';
import { decidesOnOrders, nameOfDecider } from '../orders/index.js';
import { RefundItem, RefundOrder } from '../refunds/index.js';
import { sumUpPayouts } from './payees.js';
import { Payee, PayoutDownload, PayoutState, PayoutSums } from './payout.entities.js';
import { payeeOf, stateOf } from './payouts.queries.js';
import { listDownloads } from './payouts.service.js';

/** What payouts add to the types upstream of them. */
@Resolver(() => RefundItem)
export class RefundItemPayoutResolver {
  @FieldResolver(() => Payee, { nullable: true, description: 'The account from which the gift came; null for all but treasurers and administrators, and where no statement has it.' })
  payee(@Ctx() context: RequestContext, @Root() item: RefundItem): Promise<Payee | null> {
    return payeeOf(context, item);
  }

  @FieldResolver(() => PayoutState, { nullable: true, description: 'Where its way back stands; null for all but treasurers and administrators.' })
  state(@Ctx() context: RequestContext, @Root() item: RefundItem): Promise<PayoutState | null> {
    return stateOf(context, item);
  }
}

@Resolver(() => RefundOrder)
export class RefundOrderPayoutResolver {
  @FieldResolver(() => PayoutSums, { nullable: true, description: 'How its gifts go back, added up; null for all but treasurers and administrators.' })
  async payouts(@Ctx() context: RequestContext, @Root() order: RefundOrder): Promise<PayoutSums | null> {
    return decidesOnOrders(context) ? sumUpPayouts(context.db.read, order) : null;
  }

  @FieldResolver(() => [PayoutDownload], { nullable: true, description: 'Who downloaded the file for the bank, newest first; null for all but treasurers and administrators.' })
  downloads(@Ctx() context: RequestContext, @Root() order: RefundOrder): Promise<PayoutDownload[] | null> {
    return listDownloads(context, order.id);
  }
}

@Resolver(() => PayoutDownload)
export class PayoutDownloadResolver {
  @FieldResolver(() => String, { nullable: true, description: 'Who.' })
  by(@Ctx() context: RequestContext, @Root() { downloadedById }: PayoutDownload): Promise<string | null> {
    return nameOfDecider(context, downloadedById);
  }
}
