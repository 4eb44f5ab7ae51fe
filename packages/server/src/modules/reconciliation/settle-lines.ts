import { In } from 'typeorm';
import type { Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { sqlIn, insertRows, rowsOf } from '../../db/rows.js';
import { badInput, conflict, DomainError, invalidState } from '../../errors.js';
import { sumFen, toFen } from '../../lib/money.js';
import { SPECIAL_BANK_ACCOUNT, SUSPENSE_ACCOUNT } from '../ledger/index.js';
import { confirmPayments, isGiven, Pledge, referenceKey, type OtherAmount } from '../pledges/index.js';
import { linkKnownEntries, settleLines } from './known-entries.js';
import { suspendLines } from './suspend-lines.js';
import { StatementLineStatus } from './statement.enums.js';
import { StatementLine, StatementLink, SuspenseMove } from './statement.entities.js';
import { STATEMENTS } from './reconciliation.topics.js';

/** A line and the pledges that its money pays: one, or several that add up to the line. */
export interface Pairing {
  readonly line: StatementLine;
  readonly pledgeIds: readonly string[];
  /** What to do when the only pledge has another amount than the line. */
  readonly otherAmount?: OtherAmount;
  /** The reason why the line's reference is also that of another payment. */
  readonly referenceReason?: string | null;
}

/**
 * Confirms the pledges that locked lines pay. The pledges of one line are confirmed together or not at all. Money that
 * is in the ledger already is linked to its entry instead of being posted again. Returns why each pairing was refused;
 * null when the line is settled.
 */
export async function confirmPairings(
  services: Services,
  tx: Tx,
  pairings: readonly Pairing[],
  userId: string,
): Promise<(DomainError | null)[]> {
  const open = pairings.filter(({ line }) => line.status === StatementLineStatus.OPEN && line.amountFen > 0);
  const linked = await linkKnownEntries(
    tx,
    open.map(({ line }) => line),
  );
  const used = new Set(
    await findUsedReferences(
      tx,
      open.map(({ line }) => line.bankReference),
    ),
  );
  const ofUsedReference = new Set<string>();
  const toConfirm = open.filter(({ line, referenceReason }) => {
    if (linked.has(line.id)) return false;
    const key = referenceKey(line.bankReference);
    const isFree = referenceReason != null || !used.has(key);
    // A later line of the batch with the same reference finds it used.
    used.add(key);
    if (!isFree) ofUsedReference.add(line.id);
    return isFree;
  });
  const amounts = await findAmounts(
    tx,
    toConfirm.flatMap(({ pledgeIds }) => (isShared({ pledgeIds }) ? pledgeIds : [])),
  );
  const differing = new Set<string>();
  const commands = toConfirm.flatMap((pairing) => {
    const { line, pledgeIds, otherAmount, referenceReason } = pairing;
    // The pledges are locked and checked again. A pledge whose amount has changed is refused.
    const sums = isShared(pairing) ? pledgeIds.map((id) => amounts.get(id) ?? 0) : [line.amountFen];
    if (sumFen(sums) !== line.amountFen) differing.add(line.id);
    // Money that several gifts share goes through suspense, so that a reversal of one gift makes only its part
    // available again.
    const common = {
      bankReference: line.bankReference,
      account: isShared(pairing) ? SUSPENSE_ACCOUNT : SPECIAL_BANK_ACCOUNT,
      confirmedById: userId,
      together: line.id,
      otherAmount,
      referenceReason,
      bookedAt: line.bookedAt,
    };
    return differing.has(line.id)
      ? []
      : pledgeIds.map((pledgeId, index) => ({ pairing, command: { ...common, pledgeId, amountFen: sums[index]! } }));
  });
  const outcomes = await confirmPayments(
    services,
    tx,
    commands.map(({ command }) => command),
  );
  const whole: StatementLink[] = [];
  const shared = new Map<StatementLine, SuspenseMove[]>();
  const refusals = new Map<string, DomainError>();
  outcomes.forEach((outcome, index) => {
    const { pairing } = commands[index]!;
    const { line } = pairing;
    if ('refusal' in outcome) {
      if (!(outcome.refusal instanceof DomainError)) throw outcome.refusal;
      refusals.set(line.id, outcome.refusal);
    } else {
      const row = { entryId: outcome.result.entryId, lineId: line.id };
      if (isShared(pairing)) shared.set(line, [...(shared.get(line) ?? []), row]);
      else whole.push(row);
    }
  });
  await suspendLines(tx, [...shared.keys()]);
  insertRows(tx, SuspenseMove, [...shared.values()].flat());
  insertRows(tx, StatementLink, whole);
  await settleLines(tx, [...whole.map(({ lineId }) => lineId), ...[...shared.keys()].map(({ id }) => id)]);
  return pairings.map(({ line }) => {
    if (linked.has(line.id)) return null;
    if (line.amountFen < 0) return invalidState('statement.outgoing');
    if (line.status !== StatementLineStatus.OPEN) return invalidState('statement.notOpen');
    if (ofUsedReference.has(line.id)) return conflict('statement.referenceUsed');
    return differing.has(line.id) ? badInput('pledgeIds', 'statement.codesDiffer') : (refusals.get(line.id) ?? null);
  });
}

const isShared = ({ pledgeIds }: Pick<Pairing, 'pledgeIds'>): boolean => pledgeIds.length > 1;

async function findAmounts(tx: Tx, pledgeIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const [pledges] = await tx.query(rowsOf(tx, Pledge, sqlIn('id', pledgeIds), pledgeIds, ['id', 'amountFen']));
  return new Map(pledges.map(({ id, amountFen }) => [id, amountFen]));
}

/**
 * Returns those `references`, in comparable form, under which other gifts are paid, because the same money must not pay
 * a second gift.
 */
export async function findUsedReferences(tx: Tx, references: readonly string[]): Promise<ReadonlySet<string>> {
  const keys = [...new Set(references.map(referenceKey))];
  const [named] = await tx.query(rowsOf(tx, Pledge, sqlIn('reference_key', keys), keys, ['status', 'referenceKey']));
  return new Set(named.filter(isGiven).map((pledge) => pledge.referenceKey!));
}

/**
 * Makes money available again when its confirmation was reversed in the ledger. A line without its entry is open again,
 * and money that was paid out of suspense is back in suspense. Reads entries from `sinceId` on.
 */
export async function reopenReversedLines(tx: Tx, sinceId = ''): Promise<void> {
  const reversals = `FROM journal_entries r JOIN PLACE m ON m.entry_id = r.reverses_id WHERE r.id >= ? AND r.kind = 'CONFIRMATION_REVERSED'`;
  const linked = await tx.manager.query<{ line_id: string }[]>(
    `SELECT m.line_id ${reversals.replace('PLACE', 'statement_links')}`,
    [sinceId],
  );
  const lineIds = [...new Set(linked.map(({ line_id }) => line_id))];
  if (lineIds.length > 0) {
    // A line is linked to all of its entries or to none. Matching finds the others again.
    await tx.manager.delete(StatementLink, { lineId: In(lineIds) });
    await tx.manager.update(StatementLine, { id: In(lineIds) }, { status: StatementLineStatus.OPEN, reasons: '[]' });
  }
  const moved = await tx.manager.query<{ entry_id: string; line_id: string; fen: number | string }[]>(
    `SELECT r.id AS entry_id, m.line_id, 0 - p.amount_fen AS fen ${reversals
      .replace('PLACE', 'suspense_moves')
      .replace(
        ' WHERE',
        ` JOIN postings p ON p.entry_id = r.id AND p.account_code = '${SUSPENSE_ACCOUNT}' LEFT JOIN suspense_moves done ON done.entry_id = r.id WHERE`,
      )} AND done.entry_id IS NULL`,
    [sinceId],
  );
  // This runs every second and rarely finds anything. Without this condition, every open page would reload each time.
  if (lineIds.length + moved.length > 0) tx.changed(STATEMENTS);
  for (const { entry_id, line_id, fen } of moved) {
    await tx.manager.insert(SuspenseMove, { entryId: entry_id, lineId: line_id });
    await tx.manager.update(
      StatementLine,
      { id: line_id },
      { status: StatementLineStatus.SUSPENSE, suspenseFen: () => `suspense_fen + ${toFen(fen)}` },
    );
  }
}
