import { writeXlsx } from 'hucre/xlsx';
import { csvLine, yuan, type Cell } from '../../lib/csv.js';
import { sumFen } from '../../lib/money.js';
import { translate, type Language, type MessageKey } from '../../messages/index.js';
import type { Payout } from './payees.js';
import { PayoutWay, type PayoutSums } from './payout.entities.js';

/** Columns of the payments, as in banks' templates for batch payments. */
const COLUMNS = ['payee', 'account', 'bank', 'amount', 'purpose', 'reference'] as const;

/** Excel reads a file as UTF-8 only when the file starts with this mark. */
const BYTE_ORDER_MARK = '\ufeff';

/** Facts about an order that the file shows besides the gifts. */
export interface PayoutOrder {
  readonly id: string;
  readonly projectTitle: string;
  readonly sums: PayoutSums;
}

const headings = (language: Language): string[] =>
  COLUMNS.map((column) => translate(language, `payout.column.${column}` as MessageKey));

/** Returns the reference of the payment: the remark code of the gift. The donor's own transfer quoted the same code. */
const referenceOf = ({ pledge }: Payout): string => pledge.remarkCode;

const purposeOf = (order: PayoutOrder, language: Language): string =>
  translate(language, 'payout.purpose', { project: order.projectTitle });

/**
 * Returns a CSV file with the payments only, in the order of the refund order, because the bank reads every line as a
 * payment. The sum of the amounts is `sums.bank`.
 */
export function payoutCsv(order: PayoutOrder, payouts: readonly Payout[], language: Language): Buffer {
  const lines = payouts
    .filter(({ way }) => way === PayoutWay.BANK)
    .map((payout): Cell[] =>
      // Statements do not tell the bank of an account. The column stays empty, because banks' templates have it.
      [
        payout.payee!.name,
        payout.payee!.account,
        null,
        yuan(payout.item.amountFen),
        purposeOf(order, language),
        referenceOf(payout),
      ],
    );
  return Buffer.from(BYTE_ORDER_MARK + csvLine(headings(language)) + lines.map(csvLine).join(''));
}

/** Returns a workbook with the payments, the gifts whose donors must be asked for their account, and the totals. */
export async function payoutWorkbook(
  order: PayoutOrder,
  payouts: readonly Payout[],
  language: Language,
): Promise<Buffer> {
  const word = (key: string) => translate(language, `payout.${key}` as MessageKey);
  const titles = headings(language);
  const money = { width: 16, numFmt: '#,##0.00' };
  const of = (way: PayoutWay) => payouts.filter((payout) => payout.way === way);
  const { bank, unknown, provider, play } = order.sums;
  const totals: [string, PayoutSums['bank']][] = [
    [word('sheet.payments'), bank],
    [word('sheet.unknown'), unknown],
    [word('provider'), provider],
    [word('play'), play],
  ];
  const bytes = await writeXlsx({
    // The sheets contain their headings as rows, because the library writes the headings of `columns` for objects only.
    // Account numbers are texts: they have up to 19 digits, and a number in a spreadsheet keeps 15.
    sheets: [
      {
        name: word('sheet.payments'),
        columns: [{ width: 20 }, { width: 26 }, { width: 24 }, money, { width: 32 }, { width: 16 }],
        rows: [
          titles,
          ...of(PayoutWay.BANK).map((payout) => [
            payout.payee!.name,
            payout.payee!.account,
            null,
            payout.item.amountFen / 100,
            purposeOf(order, language),
            referenceOf(payout),
          ]),
        ],
        freezePane: { rows: 1 },
      },
      {
        name: word('sheet.unknown'),
        columns: [{ width: 20 }, money, { width: 16 }, { width: 24 }],
        rows: [
          [word('column.donor'), titles[3]!, titles[5]!, word('column.onStatement')],
          ...of(PayoutWay.ACCOUNT_UNKNOWN).map((payout) => [
            payout.pledge.donorName,
            payout.item.amountFen / 100,
            referenceOf(payout),
            payout.payee?.name ?? null,
          ]),
        ],
        freezePane: { rows: 1 },
      },
      {
        name: word('sheet.totals'),
        columns: [{ width: 28 }, { width: 10 }, money],
        rows: [
          [word('column.group'), word('column.count'), titles[3]!],
          ...totals.map(([name, { count, totalFen }]) => [name, count, totalFen / 100]),
          [
            word('all'),
            sumFen(totals.map(([, { count }]) => count)),
            sumFen(totals.map(([, { totalFen }]) => totalFen)) / 100,
          ],
        ],
      },
    ],
  });
  return Buffer.from(bytes);
}
