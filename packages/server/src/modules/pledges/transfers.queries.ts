import { Brackets, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import { paginate, type OrderPart, type Page, type PageArgs } from '../../connection.js';
import { requirePermission, type RequestContext } from '../../context.js';
import { sqlTime } from '../../db/columns.js';
import type { Database } from '../../db/database.js';
import { readSearch, readText } from '../../input.js';
import { searchedFen } from '../../lib/money.js';
import { searchPatterns } from '../../lib/search-text.js';
import { PaymentMethod, PledgeStatus } from './pledge.enums.js';
import { Pledge } from './pledge.entity.js';
import { referenceKey } from './pledge.rules.js';
import { seePayments } from './pledges.permissions.js';
import { receiptNumbersLike } from './receipt-numbers.js';

const SEARCH = { max: 100 };

const BY_PAYMENT: readonly OrderPart<Pledge>[] = [
  { column: 'pledge.paidAt', of: ({ paidAt }) => sqlTime(paidAt!), direction: 'DESC' },
  { column: 'pledge.id', of: ({ id }) => id, direction: 'DESC' },
];

/** Transfers that lapsed, newest first. The search looks in remark code, donor and amount in yuan. */
export async function listLapsedTransfers(
  context: RequestContext,
  rawSearch: string | null | undefined,
  args: PageArgs,
): Promise<Page<Pledge>> {
  requirePermission(context, seePayments);
  const query = transfersIn(context.db, PledgeStatus.EXPIRED);
  const term = readSearch(rawSearch);
  if (term !== null) findTransfer(query, term);
  return paginate(query, [{ column: 'pledge.id', of: ({ id }) => id, direction: 'DESC' }], args);
}

/** Transfers that were confirmed, newest first. The search looks in what the receipt or the bank's list shows. */
export async function listConfirmedPayments(
  context: RequestContext,
  rawSearch: string,
  args: PageArgs,
): Promise<Page<Pledge>> {
  requirePermission(context, seePayments);
  const term = readText('search', rawSearch, SEARCH);
  const query = transfersIn(context.db, PledgeStatus.PAID);
  const receipts = await receiptNumbersLike(context.db.read, term);
  findTransfer(query, term, (where) => {
    where.orWhere('pledge.referenceKey = :reference', { reference: referenceKey(term) });
    if (receipts.length > 0)
      where.orWhere('pledge.id IN (SELECT pledge_id FROM receipts WHERE number IN (:...receipts))', { receipts });
  });
  return paginate(query, BY_PAYMENT, args);
}

export const transfersIn = ({ read }: Pick<Database, 'read'>, status: PledgeStatus): SelectQueryBuilder<Pledge> =>
  read.createQueryBuilder(Pledge, 'pledge').where(
    // Whatever way its donor chose, an unpaid pledge can be paid by a transfer.
    status === PledgeStatus.PAID ? 'pledge.status = :status AND pledge.payment = :transfer' : 'pledge.status = :status',
    { status, transfer: PaymentMethod.BANK_TRANSFER },
  );

type Conditions = Parameters<ConstructorParameters<typeof Brackets>[0]>[0];

/** Keeps only the transfers with this remark code, donor or amount in yuan, and the ones that `orElse` names. */
export function findTransfer(
  query: SelectQueryBuilder<ObjectLiteral>,
  term: string,
  orElse: (where: Conditions) => void = () => undefined,
): void {
  const fen = searchedFen(term);
  query.andWhere(
    new Brackets((where) => {
      where.where(hasCodeOrName(term));
      if (fen !== null) where.orWhere('pledge.amountFen = :fen', { fen });
      orElse(where);
    }),
  );
}

/**
 * Pledges whose remark code or donor's name contains each word of `term`. Codes are searched without the characters
 * that people put between their letters.
 */
const hasCodeOrName = (term: string): Brackets =>
  new Brackets((where) => {
    const patterns = searchPatterns(term);
    if (patterns.length === 0) where.where('1 = 1');
    for (const [index, pattern] of patterns.entries()) {
      const code = pattern.replace(/[^a-z0-9]/g, '').toUpperCase();
      where.andWhere(
        new Brackets((word) => {
          word.where(`pledge.donorSearch LIKE :word${index} ESCAPE '!'`, { [`word${index}`]: pattern });
          if (code !== '') word.orWhere(`pledge.remarkCode LIKE :code${index}`, { [`code${index}`]: `%${code}%` });
        }),
      );
    }
  });
