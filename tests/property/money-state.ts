import type Libsql from 'libsql';
import { sqlTime } from '@hongchuang/server/db/columns.ts';
import type { Books } from './books-model.ts';
import type { Gift } from './books-parts.ts';
import type { PlayedProject, Setup } from './setups.ts';

/**
 * Everything about a project's money in one shape. One function computes it from the model, another one reads it from
 * the database.
 */
export interface MoneyState {
  status: string;
  shown: { raised: number; matched: number; pending: number; held: number; backers: number; gifts: number };
  fund: { received: number; released: number; refunded: number };
  banks: { special: number; sandbox: number };
  gifts: {
    status: string;
    amount: number;
    promised: number | null;
    refunded: number;
    lapsesAt: string;
    keptUntil: string | null;
    paidAt: string | null;
    timesPaid: number;
    used: number[];
    receipts: { number: string; amount: number; void: boolean; replacedBy: string | null }[];
  }[];
  stages: { status: string; release: { amount: number; paid: boolean } | null }[];
  payments: { stage: number; amount: number; preparedBy: string; signedBy: string | null; state: string }[];
  /** What single persons paid in each month. */
  alone: Record<string, number>;
  orders: { cause: string; status: string; preparedBy: string; total: number; items: [gift: number, fen: number][] }[];
  journal: {
    kind: string;
    document: string | null;
    day: string;
    reverses: number | null;
    lines: Record<string, number>;
  }[];
  unit: { given: number; gifts: number };
  days: Record<string, [raised: number, gifts: number]>;
  series: Record<string, number>;
  /** The state of all other projects, which a play must not change. */
  elsewhere: string;
}

const sumOf = <T>(items: readonly T[], fen: (item: T) => number): number =>
  items.reduce((total, item) => total + fen(item), 0);

/** Returns the state that the model expects, added to what was there before the first step. */
export function expectedState(books: Books, before: Pick<MoneyState, 'banks' | 'elsewhere'>): MoneyState {
  const { gifts, stages, orders, journal, paid } = books;
  const kept = ({ amount, refunded }: Gift) => amount - refunded;
  const given = gifts.filter(({ status }) => status === 'PAID' || status === 'REFUNDED');
  const inBank = (payment: string) =>
    sumOf(
      given.filter(({ wish }) => wish.payment === payment),
      (gift) => kept(gift) - sumOf(gift.used, (fen) => fen),
    );
  const ofUnit = paid.filter(({ wish }) => wish.forUnit);
  return {
    status: books.status,
    shown: {
      raised: books.raised,
      matched: 0,
      pending: books.pending,
      held: books.held,
      backers: books.backers,
      gifts: paid.length,
    },
    fund: { received: books.raised + books.refunded, released: books.released, refunded: books.refunded },
    banks: {
      special: before.banks.special + inBank('BANK_TRANSFER'),
      sandbox: before.banks.sandbox + inBank('SANDBOX'),
    },
    gifts: gifts.map(
      ({ status, amount, promised, refunded, lapsesAt, keptUntil, paidAt, timesPaid, used, receipts }) => ({
        status,
        amount,
        promised,
        refunded,
        timesPaid,
        used: [...used],
        lapsesAt: sqlTime(new Date(lapsesAt)),
        keptUntil: keptUntil === null ? null : sqlTime(new Date(keptUntil)),
        paidAt: paidAt === null ? null : sqlTime(new Date(paidAt)),
        receipts: receipts.map((receipt) => ({ ...receipt })),
      }),
    ),
    stages: stages.map(({ status, release }) => ({
      status,
      release: release && { amount: release.amount, paid: release.paid },
    })),
    payments: books.payments.map((payment) => ({ ...payment })),
    alone: { ...books.alone },
    orders: orders.map(({ cause, status, preparedBy, items }) => ({
      cause,
      status,
      preparedBy,
      total: sumOf(items, ({ amount }) => amount),
      items: items.map(({ gift, amount }) => [gift.index, amount]),
    })),
    journal: journal.map(({ kind, document, day, reverses, lines }) => ({
      kind,
      document,
      day,
      reverses,
      lines: { ...lines },
    })),
    unit: { given: sumOf(ofUnit, kept), gifts: ofUnit.length },
    days: Object.fromEntries(
      Object.entries(books.days).map(([day, { raised, gifts: count }]) => [day, [raised, count]]),
    ),
    series: { ...books.series },
    elsewhere: before.elsewhere,
  };
}

type Fen = number;
type Moment = string;

