import { In, type EntityManager } from 'typeorm';
import { requireHolder, requirePermission, requireProof, requireViewer, type RequestContext } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { badInput, forbidden, invalidState, notFound } from '../../errors.js';
import { readId, readOptionalText, readText } from '../../input.js';
import { newId } from '../../lib/ids.js';
import { notify } from '../notices/index.js';
import { closeOrder, findStandingOrder, prepareOrder, signOrder, withdrawOrders } from '../orders/index.js';
import {
  isBoundTo,
  lockAsMember,
  MembershipRole,
  Organization,
  publicNameOf,
  requireMembership,
  requireVerified,
} from '../organizations/index.js';
import { record } from '../trace/index.js';
import { PayeeAccount, PayeeAccountState, WAITING_STATES } from './payee-account.entity.js';
import type { EnterPayeeAccountInput } from './payee-account.input.js';
import { LIMITS } from './payee-account.limits.js';
import { payeeDecidedNotice, payeeEnteredNotice } from './payee-accounts.notices.js';
import { signPayees, verifyPayees } from './payee-accounts.permissions.js';
import { payeeAccountQueue } from './payee-accounts.queues.js';
import { payeeDecided, payeeEntered, payeeWithdrawn } from './payee-accounts.trace.js';
import { payeeChange } from './payee-change.order.js';
import { unitsPaidTogether } from './paid-together.js';
import { numberIdOf, readAccountNumber } from './payee-numbers.js';

/** Returns the account to which a unit is paid now, or null. */
export const findCurrentPayee = (manager: EntityManager, organizationId: string): Promise<PayeeAccount | null> =>
  manager.findOneBy(PayeeAccount, { organizationId, state: PayeeAccountState.CURRENT });

/**
 * Enters an account to which the unit is to be paid, by one of its owners. A treasurer verifies the first one. Any later
 * one replaces the present account when a treasurer and a second person have decided so.
 */
export async function enterPayeeAccount(context: RequestContext, input: EnterPayeeAccountInput): Promise<PayeeAccount> {
  const { userId } = requireViewer(context);
  const { organization } = await requireMembership(context, input.organizationId, MembershipRole.OWNER);
  requireVerified(organization);
  const accountName = readText('accountName', input.accountName, LIMITS.accountName);
  const bank = readText('bank', input.bank, LIMITS.bank);
  const number = readAccountNumber('number', readText('number', input.number, LIMITS.number));
  // Whoever has an owner's open browser is not yet the owner.
  requireProof(context, verifyPayees);
  return context.db.transact(async (tx) => {
    await lockAsMember(context, tx, organization.id, MembershipRole.OWNER);
    if (await tx.manager.existsBy(PayeeAccount, { organizationId: organization.id, state: In([...WAITING_STATES]) }))
      throw invalidState('payee.waits');
    const numberId = await numberIdOf(context, tx, number);
    const current = await findCurrentPayee(tx.manager, organization.id);
    if (current?.numberId === numberId && current.accountName === accountName && current.bank === bank)
      throw badInput('number', 'payee.same');
    const account = tx.manager.create(PayeeAccount, {
      id: newId(tx.now),
      organizationId: organization.id,
      accountName,
      bank,
      numberId,
      state: PayeeAccountState.ENTERED,
      enteredAt: tx.now,
      enteredById: userId,
      decidedById: null,
      decidedAt: null,
      replacedAt: null,
      reason: null,
    });
    await tx.manager.insert(PayeeAccount, account);
    record(tx, context, payeeEntered, {
      subject: organization.id,
      after: { account: account.id, number: numberId, replaces: current?.id ?? null },
    });
    await notify(tx, payeeEnteredNotice, { organizationId: organization.id });
    tx.changed(payeeAccountQueue.topic);
    return account;
  });
}

/**
 * Withdraws an account that waits, by any owner of the unit: also one that another owner entered, and one that a
 * treasurer has prepared, because only the unit knows whether the account is its own.
 */
