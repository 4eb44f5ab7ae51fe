import { defineModule } from '../../module.js';
import { refundsAtTheBank } from './refunds-at-the-bank.js';
import { confirmationReversal, giftRefund } from './refund-order-kinds.js';
import { RefundItem, RefundOrder } from './refund.entities.js';
import { refundChecks } from './refunds.checks.js';
import { refundMigrations } from './refunds.migrations.js';
import { confirmationReversed, giftRefunded } from './refunds.notices.js';
import {
  OrderRefundResolver,
  PledgeRefundsResolver,
  ProjectRefundsResolver,
  RefundItemResolver,
  RefundResolver,
} from './refunds.resolver.js';
import { refuseWhileGivingBack } from './refunds.service.js';
import { refundDueQueue } from './refunds.queues.js';
import { REFUNDS } from './refunds.topics.js';
import { openRefunds } from './refunds.closing.js';
import { refundsMessages } from './refunds.messages.js';
import { refundsInventory } from './refunds.personal.js';

export const refundsModule = defineModule({
  name: 'refunds',
  inventory: refundsInventory,
  messages: refundsMessages,
  closingObstacles: [openRefunds],
  entities: [RefundOrder, RefundItem],
  migrations: refundMigrations,
  resolvers: [RefundResolver, RefundItemResolver, ProjectRefundsResolver, PledgeRefundsResolver, OrderRefundResolver],
  checks: refundChecks,
  noticeKinds: [giftRefunded, confirmationReversed],
  orderKinds: [giftRefund, confirmationReversal],
  returnRefusals: [refuseWhileGivingBack],
  bankEntrySources: [refundsAtTheBank],
  topics: [REFUNDS],
  queues: [refundDueQueue],
});
