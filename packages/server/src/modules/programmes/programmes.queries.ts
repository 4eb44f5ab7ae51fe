import { paginate, type Page, type PageArgs } from '../../connection.js';
import { defineLoader, may, type RequestContext } from '../../context.js';
import { groupRows, rowsByKey } from '../../db/keyed-rows.js';
import { sqlIn } from '../../db/rows.js';
import { notFound } from '../../errors.js';
import { isId } from '../../lib/ids.js';
import { toFen } from '../../lib/money.js';
import { seeOrders } from '../orders/index.js';
import type { SourceShare } from './grant.entities.js';
import { Programme, ProgrammeFund, ProgrammeMove } from './programme.entities.js';
import { GrantState, ProgrammeState, type ProgrammeSource } from './programme.enums.js';
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

/**
 * Returns movements of a programme, newest first: those that everybody sees, or all of them for who may see orders. An
 * allocation is a movement of both programmes.
 */
export function listMoves(context: RequestContext, { id }: Programme, args: PageArgs): Promise<Page<ProgrammeMove>> {
  const query = context.db.read.createQueryBuilder(ProgrammeMove, 'move');
  query.where('(move.programmeId = :id OR move.toProgrammeId = :id)', { id });
  if (!may(context, seeOrders)) query.andWhere('move.state IN (:...states)', { states: PUBLIC_MOVES });
  return paginate(query, [{ column: 'move.id', of: (move) => move.id, direction: 'DESC' }], args);
}

export const moveLoader = defineLoader<string, ProgrammeMove | null>(({ db }, ids) =>
  rowsByKey(db.read, ProgrammeMove, 'id', ids),
);

/** How much was paid to how many people. */
interface GrantFigures {
  readonly grants: number;
  readonly people: number;
  readonly returnedFen: number;
}

const NOTHING: GrantFigures = { grants: 0, people: 0, returnedFen: 0 };

const figuresBy = (column: 'programme_id' | 'move_id', of: string) =>
  defineLoader<string, GrantFigures>(async ({ db }, ids) => {
    const rows = await db.read.query<Record<'id' | 'grants' | 'people' | 'returned_fen', string>[]>(
      `SELECT ${column} AS id, COUNT(*) AS grants, COUNT(DISTINCT recipient_id) AS people,
         SUM(CASE WHEN state = '${GrantState.RETURNED}' THEN amount_fen ELSE 0 END) AS returned_fen
       FROM programme_grants WHERE ${sqlIn(column, ids)}${of} GROUP BY ${column}`,
      ids,
    );
    const found = new Map(
      rows.map(({ id, grants, people, returned_fen }) => [
        id,
        { grants: Number(grants), people: Number(people), returnedFen: toFen(returned_fen) },
      ]),
    );
    return ids.map((id) => found.get(id) ?? NOTHING);
  });

/** The grants of programmes that were paid and did not come back. */
export const grantFiguresLoader = figuresBy('programme_id', ` AND state = '${GrantState.PAID}'`);

/** The grants of lists, in any state. */
export const listFiguresLoader = figuresBy('move_id', '');

/** What each source paid of lists, in the order of the sources. */
export const moveSharesLoader = defineLoader<string, SourceShare[]>(async ({ db }, moveIds) => {
  const rows = await db.read.query<{ move_id: string; source: ProgrammeSource; fen: number | string }[]>(
    `SELECT g.move_id, f.source, SUM(s.amount_fen) AS fen FROM programme_grants g
     JOIN programme_grant_sources s ON s.grant_id = g.id JOIN programme_funds f ON f.id = s.fund_id
     WHERE ${sqlIn('g.move_id', moveIds)} GROUP BY g.move_id, f.source, f.place ORDER BY f.place`,
    moveIds,
  );
  return moveIds.map((id) =>
    rows.filter((row) => row.move_id === id).map(({ source, fen }) => ({ source, amount: toFen(fen) })),
  );
});