export async function withdrawPayeeAccount(
  context: RequestContext,
  rawId: string,
  rawReason: string | null | undefined,
): Promise<PayeeAccount> {
  const { userId } = requireViewer(context);
  const found = await context.db.read.findOneBy(PayeeAccount, { id: readId('id', rawId) });
  if (found === null) throw notFound('id');
  await requireMembership(context, found.organizationId, MembershipRole.OWNER, 'id');
  const reason = readOptionalText('reason', rawReason, LIMITS.reason);
  return context.db.transact(async (tx) => {
    await lockAsMember(context, tx, found.organizationId, MembershipRole.OWNER);
    const account = await tx.manager.findOneByOrFail(PayeeAccount, { id: found.id });
    if (!WAITING_STATES.includes(account.state)) throw invalidState('payee.decided');
    await withdrawOrders(tx, payeeChange, [account.id]);
    await settle(tx, account, { state: PayeeAccountState.WITHDRAWN, decidedById: userId, decidedAt: tx.now, reason });
    record(tx, context, payeeWithdrawn, {
      subject: account.organizationId,
      after: { account: account.id, state: account.state },
      reason,
    });
    return account;
  });
}

/**
 * Accepts or refuses an account that waits. A treasurer outside the unit verifies the first account of a unit. Where
 * another account is in force, the treasurer prepares an order, and a second person signs it with the same request.
 */
export async function decidePayeeAccount(
  context: RequestContext,
  rawId: string,
  accepted: boolean,
  rawReason: string | null | undefined,
): Promise<PayeeAccount> {
  requireHolder(context, signPayees);
  const found = await context.db.read.findOneBy(PayeeAccount, { id: readId('id', rawId) });
  if (found === null) throw notFound('id');
  const { userId } = requirePermission(context, found.state === PayeeAccountState.PREPARED ? signPayees : verifyPayees);
  const reason = accepted
    ? readOptionalText('reason', rawReason, LIMITS.reason)
    : readText('reason', rawReason ?? '', LIMITS.reason);
  return context.db.transact(async (tx) => {
    const unit = await tx.lock(Organization, { id: found.organizationId });
    const account = await tx.manager.findOneByOrFail(PayeeAccount, { id: found.id });
    if (unit === null || !WAITING_STATES.includes(account.state)) throw invalidState('payee.decided');
    const title = publicNameOf(unit);
    const order = await findStandingOrder(tx.manager, payeeChange, account.id);
    const current = await findCurrentPayee(tx.manager, unit.id);
    if (order === null) {
      // An account of the own unit stays one when another unit enters it.
      for (const id of (await unitsPaidTogether(tx.manager, [unit.id])).get(unit.id)!)
        if (await isBoundTo(context, id)) throw forbidden('payee.ownUnit');
      if (accepted && current !== null) {
        await prepareOrder(context, tx, payeeChange, {
          subjectId: account.id,
          projectId: null,
          unitId: unit.id,
          amountFen: 0,
          reason,
          limitScope: 'payees',
          title,
        });
        await settle(tx, account, { state: PayeeAccountState.PREPARED });
        note(context, tx, account, reason);
        return account;
      }
    } else if (accepted) await signOrder(context, tx, order, title);
    else await closeOrder(context, tx, order, title, reason);
    if (accepted && current !== null)
      await settle(tx, current, { state: PayeeAccountState.REPLACED, replacedAt: tx.now });
    await settle(tx, account, {
      state: accepted ? PayeeAccountState.CURRENT : PayeeAccountState.REFUSED,
      decidedById: userId,
      decidedAt: tx.now,
      reason: accepted ? null : reason,
    });
    note(context, tx, account, reason);
    await notify(tx, payeeDecidedNotice, { organizationId: unit.id, accepted });
    return account;
  });
}

async function settle(tx: Tx, account: PayeeAccount, changes: Partial<PayeeAccount>): Promise<void> {
  await tx.manager.update(PayeeAccount, { id: account.id }, changes);
  Object.assign(account, changes);
  tx.changed(payeeAccountQueue.topic);
}

const note = (context: RequestContext, tx: Tx, account: PayeeAccount, reason: string | null): void =>
  record(tx, context, payeeDecided, {
    subject: account.organizationId,
    after: { account: account.id, state: account.state },
    reason,
  });
