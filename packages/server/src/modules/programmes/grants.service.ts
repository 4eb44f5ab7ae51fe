import { In } from 'typeorm';
import { requirePermission, type RequestContext } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { insertRows } from '../../db/rows.js';
import { badInput, invalidState, notFound } from '../../errors.js';
import { readEach, readFen, readId, readText } from '../../input.js';
import { newId } from '../../lib/ids.js';
import { sumFen } from '../../lib/money.js';
import { recordOnce } from '../../recorded-once.js';
import { postEntry, SPECIAL_BANK_ACCOUNT } from '../ledger/index.js';
import { prepareOrders } from '../orders/index.js';
import { readAccountNumber } from '../payee-accounts/index.js';
import { referenceKey } from '../pledges/index.js';
import { record } from '../trace/index.js';
import { GrantRead, ProgrammeGrant, ProgrammeGrantSource, ProgrammeRecipient } from './grant.entities.js';
import {
  addToFund,
  findMove,
  lockProgramme,
  prepareMove,
  requireFreeReference,
  withOwnReference,
  type LockedProgramme,
} from './moves.base.js';
import { ProgrammeFund, ProgrammeMove } from './programme.entities.js';
import { GrantState, ProgrammeMoveKind } from './programme.enums.js';
import {
  accountsOf,
  programmeGrantReturned,
  programmeGrants,
  sourceOfGrantReturn,
  sourceOfMove,
} from './programmes.entries.js';
import type { PrepareProgrammeGrantsInput, ReturnProgrammeGrantInput } from './programmes.inputs.js';
import { readRecipients } from './programmes.permissions.js';
import { leftOf, LIMITS, refuseSum, splitGrants } from './programmes.rules.js';
import { openPayee, recipientIdsOf } from './programmes.sealed.js';
import { programmeTopic } from './programmes.topics.js';
import { grantReturned, recipientsRead } from './programmes.trace.js';

const leftOfAll = (funds: readonly ProgrammeFund[]): number => sumFen(funds.map(leftOf));

/** Prepares a list of grants, by a treasurer. It is paid when a second person signs. Who is on the list stays private. */
export async function prepareProgrammeGrants(
  context: RequestContext,
  input: PrepareProgrammeGrantsInput,
): Promise<ProgrammeMove> {
  const { userId } = requirePermission(context, prepareOrders);
  const programmeId = readId('programmeId', input.programmeId);
  const note = readText('note', input.note, LIMITS.note);
  const rows = readEach('rows', input.rows, LIMITS.rows, (row) => ({
    name: readText('name', row.name, LIMITS.name),
    account: readAccountNumber('account', row.account),
    bank: readText('bank', row.bank, LIMITS.bank),
    amountFen: readFen('amount', row.amount, LIMITS.amountFen),
  }));
  const { recorded } = await recordOnce(context, {
    operation: 'prepareProgrammeGrants',
    userId,
    input,
    find: (manager, id) => manager.findOneBy(ProgrammeMove, { id }),
    async record(tx) {
      const { programme, funds } = await lockProgramme(tx, programmeId, 'programmeId');
      const amountFen = sumFen(rows.map((row) => row.amountFen));
      const refusal = refuseSum(amountFen, leftOfAll(funds), 'rows');
      if (refusal !== null) throw refusal;
      const recipientIds = await recipientIdsOf(context, tx, rows);
      const twice = recipientIds.findIndex((id, index) => recipientIds.indexOf(id) < index);
      if (twice !== -1) throw badInput(`rows.${twice}.account`, 'programme.personTwice');
      const move = await prepareMove(context, tx, programme, {
        kind: ProgrammeMoveKind.GRANTS,
        source: null,
        amountFen,
        note,
      });
      insertRows(
        tx,
        ProgrammeGrant,
        rows.map(({ bank, amountFen: fen }, index) => ({
          id: newId(tx.now),
          moveId: move.id,
          programmeId,
          position: index + 1,
          recipientId: recipientIds[index]!,
          bank,
          amountFen: fen,
          state: GrantState.PREPARED,
          returnedAt: null,
          returnedById: null,
          returnReference: null,
          returnKey: null,
        })),
      );
      return move;
    },
  });
  return recorded;
}

/** Reads which sources pay a list, before anything of the signature is written. */
export async function divideGrants(
  tx: Tx,
  move: ProgrammeMove,
  { programme, funds }: LockedProgramme,
): Promise<ProgrammeGrantSource[]> {
  const refusal = refuseSum(move.amountFen, leftOfAll(funds), 'id');
  if (refusal !== null) throw refusal;
  const grants = await tx.manager.find(ProgrammeGrant, { where: { moveId: move.id }, order: { position: 'ASC' } });
  const shares = splitGrants(
    programme.sourceUse,
    grants.map(({ amountFen }) => amountFen),
    funds.map(leftOf),
  );
  return grants.flatMap(({ id }, index) =>
    funds.flatMap((fund, place) => {
      const amountFen = shares[index]![place]!;
      return amountFen === 0
        ? []
        : [Object.assign(new ProgrammeGrantSource(), { grantId: id, fundId: fund.id, amountFen })];
    }),
  );
}

