import { requireViewer, type RequestContext } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { badInput, conflict, invalidState, notFound } from '../../errors.js';
import { readFen, readId, readOptionalText, readText } from '../../input.js';
import { shanghaiDay } from '../../lib/days.js';
import { lockAsMember, MembershipRole } from '../organizations/index.js';
import { PLEDGE_LIMITS } from '../pledges/index.js';
import { CollectedList, CollectedListRow } from './collected-list.entity.js';
import { CollectedListState, LeftOut } from './collected-list.enums.js';
import { getOwnList } from './collected-lists.access.js';
import type { CorrectRowInput } from './collected-lists.inputs.js';
import { changeList } from './commit-list.js';
import { LIST_LIMITS, namesSeveral, VERSIONS } from './list-rows.rules.js';
import { countsOf } from './receive-list.js';

type Values = Pick<CollectedListRow, 'name' | 'amountFen' | 'category' | 'givenOn' | 'note' | 'leftOut'>;

/** Gives a row other values. A row that was left out is a gift again. */
export async function correctRow(context: RequestContext, input: CorrectRowInput): Promise<CollectedList> {
  return changeRow(context, input.id, input.version, (tx) => {
    const name = readText('name', input.name, LIST_LIMITS.name);
    if (namesSeveral(name)) throw badInput('name', 'collectedList.severalNames');
    const givenOn = input.givenOn ?? null;
    if (givenOn !== null && givenOn > shanghaiDay(tx.now)) throw badInput('givenOn', 'collectedList.dayAhead');
    return {
      name,
      amountFen: readFen('amount', input.amount, PLEDGE_LIMITS.amountFen),
      category: input.category ?? null,
      givenOn,
      note: readOptionalText('note', input.note, LIST_LIMITS.note),
      leftOut: null,
    };
  });
}

/** Leaves a row out of the gifts of its list. */
export const leaveOutRow = (context: RequestContext, rawId: string, version: number): Promise<CollectedList> =>
  changeRow(context, rawId, version, () => ({ leftOut: LeftOut.DECIDED }));

async function changeRow(
  context: RequestContext,
  rawId: string,
  version: number,
  valuesOf: (tx: Tx) => Partial<Values>,
): Promise<CollectedList> {
  requireViewer(context);
  const id = readId('id', rawId);
  const row = await context.db.read.findOneBy(CollectedListRow, { id });
  if (row === null) throw notFound('id');
  const found = await getOwnList(context, row.listId);
  if (version < VERSIONS.min || version > VERSIONS.max) throw badInput('version', 'number.outOfRange', VERSIONS);
  return context.db.transact(async (tx) => {
    await lockAsMember(context, tx, found.organizationId, MembershipRole.EDITOR);
    const list = await tx.lock(CollectedList, { id: found.id });
    const before = await tx.manager.findOneBy(CollectedListRow, { id });
    if (list === null || before === null) throw notFound('id');
    if (list.version !== version) throw conflict('collectedList.changedSince', 'version');
    if (list.state !== CollectedListState.DRAFT) throw invalidState('collectedList.wrongState');
    const values = valuesOf(tx);
    const after = { ...before, faults: [], ...values };
    await tx.manager.update(CollectedListRow, { id }, { ...values, faultsJson: null });
    const [old, now] = [countsOf([before]), countsOf([after])];
    return changeList(tx, list, {
      giftCount: list.giftCount - old.giftCount + now.giftCount,
      faultCount: list.faultCount - old.faultCount + now.faultCount,
      leftOutCount: list.leftOutCount - old.leftOutCount + now.leftOutCount,
      amountFen: list.amountFen - old.amountFen + now.amountFen,
    });
  });
}
