import type { EntityManager } from 'typeorm';
import { among, findRows } from '../../db/rows.js';
import { Organization } from '../organizations/index.js';
import { PaymentMethod, Pledge, PledgeStatus } from '../pledges/index.js';
import { codesIn, PledgesToMatch, type LineToMatch } from './matching.rules.js';
import { inTurns, Turn } from './turn.js';

/** Rows of one query. */
const SOME = 500;

const COLUMNS = ['id', 'remarkCode', 'amountFen', 'status', 'donorName', 'onBehalfOfId', 'expiresAt'] as const;
const BY_TRANSFER = `payment = '${PaymentMethod.BANK_TRANSFER}'`;

type Found = Pick<Pledge, (typeof COLUMNS)[number]>;

/** Everything that `lines` can be matched to: all that waits for a transfer, and whatever their codes name; `claimed` are taken. */
export async function loadPledgesToMatch(manager: EntityManager, lines: readonly LineToMatch[], now: Date, claimed: Iterable<string>): Promise<PledgesToMatch> {
  const found = await findWaiting(manager);
  const codes = await inTurns(codesOf(lines));
  for (const pledge of found) codes.delete(pledge.remarkCode);
  for await (const some of asked([...codes], (values) => findRows(manager, Pledge, `${among('remark_code', values)} AND ${BY_TRANSFER}`, values, COLUMNS))) found.push(...some);
  const units = new Map<string, string>();
  const unitIds = [...new Set(found.flatMap(({ onBehalfOfId }) => onBehalfOfId ?? []))];
  for await (const some of asked(unitIds, (values) => findRows(manager, Organization, among('id', values), values, ['id', 'name']))) for (const { id, name } of some) units.set(id, name);
  const pledges = new PledgesToMatch(claimed);
  const turn = new Turn();
  for (const { id, remarkCode, amountFen, status, donorName, onBehalfOfId, expiresAt } of found) {
    const lapsed = status === PledgeStatus.PENDING && expiresAt <= now;
    pledges.add({ id, remarkCode, amountFen, status: lapsed ? PledgeStatus.EXPIRED : status, expiresAt, names: [donorName, units.get(onBehalfOfId ?? '')].filter((name) => name !== undefined) });
    if (turn.isOver) await turn.giveUp();
  }
  return pledges;
}

/** Pledges that wait for their transfer, oldest first, in the order of their index. */
async function findWaiting(manager: EntityManager): Promise<Found[]> {
  const found: Found[] = [];
  const turn = new Turn();
  for (let after = ''; ; after = found.at(-1)!.id) {
    const some = await findRows(manager, Pledge, `status = '${PledgeStatus.PENDING}' AND paid_at IS NULL AND ${BY_TRANSFER} AND id > ? ORDER BY id LIMIT ${SOME}`, [after], COLUMNS);
    found.push(...some);
    if (some.length < SOME) return found;
    if (turn.isOver) await turn.giveUp();
  }
}

/** Asks `question` of so many values at a time, and lets others have their turn in between. */
async function* asked<V, R>(values: readonly V[], question: (some: readonly V[]) => Promise<R[]>): AsyncGenerator<R[]> {
  const turn = new Turn();
  for (let start = 0; start < values.length; start += SOME) {
    yield await question(values.slice(start, start + SOME));
    if (turn.isOver) await turn.giveUp();
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
