import { JobLease } from './jobs/job-lease.entity.js';
import { Cover } from './modules/covers/index.js';
import { DisclosureCorrection, DisclosureReminder, DisclosureReport } from './modules/disclosure/index.js';
import { Credential, PlatformRoleGrant, Session, User } from './modules/identity/index.js';
import { Measurement } from './modules/impact/index.js';
import { JournalEntry, LedgerAccount, LedgerDay, Posting } from './modules/ledger/index.js';
import { FileContent, StoredFile } from './modules/files/index.js';
import { GiftUse, MilestoneReport, MilestoneReportFile, Release } from './modules/milestones/index.js';
import { Notice, NoticeEvent, NoticeMailRefusal } from './modules/notices/index.js';
import { Order, OrderMonth, OrderStep } from './modules/orders/index.js';
import { FormerName, Invitation, Membership, Organization } from './modules/organizations/index.js';
import { Donor, Pledge, Receipt } from './modules/pledges/index.js';
import { Indicator, Milestone, Objection, Project, ProjectCounters, ProjectEvent, ProjectSubmission } from './modules/projects/index.js';
import { RefundItem, RefundOrder } from './modules/refunds/index.js';
import { InvoiceRecord, OfficialInvoice } from './modules/printouts/index.js';
import { PayoutDownload } from './modules/payouts/index.js';
import { ProofKey, ProofLeaf, ProofNode, TreeHead } from './modules/proof/index.js';
import { RecordedKey } from './recorded-once.js';
import { BankMovement, MovementWords, Statement, StatementLayout, StatementLine, StatementLink, StatementRow, SuspenseMove, SuspenseReturn } from './modules/reconciliation/index.js';

/** Every stored class, upstream modules first. */
export const entities = [
  RecordedKey,
  JobLease,
  User, Credential, PlatformRoleGrant, Session,
  LedgerAccount, LedgerDay, JournalEntry, Posting,
  ProofKey, ProofLeaf, ProofNode, TreeHead,
  Organization, FormerName, Membership, Invitation,
  Cover,
  StoredFile, FileContent,
  NoticeEvent, Notice, NoticeMailRefusal,
  Order, OrderStep, OrderMonth,
  Project, ProjectCounters, Milestone, Indicator, ProjectEvent, ProjectSubmission, Objection,
  Donor, Pledge, Receipt,
  MilestoneReport, MilestoneReportFile, Release, GiftUse,
  RefundOrder, RefundItem,
  OfficialInvoice, InvoiceRecord,
  Statement, StatementLine, StatementLink, SuspenseMove, SuspenseReturn, StatementLayout, BankMovement, MovementWords,
  Statement, StatementLine, StatementLink, SuspenseMove, SuspenseReturn, StatementLayout,
  PayoutDownload,
  Statement, StatementLine, StatementLink, SuspenseMove, SuspenseReturn, StatementLayout, StatementRow,
  Measurement,
  DisclosureReport, DisclosureCorrection, DisclosureReminder,
];
