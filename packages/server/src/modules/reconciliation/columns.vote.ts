import {
  accountDigits,
  cleanCell,
  isTime,
  NOT_DONE,
  readCurrency,
  readDirection,
  readMoment,
  readMoney,
} from './cells.rules.js';
import { namedColumns } from './columns.rules.js';
import { StatementColumn as C } from './statement.enums.js';

type Rows = readonly (readonly string[])[];

/** The content of one column, as shares of its cells that are not empty. */
interface Profile {
  readonly filled: number;
  readonly cells: readonly string[];
  readonly day: number;
  readonly moment: number;
  readonly time: number;
  /** Times that cannot also be amounts. 10.30 can be both. */
  readonly clock: number;
  readonly money: number;
  /** Cells of digits and the signs between them, amounts or not. */
  readonly figures: number;
  /** The number of amounts other than zero. */
  readonly amounts: number;
  readonly direction: number;
  readonly currency: number;
  readonly account: number;
  readonly name: number;
  readonly text: number;
  readonly outcome: number;
  readonly rounded: number;
  readonly constant: boolean;
}

const NAME =
  /^(?:[\u3400-\u9fff*·]{2,4}|.*(?:公司|中心|协会|学校|医院|支部|委员会|合作社|事务所|基金会|商行|银行|厂|局|院))$/;

function profileOf(rows: Rows, column: number): Profile {
  const cells = rows.map((row) => cleanCell(row[column] ?? ''));
  const filled = cells.filter((cell) => cell !== '' && !/^[-/—]+$/.test(cell));
  const share = (is: (cell: string) => boolean): number =>
    filled.length === 0 ? 0 : filled.filter(is).length / filled.length;
  const money = filled.map((cell) => readMoney(cell));
  return {
    filled: filled.length,
    cells,
    day: share((cell) => readMoment(cell) !== null),
    moment: share((cell) => readMoment(cell) !== null && /\d[ T]+\d|^\d{12,14}$|\.\d/.test(cell.trim())),
    time: share(isTime),
    clock: share((cell) => isTime(cell) && /[:时]/.test(cell)),
    // Digits without a decimal point can also be account numbers, days or line numbers.
    money: share(
      (cell) => Number.isFinite(readMoney(cell) ?? Number.NaN) && !/^\d{9,}$/.test(cell) && !/^0\d/.test(cell),
    ),
    figures: share((cell) => /\d/.test(cell) && /^[-+()¥$\d.,\s]{1,20}$/.test(cell)),
    amounts: money.filter((fen) => fen !== null && Number.isFinite(fen) && fen !== 0).length,
    direction: share((cell) => readDirection(cell) !== null),
    currency: share((cell) => readCurrency(cell) !== null),
    account: share((cell) => accountDigits(cell) !== null),
    name: share((cell) => NAME.test(cell)),
    text: share((cell) => /[\u3400-\u9fff]|[a-z]{3}/i.test(cell)),
    outcome: share((cell) => NOT_DONE.test(cell) || /成功|完成|success|已支付|已全额退款|转入退款|refund/i.test(cell)),
    rounded: share((cell) => /^\d(?:\.\d+)?e\+?\d+$/i.test(cell)),
    constant: new Set(filled).size === 1,
  };
}

/** A role needs this share of the cells that are not empty. Subtotals and notes are fewer than the rest. */
const MOST = 0.6;
/** The share of balances that must follow from the amounts before the balances overrule the words. */
const FOLLOWS = 0.8;
/** The minimum number of balances. Fewer prove nothing. */
const PAIRS = 3;

interface MoneyColumns {
  readonly amount: number;
  readonly income: number;
  readonly expense: number;
  readonly direction: number;
}

const NONE = -1;

/**
 * Returns the share of rows whose balance follows from the neighbouring balance by the amounts in these columns; null
 * when there are too few balances.
 */
