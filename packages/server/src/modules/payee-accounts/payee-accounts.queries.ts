import { In } from 'typeorm';
import { defineLoader, may, type RequestContext } from '../../context.js';
import { rowsByKey } from '../../db/keyed-rows.js';
import { namesOf } from '../identity/index.js';
import { seeOrders } from '../orders/index.js';
import { findMembershipRole, MembershipRole, Organization, organizationLoader } from '../organizations/index.js';
import { PayeeAccount, PayeeAccountState, PayeeNumber, WAITING_STATES } from './payee-account.entity.js';
import { openNumber } from './payee-numbers.js';

const SEEN_BY_UNIT: readonly (MembershipRole | null)[] = [MembershipRole.OWNER, MembershipRole.EDITOR];

/** Whether the viewer sees to which accounts a unit is paid: its owners and editors, and holders of `seeOrders`. */
export const seesPayeeOf = async (context: RequestContext, organizationId: string): Promise<boolean> =>
  may(context, seeOrders) || SEEN_BY_UNIT.includes(await findMembershipRole(context, organizationId));

const accountsLoader = defineLoader<string, PayeeAccount[]>(async ({ db }, organizationIds) => {
  const accounts = await db.read.find(PayeeAccount, {
    where: { organizationId: In([...organizationIds]) },
    order: { id: 'DESC' },
  });
  return organizationIds.map((id) => accounts.filter(({ organizationId }) => organizationId === id));
});

/** Returns all accounts of a unit, newest first; null for viewers who may not see them. */
export const listPayeeAccounts = async (
  context: RequestContext,
  { id }: Organization,
): Promise<PayeeAccount[] | null> => ((await seesPayeeOf(context, id)) ? accountsLoader(context).load(id) : null);

export const payeeAccountLoader = defineLoader<string, PayeeAccount | null>(({ db }, ids) =>
  rowsByKey(db.read, PayeeAccount, 'id', ids),
);

const numberLoader = defineLoader<string, string>(async (services, ids) => {
  const numbers = await rowsByKey(services.db.read, PayeeNumber, 'id', ids);
  return numbers.map((number) => openNumber(services, number!.numberSealed));
});

/** Returns the number of an account in the clear. The caller decides who sees how much of it. */
export const numberOf = (context: RequestContext, { numberId }: PayeeAccount): Promise<string> =>
  numberLoader(context).load(numberId);

const IN_USE = [PayeeAccountState.CURRENT, ...WAITING_STATES];

const usersOfNumberLoader = defineLoader<string, PayeeAccount[]>(async ({ db }, numberIds) => {
  const accounts = await db.read.find(PayeeAccount, {
    where: { numberId: In([...numberIds]), state: In(IN_USE) },
    order: { id: 'ASC' },
  });
  return numberIds.map((id) => accounts.filter(({ numberId }) => numberId === id));
});

/**
 * Returns the other units that are paid, or are to be paid, to the same number. Null for viewers without `seeOrders`,
 * because the answer would tell one unit of the account of another.
 */
export async function listUnitsWithSameNumber(
  context: RequestContext,
  { numberId, organizationId }: PayeeAccount,
): Promise<Organization[] | null> {
  if (!may(context, seeOrders)) return null;
  const accounts = await usersOfNumberLoader(context).load(numberId);
  const others = [...new Set(accounts.map((account) => account.organizationId))].filter((id) => id !== organizationId);
  return (await organizationLoader(context).loadMany(others)).flatMap((unit) =>
    unit instanceof Organization ? [unit] : [],
  );
}

const nameLoader = defineLoader<string, string | null>(async (services, userIds) => {
  const names = await namesOf(services, userIds);
  return userIds.map((id) => names.get(id) ?? null);
});

/** Returns the name of a person who entered or decided on an account, for everybody who sees the account. */
export const nameOf = async (context: RequestContext, userId: string | null): Promise<string | null> =>
  userId === null ? null : nameLoader(context).load(userId);
