import { defineModule } from '../../module.js';
import { PayoutDownload } from './payout.entities.js';
import { payoutChecks } from './payouts.checks.js';
import { payoutRoutes } from './payouts.http.js';
import { PayoutDownloadResolver, RefundItemPayoutResolver, RefundOrderPayoutResolver } from './payouts.resolver.js';
import { payoutsTraceKinds } from './payouts.trace.js';
import { payoutsInventory } from './payouts.personal.js';

export const payoutsModule = defineModule({
  name: 'payouts',
  inventory: payoutsInventory,
  entities: [PayoutDownload],
  resolvers: [RefundItemPayoutResolver, RefundOrderPayoutResolver, PayoutDownloadResolver],
  checks: payoutChecks,
  routes: payoutRoutes,
  traceKinds: payoutsTraceKinds,
});
