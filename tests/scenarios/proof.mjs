// The proof at the end of a scenario: every figure beside its expected value, and the differences.
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { openRows, query, untilFollowed } from '../support/rows.mjs';

const ROWS_AT_ONCE = 10_000;
const FOLLOWED_WITHIN_MS = 15 * 60_000;
const MAX_NAMED = 5;

/** The lines of a proof, and whether all of them hold. */
export class Proof {
  /**
   * The figures of the scenario, read back through the public API.
   * @type {Record<string, unknown>}
   */
  figures = {};
  /** @type {{ what: string, found: unknown, expected: unknown, holds: boolean }[]} */
  lines = [];

  equal(what, found, expected) {
    this.lines.push({ what, found, expected, holds: Object.is(found, expected) });
  }

  /** Notes that the list `wrong` has to be empty. */
  none(what, wrong) {
    this.lines.push({
      what,
      found:
        wrong.length === 0
          ? 0
          : `${wrong.length}: ${wrong
              .slice(0, MAX_NAMED)
              .map((one) => (typeof one === 'string' ? one : JSON.stringify(one)))
              .join('; ')}`,
      expected: 0,
      holds: wrong.length === 0,
    });
  }

  /** The lines that do not hold, each as a sentence. */
  get faults() {
    return this.lines
      .filter(({ holds }) => !holds)
      .map(({ what, found, expected }) => `${what}: ${found} instead of ${expected}`);
  }

  toString() {
    const shown = (value) => (typeof value === 'number' ? value.toLocaleString('en') : String(value));
    const width = Math.max(...this.lines.map(({ what }) => what.length));
    const column = Math.max(...this.lines.map(({ expected }) => shown(expected).length));
    return this.lines
      .map(
        ({ what, found, expected, holds }) =>
          `${holds ? '✓' : '✗'} ${what.padEnd(width)}  ${shown(expected).padStart(column)}${holds ? '' : `  but found ${shown(found)}`}`,
      )
      .join('\n');
  }
}

const number = (value) => Number(value ?? 0);

/** Reads counts and sums from the tables. */
export async function readTables(product) {
  const one = async (sql) =>
    Object.fromEntries(Object.entries((await query(product, sql))[0]).map(([name, value]) => [name, number(value)]));
  return {
    pledges: await one(
      "SELECT COUNT(*) AS count, SUM(amount_fen) AS fen, COUNT(CASE WHEN status = 'PAID' THEN 1 END) AS paid FROM pledges",
    ),
    receipts: await one('SELECT COUNT(*) AS count, SUM(amount_fen) AS fen FROM receipts WHERE voided_at IS NULL'),
    entries: await one("SELECT COUNT(*) AS count FROM journal_entries WHERE kind = 'GIFT_RECEIVED'"),
    postings: await one(
      "SELECT COUNT(*) AS count, 0 - SUM(p.amount_fen) AS fen FROM postings p JOIN journal_entries e ON e.id = p.entry_id WHERE e.kind = 'GIFT_RECEIVED' AND p.amount_fen < 0",
    ),
  };
}

/** Iterates over every pledge in pages, so that memory does not grow with the number of pledges. */
export async function* pledgesOf(product) {
  const rows = await openRows(product);
  try {
    for (let after = ''; ;) {
      const batch = await rows.all(
        'SELECT id, project_id, amount_fen, status, payment, idempotency_key FROM pledges WHERE id > ? ORDER BY id LIMIT ?',
        [after, ROWS_AT_ONCE],
      );
      if (batch.length === 0) return;
      yield* batch;
      after = batch.at(-1).id;
    }
  } finally {
    await rows.close();
  }
}

/** The broken invariants, as the command `check:data` names them. */
export async function brokenInvariants(product) {
  await untilFollowed(product, FOLLOWED_WITHIN_MS);
  return product.command('check-data').then(
    () => [],
    (error) =>
      [...error.message.matchAll(/^BROKEN +(.*)$/gm)]
        .map(([, name]) => name)
        .concat(/^BROKEN/m.test(error.message) ? [] : [error.message]),
  );
}

/** The cells of a line of CSV that holds no line breaks. */
const cellsOf = (line) =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain,
  );

/** Yuan with two decimals as whole fen, exactly. */
const fenOf = (yuan) => Number(yuan.replace('.', ''));