/** The row type of each statement. */
interface Rows {
  project: { status: string };
  counters: MoneyState['shown'];
  gifts: Omit<MoneyState['gifts'][number], 'used' | 'receipts'> & { id: string };
  receipts: { pledge_id: string; number: string; amount: Fen; voided_at: Moment | null; replacedBy: string | null };
  uses: { pledge_id: string; milestone_id: string; fen: Fen };
  stages: { id: string; status: string; amount: Fen | null; released_at: Moment | null };
  payments: { subject_id: string; amount: Fen; prepared_by_id: string; signed_by_id: string | null; state: string };
  alone: { month: string; fen: Fen };
  orders: {
    id: string;
    cause: string;
    prepared_by_id: string;
    approved_at: Moment | null;
    withdrawn_at: Moment | null;
    total: Fen;
  };
  items: { order_id: string; pledge_id: string; fen: Fen };
  unit: MoneyState['unit'];
  days: { day: string; raised: Fen; gifts: number };
  elsewhere: object;
  accounts: { code: string; fen: Fen };
  entries: {
    id: string;
    kind: string;
    document: string | null;
    day: string;
    reverses_id: string | null;
    account_code: string;
    fen: Fen;
  };
  series: { year: number; last: number };
}

/** Each statement takes the project's id. */
const OF_PROJECT = {
  project: 'SELECT status FROM projects WHERE id = ?',
  counters:
    'SELECT raised_fen AS raised, matched_fen AS matched, pending_fen AS pending, held_fen AS held, backer_count AS backers, pledge_count AS gifts FROM project_counters WHERE project_id = ?',
  gifts:
    'SELECT id, status, amount_fen AS amount, promised_fen AS promised, refunded_fen AS refunded, expires_at AS lapsesAt, held_until AS keptUntil, paid_at AS paidAt, times_paid AS timesPaid FROM pledges WHERE project_id = ? ORDER BY id',
  receipts:
    'SELECT r.pledge_id, r.number, r.amount_fen AS amount, r.voided_at, r.replaced_by AS replacedBy FROM receipts r JOIN pledges p ON p.id = r.pledge_id WHERE p.project_id = ? ORDER BY r.number',
  uses: 'SELECT u.pledge_id, u.milestone_id, u.amount_fen AS fen FROM gift_uses u JOIN pledges p ON p.id = u.pledge_id WHERE p.project_id = ?',
  stages:
    'SELECT m.id, m.status, r.amount_fen AS amount, r.released_at FROM milestones m LEFT JOIN releases r ON r.milestone_id = m.id WHERE m.project_id = ? ORDER BY m.position',
  payments:
    "SELECT subject_id, amount_fen AS amount, prepared_by_id, signed_by_id, state FROM orders WHERE project_id = ? AND kind = 'STAGE_RELEASE' ORDER BY id",
  // The organisation has a project for each play, and the months of earlier plays come before this project.
  alone:
    "SELECT a.month, a.alone_fen AS fen FROM projects p JOIN order_months a ON a.limit_scope = 'payee:' || p.organization_id AND a.month >= substr(p.created_at, 1, 7) WHERE p.id = ? AND a.alone_fen > 0",
  orders:
    'SELECT r.id, r.cause, o.prepared_by_id, r.approved_at, r.withdrawn_at, r.total_fen AS total FROM refund_orders r LEFT JOIN orders o ON o.subject_id = r.id WHERE r.project_id = ? ORDER BY r.id',
  items:
    'SELECT i.order_id, i.pledge_id, i.amount_fen AS fen FROM refund_items i JOIN refund_orders o ON o.id = i.order_id WHERE o.project_id = ? ORDER BY i.pledge_id',
  unit: 'SELECT amount_fen AS given, pledge_count AS gifts FROM project_sponsors WHERE project_id = ?',
  days: 'SELECT day, raised_fen AS raised, pledge_count AS gifts FROM project_days WHERE project_id = ?',
  elsewhere:
    'SELECT p.status, c.* FROM projects p JOIN project_counters c ON c.project_id = p.id WHERE p.id <> ? ORDER BY p.id',
  /** Entries of this play. The play starts at the moment at which its project was created. */
  entries: `SELECT e.id, e.kind, e.document, COALESCE(e.deed_day, SUBSTR(datetime(e.posted_at, '+8 hours'), 1, 10)) AS day, e.reverses_id, p.account_code, p.amount_fen AS fen FROM journal_entries e JOIN postings p ON p.entry_id = e.id
            WHERE e.posted_at >= (SELECT created_at FROM projects WHERE id = ?) ORDER BY e.id, p.line`,
} as const;

