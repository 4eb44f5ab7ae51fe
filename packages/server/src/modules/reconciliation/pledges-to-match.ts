import { In, type EntityManager } from 'typeorm';
import { Organization } from '../organizations/index.js';
import { PaymentMethod, Pledge, PledgeStatus } from '../pledges/index.js';
import { codesIn, PledgesToMatch, type LineToMatch, type PledgeToMatch } from './matching.rules.js';

const CHUNK = 500;

function* chunksOf<T>(items: readonly T[]): Generator<T[]> {
  for (let start = 0; start < items.length; start += CHUNK) yield items.slice(start, start + CHUNK);
}

const COLUMNS = { id: true, remarkCode: true, amountFen: true, status: true, donorName: true, onBehalfOfId: true, expiresAt: true } as const;

/** Everything that `lines` can be matched to: all that waits for a transfer, and whatever their codes name; `claimed` are taken. */
export async function loadPledgesToMatch(manager: EntityManager, lines: readonly LineToMatch[], now: Date, claimed: Iterable<string>): Promise<PledgesToMatch> {
  const found = new Map<string, Pledge>();
  for (const pledge of await manager.find(Pledge, { select: COLUMNS, where: { status: PledgeStatus.PENDING, payment: PaymentMethod.BANK_TRANSFER }, order: { id: 'ASC' } })) found.set(pledge.id, pledge);
  for (const codes of chunksOf([...new Set(lines.flatMap(({ text }) => codesIn(text)))])) {
    for (const pledge of await manager.find(Pledge, { select: COLUMNS, where: { remarkCode: In(codes), payment: PaymentMethod.BANK_TRANSFER } })) found.set(pledge.id, pledge);
  }
  const units = new Map<string, string>();
  for (const ids of chunksOf([...new Set([...found.values()].flatMap(({ onBehalfOfId }) => onBehalfOfId ?? []))])) {
    for (const { id, name } of await manager.find(Organization, { select: { id: true, name: true }, where: { id: In(ids) } })) units.set(id, name);
  }
  const toMatch = [...found.values()].map(({ id, remarkCode, amountFen, status, donorName, onBehalfOfId, expiresAt }): PledgeToMatch => {
    const lapsed = status === PledgeStatus.PENDING && expiresAt <= now;
    return { id, remarkCode, amountFen, status: lapsed ? PledgeStatus.EXPIRED : status, names: [donorName, units.get(onBehalfOfId ?? '')].filter((name) => name !== undefined) };
  });
  return new PledgesToMatch(toMatch, claimed);
}
