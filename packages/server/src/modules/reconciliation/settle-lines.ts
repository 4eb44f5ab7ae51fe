import { In, type EntityManager } from 'typeorm';
import type { Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { insertRows } from '../../db/insert-rows.js';
import { conflict, DomainError, invalidState } from '../../errors.js';
import { SPECIAL_BANK_ACCOUNT } from '../ledger/index.js';
import { confirmPayments, Pledge, PledgeStatus } from '../pledges/index.js';
import { linkKnownEntries, settleLines } from './known-entries.js';
import { StatementLineStatus } from './statement.enums.js';
import { StatementLine, StatementLink } from './statement.entities.js';

/** A line and the pledge that its money pays. */
export interface Pairing {
  readonly line: StatementLine;
  readonly pledgeId: string;
}

/**
 * Confirms the pledges that locked lines pay: one line, one gift of its amount. Money that the ledger has already is linked to its
 * entry instead of being posted again. Answers why each pairing was refused; null where the line is settled.
 */
export async function confirmPairings(services: Services, tx: Tx, pairings: readonly Pairing[], userId: string): Promise<(DomainError | null)[]> {
  const open = pairings.filter(({ line }) => line.status === StatementLineStatus.OPEN && line.amountFen > 0);
  const linked = await linkKnownEntries(tx, open.map(({ line }) => line));
  const used = await findUsedReferences(tx.manager, open.map(({ line }) => line.bankReference));
  const toConfirm = open.filter(({ line }) => !linked.has(line.id) && !used.has(line.bankReference));
  const outcomes = await confirmPayments(services, tx, toConfirm.map(({ line, pledgeId }) => ({ pledgeId, amountFen: line.amountFen, bankReference: line.bankReference, account: SPECIAL_BANK_ACCOUNT, confirmedById: userId })));
  const links: StatementLink[] = [];
  const refusals = new Map<string, DomainError>();
  outcomes.forEach((outcome, index) => {
    const { line } = toConfirm[index]!;
    if ('result' in outcome) links.push({ entryId: outcome.result.entryId, lineId: line.id });
    else if (outcome.refusal instanceof DomainError) refusals.set(line.id, outcome.refusal);
    else throw outcome.refusal;
  });
  await insertRows(tx, StatementLink, links);
  await settleLines(tx, links.map(({ lineId }) => lineId));
  return pairings.map(({ line }) => {
    if (linked.has(line.id)) return null;
    if (line.amountFen < 0) return invalidState('statement.outgoing');
    if (line.status !== StatementLineStatus.OPEN) return invalidState('statement.notOpen');
    return used.has(line.bankReference) ? conflict('statement.referenceUsed') : (refusals.get(line.id) ?? null);
  });
}

/** References under which other gifts are paid: the same money must not pay a second one. */
export async function findUsedReferences(manager: EntityManager, references: readonly string[]): Promise<Set<string>> {
  if (references.length === 0) return new Set();
  const paid = await manager.find(Pledge, { select: { id: true, bankReference: true }, where: { bankReference: In([...new Set(references)]), status: In([PledgeStatus.PAID, PledgeStatus.REFUNDED]) } });
  return new Set(paid.map(({ bankReference }) => bankReference!));
}

/**
 * Opens lines again whose gift turned out to be a mistake: the confirmation was taken back in the ledger, so the money
 * is once more without a gift. The two entries cancel each other, and neither is a line any more.
 */
export async function reopenReversedLines(tx: Tx): Promise<void> {
  const rows = await tx.manager.query<{ entry_id: string; line_id: string }[]>(
    `SELECT l.entry_id, l.line_id FROM journal_entries r JOIN statement_links l ON l.entry_id = r.reverses_id WHERE r.reverses_id IS NOT NULL AND r.kind = 'CONFIRMATION_REVERSED'`,
  );
  if (rows.length === 0) return;
  await tx.manager.delete(StatementLink, { entryId: In(rows.map(({ entry_id }) => entry_id)) });
  await tx.manager.update(StatementLine, { id: In(rows.map(({ line_id }) => line_id)) }, { status: StatementLineStatus.OPEN });
}
