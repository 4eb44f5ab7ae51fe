import { Entity } from 'typeorm';
import { fromSqlTime } from '../../db/columns.js';
import { idsForQueries, ProofLeaf, ProofNode, TreeHead, type LogLeaf, type SignedLog } from '../proof/index.js';
import { findForeignFact, isOwnSubject, type Facts } from '../trace/index.js';
import { sqlIn } from '../../db/rows.js';

// The rows of the trace's own tree. They have the columns of the ledger's tree.

@Entity('trace_leaves')
export class TraceLeaf extends ProofLeaf {}

@Entity('trace_nodes')
export class TraceNode extends ProofNode {}

@Entity('trace_heads')
export class TraceHead extends TreeHead {}

interface EntryRow {
  id: string;
  kind: string;
  actor_id: string | null;
  session_id: string | null;
  role: string | null;
  subject: string | null;
  person_id: string | null;
  before_facts: string | null;
  after_facts: string | null;
  place: string | null;
  agent: string | null;
  request_id: string | null;
  reason_digest: string | null;
  at: Date | string;
}

/** Returns facts as they are stored, or undefined when the text is no JSON of facts. */
function factsIn(stored: string | null): Facts | null | undefined {
  try {
    return stored === null ? null : (JSON.parse(stored) as Facts);
  } catch {
    return undefined;
  }
}

/** Returns the leaf of a row, as docs/trace.md defines it: JSON without spaces, with these keys in this order. */
function leafOf(row: EntryRow): LogLeaf {
  const at = fromSqlTime(row.at);
  const [before, after] = [factsIn(row.before_facts), factsIn(row.after_facts)];
  if (before === undefined || after === undefined || Number.isNaN(at.getTime())) return { text: null, foreign: null };
  const text = JSON.stringify({
    v: 1,
    id: row.id,
    kind: row.kind,
    actor: row.actor_id,
    session: row.session_id,
    role: row.role,
    subject: row.subject,
    person: row.person_id,
    before,
    after,
    place: row.place,
    agent: row.agent,
    request: row.request_id,
    reason: row.reason_digest,
    at: at.toISOString(),
  });
  const foreign =
    findForeignFact(before ?? {}) ??
    findForeignFact(after ?? {}) ??
    (row.subject === null || isOwnSubject(row.subject) ? null : row.subject);
  return { text, foreign };
}

/** The trace: its rows are the leaves that docs/trace.md describes. */
export const traceLog: SignedLog = {
  tables: 'trace',
  rows: 'trace_entries',
  Leaf: TraceLeaf,
  Node: TraceNode,
  Head: TraceHead,
  title: 'hongchuang trace head v1',
  async readLeaves(manager, ids) {
    const leaves = new Map<string, LogLeaf>();
    for (const some of idsForQueries(ids)) {
      const rows = await manager.query<EntryRow[]>(
        `SELECT id, kind, actor_id, session_id, role, subject, person_id, before_facts, after_facts, place, agent, request_id, reason_digest, at FROM trace_entries WHERE ${sqlIn('id', some)}`,
        some,
      );
      for (const row of rows) leaves.set(row.id, leafOf(row));
    }
    return leaves;
  },
};
