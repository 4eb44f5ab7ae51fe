import { baseModule } from './base-module.js';
import type { Services } from './context.js';
import { findStaleSearchTexts } from './db/search-columns.js';
import type { Check } from './db/check.js';
import type { Handler } from './http/server.js';
import type { Job } from './jobs/job.js';
import { publishTopicChanges } from './live/changes.js';
import { addMessages } from './messages/index.js';
import type { Module } from './module.js';
import { isTable } from './personal-data.js';
import { appointmentsModule } from './modules/appointments/index.js';
import { auditModule } from './modules/audit/index.js';
import { booksModule, defineBookLineKinds } from './modules/books/index.js';
import { campaignsModule } from './modules/campaigns/index.js';
import { collectedListsModule } from './modules/collected-lists/index.js';
import { consentsModule } from './modules/consents/index.js';
import { coversModule, picturePlaces } from './modules/covers/index.js';
import { disclosureModule } from './modules/disclosure/index.js';
import { filePurposes, filesModule } from './modules/files/index.js';
import { identityModule } from './modules/identity/index.js';
import { impactModule } from './modules/impact/index.js';
import { accountKinds, bankEntrySources, entryKinds, ledgerModule } from './modules/ledger/index.js';
import { matchingModule } from './modules/matching/index.js';
import { milestonesModule } from './modules/milestones/index.js';
import { noticeKinds, noticesModule, noticeTellers } from './modules/notices/index.js';
import { orderKinds, ordersModule } from './modules/orders/index.js';
import { organizationsModule } from './modules/organizations/index.js';
import { payeeAccountsModule } from './modules/payee-accounts/index.js';
import { paymentBillsModule } from './modules/payment-bills/index.js';
import { paymentsModule } from './modules/payments/index.js';
import { payoutsModule } from './modules/payouts/index.js';
import { phonesModule } from './modules/phones/index.js';
import { platformModule } from './modules/platform/index.js';
import { giftFollowers, giftReturns, pledgesModule, referenceUses, returnRefusals } from './modules/pledges/index.js';
import {
  closingObstacles,
  closingSteps,
  personalTables,
  privacyModule,
  retentionRules,
} from './modules/privacy/index.js';
import { printoutsModule } from './modules/printouts/index.js';
import { programmesModule } from './modules/programmes/index.js';
import { projectsModule, projectSupporters, stepFollowers, submissionRefusals } from './modules/projects/index.js';
import { proofModule } from './modules/proof/index.js';
import { pushModule } from './modules/push/index.js';
import { questionsModule } from './modules/questions/index.js';
import { queues, queuesModule } from './modules/queues/index.js';
import { reconciliationModule } from './modules/reconciliation/index.js';
import { recoveryModule } from './modules/recovery/index.js';
import { refundsModule } from './modules/refunds/index.js';
import { indexedKinds, numberedKinds, searchModule } from './modules/search/index.js';
import { sharingModule } from './modules/sharing/index.js';
import { traceKinds, traceModule } from './modules/trace/index.js';
import { unitDeskModule } from './modules/unit-desk/index.js';
import { unitChangesModule } from './modules/unit-changes/index.js';
import { webhooksModule } from './modules/webhooks/index.js';
import { updatesModule } from './modules/updates/index.js';
import { workKinds, worksModule } from './modules/works/index.js';

/**
 * Every module, upstream first. A module may import only the `index.ts` of modules above it. `pnpm check` reads this
 * list for the import rules, and the server is composed from it.
 */
export const modules: readonly Module[] = [
  // What every module needs: keys that are recorded once, and leases of jobs.
  baseModule,
  // Money. The ledger does not know what the money is for.
  ledgerModule,
  // Who did what. Every module below records what people do in it.
  traceModule,
  // Who accepted which privacy notice. A sign-up and a gift record it.
  consentsModule,
  // People. All modules below refer to them.
  identityModule,
  // A telephone number belongs to an account.
  phonesModule,
  // What people may ask of their data. Downstream modules declare the data that they hold and the obstacles to closing an account.
  privacyModule,
  // Needs only the journal. Later modules show it.
  proofModule,
  // Sends notifications. Downstream modules declare their kinds: who gets them and in which words.
  noticesModule,
  // Shows them on people's devices.
  pushModule,
  // Lists and counts what waits for people with a role, and notifies them once a day. Downstream modules declare the
  // queues.
  queuesModule,
  // Finds what modules below tell it of, and the desks of the queues above.
  searchModule,
  // The members of a unit are people.
  organizationsModule,
  // A picture belongs to the person who uploaded it. Later modules show it.
  coversModule,
  // A file belongs to the person who uploaded it. Downstream modules declare what it proves and who may open it.
  filesModule,
  // Long work belongs to the person who asked for it. Downstream modules declare what is done.
  worksModule,
  // The rules of who prepares and who signs need people and units. Downstream modules declare what an order does.
  ordersModule,
  // Roles are for units, and two people decide on some of them.
  appointmentsModule,
  // Two people decide on the access that somebody, or a unit, lost.
  recoveryModule,
  // A unit is paid to an account on record. Two people decide on its change.
  payeeAccountsModule,
  // A project belongs to a unit.
  projectsModule,
  // Messages to other servers about projects. Modules below announce their facts to it.
  webhooksModule,
  // A pledge is made to a project and posts to the ledger.
  pledgesModule,
  // A sponsor's money is added to gifts, in their transaction.
  matchingModule,
  // A stage is paid from the gifts to its project.
  milestonesModule,
  // A refund returns the part of a gift that no stage used.
  refundsModule,
  // The statement's lines are matched to gifts, stages and refunds.
  reconciliationModule,
  // A provider's word that money arrived makes a gift.
  paymentsModule,
  // A refund is paid to the account from which the bank says that the gift came.
  payoutsModule,
  // Papers show what became of gifts, refunds included. No decision depends on a paper.
  printoutsModule,
  // The books name the gifts and the stages for which money moved.
  booksModule,
  // Impact is counted from projects and the money they were given.
  impactModule,
  // A report to the public freezes the ledger's figures and the measurements.
  disclosureModule,
  // A unit writes about its project to donors and followers, with pictures beside those of its stages.
  updatesModule,
  // People ask about a project, and its unit answers.
  questionsModule,
  // Units call for gifts to projects, between two moments.
  campaignsModule,
  // Links and pictures with which people pass projects and campaigns on.
  sharingModule,
  // A unit is merged only when none of its projects, campaigns and funds is open.
  unitChangesModule,
  // Who coordinates the giving of a unit reads what gifts and campaigns count.
  unitDeskModule,
  // Reads the trace of all other modules, signs it and watches over it.
  auditModule,
  // Compares the daily bills of payment providers with payments and refunds.
  paymentBillsModule,
  // Earmarked money beside projects, from which grants are paid.
  programmesModule,
  // Units upload lists of gifts that they collected. Their rows become gifts.
  collectedListsModule,
  // Publishes the lists and limits of all other modules to visitors.
  platformModule,
];

