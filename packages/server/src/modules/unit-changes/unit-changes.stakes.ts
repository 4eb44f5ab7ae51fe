import type { EntityManager } from 'typeorm';
import { sqlTime } from '../../db/columns.js';
import { invalidState } from '../../errors.js';
import { translate, type Language, type MessageKey } from '../../messages/index.js';
import { publicNameOf, type MergingUnits, type Organization } from '../organizations/index.js';
import { BEFORE_OTHER_UNIT } from '../pledges/index.js';
import { countRows } from '../privacy/index.js';
import type { UnitStake } from './unit-change.entities.js';

interface StakeKind {
  readonly name: string;
  readonly message: MessageKey;
  /** Whether the things have to be settled before the unit can close. */
  readonly blocks: boolean;
  /** What to count, after FROM. */
  readonly rows: string;
  readonly values: (units: { from: string; into: string; now: Date }) => string[];
}

const SPLIT_WORDS: Readonly<Record<string, MessageKey>> = {
  PROJECTS: 'unitChange.split.projects',
  UNPAID: 'unitChange.split.unpaid',
  PAID: 'unitChange.split.paid',
  CREDIT_CODE: 'unitChange.split.creditCode',
  ACCOUNTS: 'unitChange.split.accounts',
};

const ofFrom: StakeKind['values'] = ({ from }) => [from];
const ofBoth: StakeKind['values'] = ({ from, into }) => [from, into];
const IN_OTHER = '(SELECT user_id FROM memberships WHERE organization_id = ?)';

/** What becomes of everything that a unit has when it is merged, in the order in which people read it. */
const MERGER_STAKES: readonly StakeKind[] = [
  {
    name: 'PROJECTS',
    message: 'unitChange.stake.projects',
    blocks: true,
    rows: "projects WHERE organization_id = ? AND status NOT IN ('COMPLETED', 'CANCELLED', 'REJECTED')",
    values: ofFrom,
  },
  {
    name: 'CAMPAIGNS',
    message: 'unitChange.stake.campaigns',
    blocks: true,
    rows: 'campaigns WHERE organizer_id = ? AND ended_at IS NULL AND returned_at IS NULL AND closes_at > ?',
    values: ({ from, now }) => [from, sqlTime(now)],
  },
  {
    name: 'MATCH_FUNDS',
    message: 'unitChange.stake.matchFunds',
    blocks: true,
    rows: "match_funds WHERE organization_id = ? AND state IN ('PROPOSED', 'OPEN')",
    values: ofFrom,
  },
  {
    name: 'WAITING_ACCOUNTS',
    message: 'unitChange.stake.waitingAccounts',
    blocks: true,
    rows: "payee_accounts WHERE organization_id = ? AND state IN ('ENTERED', 'PREPARED')",
    values: ofFrom,
  },
  {
    name: 'ORDERS',
    message: 'unitChange.stake.orders',
    blocks: true,
    rows: "orders WHERE unit_id = ? AND state = 'PREPARED'",
    values: ofFrom,
  },
  {
    name: 'EARLY_PROMISES',
    message: 'unitChange.stake.earlyPromises',
    blocks: true,
    rows: `pledges WHERE on_behalf_of_id = ? AND status = 'PENDING' AND ${BEFORE_OTHER_UNIT}`,
    values: ofBoth,
  },
  {
    name: 'MEMBERS',
    message: 'unitChange.stake.members',
    blocks: false,
    rows: `memberships WHERE organization_id = ? AND user_id NOT IN ${IN_OTHER}`,
    values: ofBoth,
  },
  {
    name: 'MEMBERS_OF_BOTH',
    message: 'unitChange.stake.membersOfBoth',
    blocks: false,
    rows: `memberships WHERE organization_id = ? AND user_id IN ${IN_OTHER}`,
    values: ofBoth,
  },
  {
    name: 'CHILDREN',
    message: 'unitChange.stake.children',
    blocks: false,
    rows: 'organizations WHERE parent_id = ?',
    values: ofFrom,
  },
  {
    name: 'UNPAID',
    message: 'unitChange.stake.unpaid',
    blocks: false,
    rows: "pledges WHERE on_behalf_of_id = ? AND status = 'PENDING'",
    values: ofFrom,
  },
  {
    name: 'PAID',
    message: 'unitChange.stake.paid',
    blocks: false,
    rows: "pledges WHERE on_behalf_of_id = ? AND status = 'PAID'",
    values: ofFrom,
  },
  {
    name: 'CREDIT_CODE',
    message: 'unitChange.stake.creditCode',
    blocks: false,
    rows: 'organizations WHERE id = ? AND credit_code IS NOT NULL',
    values: ofFrom,
  },
  {
    name: 'ACCOUNTS',
    message: 'unitChange.stake.accounts',
    blocks: false,
    rows: "payee_accounts WHERE organization_id = ? AND state = 'CURRENT'",
    values: ofFrom,
  },
  {
    name: 'INVITATIONS',
    message: 'unitChange.stake.invitations',
    blocks: false,
    rows: "invitations WHERE organization_id = ? AND status = 'OPEN'",
    values: ofFrom,
  },
  {
    name: 'ROLES',
    message: 'unitChange.stake.roles',
    blocks: false,
    rows: 'role_grants WHERE scope_id = ?',
    values: ofFrom,
  },
];

/** What becomes of everything that a unit has when others are founded out of it. Nothing stands in the way. */
const SPLIT_STAKES: readonly StakeKind[] = [
  {
    name: 'MEMBERS',
    message: 'unitChange.split.members',
    blocks: false,
    rows: 'memberships WHERE organization_id = ?',
    values: ofFrom,
  },
  ...['PROJECTS', 'UNPAID', 'PAID', 'CREDIT_CODE', 'ACCOUNTS'].map((name) => ({
    ...MERGER_STAKES.find((one) => one.name === name)!,
    message: SPLIT_WORDS[name]!,
    blocks: false,
  })),
];

interface Counted {
  readonly kind: StakeKind;
  readonly things: number;
}

async function countStakes(
  manager: EntityManager,
  kinds: readonly StakeKind[],
  units: { from: string; into: string; now: Date },
): Promise<Counted[]> {
  const counted: Counted[] = [];
  for (const kind of kinds) counted.push({ kind, things: await countRows(manager, kind.rows, kind.values(units)) });
  return counted.filter(({ things }) => things > 0);
}

/**
 * Returns what a merger, or without `into` a split, means for everything that the unit has. Kinds of which it has
 * nothing are left out.
 */
export async function describeStakes(
  manager: EntityManager,
  language: Language,
  from: Organization,
  into: Organization | null,
  now: Date,
): Promise<UnitStake[]> {
  const counted = await countStakes(manager, into === null ? SPLIT_STAKES : MERGER_STAKES, {
    from: from.id,
    into: into?.id ?? '',
    now,
  });
  return counted.map(({ kind: { name, message, blocks }, things }) => ({
    name,
    blocks,
    text: translate(language, message, {
      things,
      from: publicNameOf(from),
      into: into === null ? '' : publicNameOf(into),
    }),
  }));
}

/** Throws when the unit has something that has to be settled first. The caller has locked both units. */
export async function requireSettled(manager: EntityManager, { from, into }: MergingUnits, now: Date): Promise<void> {
  const first = (await countStakes(manager, MERGER_STAKES, { from: from.id, into: into.id, now })).find(
    ({ kind }) => kind.blocks,
  );
  if (first !== undefined) throw invalidState(first.kind.message, { things: first.things, into: publicNameOf(into) });
}