/** Pays a list that two people decided on, by one payment of the bank. */
export async function payGrants(
  tx: Tx,
  { id, amountFen }: ProgrammeMove,
  { funds }: LockedProgramme,
  shares: readonly ProgrammeGrantSource[],
): Promise<void> {
  insertRows(tx, ProgrammeGrantSource, shares);
  await tx.manager.update(ProgrammeGrant, { moveId: id }, { state: GrantState.PAID });
  const paid = funds
    .map((fund) => ({
      fund,
      fen: sumFen(shares.filter(({ fundId }) => fundId === fund.id).map((one) => one.amountFen)),
    }))
    .filter(({ fen }) => fen > 0);
  for (const { fund, fen } of paid) await addToFund(tx, fund, { grantedFen: fen });
  await postEntry(tx, {
    kind: programmeGrants.name,
    sourceKey: sourceOfMove(id),
    lines: [
      ...paid.map(({ fund, fen }) => ({ account: accountsOf(fund).released, amountFen: fen })),
      { account: SPECIAL_BANK_ACCOUNT, amountFen: -amountFen },
    ],
  });
}

/** Takes the grants of a list off that was withdrawn or refused. */
export const dropGrants = async (tx: Tx, { id }: ProgrammeMove): Promise<void> => {
  await tx.manager.update(ProgrammeGrant, { moveId: id }, { state: GrantState.DROPPED });
};

/**
 * Records that the payment of a grant came back, by a treasurer. Each source gets back what it had paid. The person can
 * be on another list.
 */
export async function returnProgrammeGrant(
  context: RequestContext,
  input: ReturnProgrammeGrantInput,
): Promise<ProgrammeMove> {
  const { userId } = requirePermission(context, prepareOrders);
  const grantId = readId('grantId', input.grantId);
  const reference = readText('bankReference', input.bankReference, LIMITS.bankReference);
  const found = await context.db.read.findOneBy(ProgrammeGrant, { id: grantId });
  if (found === null) throw notFound('grantId');
  return withOwnReference(() =>
    context.db.transact(async (tx) => {
      const { funds } = await lockProgramme(tx, found.programmeId, 'grantId');
      const grant = await tx.manager.findOneByOrFail(ProgrammeGrant, { id: grantId });
      const move = await tx.manager.findOneByOrFail(ProgrammeMove, { id: grant.moveId });
      const key = referenceKey(reference);
      // A client that did not receive the answer repeats the request.
      if (grant.returnKey === key && grant.returnedById === userId) return move;
      if (grant.state !== GrantState.PAID) throw invalidState('programme.notPaid');
      await requireFreeReference(tx, reference, 'programme_grants');
      const shares = await tx.manager.findBy(ProgrammeGrantSource, { grantId });
      const back = funds.flatMap((fund) => {
        const share = shares.find(({ fundId }) => fundId === fund.id);
        return share === undefined ? [] : [{ fund, fen: share.amountFen }];
      });
      await tx.manager.update(
        ProgrammeGrant,
        { id: grantId },
        {
          state: GrantState.RETURNED,
          returnedAt: tx.now,
          returnedById: userId,
          returnReference: reference,
          returnKey: key,
        },
      );
      for (const { fund, fen } of back) await addToFund(tx, fund, { grantedFen: -fen });
      await postEntry(tx, {
        kind: programmeGrantReturned.name,
        sourceKey: sourceOfGrantReturn(grantId),
        lines: [
          { account: SPECIAL_BANK_ACCOUNT, amountFen: grant.amountFen },
          ...back.map(({ fund, fen }) => ({ account: accountsOf(fund).released, amountFen: -fen })),
        ],
      });
      record(tx, context, grantReturned, {
        subject: grant.programmeId,
        after: { grant: grantId, amountFen: grant.amountFen },
      });
      tx.changed(programmeTopic.of(grant.programmeId));
      return move;
    }),
  );
}

/** Returns who is on a list, with what the bank needs to pay them. The look is on record. */
export async function readProgrammeRecipients(
  context: RequestContext,
  rawMoveId: string,
  rawReason: string,
): Promise<GrantRead[]> {
  requirePermission(context, readRecipients);
  const reason = readText('reason', rawReason, LIMITS.reason);
  const move = await findMove(context, rawMoveId, 'moveId');
  if (move.kind !== ProgrammeMoveKind.GRANTS) throw invalidState('programme.noList');
  return context.db.transact(async (tx) => {
    const grants = await tx.manager.find(ProgrammeGrant, { where: { moveId: move.id }, order: { position: 'ASC' } });
    const people = await tx.manager.findBy(ProgrammeRecipient, { id: In(grants.map((grant) => grant.recipientId)) });
    const sealed = new Map(people.map(({ id, payeeSealed }) => [id, payeeSealed]));
    const funds = await tx.manager.findBy(ProgrammeFund, { programmeId: move.programmeId });
    const sourceOf = new Map(funds.map(({ id, source }) => [id, source]));
    const shares = await tx.manager.findBy(ProgrammeGrantSource, { grantId: In(grants.map(({ id }) => id)) });
    record(tx, context, recipientsRead, {
      subject: move.programmeId,
      after: { list: move.id, people: grants.length },
      reason,
    });
    return grants.map(({ id, position, recipientId, bank, amountFen, state }) =>
      Object.assign(new GrantRead(), {
        id,
        position,
        ...openPayee(context, sealed.get(recipientId)!),
        bank,
        amount: amountFen,
        state,
        sources: shares
          .filter(({ grantId }) => grantId === id)
          .map((share) => ({ source: sourceOf.get(share.fundId)!, amount: share.amountFen })),
      }),
    );
  });
}
