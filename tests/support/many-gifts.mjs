// Paid gifts by the hundred thousand, written past the product with all rows that follow from each gift: donor,
// receipt, journal entry, postings, and every counter that pages read. The rows are those that `recordPledges` would
// write, which `pnpm check:data` confirms.
import { randomBytes, randomUUID } from 'node:crypto';
import { seededRandom } from './random.mjs';

const GIFTS_A_COMMIT = 5_000;
const DAY_MS = 86_400_000;
const EXPIRY_MS = 14 * DAY_MS;
/** Of this many gifts one comes from a new donor. */
const GIFTS_A_DONOR = 2.5;

const COLUMNS = {
  users: ['id', 'name', 'created_at'],
  donors: ['id', 'user_id', 'guest_name', 'guest_key'],
  pledges: [
    'id',
    'project_id',
    'donor_id',
    'user_id',
    'amount_fen',
    'matched_fen',
    'refunded_fen',
    'status',
    'payment',
    'anonymous',
    'donor_name',
    'on_behalf_of_id',
    'on_behalf_of_name',
    'message',
    'remark_code',
    'donor_scope',
    'idempotency_key',
    'content_hash',
    'created_at',
    'expires_at',
    'paid_at',
    'times_paid',
  ],
  receipts: [
    'number',
    'pledge_id',
    'amount_fen',
    'issued_at',
    'paid_on',
    'project_title',
    'project_slug',
    'on_behalf_of_name',
    'implementer_name',
  ],
  journal_entries: ['id', 'kind', 'source_key', 'document', 'posted_at'],
  postings: ['entry_id', 'line', 'account_code', 'amount_fen'],
};
const SURNAMES = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗'];
const GIVEN_NAMES = [
  '伟',
  '芳',
  '娜',
  '秀英',
  '敏',
  '静',
  '丽',
  '强',
  '磊',
  '军',
  '洋',
  '勇',
  '艳',
  '杰',
  '涛',
  '明',
  '超',
  '秀兰',
  '霞',
  '建国',
];
const MESSAGES = [
  '加油！',
  '尽一点心意，希望更多人参加。',
  '为社区做点事。',
  '爷爷也是老党员，谢谢你们记下他们的故事。',
  '一起努力，把好事办好。',
];
const CODE_LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** @param {number} ms */
const stored = (ms) => new Date(ms).toISOString().slice(0, 23).replace('T', ' ');
/** @param {number} ms */
const shanghaiDay = (ms) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);
const digest = () => randomBytes(32).toString('base64url');

/**
 * Returns ids in the order of `index`, as UUIDv7 has them: the millisecond first. `series` keeps the ids of several
 * kinds and several calls apart.
 * @param {number} ms @param {string} series three hexadecimal digits @param {number} index
 */