function followShare(
  profiles: readonly Profile[],
  balance: number,
  { amount, income, expense, direction }: MoneyColumns,
): number | null {
  const fen = (column: number, row: number) => (column === NONE ? 0 : (readMoney(profiles[column]!.cells[row]!) ?? 0));
  let [forwards, backwards, pairs] = [0, 0, 0];
  let before: { balance: number; net: number } | null = null;
  for (let row = 0; row < profiles[balance]!.cells.length; row += 1) {
    const now = readMoney(profiles[balance]!.cells[row]!);
    const way = direction === NONE ? 1 : readDirection(profiles[direction]!.cells[row]!) === 'OUT' ? -1 : 1;
    const net = fen(income, row) - Math.abs(fen(expense, row)) + fen(amount, row) * way;
    if (now === null || !Number.isFinite(now) || !Number.isFinite(net) || net === 0) continue;
    if (before !== null) {
      pairs += 1;
      if (before.balance + net === now) forwards += 1;
      if (now + before.net === before.balance) backwards += 1;
    }
    before = { balance: now, net };
  }
  return pairs < PAIRS - 1 ? null : Math.max(forwards, backwards) / pairs;
}

/**
 * Returns the first of `columns` whose cells fit. When none fits, it returns the first column, because an empty column
 * may have values further down.
 */
const best = (columns: readonly number[], fits: (column: number) => boolean): number =>
  columns.find(fits) ?? columns[0] ?? NONE;

/**
 * Returns the name of a column of money without its direction. Columns of income and expense that belong together have
 * the same stem.
 */
const stem = (cell: string): string =>
  cell.normalize('NFKC').replace(/收入|支出|贷方|借方|贷记|借记|转入|转出|存入|支取|取出|收款|付款|[()\s]/g, '');

/** A table whose column roles are to be found. */
class Vote {
  private readonly profiles: readonly Profile[];
  private readonly roles: C[];
  private readonly named: readonly (readonly C[])[];

  constructor(
    private readonly header: readonly string[],
    rows: Rows,
  ) {
    this.profiles = header.map((_, column) => profileOf(rows, column));
    this.roles = header.map(() => C.IGNORED);
    this.named = header.map(namedColumns);
  }

  result(): C[] {
    this.voteDays();
    this.voteMoney();
    this.voteParties();
    this.voteRest();
    return this.roles;
  }

  private give(column: number, role: C): void {
    if (column !== NONE) this.roles[column] = role;
  }

  private isFree = (column: number): boolean => this.roles[column] === C.IGNORED;

  /** Returns free columns whose first meaning, or any meaning, is `role`. */
  private called(role: C, first = true): number[] {
    return this.named.flatMap((roles, column) =>
      this.isFree(column) && (first ? roles[0] === role : roles.includes(role)) ? [column] : [],
    );
  }

  private free(fits: (profile: Profile) => boolean): number[] {
    return this.profiles.flatMap((profile, column) =>
      this.isFree(column) && profile.filled > 0 && fits(profile) ? [column] : [],
    );
  }

  private voteDays(): void {
    const isDay = (column: number) => this.profiles[column]!.day >= MOST;
    const dates = this.called(C.DATE);
    const times = this.called(C.TIME);
    const valueDay = (column: number) => /起息|value/i.test(this.header[column]!);
    const date = best([...dates.filter((column) => !valueDay(column)), ...dates.filter(valueDay)], isDay);
    const moment = times.find((column) => this.profiles[column]!.moment >= MOST);
    const known = this.profiles.some(({ filled }) => filled > 0);
    // A moment contains the day as well. In some layouts, a column called 交易时间 is the only one with the day.
    const day =
      moment ??
      (date !== NONE && (!known || isDay(date))
        ? date
        : (times.find(isDay) ?? (date !== NONE ? date : (times[0] ?? NONE))));
    const unnamed = this.free(
      ({ day: share, money, filled }) => share >= MOST && (money < MOST || share === 1) && filled > 0,
    ).filter((column) => this.named[column]!.length === 0);
    const fitting = known && day !== NONE && !isDay(day) && this.profiles[day]!.filled > 0 ? (unnamed[0] ?? day) : day;
    this.give(fitting === NONE ? (unnamed[0] ?? NONE) : fitting, C.DATE);
    if (moment !== undefined) return;
    const isTimes = (column: number) =>
      !known || this.profiles[column]!.filled === 0 || this.profiles[column]!.time >= MOST;
    const time =
      times.find((column) => this.isFree(column) && isTimes(column)) ??
      (times.length === 0
        ? this.free(({ clock }) => clock >= MOST).find((column) => this.named[column]!.length === 0)
        : undefined);
    this.give(time ?? NONE, C.TIME);
  }

