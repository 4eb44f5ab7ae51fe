import type { RequestContext } from '../../context.js';
import { record, type TraceKind } from '../trace/index.js';

/**
 * Records a failure in a transaction of its own, because the request itself writes nothing. Without `userId` no account
 * has the address.
 */
export const recordFailure = (context: RequestContext, kind: TraceKind, userId: string | undefined): Promise<void> =>
  context.db.transact(async (tx) => record(tx, context, kind, { subject: userId, person: userId }));