const OF_LEDGER = {
  accounts: 'SELECT code, balance_fen AS fen FROM ledger_accounts',
  series: 'SELECT series_year AS year, last_number AS last FROM receipt_series',
} as const;

/** Reads the state of a project from a database, with statements that are independent of the services. */
export class MoneyStateReader {
  private readonly statements: ReadonlyMap<string, Libsql.Statement>;
  private readonly names: ReadonlyMap<string, string>;

  constructor(connection: Libsql.Database, { people }: Pick<Setup, 'people'>) {
    this.statements = new Map(
      Object.entries({ ...OF_PROJECT, ...OF_LEDGER }).map(([name, sql]) => [name, connection.prepare(sql)]),
    );
    this.names = new Map([...people].map(([name, { userId }]) => [userId, name]));
  }

  read({ projectId, stageIds }: Pick<PlayedProject, 'projectId' | 'stageIds'>): MoneyState {
    const rows = <Name extends keyof Rows>(name: Name) =>
      this.statements.get(name)!.all(...(name in OF_PROJECT ? [projectId] : [])) as Rows[Name][];
    const accountName = (code: string) => code.replace(`fund:${projectId}:`, '').replace('bank:', '');
    const nameOf = (userId: string) => this.names.get(userId) ?? userId;
    const [gifts, receipts, uses, items] = [rows('gifts'), rows('receipts'), rows('uses'), rows('items')];
    const placeOf = new Map(gifts.map(({ id }, index) => [id, index]));
    const accounts = new Map(rows('accounts').map(({ code, fen }) => [accountName(code), fen]));
    const balance = (name: string) => accounts.get(name) ?? 0;
    const [unit] = rows('unit');
    return {
      status: rows('project')[0]!.status,
      shown: { ...rows('counters')[0]! },
      fund: { received: 0 - balance('received'), released: balance('released'), refunded: balance('refunded') },
      banks: { special: balance('special'), sandbox: balance('sandbox') },
      gifts: gifts.map(({ id, ...gift }) => ({
        ...gift,
        used: stageIds.map(
          (stageId) => uses.find((use) => use.pledge_id === id && use.milestone_id === stageId)?.fen ?? 0,
        ),
        receipts: receipts
          .filter(({ pledge_id }) => pledge_id === id)
          .map(({ number, amount, voided_at, replacedBy }) => ({
            number,
            amount,
            void: voided_at !== null,
            replacedBy,
          })),
      })),
      stages: rows('stages').map(({ status, amount, released_at }) => ({
        status,
        release: amount === null ? null : { amount, paid: released_at !== null },
      })),
      payments: rows('payments').map(({ subject_id, amount, prepared_by_id, signed_by_id, state }) => ({
        stage: stageIds.indexOf(subject_id),
        amount,
        preparedBy: nameOf(prepared_by_id),
        signedBy: signed_by_id && nameOf(signed_by_id),
        state,
      })),
      alone: Object.fromEntries(rows('alone').map(({ month, fen }) => [month, fen])),
      orders: rows('orders').map(({ id, cause, prepared_by_id, approved_at, withdrawn_at, total }) => ({
        cause,
        total,
        status: approved_at !== null ? 'APPROVED' : withdrawn_at !== null ? 'WITHDRAWN' : 'PREPARED',
        preparedBy: nameOf(prepared_by_id),
        items: items
          .filter(({ order_id }) => order_id === id)
          .map(({ pledge_id, fen }) => [placeOf.get(pledge_id)!, fen]),
      })),
      journal: journalOf(rows('entries'), accountName),
      unit: { given: unit?.given ?? 0, gifts: unit?.gifts ?? 0 },
      days: Object.fromEntries(rows('days').map(({ day, raised, gifts: count }) => [day, [raised, count]])),
      series: Object.fromEntries(rows('series').flatMap(({ last, year }) => (last === 0 ? [] : [[year, last]]))),
      elsewhere: JSON.stringify(rows('elsewhere')),
    };
  }
}

function journalOf(rows: readonly Rows['entries'][], accountName: (code: string) => string): MoneyState['journal'] {
  const places = new Map<string, number>();
  const journal: MoneyState['journal'] = [];
  for (const { id, kind, document, day, reverses_id, account_code, fen } of rows) {
    const place = places.get(id) ?? journal.length;
    places.set(id, place);
    const { lines } = (journal[place] ??= {
      kind,
      document,
      day,
      reverses: reverses_id === null ? null : (places.get(reverses_id) ?? -1),
      lines: {},
    });
    const account = accountName(account_code);
    // A second line on the same account gets a name of its own, so that it cannot hide.
    lines[account in lines ? `${account} again` : account] = fen;
  }
  return journal;
}