  private voteMoney(): void {
    const isMoney = (column: number) => this.profiles[column]!.amounts > 0;
    const known = this.profiles.some(({ amounts }) => amounts > 0);
    // A column with such a name and at least one amount counts, even if it has faults and subtotals. The person is then
    // told about the faults.
    const mayBeMoney = (column: number) =>
      this.profiles[column]!.filled === 0 || this.profiles[column]!.money > 0 || this.profiles[column]!.figures >= MOST;
    const balance = best(this.called(C.BALANCE).filter(mayBeMoney), isMoney);
    this.give(balance, C.BALANCE);
    const called = (role: C) => this.called(role).filter(mayBeMoney);
    const [incomes, expenses, amounts] = [called(C.INCOME), called(C.EXPENSE), called(C.AMOUNT)];
    const direction = best(this.called(C.DIRECTION), (column) => this.profiles[column]!.direction >= MOST);
    const pair = this.pairOf(incomes, expenses);
    const amount = best(amounts, isMoney);
    const paired = pair.income !== NONE || pair.expense !== NONE;
    const pairFilled = [pair.income, pair.expense].some((column) => column !== NONE && isMoney(column));
    // Separate columns for both directions say more than a third column that combines them, unless only the third
    // column has amounts.
    const split =
      paired &&
      (amount === NONE ||
        !known ||
        (pairFilled && ((pair.income !== NONE && pair.expense !== NONE) || !isMoney(amount))));
    const byWords: MoneyColumns = split
      ? { amount: NONE, income: pair.income, expense: pair.expense, direction: NONE }
      : { amount, income: NONE, expense: NONE, direction: amount === NONE ? NONE : direction };
    const chosen = this.byBalances(balance, byWords);
    this.give(chosen.amount, C.AMOUNT);
    this.give(chosen.income, C.INCOME);
    this.give(chosen.expense, C.EXPENSE);
    // A column of directions matters only with a single column of amounts.
    if (chosen.amount !== NONE)
      this.give(chosen.direction !== NONE ? chosen.direction : this.unnamedDirection(chosen.amount), C.DIRECTION);
  }

  /** Returns a column without a name that gives the direction of every amount. */
  private unnamedDirection(amount: number): number {
    const column = this.free(({ direction, filled }) => direction === 1 && filled >= this.profiles[amount]!.amounts)[0];
    return column ?? NONE;
  }

  /** Returns columns of income and expense that belong together and have amounts. */
  private pairOf(incomes: readonly number[], expenses: readonly number[]): { income: number; expense: number } {
    const amounts = (column: number) => (column === NONE ? 0 : this.profiles[column]!.amounts);
    let found = { income: incomes[0] ?? NONE, expense: expenses[0] ?? NONE };
    for (const income of incomes.length > 0 ? incomes : [NONE]) {
      for (const expense of expenses.length > 0 ? expenses : [NONE]) {
        const alike = (pair: typeof found) =>
          pair.income !== NONE &&
          pair.expense !== NONE &&
          stem(this.header[pair.income]!) === stem(this.header[pair.expense]!);
        const pair = { income, expense };
        const [now, before] = [amounts(income) + amounts(expense), amounts(found.income) + amounts(found.expense)];
        if (now > before || (now === before && alike(pair) && !alike(found))) found = pair;
      }
    }
    return found;
  }

