import { In } from 'typeorm';
import { defineLoader, requirePermission, type RequestContext, type ViewerSession } from '../../context.js';
import { dataKeysOf } from '../../data-keys.js';
import type { Tx } from '../../db/database.js';
import { readText } from '../../input.js';
import { newId } from '../../lib/ids.js';
import { blindIndexes } from '../../lib/sealed.js';
import { record } from '../trace/index.js';
import { takeDown } from './privacy.permissions.js';
import { takenDown } from './privacy.trace.js';
import { Takedown, type TakedownCause, type TakedownOf } from './takedown.entity.js';

const REASON = { max: 500, multiline: true };

/** A decision to take something down: the public cause, and why in the words of the person who decided. */
export interface TakedownDecision {
  readonly viewer: ViewerSession;
  readonly cause: TakedownCause;
  readonly reason: string;
}

/** Reads a decision to take something down. Throws FORBIDDEN when the viewer may not decide it. */
export const readTakedown = (
  context: RequestContext,
  { cause, reason }: { cause: TakedownCause; reason: string },
): TakedownDecision => ({
  viewer: requirePermission(context, takeDown),
  cause,
  reason: readText('reason', reason, REASON),
});

/** Puts a tombstone where something was taken down, in the transaction that takes it down. */
export async function putTombstone(
  context: RequestContext,
  tx: Tx,
  { viewer, cause, reason }: TakedownDecision,
  taken: { what: TakedownOf; subjectId: string; person?: string | null; digest: string | null },
): Promise<void> {
  const { what, subjectId, person, digest } = taken;
  const id = newId(tx.now);
  await tx.manager.insert(Takedown, { id, what, subjectId, cause, digest, at: tx.now, byId: viewer.userId });
  record(tx, context, takenDown, {
    subject: subjectId,
    ...(person ? { person } : {}),
    after: { what, cause, tombstone: id },
    reason,
  });
}

/** A digest that only who holds the data key can compare with a text, because short texts can be guessed. */
export function digestOfText({ env }: Pick<RequestContext, 'env'>, subjectId: string, text: string): string {
  const keys = dataKeysOf(env);
  return `${keys[0].id}.${blindIndexes(keys, `${subjectId}\n${text}`, 'takedowns')[0]}`;
}

/** The tombstones of each gift or file, oldest first. */
export const tombstonesLoader = defineLoader<string, Takedown[]>(async ({ db }, subjectIds) => {
  const rows = await db.read.find(Takedown, { where: { subjectId: In([...subjectIds]) }, order: { id: 'ASC' } });
  return subjectIds.map((id) => rows.filter(({ subjectId }) => subjectId === id));
});
