import { In } from 'typeorm';
import { paginate, type Page, type PageArgs } from '../../connection.js';
import { defineLoader, may, type RequestContext } from '../../context.js';
import { groupRows, rowsByKey } from '../../db/keyed-rows.js';
import { notFound } from '../../errors.js';
import { isId } from '../../lib/ids.js';
import { seeOrders } from '../orders/index.js';
import { Programme, ProgrammeFund, ProgrammeMove } from './programme.entities.js';
import { ProgrammeState } from './programme.enums.js';
import { seeProgrammes } from './programmes.permissions.js';
import { PUBLIC_MOVES } from './programmes.rules.js';

export const programmeLoader = defineLoader<string, Programme | null>(({ db }, ids) =>
  rowsByKey(db.read, Programme, 'id', ids),
);

/** Returns a programme. Null where it is not published and the viewer is no staff. */
export async function findVisibleProgramme(context: RequestContext, id: string): Promise<Programme | null> {
  const programme = isId(id) ? await programmeLoader(context).load(id) : null;
  return programme?.state === ProgrammeState.OPEN || may(context, seeProgrammes) ? programme : null;
}

export async function getVisibleProgramme(context: RequestContext, id: string, field: string): Promise<Programme> {
  const programme = await findVisibleProgramme(context, id);
  if (programme === null) throw notFound(field);
  return programme;
}

/** Returns programmes, newest first: those that everybody may know of, or all of them for staff. */
export function listProgrammes(context: RequestContext, args: PageArgs): Promise<Page<Programme>> {
  const query = context.db.read.createQueryBuilder(Programme, 'programme');
  if (!may(context, seeProgrammes)) query.where({ state: ProgrammeState.OPEN });
  return paginate(query, [{ column: 'programme.id', of: ({ id }) => id, direction: 'DESC' }], args);
}

/** The money of programmes by source, in the order in which sources pay. */
export const fundsLoader = defineLoader<string, ProgrammeFund[]>(({ db }, programmeIds) =>
  groupRows(db.read, ProgrammeFund, 'programmeId', programmeIds, 'place'),
);

/** Returns movements of a programme, newest first: those that were booked, or all of them for who may see orders. */
export function listMoves(context: RequestContext, { id }: Programme, args: PageArgs): Promise<Page<ProgrammeMove>> {
  const query = context.db.read.createQueryBuilder(ProgrammeMove, 'move').where({ programmeId: id });
  if (!may(context, seeOrders)) query.andWhere({ state: In([...PUBLIC_MOVES]) });
  return paginate(query, [{ column: 'move.id', of: (move) => move.id, direction: 'DESC' }], args);
}

export const moveLoader = defineLoader<string, ProgrammeMove | null>(({ db }, ids) =>
  rowsByKey(db.read, ProgrammeMove, 'id', ids),
);