  /**
   * Returns the columns that the words choose. When the balances follow from other columns and not from these, it
   * returns those others.
   */
  private byBalances(balance: number, byWords: MoneyColumns): MoneyColumns {
    if (balance === NONE || this.profiles[balance]!.amounts < PAIRS) return this.byContent(byWords);
    const share = followShare(this.profiles, balance, byWords);
    if (share !== null && share >= FOLLOWS) return byWords;
    const money = this.free(
      ({ money: fits, amounts, day, account }) => fits >= MOST && amounts > 0 && day < MOST && account < MOST,
    );
    const directions = [NONE, ...this.free(({ direction }) => direction >= MOST)];
    const others: MoneyColumns[] = [
      ...money.flatMap((amount) => directions.map((direction) => ({ amount, income: NONE, expense: NONE, direction }))),
      ...money.flatMap((income) =>
        money
          .filter((expense) => expense !== income)
          .map((expense) => ({ amount: NONE, income, expense, direction: NONE })),
      ),
    ].slice(0, 60);
    let winner = byWords;
    let winning = Math.max(share ?? 0, FOLLOWS);
    for (const other of others) {
      const followed = followShare(this.profiles, balance, other) ?? 0;
      if (followed > winning || (followed === winning && winner === byWords && (share ?? 0) < FOLLOWS))
        [winner, winning] = [other, followed];
    }
    return winner === byWords ? this.byContent(byWords) : winner;
  }

  /** Returns the only column of amounts, when neither words nor balances name one. */
  private byContent(byWords: MoneyColumns): MoneyColumns {
    if (byWords.amount !== NONE || byWords.income !== NONE || byWords.expense !== NONE) return byWords;
    const money = this.free(({ money: share, amounts, day }) => share === 1 && amounts > 0 && day < MOST).filter(
      (column) =>
        this.profiles[column]!.cells.some((cell) => /\.\d\d?$/.test(cell)) &&
        (this.named[column]!.length === 0 || this.named[column]!.includes(C.AMOUNT)),
    );
    return money.length === 1
      ? { ...byWords, amount: money[0]!, direction: best(this.called(C.DIRECTION), () => true) }
      : byWords;
  }

  private voteParties(): void {
    const others = this.called(C.ACCOUNT);
    const names = this.called(C.NAME).filter((column) => !/^户名$/.test(this.header[column]!.trim()));
    const own = this.called(C.OWN_ACCOUNT);
    const explicit = own.filter((column) => /本|我|查询/.test(this.header[column]!));
    const bare = own.filter((column) => !explicit.includes(column));
    const date = this.roles.indexOf(C.DATE);
    const isOwn = (column: number) =>
      others.length > 0 ||
      explicit.length > 0 ||
      column < date ||
      (this.profiles[column]!.constant && this.profiles[column]!.filled > 1);
    this.give(explicit[0] ?? bare.find(isOwn) ?? NONE, C.OWN_ACCOUNT);
    this.give(
      best(others, (column) => this.profiles[column]!.filled > 0),
      C.ACCOUNT,
    );
    if (others.length === 0) this.give(bare.find((column) => this.isFree(column)) ?? NONE, C.ACCOUNT);
    const holder = this.called(C.NAME).filter((column) => !names.includes(column));
    // Next to the own account, 户名 is the name of its holder.
    const sender = holder.filter(
      (column) => this.roles[column - 1] !== C.OWN_ACCOUNT && this.roles[column + 1] !== C.OWN_ACCOUNT,
    );
    this.give(
      best([...names, ...(names.length === 0 ? sender : [])], (column) => this.profiles[column]!.filled > 0),
      C.NAME,
    );
    if (!this.roles.includes(C.NAME))
      this.give(
        this.free(({ name, constant, filled }) => name >= 0.9 && !constant && filled > 1).find(
          (column) => this.named[column]!.length === 0,
        ) ?? NONE,
        C.NAME,
      );
  }

