import type { Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { rowsOf } from '../../db/rows.js';
import { recordListedGifts } from '../pledges/index.js';
import { record, type Actor } from '../trace/index.js';
import { CollectedList, CollectedListRow } from './collected-list.entity.js';
import { CollectedListState } from './collected-list.enums.js';
import { listCommitted } from './collected-lists.trace.js';

/** What somebody decided about a list. */
export interface Commitment {
  readonly projectId: string;
  /** The campaign for which all gifts count; null for none. */
  readonly campaignId: string | null;
  readonly userId: string;
  readonly organizationId: string;
}

/** Changes a locked list and raises its version. */
export async function changeList(tx: Tx, list: CollectedList, changes: Partial<CollectedList>): Promise<CollectedList> {
  const all = { ...changes, version: list.version + 1 };
  await tx.manager.update(CollectedList, { id: list.id }, all);
  return Object.assign(list, all);
}

/** Makes every row of a locked list a gift, or throws and makes none. */
export async function commitLocked(
  services: Services,
  tx: Tx,
  list: CollectedList,
  { projectId, campaignId, userId }: Commitment,
  by: Actor,
): Promise<CollectedList> {
  const [rows] = await tx.query(
    rowsOf(
      tx,
      CollectedListRow,
      'list_id = ? AND left_out IS NULL ORDER BY id',
      [list.id],
      ['name', 'amountFen', 'category'],
    ),
  );
  const { remarkCode, expiresAt } = await recordListedGifts(services, tx, {
    listId: list.id,
    projectId,
    onBehalfOfId: list.organizationId,
    campaignId,
    gifts: rows.map(({ name, amountFen, category }) => ({ giverName: name, amountFen: amountFen!, category })),
  });
  record(tx, by, listCommitted, {
    subject: list.id,
    after: { project: projectId, amountFen: list.amountFen, gifts: list.giftCount },
  });
  return changeList(tx, list, {
    state: CollectedListState.COMMITTED,
    projectId,
    remarkCode,
    expiresAt,
    committedAt: tx.now,
    committedById: userId,
  });
}
