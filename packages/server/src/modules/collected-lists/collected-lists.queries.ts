import { paginate, type Page, type PageArgs } from '../../connection.js';
import { defineLoader, type RequestContext } from '../../context.js';
import { groupRows } from '../../db/keyed-rows.js';
import { MembershipRole, requireMembership } from '../organizations/index.js';
import { standingOfLists, type ListStanding } from '../pledges/index.js';
import { Work } from '../works/index.js';
import { CollectedList, CollectedListRow } from './collected-list.entity.js';
import { CollectedListAction as A, CollectedListState as S, ListRowsShown } from './collected-list.enums.js';

/** Lists the lists of a unit, the newest first. */
export async function listLists(
  context: RequestContext,
  rawOrganizationId: string,
  args: PageArgs,
): Promise<Page<CollectedList>> {
  const { organization } = await requireMembership(context, rawOrganizationId, MembershipRole.EDITOR);
  return paginate(
    context.db.read
      .createQueryBuilder(CollectedList, 'list')
      .where('list.organizationId = :id AND list.state <> :removed', { id: organization.id, removed: S.DISCARDED }),
    [{ column: 'list.id', of: ({ id }) => id, direction: 'DESC' }],
    args,
  );
}

const SHOWN: Readonly<Record<ListRowsShown, string>> = {
  [ListRowsShown.ALL]: '1 = 1',
  [ListRowsShown.GIFTS]: 'row.leftOut IS NULL',
  [ListRowsShown.FAULTY]: 'row.faultsJson IS NOT NULL',
  [ListRowsShown.LEFT_OUT]: 'row.leftOut IS NOT NULL',
};

/** Lists the rows of a list in the order of the file. */
export const listRows = (
  { db }: RequestContext,
  { id }: CollectedList,
  shown: ListRowsShown,
  args: PageArgs,
): Promise<Page<CollectedListRow>> =>
  paginate(
    db.read.createQueryBuilder(CollectedListRow, 'row').where('row.listId = :id', { id }).andWhere(SHOWN[shown]),
    [{ column: 'row.id', of: (row) => row.id, direction: 'ASC' }],
    args,
  );

/** The newest work that commits each list; null where none was needed. */
export const commitmentLoader = defineLoader<string, Work | null>(async ({ db }, ids) => {
  const works = await groupRows(db.read, Work, 'subjectId', ids, 'id');
  return works.map((ofList) => ofList.at(-1) ?? null);
});

const NOTHING: ListStanding = { gifts: 0, amountFen: 0, waiting: 0, paid: 0, paidFen: 0 };

/** What became of the gifts of each list. */
export const standingLoader = defineLoader<string, ListStanding>(async ({ db }, ids) => {
  const standings = await standingOfLists(db.read, ids);
  return ids.map((id) => standings.get(id) ?? NOTHING);
});

/** What the viewer, who keeps the list, can do with it now. */
export async function actionsOf(
  context: RequestContext,
  { id, state, faultCount, giftCount }: CollectedList,
): Promise<A[]> {
  if (state === S.DRAFT)
    return faultCount === 0 && giftCount > 0 ? [A.CORRECT, A.COMMIT, A.DISCARD] : [A.CORRECT, A.DISCARD];
  if (state !== S.COMMITTED) return [];
  return (await standingLoader(context).load(id)).paid === 0 ? [A.WITHDRAW] : [];
}