  private voteRest(): void {
    const money = this.roles.findIndex((role) => role === C.INCOME || role === C.AMOUNT || role === C.EXPENSE);
    // Of several currency columns, the one that belongs to the chosen amounts counts: 记账币种 with 记账金额.
    const shared = (column: number) =>
      money !== NONE && this.header[column]!.trim().slice(0, 2) === this.header[money]!.trim().slice(0, 2) ? 0 : 1;
    const currencies = [...this.called(C.CURRENCY)].sort(
      (a, b) => shared(a) - shared(b) || Math.abs(a - money) - Math.abs(b - money),
    );
    const currency = best(currencies, (column) => this.profiles[column]!.filled > 0);
    this.give(
      currency !== NONE
        ? currency
        : (this.free(({ currency: share, filled }) => share === 1 && filled > 0).find(
            (column) => this.named[column]!.length === 0 && this.profiles[column]!.text > 0,
          ) ?? NONE),
      C.CURRENCY,
    );
    this.give(
      this.called(C.OUTCOME).find(
        (column) => this.profiles[column]!.filled === 0 || this.profiles[column]!.outcome > 0,
      ) ?? NONE,
      C.OUTCOME,
    );
    // Serial numbers that a spreadsheet has rounded are useless.
    this.give(
      best(
        this.called(C.SERIAL).filter((column) => this.profiles[column]!.rounded < MOST),
        (column) => this.profiles[column]!.filled > 0,
      ),
      C.SERIAL,
    );
    for (const column of this.called(C.TEXT)) this.give(column, C.TEXT);
    if (!this.roles.includes(C.TEXT))
      for (const column of this.free(
        ({ text, name, constant, direction }) => text >= 0.5 && name < 0.9 && !constant && direction < MOST,
      ).filter((one) => this.named[one]!.length === 0))
        this.give(column, C.TEXT);
  }
}

/**
 * Guesses the role of each column of a table. The words of the header decide where the cells below support them. The
 * cells decide where the words are unknown.
 */
export const guessColumns = (header: readonly string[], rows: Rows = []): C[] => new Vote(header, rows).result();

/** A bank may put this many rows above its table. */
const HEADER_WITHIN = 40;

const canBeRead = (guess: readonly C[]): boolean =>
  guess.includes(C.DATE) && (guess.includes(C.AMOUNT) || guess.includes(C.INCOME) || guess.includes(C.EXPENSE));

/** Whether a row has values that occur only below a header. */
const isData = (cells: readonly string[]): boolean =>
  cells
    .map(cleanCell)
    .some(
      (cell) => readMoment(cell) !== null || (/\.\d\d$/.test(cell) && Number.isFinite(readMoney(cell) ?? Number.NaN)),
    );

/** Returns how many cells name a column. */
const named = (cells: readonly string[]): number => cells.filter((cell) => namedColumns(cell).length > 0).length;

/**
 * Returns the row that names the columns: the first one that names most of them, with at least a date and money.
 * Returns null without such a row.
 */
export function findHeader(rows: Rows): number | null {
  let found: { row: number; named: number } | null = null;
  const within = rows.slice(0, HEADER_WITHIN);
  for (const [row, cells] of within.entries()) {
    const count = named(cells);
    if (count > (found?.named ?? 1) && !isData(cells) && canBeRead(guessColumns(cells))) found = { row, named: count };
  }
  if (found !== null) return found.row;
  // When no header has known words, the header is the row above the first values, if these are days and amounts.
  const first = within.findIndex(
    (cells, row) =>
      row > 0 &&
      isData(cells) &&
      !isData(rows[row - 1]!) &&
      rows[row - 1]!.filter((cell) => cell.trim() !== '').length > 1,
  );
  if (first === NONE) return null;
  const header = rows[first - 1]!;
  return canBeRead(guessColumns(header, rows.slice(first))) ? first - 1 : null;
}
