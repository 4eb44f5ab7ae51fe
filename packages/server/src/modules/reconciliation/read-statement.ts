import type { StatementColumn } from './statement.enums.js';
import { identifyLines, inOrder, isSameAccount, namedAccount, readLine, type ParsedLine, type StatementFault } from './lines.rules.js';
import type { StatementTable } from './statement-table.js';
import { inTurns } from './turn.js';

/** Faults that are told at once; whoever mends them finds the next ones. */
const FAULTS_TOLD = 20;

/** A statement whose every line was understood, in the order in which the lines happened. */
export interface ReadStatement {
  readonly lines: readonly ParsedLine[];
  /** By what each line is known again, in the same order. */
  readonly keys: readonly string[];
  readonly openingFen: number | null;
  readonly closingFen: number | null;
}

/** All lines below the header, or what is wrong with the file: it is taken whole or not at all. */
export async function readStatement(table: StatementTable, headerRow: number, columns: readonly StatementColumn[], ourAccount: string): Promise<ReadStatement | { faults: StatementFault[] }> {
  const above: (readonly string[])[] = [];
  const lines: ParsedLine[] = [];
  const faults: StatementFault[] = [];
  for await (const row of table.rows()) {
    if (row.row < headerRow) above.push(row.cells);
    if (row.row <= headerRow) continue;
    const read = readLine(row, columns);
    if (read === null) continue;
    if ('line' in read) lines.push(read.line);
    else faults.push(read.fault);
    if (faults.length >= FAULTS_TOLD) return { faults };
  }
  const account = namedAccount(above);
  if (account !== null && !isSameAccount(account, ourAccount)) faults.unshift({ row: null, key: 'statement.otherAccount', params: { ending: account.slice(-4) } });
  if (lines.length === 0 && faults.length === 0) faults.push({ row: null, key: 'statement.noLines' });
  if (faults.length > 0) return { faults };
  const ordered = inOrder(lines);
  if ('fault' in ordered) return { faults: [ordered.fault] };
  const identified = await inTurns(identifyLines(ordered.lines));
  if (identified.faults.length > 0) return { faults: identified.faults.slice(0, FAULTS_TOLD) };
  const [first, last] = [ordered.lines[0]!, ordered.lines.at(-1)!];
  return {
    lines: ordered.lines,
    keys: identified.identities,
    openingFen: first.balanceFen === null ? null : first.balanceFen - first.amountFen,
    closingFen: last.balanceFen,
  };
}