/** Collects what all modules declare under one property, upstream first. */
const all = <T>(given: (module: Module) => readonly T[] | undefined): readonly T[] =>
  modules.flatMap((module) => given(module) ?? []);

export const entities = all(({ entities }) => entities);
export const migrations = all(({ migrations }) => migrations);
export const resolvers = all(({ resolvers }) => resolvers);
export const allPermissions = all(({ permissions }) => permissions);
export const sealedColumns = all(({ sealedColumns }) => sealedColumns);
export const searchColumns = all(({ searchColumns }) => searchColumns);

/** That searches find what the rows say. They compute the text of every row anew. */
export const searchChecks: readonly Check[] = searchColumns.map((column) => ({
  name: `what searches find in ${column.table}.${column.column} is what the row says`,
  violations: ({ db }) => findStaleSearchTexts(db, column),
}));
export const allChecks: readonly Check[] = [...all(({ checks }) => checks), ...searchChecks];

/**
 * Every job, downstream first. `App.tick` runs jobs in this order. So an upstream module does in the same tick what a
 * downstream one makes due, such as a payment or a notification.
 */
export const jobsOf = (services: Services): readonly Job[] =>
  [...modules].reverse().flatMap(({ jobs }) => jobs?.(services) ?? []);

export const goneCheckOf =
  (services: Services) =>
  async (path: string): Promise<boolean> => {
    for (const { isGone } of modules) if (await isGone?.(services, path)) return true;
    return false;
  };

export const routesOf = (services: Services): Readonly<Record<string, Handler>> =>
  Object.assign({}, ...modules.map(({ routes }) => routes?.(services) ?? {}));

/** Defines everything that can be watched in the live hub. */
export function defineTopics(services: Services): void {
  for (const state of all(({ liveStates }) => liveStates?.(services))) services.live.define(state);
  publishTopicChanges(services, [...all(({ topics }) => topics), ...queues.all().map(({ topic }) => topic)]);
}

export async function stopModules(services: Services): Promise<void> {
  await Promise.all(modules.map(({ stop }) => stop?.(services)));
}

personalTables.push(
  ...all(({ inventory }) => inventory?.personal)
    .filter(isTable)
    .flatMap((data) => (data.holder === null ? [] : [{ ...data, holder: data.holder }])),
);
for (const { messages } of modules) if (messages !== undefined) addMessages(messages);
closingObstacles.add(...all((module) => module.closingObstacles));
closingSteps.push(...all((module) => module.closingSteps));
retentionRules.add(...all((module) => module.retentionRules));
traceKinds.add(...all((module) => module.traceKinds));
noticeKinds.add(...all((module) => module.noticeKinds));
accountKinds.add(...all((module) => module.accountKinds));
entryKinds.add(...all((module) => module.entryKinds));
defineBookLineKinds();
bankEntrySources.add(...all((module) => module.bankEntrySources));
queues.add(...all((module) => module.queues));
orderKinds.add(...all((module) => module.orderKinds));
workKinds.add(...all((module) => module.workKinds));
filePurposes.add(...all((module) => module.filePurposes));
picturePlaces.push(...all((module) => module.picturePlaces));
stepFollowers.push(...all((module) => module.stepFollowers));
noticeTellers.push(...all((module) => module.noticeTellers));
projectSupporters.push(...all((module) => module.projectSupporters));
indexedKinds.add(...all((module) => module.indexedKinds));
numberedKinds.add(...all((module) => module.numberedKinds));
submissionRefusals.push(...all((module) => module.submissionRefusals));
returnRefusals.push(...all((module) => module.returnRefusals));
giftFollowers.push(...all((module) => module.giftFollowers));
giftReturns.push(...all((module) => module.giftReturns));
referenceUses.push(...all((module) => module.referenceUses));
