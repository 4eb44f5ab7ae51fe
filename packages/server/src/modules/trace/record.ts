import type { RequestContext, ViewerSession } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { insertRows } from '../../db/rows.js';
import { currentTask } from '../../jobs/current-task.js';
import { digest, newId } from '../../lib/ids.js';
import { isOwnSubject, storedFacts, type Facts } from './facts.js';
import { agentOf, placeOf } from './place.js';
import { traceKinds, type TraceKind } from './trace-kinds.js';
import { TraceEntry, TraceReason } from './trace.entities.js';

/** Who does something: a request with its viewer, long work with the person who asked for it, or the platform. */
export interface Actor extends Partial<Pick<RequestContext, 'env' | 'address' | 'userAgent' | 'requestId'>> {
  readonly viewer: (Pick<ViewerSession, 'userId'> & Partial<ViewerSession>) | null;
}

/** The actor of what nobody asked for, such as what time made due, and of commands on the server. */
export const PLATFORM: Actor = { viewer: null };

/** What is recorded of one act. */
export interface Act {
  /** The id, or the number, of what it was done to. */
  readonly subject?: string;
  /** The person whose account or rights it concerns. */
  readonly person?: string;
  /** Small facts before and after: ids, words of our own and numbers. Anything else throws. */
  readonly before?: Facts;
  readonly after?: Facts;
  /** Why, in the person's own words. The only text that people typed. */
  readonly reason?: string | null;
}

/** The digest that a row keeps of its reason. */
export const digestOfReason = (entryId: string, reason: string): string => digest(`${entryId}\n${reason}`);

/**
 * Records acts of one kind in their transaction. The rows go with the next query or the commit, so that they cost no
 * message of their own. Throws when the kind is not declared, or when an act holds more than ids, words and numbers.
 */
export function recordAll(tx: Tx, kind: TraceKind, acts: readonly (readonly [Actor, Act])[]): void {
  if (traceKinds.get(kind.name) !== kind) throw new Error(`another trace kind is called ${kind.name}`);
  const reasons: TraceReason[] = [];
  const entries = acts.map(([actor, { subject = null, person = null, before, after, reason }]): TraceEntry => {
    if (subject !== null && !isOwnSubject(subject)) throw new Error(`the subject of ${kind.name} is not an id of ours`);
    const { viewer, env, address, userAgent, requestId } = actor;
    const id = newId(tx.now);
    if (reason) reasons.push({ entryId: id, reason });
    return {
      id,
      kind: kind.name,
      actorId: viewer?.userId ?? null,
      sessionId: viewer?.sessionId ?? null,
      role: kind.permission?.roles.find((role) => viewer?.roles?.has(role)) ?? null,
      subject,
      personId: person,
      beforeFacts: storedFacts(kind.name, before),
      afterFacts: storedFacts(kind.name, after),
      place: env === undefined || address === undefined ? null : placeOf(env, address),
      // Without a request the entry says which job or command wrote it.
      agent: userAgent === undefined ? currentTask() : agentOf(userAgent),
      requestId: requestId ?? null,
      reasonDigest: reason ? digestOfReason(id, reason) : null,
      at: tx.now,
    };
  });
  insertRows(tx, TraceEntry, entries);
  insertRows(tx, TraceReason, reasons);
}

/** Records one act in its transaction. */
export const record = (tx: Tx, actor: Actor, kind: TraceKind, act: Act): void => recordAll(tx, kind, [[actor, act]]);