/**
 * The public books of a project as anyone can download them: lines and fen by kind.
 * @returns {Promise<Record<string, { count: number, fen: number }>>}
 */
export async function downloadBooks(url, slug) {
  const response = await fetch(`${url}/exports/books/${slug}.csv?lang=en`);
  if (!response.ok || response.body === null)
    throw new Error(`The books of ${slug} cannot be downloaded: ${response.status}`);
  const kinds = {};
  let columns;
  for await (const line of createInterface({
    input: Readable.fromWeb(/** @type {any} */ (response.body)),
    crlfDelay: Infinity,
  })) {
    if (columns === undefined) {
      columns = cellsOf(line.replace('\ufeff', ''));
      continue;
    }
    const [, , kind, amount] = cellsOf(line);
    const sum = (kinds[kind] ??= { count: 0, fen: 0 });
    sum.count += 1;
    sum.fen += fenOf(amount);
  }
  return kinds;
}

const MONEY = `query Money($id: ID!) {
  project(id: $id) { status progress { raised matched pledgeCount pending } fund { received released refunded balance } }
  booksPeriod(projectId: $id) { received released closing lines }
}`;
const CITY =
  '{ cityTotals { raised pledgeCount } booksPeriod { received released lines } booksCheck { equal shown ledger postings gifts receipts exported spreadsheet } }';

/** Reads the money of a project from every place that shows it. */
export const moneyOf = (town, id) => town.ask(null, MONEY, { id });
export const moneyOfCity = (town) => town.ask(null, CITY);

/**
 * Proves that every place that shows the money of the projects shows the same figures: the sum and the number of gifts,
 * and the payments to stages.
 * @param {Proof} proof
 * @param {import('../support/product-town.mjs').Town} town
 * @param {readonly { id: string, slug: string }[]} projects
 * @param {readonly { count: number, fen: number, released?: number }[]} expected of each of them, without what was matched
 * @param {number} [matchedFen] what match funds added to all of them together
 */
export async function proveShownMoney(proof, town, projects, expected, matchedFen = 0) {
  const shown = { progress: 0, fund: 0, books: 0, exported: 0, matched: 0 };
  const wrong = [];
  for (const [index, { id, slug }] of projects.entries()) {
    const {
      project: { progress, fund },
      booksPeriod,
    } = await moneyOf(town, id);
    const kinds = await downloadBooks(town.url, slug);
    const nothing = { count: 0, fen: 0 };
    const {
      'Gift received': gifts = nothing,
      Match: matches = nothing,
      'Stage paid': paid = nothing,
      ...others
    } = kinds;
    const found = {
      progress: progress.raised,
      fund: fund.received,
      books: booksPeriod.received,
      exported: gifts.fen + matches.fen,
    };
    for (const [name, sum] of Object.entries({ ...found, matched: progress.matched })) shown[name] += sum;
    const { count, fen: given, released = 0 } = expected[index];
    const fen = given + progress.matched;
    const isRight =
      Object.values(found).every((one) => one === fen) &&
      progress.pledgeCount === count &&
      gifts.count === count &&
      matches.fen === progress.matched &&
      progress.pending === 0 &&
      fund.released === released &&
      booksPeriod.released === released &&
      paid.fen === -released &&
      fund.balance === fen - released &&
      Object.keys(others).length === 0;
    if (!isRight) wrong.push({ slug, expected: expected[index], progress, fund, booksPeriod, kinds });
  }
  const total = expected.reduce((sum, { fen }) => sum + fen, matchedFen);
  const count = expected.reduce((sum, one) => sum + one.count, 0);
  const { cityTotals, booksPeriod, booksCheck } = await moneyOfCity(town);
  proof.none(`projects whose page, fund, books or export show something else, of ${projects.length}`, wrong);
  proof.equal('fen raised, as the pages of the projects show it', shown.progress, total);
  proof.equal('fen of it that match funds added', shown.matched, matchedFen);
  proof.equal('fen received by their funds', shown.fund, total);
  proof.equal('fen in the public books', shown.books, total);
  proof.equal('fen in the exports, added up', shown.exported, total);
  proof.equal('fen in the totals of the city', cityTotals.raised, total);
  proof.equal('gifts in the totals of the city', cityTotals.pledgeCount, count);
  proof.equal('fen received in the books of all', booksPeriod.received, total);
  proof.equal("the product's own check of the books", booksCheck.equal, true);
}
