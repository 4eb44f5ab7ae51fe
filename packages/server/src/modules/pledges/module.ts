import { defineModule } from '../../module.js';
import { confirmationReversed, giftReceived, giftRefunded } from './gift-entries.js';
import { campaignGiftMigrations } from './campaign-gifts.migrations.js';
import { giftArrived } from './gift-arrived.notices.js';
import { giftsAtTheBank } from './gifts-at-the-bank.js';
import { Donor, KeptDonorName, Pledge, Receipt } from './pledge.entity.js';
import { pledgeChecks } from './pledges.checks.js';
import { pledgeJobs } from './pledges.jobs.js';
import { pledgeMigrations } from './pledges.migrations.js';
import { pledgeEnded } from './pledges.notices.js';
import {
  OrganizationPledgesResolver,
  PledgeResolver,
  ProjectPledgesResolver,
  ReceiptResolver,
  ViewerPledgesResolver,
} from './pledges.resolver.js';
import { receiptSearch } from './receipts.everywhere.js';
import { pledgeSearchColumns } from './pledges.search.js';
import { promiseMigrations } from './promises.migrations.js';
import { TransferResolver } from './transfers.resolver.js';
import { transferMigrations } from './transfers.migrations.js';
import { unitReceiptMigrations } from './unit-receipts.migrations.js';
import { RECEIPTS } from './pledges.topics.js';
import {
  confirmPayments,
  endPromises,
  readKeptNames,
  readPhones,
  seeGiftsOfUnits,
  seePayments,
} from './pledges.permissions.js';
import { transferQueue } from './pledges.queues.js';
import { pledgesTraceKinds } from './pledges.trace.js';
import { DonorDataResolver } from './donor-data.resolver.js';
import { openPledges, pledgesRetention } from './pledges.closing.js';
import { donorsOf } from './pledges.queries.js';
import { pledgesMessages } from './pledges.messages.js';
import { donorPhone, keepReceiptNames, keptName } from './sealed-donors.js';
import { sealedDonorMigrations } from './sealed-donors.migrations.js';
import { pledgesInventory } from './pledges.personal.js';

export const pledgesModule = defineModule({
  name: 'pledges',
  inventory: pledgesInventory,
  entities: [Donor, Pledge, Receipt, KeptDonorName],
  migrations: [
    ...pledgeMigrations,
    ...transferMigrations,
    ...promiseMigrations,
    ...sealedDonorMigrations,
    ...unitReceiptMigrations,
    ...campaignGiftMigrations,
  ],
  resolvers: [
    PledgeResolver,
    ReceiptResolver,
    ProjectPledgesResolver,
    ViewerPledgesResolver,
    OrganizationPledgesResolver,
    DonorDataResolver,
    TransferResolver,
  ],
  checks: pledgeChecks,
  searchColumns: pledgeSearchColumns,
  numberedKinds: [receiptSearch],
  jobs: pledgeJobs,
  noticeKinds: [pledgeEnded, giftArrived],
  projectSupporters: [{ as: 'supporter', find: donorsOf }],
  topics: [RECEIPTS],
  permissions: [seePayments, confirmPayments, endPromises, seeGiftsOfUnits, readPhones, readKeptNames],
  entryKinds: [giftReceived, giftRefunded, confirmationReversed],
  bankEntrySources: [giftsAtTheBank],
  queues: [transferQueue],
  traceKinds: pledgesTraceKinds,
  messages: pledgesMessages,
  sealedColumns: [donorPhone, keptName],
  closingObstacles: [openPledges],
  closingSteps: [keepReceiptNames],
  retentionRules: pledgesRetention,
});
