import type { Services } from '@hongchuang/server/context.js';
import { fromSqlTime, sqlTime } from '@hongchuang/server/db/columns.js';
import { shanghaiDay } from '@hongchuang/server/lib/days.js';
import { toFen } from '@hongchuang/server/lib/money.js';
import { PaymentMethod, Pledge, PledgeStatus } from '@hongchuang/server/modules/pledges/index.js';
import {
  importStatement,
  receiveStatement,
  statementWorkerOf,
  suspendStatement,
  type Statement,
} from '@hongchuang/server/modules/reconciliation/index.js';
import type { Cast } from './cast.js';
import type { Timeline } from './timeline.js';

/** The two statements start this many days before the end. The second one starts where the first one ends. */
const FIRST_FROM = 60;
const SECOND_FROM = 14;

interface DemoLine {
  at: Date;
  fen: number;
  name: string;
  text: string;
  serial: string;
}

/**
 * Imports two bank statements of the special account for the demo's last two months. The newer one contains money that
 * waits for the treasurer.
 */
export async function importStatements(services: Services, cast: Cast, timeline: Timeline): Promise<void> {
  const booked = await bookedLines(services, timeline.day(FIRST_FROM, 0));
  const second = timeline.day(SECOND_FROM, 0);
  const opening = await balanceBefore(services, timeline.day(FIRST_FROM, 0));
  const strangers: DemoLine[] = [
    { at: timeline.day(40, 10, 12), fen: 88_800, name: '吴先生', text: '一点心意', serial: 'DEMO-B-0001' },
    { at: timeline.day(27, 15, 40), fen: 500_000, name: '中山市某某商贸有限公司', text: '捐款', serial: 'DEMO-B-0002' },
  ];
  const before = [...booked.filter(({ at }) => at < second), ...strangers];
  const first = await importLines(services, cast, '专户明细-上期.csv', before, opening);
  await suspendStatement(cast.as('treasurer'), first.id);
  await finished(services);
  const closing = before.reduce((fen, line) => fen + line.fen, opening);
  await importLines(
    services,
    cast,
    '专户明细-本期.csv',
    [...booked.filter(({ at }) => at >= second), ...(await arrivals(services, timeline))],
    closing,
  );
}

/** Returns the balance of the special account in the ledger before `start`. */
async function balanceBefore({ db }: Services, start: Date): Promise<number> {
  const [row] = await db.read.query<{ fen: number | string | null }[]>(
    "SELECT SUM(p.amount_fen) AS fen FROM postings p JOIN journal_entries e ON e.id = p.entry_id WHERE p.account_code = 'bank:special' AND e.posted_at < ?",
    [sqlTime(start)],
  );
  return toFen(row?.fen ?? 0);
}

/**
 * Returns the ledger's movements on the special account since `start`: gifts, releases and refunds. Each has the bank
 * reference of its confirmation.
 */
async function bookedLines({ db }: Services, start: Date): Promise<DemoLine[]> {
  const rows = await db.read.query<
    { serial: string; at: Date | string; fen: number | string; name: string; kind: string }[]
  >(
    `SELECT COALESCE(g.bank_reference, r.bank_reference, o.bank_reference, e.id) AS serial, MIN(e.posted_at) AS at, SUM(p.amount_fen) AS fen, MIN(COALESCE(g.donor_name, payee.name, '')) AS name, MIN(e.kind) AS kind
     FROM postings p JOIN journal_entries e ON e.id = p.entry_id
     LEFT JOIN pledges g ON e.kind = 'GIFT_RECEIVED' AND g.id = SUBSTR(e.source_key, 8, 36)
     LEFT JOIN releases r ON e.kind = 'STAGE_RELEASED' AND r.milestone_id = SUBSTR(e.source_key, 11, 36)
     LEFT JOIN projects paid ON paid.id = r.project_id LEFT JOIN organizations payee ON payee.id = paid.organization_id
     LEFT JOIN refund_items i ON e.kind = 'GIFT_REFUNDED' AND i.pledge_id = SUBSTR(e.source_key, 8, 36)
     LEFT JOIN refund_orders o ON o.id = i.order_id AND o.approved_at IS NOT NULL
     WHERE p.account_code = 'bank:special' AND e.posted_at >= ?
     GROUP BY COALESCE(g.bank_reference, r.bank_reference, o.bank_reference, e.id) ORDER BY MIN(e.id)`,
    [sqlTime(start)],
  );
  const texts: Record<string, string> = {
    GIFT_RECEIVED: '捐款',
    STAGE_RELEASED: '项目阶段拨付',
    GIFT_REFUNDED: '退回捐款',
  };
  return rows.map(({ serial, at, fen, name, kind }) => ({
    at: fromSqlTime(at),
    fen: toFen(fen),
    name,
    text: texts[kind] ?? '',
    serial,
  }));
}

/** Returns new lines for some of the pending pledges. Their remarks quote the code correctly, wrongly or not at all. */
async function arrivals({ db }: Services, timeline: Timeline): Promise<DemoLine[]> {
  const waiting = await db.read.find(Pledge, {
    where: { status: PledgeStatus.PENDING, payment: PaymentMethod.BANK_TRANSFER },
    order: { amountFen: 'DESC', id: 'ASC' },
  });
  const [quoted, byName, short] = waiting;
  const at = (hour: number, minute: number) =>
    new Date(Math.min(timeline.day(1, hour, minute).getTime(), timeline.end.getTime()));
  return [
    ...(quoted === undefined
      ? []
      : [
          {
            at: at(9, 31),
            fen: quoted.amountFen,
            name: quoted.donorName,
            text: `${quoted.remarkCode} 支持款`,
            serial: 'DEMO-B-0011',
          },
        ]),
    ...(byName === undefined
      ? []
      : [{ at: at(10, 2), fen: byName.amountFen, name: byName.donorName, text: '爱心捐款', serial: 'DEMO-B-0012' }]),
    ...(short === undefined
      ? []
      : [
          {
            at: at(11, 47),
            fen: short.amountFen - 5_000,
            name: short.donorName,
            text: short.remarkCode,
            serial: 'DEMO-B-0013',
          },
        ]),
    { at: at(14, 20), fen: 66_600, name: '谭女士', text: '转账', serial: 'DEMO-B-0014' },
  ];
}

const yuan = (fen: number): string =>
  fen === 0 ? '' : `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
const shanghaiTime = (at: Date): string =>
  `${shanghaiDay(at)} ${new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 19)}`;

async function importLines(
  services: Services,
  cast: Cast,
  fileName: string,
  lines: readonly DemoLine[],
  opening: number,
): Promise<Statement> {
  let balance = opening;
  const rows = [...lines]
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ at, fen, name, text, serial }) => {
      balance += fen;
      return [
        shanghaiTime(at),
        yuan(Math.max(0, fen)),
        yuan(Math.max(0, -fen)),
        balance < 0 ? `-${yuan(-balance)}` : yuan(balance) || '0.00',
        name,
        '',
        text,
        serial,
      ].join(',');
    });
  const file = Buffer.from(
    ['专户明细(演示)', '交易时间,收入金额,支出金额,账户余额,对方户名,对方账号,附言,交易流水号', ...rows, ''].join(
      '\r\n',
    ),
  );
  const statement = await receiveStatement({
    context: cast.as('treasurer'),
    path: '',
    parameters: new URLSearchParams({ name: fileName }),
    receive: (work) => work(file),
  });
  await importStatement(cast.as('treasurer'), { id: statement.id, columns: statement.columns });
  await finished(services);
  return statement;
}

const finished = (services: Services): Promise<void> => statementWorkerOf(services).finished();
