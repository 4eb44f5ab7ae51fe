import { isDuplicateKey } from '../../db/faults.js';
import { insertRows } from '../../db/rows.js';
import { badInput, conflict, limitExceeded } from '../../errors.js';
import { readText } from '../../input.js';
import { shanghaiDay } from '../../lib/days.js';
import { newId } from '../../lib/ids.js';
import { sumFen } from '../../lib/money.js';
import type { PendingUpload } from '../../uploads/upload-handler.js';
import { MembershipRole, requireMembership } from '../organizations/index.js';
import { record } from '../trace/index.js';
import { CollectedList, CollectedListRow, type SheetNotice } from './collected-list.entity.js';
import { CollectedListState, ListColumn } from './collected-list.enums.js';
import { listReceived } from './collected-lists.trace.js';
import { columnLetters, findList, type FoundList } from './list-columns.rules.js';
import { openList, type ListSheet } from './list-file.js';
import { contentDigest, LIST_LIMITS, readListRows, type ListRow } from './list-rows.rules.js';

/** The counts of a list, by its rows. */
export const countsOf = (
  rows: readonly Pick<ListRow, 'amountFen' | 'faults' | 'leftOut'>[],
): Pick<CollectedList, 'giftCount' | 'faultCount' | 'leftOutCount' | 'amountFen'> => {
  const gifts = rows.filter(({ leftOut }) => leftOut === null);
  return {
    giftCount: gifts.length,
    faultCount: gifts.filter(({ faults }) => faults.length > 0).length,
    leftOutCount: rows.length - gifts.length,
    amountFen: sumFen(gifts.map(({ amountFen }) => amountFen ?? 0)),
  };
};

const noticesOf = (sheets: readonly ListSheet[], { sheet }: FoundList): SheetNotice[] =>
  sheets
    .filter((one) => one !== sheet && one.rows.some(({ cells }) => cells.some((cell) => cell.trim() !== '')))
    .map(({ name, isHidden }) => ({
      key: isHidden ? 'collectedList.hiddenSheet' : 'collectedList.otherSheet',
      sheet: name.slice(0, 100),
    }));

/**
 * Receives a file with a list and reads it. Nothing of it is a gift until the unit commits it. Throws CONFLICT for a
 * list that the unit has uploaded before, and names that one.
 */
export async function receiveList({ context, parameters, receive }: PendingUpload): Promise<CollectedList> {
  const { organization } = await requireMembership(
    context,
    parameters.get('organizationId') ?? '',
    MembershipRole.EDITOR,
  );
  const fileName = readText('name', (parameters.get('name') ?? '').replace(/^.*[/\\]/, ''), LIST_LIMITS.fileName);
  return receive(async (upload) => {
    const sheets = await openList(upload);
    const found = findList(sheets);
    const rows = readListRows(found, shanghaiDay(context.clock.now()));
    const counts = countsOf(rows);
    if (counts.giftCount === 0) throw badInput('file', 'collectedList.noRows');
    if (counts.giftCount > LIST_LIMITS.rows.max)
      throw limitExceeded('collectedList.tooManyRows', { max: LIST_LIMITS.rows.max }, 'file');
    const { header, columns, unitFen, sheet } = found;
    const key = { organizationId: organization.id, liveDigest: contentDigest(rows) };
    const refuseKnown = async (): Promise<void> => {
      const known = await context.db.read.findOneBy(CollectedList, key);
      if (known !== null)
        throw conflict('collectedList.known', 'file', {
          listId: known.id,
          fileName: known.fileName,
          day: shanghaiDay(known.createdAt),
        });
    };
    await refuseKnown();
    return context.db
      .transact(async (tx) => {
        const list = tx.manager.create(CollectedList, {
          ...key,
          ...counts,
          id: newId(tx.now),
          authorId: context.viewer!.userId,
          fileName,
          state: CollectedListState.DRAFT,
          sheet: sheet.name.slice(0, 100),
          columnsJson: JSON.stringify(
            columns.flatMap((meaning, index) =>
              meaning === ListColumn.IGNORED
                ? []
                : [{ cell: `${columnLetters(index)}${header.row}`, header: header.cells[index], meaning }],
            ),
          ),
          noticesJson: JSON.stringify(noticesOf(sheets, found)),
          unitFen,
          version: 0,
          createdAt: tx.now,
          projectId: null,
          remarkCode: null,
          committedAt: null,
          committedById: null,
          expiresAt: null,
          endedAt: null,
          endedById: null,
        });
        await tx.manager.insert(CollectedList, list);
        insertRows(
          tx,
          CollectedListRow,
          rows.map(({ row, texts, faults, ...read }) => ({
            ...read,
            id: newId(tx.now),
            listId: list.id,
            sheetRow: row,
            textsJson: JSON.stringify(texts),
            faultsJson: faults.length === 0 ? null : JSON.stringify(faults),
          })),
        );
        record(tx, context, listReceived, { subject: list.id, after: { organization: organization.id } });
        return list;
      })
      .catch(async (error: unknown) => {
        // The same list was uploaded twice at the same time.
        if (isDuplicateKey(error)) await refuseKnown();
        throw error;
      });
  });
}
