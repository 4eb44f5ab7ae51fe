import { In, MoreThan, type EntityManager } from 'typeorm';
import { sqlIn, findRows } from '../../db/rows.js';
import { JournalEntry } from '../ledger/index.js';
import { isOnline, PaymentMethod, Pledge, sourceOfPayment } from '../pledges/index.js';
import { StatementLine, StatementLink, SuspenseMove } from '../reconciliation/index.js';
import { RefundItem, type RefundOrder } from '../refunds/index.js';
import { Payee, PayoutSums, PayoutWay } from './payout.entities.js';

/** Gifts in one query. An order may contain ten thousand. */
const GIFTS_AT_ONCE = 500;

/** One gift of an order, with the data that the bank needs to pay it back. */
export interface Payout {
  readonly item: RefundItem;
  readonly pledge: Pledge;
  readonly payee: Payee | null;
  readonly way: PayoutWay;
}

/**
 * Returns the accounts from which gifts came, by the gift's id. The account is that of the statement line that paid the
 * gift, directly or through suspense.
 */
export async function findPayees(
  manager: EntityManager,
  pledges: readonly Pledge[],
): Promise<ReadonlyMap<string, Payee>> {
  if (pledges.length === 0) return new Map();
  const sources = pledges.map((pledge) => sourceOfPayment(pledge));
  const entries = await findRows(manager, JournalEntry, sqlIn('source_key', sources), sources, ['id', 'sourceKey']);
  const ids = entries.map(({ id }) => id);
  const links = [
    ...(await findRows(manager, StatementLink, sqlIn('entry_id', ids), ids)),
    ...(await findRows(manager, SuspenseMove, sqlIn('entry_id', ids), ids)),
  ];
  const lineIds = links.map(({ lineId }) => lineId);
  const lines = new Map(
    (await findRows(manager, StatementLine, sqlIn('id', lineIds), lineIds, ['id', 'name', 'account', 'bookedAt'])).map(
      (line) => [line.id, line],
    ),
  );
  const lineOfEntry = new Map(links.map(({ entryId, lineId }) => [entryId, lineId]));
  const entryOf = new Map(entries.map(({ id, sourceKey }) => [sourceKey, id]));
  return new Map(
    pledges.flatMap((pledge) => {
      const line = lines.get(lineOfEntry.get(entryOf.get(sourceOfPayment(pledge)) ?? '') ?? '');
      return line === undefined
        ? []
        : [
            [
              pledge.id,
              Object.assign(new Payee(), { name: line.name, account: line.account, bookedAt: line.bookedAt }),
            ] as const,
          ];
    }),
  );
}

const wayOf = (pledge: Pledge, payee: Payee | undefined): PayoutWay => {
  if (pledge.payment === PaymentMethod.SANDBOX) return PayoutWay.PLAY_MONEY;
  if (isOnline(pledge.payment)) return PayoutWay.PROVIDER;
  return payee?.account == null || payee.name === null ? PayoutWay.ACCOUNT_UNKNOWN : PayoutWay.BANK;
};

/** Yields every gift of an order with its payee, in batches. */
export async function* readPayouts(manager: EntityManager, order: Pick<RefundOrder, 'id'>): AsyncGenerator<Payout[]> {
  for (let last = ''; ;) {
    const items = await manager.find(RefundItem, {
      where: { orderId: order.id, pledgeId: MoreThan(last) },
      order: { pledgeId: 'ASC' },
      take: GIFTS_AT_ONCE,
    });
    const pledges = new Map(
      (await manager.findBy(Pledge, { id: In(items.map(({ pledgeId }) => pledgeId)) })).map((pledge) => [
        pledge.id,
        pledge,
      ]),
    );
    const payees = await findPayees(manager, [...pledges.values()]);
    if (items.length > 0)
      yield items.map((item) => {
        const pledge = pledges.get(item.pledgeId)!;
        const payee = payees.get(pledge.id);
        return { item, pledge, payee: payee ?? null, way: wayOf(pledge, payee) };
      });
    if (items.length < GIFTS_AT_ONCE) return;
    last = items.at(-1)!.pledgeId;
  }
}

/** Returns the sums of an order by the way in which its gifts go back. */
export async function sumUpPayouts(manager: EntityManager, order: Pick<RefundOrder, 'id'>): Promise<PayoutSums> {
  const sums = Object.assign(new PayoutSums(), {
    bank: { count: 0, totalFen: 0 },
    unknown: { count: 0, totalFen: 0 },
    provider: { count: 0, totalFen: 0 },
    play: { count: 0, totalFen: 0 },
  });
  const sumOf = {
    [PayoutWay.BANK]: sums.bank,
    [PayoutWay.ACCOUNT_UNKNOWN]: sums.unknown,
    [PayoutWay.PROVIDER]: sums.provider,
    [PayoutWay.PLAY_MONEY]: sums.play,
  };
  for await (const batch of readPayouts(manager, order)) {
    for (const { item, way } of batch) {
      sumOf[way].count += 1;
      sumOf[way].totalFen += item.amountFen;
    }
  }
  return sums;
}
