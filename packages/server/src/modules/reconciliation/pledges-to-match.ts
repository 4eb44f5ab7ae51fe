import type { EntityManager } from 'typeorm';
import { sqlIn, findRows } from '../../db/rows.js';
import { Organization } from '../organizations/index.js';
import { firstOfList, PaymentMethod, Pledge, PledgeStatus, sharedCodeOf } from '../pledges/index.js';
import { codesIn, PledgesToMatch, type LineToMatch } from './matching.rules.js';
import { runInSlices, TimeSlice } from './time-slice.js';

/** Rows in one query. */
const SOME = 500;

const COLUMNS = ['id', 'remarkCode', 'amountFen', 'status', 'donorName', 'onBehalfOfId', 'expiresAt'] as const;
const BY_TRANSFER = `payment = '${PaymentMethod.BANK_TRANSFER}'`;

type Found = Pick<Pledge, (typeof COLUMNS)[number]>;

/**
 * Loads everything that `lines` can be matched to: all pledges that wait for a transfer, and those that the lines'
 * codes name. Pledges in `claimed` count as taken.
 */
export async function loadPledgesToMatch(
  manager: EntityManager,
  lines: readonly LineToMatch[],
  now: Date,
  claimed: Iterable<string>,
): Promise<PledgesToMatch> {
  const found = await findWaiting(manager);
  const codes = await runInSlices(codesOf(lines));
  for (const { remarkCode } of found) codes.delete(sharedCodeOf(remarkCode) ?? remarkCode);
  const lists: string[] = [];
  for await (const some of asked(
    [...codes].flatMap((code) => [code, firstOfList(code)]),
    (values) => findRows(manager, Pledge, `${sqlIn('remark_code', values)} AND ${BY_TRANSFER}`, values, COLUMNS),
  )) {
    lists.push(...some.flatMap(({ remarkCode }) => sharedCodeOf(remarkCode) ?? []));
    found.push(...some.filter(({ remarkCode }) => sharedCodeOf(remarkCode) === null));
  }
  for (const code of lists) found.push(...(await findOfList(manager, code)));
  const units = new Map<string, string>();
  const unitIds = [...new Set(found.flatMap(({ onBehalfOfId }) => onBehalfOfId ?? []))];
  for await (const some of asked(unitIds, (values) =>
    findRows(manager, Organization, sqlIn('id', values), values, ['id', 'name']),
  ))
    for (const { id, name } of some) units.set(id, name);
  const pledges = new PledgesToMatch(claimed);
  const slice = new TimeSlice();
  for (const { id, remarkCode, amountFen, status, donorName, onBehalfOfId, expiresAt } of found) {
    const lapsed = status === PledgeStatus.PENDING && expiresAt <= now;
    pledges.add({
      id,
      remarkCode,
      amountFen,
      status: lapsed ? PledgeStatus.EXPIRED : status,
      expiresAt,
      names: [donorName, units.get(onBehalfOfId ?? '')].filter((name) => name !== undefined),
    });
    if (slice.isOver) await slice.pause();
  }
  return pledges;
}

/** Returns all gifts of the list with this code. */
const findOfList = (manager: EntityManager, code: string): Promise<Found[]> =>
  findRows(manager, Pledge, 'remark_code > ? AND remark_code < ? ORDER BY id', [code, `${code}~`], COLUMNS);

/** Returns pledges that wait for their transfer, oldest first, in the order of their index. */
async function findWaiting(manager: EntityManager): Promise<Found[]> {
  const found: Found[] = [];
  const slice = new TimeSlice();
  for (let after = ''; ; after = found.at(-1)!.id) {
    const some = await findRows(
      manager,
      Pledge,
      `status = '${PledgeStatus.PENDING}' AND paid_at IS NULL AND ${BY_TRANSFER} AND id > ? ORDER BY id LIMIT ${SOME}`,
      [after],
      COLUMNS,
    );
    found.push(...some);
    if (some.length < SOME) return found;
    if (slice.isOver) await slice.pause();
  }
}

/** Runs `question` for the values in parts, and lets other requests run between the parts. */
async function* asked<V, R>(values: readonly V[], question: (some: readonly V[]) => Promise<R[]>): AsyncGenerator<R[]> {
  const slice = new TimeSlice();
  for (let start = 0; start < values.length; start += SOME) {
    yield await question(values.slice(start, start + SOME));
    if (slice.isOver) await slice.pause();
  }
}

function* codesOf(lines: readonly LineToMatch[]): Generator<void, Set<string>> {
  const codes = new Set<string>();
  for (const { text } of lines) {
    for (const code of codesIn(text)) codes.add(code);
    yield;
  }
  return codes;
}
