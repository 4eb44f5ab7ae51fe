import { In } from 'typeorm';
import type { Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { among, insertRows, rowsOf } from '../../db/rows.js';
import { conflict, DomainError, invalidState } from '../../errors.js';
import { toFen } from '../../lib/money.js';
import { SPECIAL_BANK_ACCOUNT, SUSPENSE_ACCOUNT } from '../ledger/index.js';
import { confirmPayments, Pledge, PledgeStatus } from '../pledges/index.js';
import { linkKnownEntries, settleLines } from './known-entries.js';
import { StatementLineStatus } from './statement.enums.js';
import { StatementLine, StatementLink, SuspenseMove } from './statement.entities.js';

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
  const used = await findUsedReferences(tx, open.map(({ line }) => line.bankReference));
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
  insertRows(tx, StatementLink, links);
  settleLines(tx, links.map(({ lineId }) => lineId));
  return pairings.map(({ line }) => {
    if (linked.has(line.id)) return null;
    if (line.amountFen < 0) return invalidState('statement.outgoing');
    if (line.status !== StatementLineStatus.OPEN) return invalidState('statement.notOpen');
    return used.has(line.bankReference) ? conflict('statement.referenceUsed') : (refusals.get(line.id) ?? null);
  });
}

/** References under which other gifts are paid: the same money must not pay a second one. */
export async function findUsedReferences(tx: Tx, references: readonly string[]): Promise<Set<string>> {
  const [named] = await tx.ask(rowsOf(tx, Pledge, among('bank_reference', references), references, ['status', 'bankReference']));
  return new Set(named.filter(({ status }) => status === PledgeStatus.PAID || status === PledgeStatus.REFUNDED).map(({ bankReference }) => bankReference!));
}

/**
 * Opens money again whose gift turned out to be a mistake: the confirmation was taken back in the ledger, so a line is once more without
 * an entry, or what was paid out of suspense is there again. Looks at entries from `sinceId` on.
 */
export async function reopenReversedLines(tx: Tx, sinceId = ''): Promise<void> {
  const reversals = `FROM journal_entries r JOIN PLACE m ON m.entry_id = r.reverses_id WHERE r.id >= ? AND r.kind = 'CONFIRMATION_REVERSED'`;
  const linked = await tx.manager.query<{ line_id: string }[]>(`SELECT m.line_id ${reversals.replace('PLACE', 'statement_links')}`, [sinceId]);
  const lineIds = [...new Set(linked.map(({ line_id }) => line_id))];
  if (lineIds.length > 0) {
    // A line is all of its entries or none: the others are found again when it is matched anew.
    await tx.manager.delete(StatementLink, { lineId: In(lineIds) });
    await tx.manager.update(StatementLine, { id: In(lineIds) }, { status: StatementLineStatus.OPEN, reasons: '[]' });
  }
  const moved = await tx.manager.query<{ entry_id: string; line_id: string; fen: number | string }[]>(
    `SELECT r.id AS entry_id, m.line_id, 0 - p.amount_fen AS fen ${reversals
      .replace('PLACE', 'suspense_moves')
      .replace(' WHERE', ` JOIN postings p ON p.entry_id = r.id AND p.account_code = '${SUSPENSE_ACCOUNT}' LEFT JOIN suspense_moves done ON done.entry_id = r.id WHERE`)} AND done.entry_id IS NULL`,
    [sinceId],
  );
  for (const { entry_id, line_id, fen } of moved) {
    await tx.manager.insert(SuspenseMove, { entryId: entry_id, lineId: line_id });
    await tx.manager.update(StatementLine, { id: line_id }, { status: StatementLineStatus.SUSPENSE, suspenseFen: () => `suspense_fen + ${toFen(fen)}` });
  }
}