export function orderedId(ms, series, index) {
  const time = ms.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${series}-8000-${index.toString(16).padStart(12, '0')}`;
}

/** Returns a unique code: scattered like a real one, and unique by its end. */
function remarkCode(/** @type {number} */ index) {
  let code = '';
  for (const letter of randomBytes(4)) code += CODE_LETTERS[letter % 32];
  for (let rest = index, place = 0; place < 5; place += 1, rest = Math.floor(rest / 32))
    code += CODE_LETTERS[rest % 32];
  return `HC${code}`;
}

/** @param {Map<string, number>} sums @param {string} key @param {number} by */
const add = (sums, key, by) => sums.set(key, (sums.get(key) ?? 0) + by);

/**
 * Gives `count` gifts to a project that takes gifts and has no goal to stop at, evenly between two moments. Some gifts
 * are in the name of units, at least one for each. Nothing else may write meanwhile.
 * @param {import('./direct-database.mjs').DirectDatabase} database
 * @param {{ project: { id: string, title: string, slug: string }, units?: readonly string[], count: number, from:
 * number, to: number }} what
 */
export async function giveMany(database, { project, units = [], count, from, to }) {
  const random = seededRandom(`${project.id} ${count}`);
  const series = [0, 1, 2, 3].map(() => randomBytes(2).toString('hex').slice(1));
  const [users, donors, pledges, entries] = /** @type {[string, string, string, string]} */ (series);
  const fund = `fund:${project.id}:received`;
  /** @type {{ id: string, userId: string | null, name: string }[]} */
  const known = [];
  const days = {
    fen: /** @type {Map<string, number>} */ (new Map()),
    gifts: /** @type {Map<string, number>} */ (new Map()),
  };
  const walls = {
    fen: /** @type {Map<string, number>} */ (new Map()),
    gifts: /** @type {Map<string, number>} */ (new Map()),
  };
  const receipts = new Map(
    (await database.query('SELECT series_year, last_number FROM receipt_series')).map((row) => [
      String(row.series_year),
      Number(row.last_number),
    ]),
  );
  const names = new Map(
    (await database.query('SELECT id, name FROM organizations')).map((row) => [String(row.id), String(row.name)]),
  );
  const nameOf = (/** @type {string | null} */ unit) =>
    unit === null ? null : /** @type {string} */ (names.get(unit));
  const [run] = await database.query(`SELECT organization_id FROM projects WHERE id = '${project.id}'`);
  const implementer = nameOf(String(run?.organization_id));
  let raised = 0;

  for (let start = 0; start < count; start += GIFTS_A_COMMIT) {
    /** @type {Record<keyof typeof COLUMNS, unknown[][]>} */
    const rows = { users: [], donors: [], pledges: [], receipts: [], journal_entries: [], postings: [] };
    for (let index = start; index < Math.min(start + GIFTS_A_COMMIT, count); index += 1) {
      const ms = from + Math.floor(((to - from) * index) / count);
      const [at, day] = [stored(ms), shanghaiDay(ms)];
      let donor = random.chance(1 - 1 / GIFTS_A_DONOR) ? known[random.between(0, known.length - 1)] : undefined;
      if (donor === undefined) {
        const [id, name] = [orderedId(ms, donors, index), `${random.pick(SURNAMES)}${random.pick(GIVEN_NAMES)}`];
        // Half of the donors have an account; most of the guests leave a telephone number.
        const userId = random.chance(0.5) ? orderedId(ms, users, index) : null;
        const hasPhone = userId === null && random.chance(0.7);
        if (userId !== null) rows.users.push([userId, name, at]);
        rows.donors.push([id, userId, userId === null ? name : null, hasPhone ? digest() : null]);
        donor = { id, userId, name };
        known.push(donor);
      }
      const unit = units[index] ?? (units.length > 0 && random.chance(0.1) ? random.pick(units) : null);
      const fen = random.between(1, 10) * 100;
      const [pledgeId, entryId] = [orderedId(ms, pledges, index), orderedId(ms, entries, index)];
      const year = day.slice(0, 4);
      add(receipts, year, 1);
      const number = `HC-${year}-${String(receipts.get(year)).padStart(6, '0')}`;
      rows.pledges.push([
        pledgeId,
        project.id,
        donor.id,
        donor.userId,
        fen,
        0,
        0,
        'PAID',
        'SANDBOX',
        random.chance(0.2) ? 1 : 0,
        donor.name,
        unit,
        nameOf(unit),
        random.chance(0.3) ? random.pick(MESSAGES) : null,
        remarkCode(index),
        donor.userId ?? 'guest',
        randomUUID(),
        digest(),
        at,
        stored(ms + EXPIRY_MS),
        at,
        1,
      ]);
      rows.receipts.push([number, pledgeId, fen, at, day, project.title, project.slug, nameOf(unit), implementer]);
      rows.journal_entries.push([entryId, 'GIFT_RECEIVED', `pledge:${pledgeId}:paid`, number, at]);
      rows.postings.push([entryId, 1, 'bank:sandbox', fen], [entryId, 2, fund, -fen]);
      raised += fen;
      add(days.fen, day, fen);
      add(days.gifts, day, 1);
      if (unit !== null) {
        add(walls.fen, unit, fen);
        add(walls.gifts, unit, 1);
      }
    }
    await database.query('BEGIN');
    for (const [table, columns] of Object.entries(COLUMNS))
      await database.insert(table, columns, rows[/** @type {keyof typeof COLUMNS} */ (table)]);
    await database.query('COMMIT');
  }

  const addTo = counterOf(database);
  await database.query('BEGIN');
  await addTo(
    'project_counters',
    { project_id: project.id },
    {
      raised_fen: raised,
      matched_fen: 0,
      pending_fen: 0,
      backer_count: known.length,
      pledge_count: count,
      version: count,
    },
  );
  for (const [day, fen] of days.fen)
    await addTo(
      'project_days',
      { project_id: project.id, day },
      { raised_fen: fen, pledge_count: /** @type {number} */ (days.gifts.get(day)) },
    );
  for (const [unit, fen] of walls.fen)
    await addTo(
      'project_sponsors',
      { project_id: project.id, organization_id: unit },
      { amount_fen: fen, pledge_count: /** @type {number} */ (walls.gifts.get(unit)) },
    );
  for (const unit of walls.fen.keys())
    await database.query(
      'UPDATE project_sponsors SET organization_name = ? WHERE project_id = ? AND organization_id = ?',
      [nameOf(unit), project.id, unit],
    );
  for (const [code, fen] of [
    ['bank:sandbox', raised],
    [fund, -raised],
  ])
    await addTo('ledger_accounts', { code }, { balance_fen: fen });
  await database.query("UPDATE ledger_accounts SET kind = 'bank' WHERE code = 'bank:sandbox'");
  await database.query(
    "UPDATE ledger_accounts SET kind = 'fund', owner_kind = 'PROJECT', owner_id = ?, fund_id = ?, part = 'received' WHERE code = ?",
    [project.id, project.id, fund],
  );
  for (const [day, fen] of days.fen)
    for (const [account_code, change] of [
      ['bank:sandbox', fen],
      [fund, -fen],
    ])
      await addTo('ledger_days', { account_code, day }, { change_fen: change });
  for (const [year, last] of receipts) {
    await addTo('receipt_series', { series_year: Number(year) }, { last_number: 0 });
    await database.query('UPDATE receipt_series SET last_number = ? WHERE series_year = ?', [last, Number(year)]);
  }
  await database.query('COMMIT');
}

/** Adds amounts to the counters of a row; creates the row where there is none. */
const counterOf =
  (/** @type {import('./direct-database.mjs').DirectDatabase} */ { dialect, query }) =>
  async (
    /** @type {string} */ table,
    /** @type {Record<string, unknown>} */ key,
    /** @type {Record<string, unknown>} */ amounts,
  ) => {
    const row = { ...key, ...amounts };
    const columns = Object.keys(row);
    const moves = (/** @type {string} */ of) =>
      Object.keys(amounts)
        .map((column) => `${column} = ${table}.${column} + ${of.replace('*', column)}`)
        .join(', ');
    const onConflict =
      dialect === 'mysql'
        ? `ON DUPLICATE KEY UPDATE ${moves('VALUES(*)')}`
        : `ON CONFLICT (${Object.keys(key).join(', ')}) DO UPDATE SET ${moves('excluded.*')}`;
    await query(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')}) ${onConflict}`,
      Object.values(row),
    );
  };
