// The objects below name decorated classes, which need this import. A file that imports one of them may have loaded
// nothing else before.
import 'reflect-metadata';
import type { MigrationInterface } from 'typeorm';
import type { ClosingObstacle, ClosingStep } from './closing.js';
import type { Services } from './context.js';
import type { Check } from './db/check.js';
import type { Class } from './db/database.js';
import type { SearchColumn } from './db/search-columns.js';
import type { Handler } from './http/server.js';
import type { Job } from './jobs/job.js';
import type { LiveState, TopicKind } from './live/hub.js';
import type { Watchable } from './live/topics.js';
import type { PicturePlace } from './modules/covers/index.js';
import type { FilePurpose } from './modules/files/index.js';
import type { AccountKind, BankEntrySource, EntryKind } from './modules/ledger/index.js';
import type { AnyNoticeKind, NoticeTeller } from './modules/notices/index.js';
import type { OrderKind } from './modules/orders/index.js';
import type { GiftFollower, GiftReturn, ReferenceUse, ReturnRefusal } from './modules/pledges/index.js';
import type { ProjectSupporters, StepFollower, SubmissionRefusal } from './modules/projects/index.js';
import type { Messages } from './messages/index.js';
import type { Permission } from './permission.js';
import type { Inventory } from './personal-data.js';
import type { RetentionRule } from './retention.js';
import type { Queue } from './modules/queues/index.js';
import type { IndexedKind, NumberedKind } from './modules/search/index.js';
import type { SealedColumn } from './sealed-columns.js';
import type { TraceKind } from './modules/trace/index.js';
import type { WorkKind } from './modules/works/index.js';

/**
 * Everything that one module declares for the server. The server is composed from the list of these objects
 * (`modules.ts`), so no other file has to know that a module exists.
 */
export interface Module {
  /** The name of the folder. */
  readonly name: string;
  /** The classes of stored rows. */
  readonly entities?: readonly Class[];
  /** In any order: TypeORM runs migrations by their numbers. */
  readonly migrations?: readonly (new () => MigrationInterface)[];
  /** The type-graphql classes. */
  readonly resolvers?: readonly Function[];
  /** The module's texts for people. Texts that all modules share are in `messages/`. */
  readonly messages?: Messages;
  /** Invariants that hold in every database at any time. */
  readonly checks?: readonly Check[];
  /** The columns that searches look through. */
  readonly searchColumns?: readonly SearchColumn[];
  /** The columns whose values are sealed with the data keys. */
  readonly sealedColumns?: readonly SealedColumn[];
  /** Permissions: what holders of platform roles may do and see. */
  readonly permissions?: readonly Permission[];
  /** Which columns hold personal data and which do not. */
  readonly inventory?: Inventory;
  /** Jobs: work that becomes due by time. */
  readonly jobs?: (services: Services) => readonly Job[];
  /** HTTP handlers, by the prefix of the path. */
  readonly routes?: (services: Services) => Readonly<Record<string, Handler>>;
  /** Whether the page at this path was public once and is gone for good. Such a page is 410 and not 404. */
  readonly isGone?: (services: Services, path: string) => Promise<boolean>;
  /** States for the module's own subscriptions. */
  readonly liveStates?: (services: Services) => readonly TopicKind<LiveState>[];
  /** Topics that pages may watch. A page asks again when its topic changes. */
  readonly topics?: readonly Watchable[];
  /** Called when the server stops, to end what the module runs besides requests and jobs. */
  readonly stop?: (services: Services) => Promise<void>;

  // What modules declare for the modules upstream of them.

  /** What a person has to settle before the account can be closed. */
  readonly closingObstacles?: readonly ClosingObstacle[];
  /** What is done before the rows of a person who closes the account are masked. */
  readonly closingSteps?: readonly ClosingStep[];
  /** Personal data that time removes. */
  readonly retentionRules?: readonly RetentionRule[];
  /** Kinds of acts that are recorded in the trace. */
  readonly traceKinds?: readonly TraceKind[];
  /** Kinds of notifications. */
  readonly noticeKinds?: readonly AnyNoticeKind[];
  /** Ways of telling people of their notifications besides mail. */
  readonly noticeTellers?: readonly NoticeTeller[];
  /** Kinds of ledger accounts, each known by the word that begins its accounts' codes. */
  readonly accountKinds?: readonly AccountKind[];
  /** Kinds of entries that the module posts, and how the public books show them. */
  readonly entryKinds?: readonly EntryKind[];
  /** How the bank's statement names entries that the module posts to the special account. */
  readonly bankEntrySources?: readonly BankEntrySource[];
  /** Queues of what waits for people with a role. */
  readonly queues?: readonly Queue[];
  /** Kinds of orders, which two people decide. */
  readonly orderKinds?: readonly OrderKind[];
  /** Kinds of long work that people ask for. */
  readonly workKinds?: readonly WorkKind[];
  /** Purposes for which files are uploaded. */
  readonly filePurposes?: readonly FilePurpose[];
  /** Kinds of stored things that the search for everything finds. */
  readonly indexedKinds?: readonly IndexedKind[];
  /** Kinds of things that it finds by their whole number. */
  readonly numberedKinds?: readonly NumberedKind[];
  /** The columns that may refer to a picture. */
  readonly picturePlaces?: readonly PicturePlace[];
  /** Reasons to refuse the submission of a project to the reviewers. */
  readonly submissionRefusals?: readonly SubmissionRefusal[];
  /** What follows from a step of a project, in its transaction. */
  readonly stepFollowers?: readonly StepFollower[];
  /** Who is told news of a project besides its editors. */
  readonly projectSupporters?: readonly ProjectSupporters[];
  /** Reasons not to bring back a project that ended because its time was over. */
  readonly returnRefusals?: readonly ReturnRefusal[];
  /** What takes part in every batch of gifts, and follows when gifts are paid, taken back or given back. */
  readonly giftFollowers?: readonly GiftFollower[];
  /** How money of gifts that are given back goes back, where it did not come by the bank. */
  readonly giftReturns?: readonly GiftReturn[];
  /** Where bank references are used, besides pledges. */
  readonly referenceUses?: readonly ReferenceUse[];
}

/** Declares a module; its `index.ts` exports the object. */
export const defineModule = (module: Module): Module => module;
