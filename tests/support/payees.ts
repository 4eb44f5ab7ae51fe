import { randomInt } from 'node:crypto';
import type { TestUser } from './app.ts';
import { verifiedOrganization } from './city.ts';
import { MUTATIONS } from './operations.ts';
import type { Town } from './town.ts';

/** An account number that no other unit has. */
export const newNumber = (): string => `44${Array.from({ length: 17 }, () => randomInt(10)).join('')}`;

export const payeeInput = (organizationId: string, changes: Record<string, unknown> = {}) => ({
  input: {
    organizationId,
    accountName: '石岐社会工作服务中心',
    number: newNumber(),
    bank: '中国工商银行中山石岐支行',
    ...changes,
  },
});

export const enterPayee = async (
  owner: TestUser,
  organizationId: string,
  changes: Record<string, unknown> = {},
): Promise<{ id: string; state: string; maskedNumber: string }> =>
  (await owner.client.must(MUTATIONS.enterPayeeAccount, payeeInput(organizationId, changes))).enterPayeeAccount;

export const decidePayee = async (by: TestUser, id: string, accepted = true): Promise<string> =>
  (await by.client.must(MUTATIONS.decidePayeeAccount, { id, accepted, reason: '已电话核对' })).decidePayeeAccount.state;

/** Gives a unit its first account, which a treasurer verifies. */
export async function verifiedPayee(
  owner: TestUser,
  treasurer: TestUser,
  organizationId: string,
  changes: Record<string, unknown> = {},
): Promise<{ id: string }> {
  const account = await enterPayee(owner, organizationId, changes);
  await decidePayee(treasurer, account.id);
  return account;
}

/** Withdraws what waits at the town's unit, so that another account can be entered. */
export async function clearPayees(town: Town): Promise<string> {
  const { organization } = await town.owner.client.must(
    'query P($id: ID!) { organization(id: $id) { payeeAccounts { id state } } }',
    { id: town.organization.id },
  );
  for (const { id, state } of organization.payeeAccounts)
    if (state === 'ENTERED' || state === 'PREPARED')
      await town.owner.client.must(MUTATIONS.withdrawPayeeAccount, { id });
  return town.organization.id;
}

/** An account that waits at the town's unit. */
export const waitingPayee = async (town: Town) => enterPayee(town.owner, await clearPayees(town));

/** The first account of a new unit of the owner's. */
export async function firstPayee(town: Town): Promise<{ id: string }> {
  const unit = await verifiedOrganization(town.owner, town.admin, {
    name: '首次登记账户的服务社',
    kind: 'SOCIAL_WORK',
  });
  return enterPayee(town.owner, unit.id);
}

/** Another account of such a unit, which a treasurer has prepared. */
export async function preparedPayee(town: Town): Promise<{ id: string }> {
  const unit = await verifiedOrganization(town.owner, town.admin, { name: '变更账户的服务社', kind: 'SOCIAL_WORK' });
  await verifiedPayee(town.owner, town.preparer, unit.id);
  const account = await enterPayee(town.owner, unit.id);
  await decidePayee(town.preparer, account.id);
  return account;
}
