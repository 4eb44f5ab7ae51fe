import { closeWords, cleanCell, NEUTRAL, NOT_DONE } from './cells.rules.js';
import { lineOf, netFen, type ParsedLine, type RowReading, type StatementFault } from './lines.rules.js';
import { SumsOfRows } from './sums-of-rows.js';
import { BesideReason as R, RowDecision, StatementColumn as C } from './statement.enums.js';

/** A row that is not a movement, or may not be one. */
export interface BesideRow {
  readonly row: number;
  readonly text: string;
  /** The amount that the row would move. */
  readonly amountFen: number | null;
  readonly reason: R;
  /** Whether a treasurer must decide what the row is. */
  readonly undecided: boolean;
}

export interface JudgedRows {
  readonly lines: readonly ParsedLine[];
  readonly beside: readonly BesideRow[];
  readonly faults: readonly StatementFault[];
}

/** Words of bookkeeping for a balance that is stated or carried forward. */
const CARRIED =
  /^(?:上(?:年|月|期|日|页|季)?末?(?:结转|结余|余额|结存)|上页合计|承前页?|承上页|过次页|转次页|转下页|结转(?:下年|次年|下月|下页|下期)?|(?:期|年|月|日|季)(?:初|末|终)(?:余额|结存|结余|数)?|昨日余额|(?:当前|账户|本期|本日|本月)余额|(?:opening|closing|ending|beginning|previous)balance|balance(?:b\/f|c\/f|broughtforward|carriedforward)|(?:brought|carried)forward)$/i;
/** Sums that include earlier files, so that the rows of this file need not add up to them. */
const RUNNING = /^(?:本年|本季|本月|年度?|年初至今)?累计(?:发生额?|数|金额|收入|支出)?$|^(?:yeartodate|ytd)$/i;
/** Sums that name their period or page. */
const OF_TIME =
  /^(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:(?:本|当|全)(?:年|月|日|页|期|季|次))?(?:借方|贷方|收入|支出)?(?:发生额)?(?:合计|小计|总计|共计|总额)(?:数|金额|笔数)?$|^(?:月|日|页|年|季)(?:合)?计$|^(?:sub-?|grand)?totals?$/i;
const HINTS = /合计|小计|总计|共计|累计|结转|结余|期初|期末|余额|承前|过次|总额|subtotal|total/i;
/** The first words of rows below the table that have no day. */
const BELOW =
  /^(?:合计|总计|小计|本页|本月|本年|累计|总笔数|总收入|总支出|借方合计|贷方合计|借方总|贷方总|期末|期初|截止|打印|制表|备注[:：]|说明[:：]|注[:：]|[#＃*※]|收入合计|支出合计|共\d+笔)|(?:合计|总计)[:：]?$|^total/i;

type Words = 'CARRIED' | 'RUNNING' | 'TOTAL' | 'HINT' | null;

/** Only a cell with one of these signs can contain the words above. This test alone excludes most cells. */
const MAY_SAY = /[计转余承页初末额存]|total|balance|forward|date|ytd/i;

const wordsOfCell = (cell: string): Words => {
  if (!MAY_SAY.test(cell)) return null;
  const word = closeWords(cell).replace(/[\s:：()[\]【】*#=]/g, '');
  if (word === '' || word.length > 24 || /^[\d.,+-]+$/.test(word)) return null;
  if (CARRIED.test(word)) return 'CARRIED';
  if (RUNNING.test(word)) return 'RUNNING';
  if (OF_TIME.test(word)) return 'TOTAL';
  return HINTS.test(word) ? 'HINT' : null;
};

const RANK: readonly Words[] = ['CARRIED', 'RUNNING', 'TOTAL', 'HINT', null];

/** Returns the most telling kind of words in a row. */
const wordsOf = (cells: readonly string[]): Words =>
  cells
    .map(wordsOfCell)
    .reduce<Words>((most, words) => (RANK.indexOf(words) < RANK.indexOf(most) ? words : most), null);

/** The verdict on a row: a movement, or not a movement for a reason. */
type Beside = Pick<BesideRow, 'reason' | 'undecided'>;
type Verdict = 'MOVEMENT' | Beside;
const leaveOut = (reason: R): Beside => ({ reason, undecided: false });
const ask = (reason: R): Beside => ({ reason, undecided: true });

/** Whether a row has only a day and money. A payment also has a name, an account or a remark. */
function isBare({ name, account, serial }: RowReading): boolean {
  const isWord = (cell: string | null) => cell === null || cell === '' || wordsOfCell(cell) !== null;
  return isWord(name) && account === null && isWord(serial);
}

type Placed = RowReading & { readonly net: number | null; readonly words: Words };

/** Separates the movements of a table from its other rows, by words, sums, balances and the treasurer's decisions. */
class Judge {
  private readonly placed: Placed[] = [];
  private readonly sums = new SumsOfRows();
  private readonly header: readonly string[];
  private backwards = false;

  constructor(
    private readonly readings: readonly RowReading[],
    header: readonly string[],
    private readonly columns: readonly C[],
    private readonly decisions: ReadonlyMap<number, RowDecision>,
  ) {
    this.header = header.map(cleanCell);
  }

  /** Reads all rows before the first verdict, because each verdict depends on the other rows. */
  private *place(): Generator<void> {
    const movements: Placed[] = [];
    for (const reading of this.readings) {
      // The fields are added to the reading itself, because copying each row would cost more than all its checks.
      const row: Placed = Object.assign(reading, { net: netFen(reading), words: wordsOf(reading.cells) });
      // A row counts as a movement unless something contradicts it.
      const isMovement =
        row.fault === null && row.net !== null && row.net !== 0 && (row.words === null || row.words === 'HINT');
      this.placed.push(row);
      if (isMovement) movements.push(row);
      this.sums.add(row, isMovement);
      yield;
    }
    yield* this.sums.close();
    this.backwards = this.runsBackwards(movements);
  }

  /**
   * Whether the newest row comes first. The days decide. Within one day, the order that more balances support decides.
   */
  private runsBackwards(rows: readonly Placed[]): boolean {
    const [first, last] = [rows[0]?.bookedAt?.getTime() ?? 0, rows.at(-1)?.bookedAt?.getTime() ?? 0];
    if (first !== last) return first > last;
    let [forwards, backwards] = [0, 0];
    for (let index = 1; index < rows.length; index += 1) {
      const [one, two] = [rows[index - 1]!, rows[index]!];
      if (one.balanceFen === null || two.balanceFen === null) continue;
      if (one.balanceFen + two.net! === two.balanceFen) forwards += 1;
      if (two.balanceFen + one.net! === one.balanceFen) backwards += 1;
    }
    return backwards > forwards;
  }

  *judge(): Generator<void, JudgedRows> {
    yield* this.place();
    const [lines, beside, faults]: [ParsedLine[], BesideRow[], StatementFault[]] = [[], [], []];
    for (const [index, row] of this.placed.entries()) {
      yield;
      const decision = this.decisions.get(row.row);
      const verdict =
        decision === RowDecision.NO_MOVEMENT
          ? leaveOut(R.DECIDED)
          : decision === RowDecision.MOVEMENT
            ? 'MOVEMENT'
            : this.verdictOf(row, index);
      if (verdict !== 'MOVEMENT') beside.push(this.shown(row, verdict));
      else if (row.fault === null) lines.push(lineOf(row));
      else {
        faults.push(row.fault);
        beside.push(this.shown(row, ask(R.FAULTY)));
      }
    }
    return { lines, beside, faults };
  }

  private shown({ row, cells, net }: Placed, verdict: Beside): BesideRow {
    return {
      row,
      text: [...cells.filter((cell) => cell !== '').join(' · ')].slice(0, 500).join(''),
      amountFen: net,
      ...verdict,
    };
  }

  private verdictOf(row: Placed, index: number): Verdict {
    if (this.repeatsHeader(row)) return leaveOut(R.HEADER_AGAIN);
    if (row.bookedAt === null) return this.withoutDay(row, index);
    const at = (column: C) => row.cells[this.columns.indexOf(column)] ?? '';
    if (NOT_DONE.test(at(C.OUTCOME))) return this.byBalances(row, index) ?? ask(R.NOT_DONE);
    if (NEUTRAL.test(at(C.DIRECTION)))
      return row.net ? (this.byBalances(row, index) ?? ask(R.NEUTRAL)) : leaveOut(R.NOTHING_MOVED);
    if (row.net === null || row.net === 0) return this.withoutAmount(row, index);
    if (row.fault !== null && row.words !== 'CARRIED' && row.words !== 'RUNNING' && row.words !== 'TOTAL')
      return 'MOVEMENT';
    return this.byBalances(row, index) ?? this.byWords(row, index);
  }

  /** Whether the row repeats the header, as after a page break. */
  private repeatsHeader({ cells }: Placed): boolean {
    return (
      cells.every((cell, column) => cell === '' || cell === this.header[column]) &&
      cells.filter((cell) => cell !== '').length > 1
    );
  }

  private withoutDay(row: Placed, index: number): Verdict {
    const said = row.cells.filter((cell) => cell !== '');
    const day = row.cells[this.columns.indexOf(C.DATE)] ?? '';
    const first = closeWords(said[0]!);
    if (BELOW.test(first) || row.words === 'CARRIED' || row.words === 'RUNNING' || row.words === 'TOTAL')
      return leaveOut(row.words === 'CARRIED' ? R.CARRIED : row.net || row.words === 'TOTAL' ? R.TOTAL : R.NOTE);
    if (row.net === null) {
      // A row with an unreadable date and amount may be a damaged movement. A row with words only is a note.
      const spoilt = (cell: string | undefined) => cell !== undefined && /\d/.test(cell) && cell.length <= 20;
      const money = [C.AMOUNT, C.INCOME, C.EXPENSE].map((column) => row.cells[this.columns.indexOf(column)]);
      return money.some(spoilt) || (said.length > 2 && spoilt(day) && /^\d{1,4}[-/.年]/.test(day))
        ? 'MOVEMENT'
        : leaveOut(R.NOTE);
    }
    if (row.net === 0 && day === '') return leaveOut(R.NOTHING_MOVED);
    if (day === '' && said.length <= 2) return this.sums.isSum(row, index, 2) ? leaveOut(R.TOTAL) : ask(R.NO_DAY);
    return 'MOVEMENT';
  }

  private withoutAmount(row: Placed, index: number): Verdict {
    if (row.words === 'CARRIED') return leaveOut(R.CARRIED);
    if (row.words === 'RUNNING' || row.words === 'TOTAL') return leaveOut(R.TOTAL);
    if (row.fault !== null && row.fault.key !== 'statement.noMoney') return 'MOVEMENT';
    const { before, after } = this.neighbours(index);
    if (row.balanceFen !== null) {
      if (before?.balanceFen != null)
        return before.balanceFen === row.balanceFen ? leaveOut(R.NOTHING_MOVED) : 'MOVEMENT';
      // The first row states the balance before the next row.
      if (after?.balanceFen != null && row.balanceFen + after.net! === after.balanceFen) return leaveOut(R.CARRIED);
    } else if (before?.balanceFen != null && after?.balanceFen != null) {
      return before.balanceFen + after.net! === after.balanceFen ? leaveOut(R.NOTHING_MOVED) : 'MOVEMENT';
    }
    return row.net === 0 ? leaveOut(R.NOTHING_MOVED) : 'MOVEMENT';
  }

  /** Returns the movements before and after a row, in the order of time. */
  private neighbours(index: number): { before: Placed | null; after: Placed | null } {
    const [above, below] = [this.sums.above(index), this.sums.below(index)];
    const placed = (at: number | null) => (at === null ? null : this.placed[at]!);
    return this.backwards
      ? { before: placed(below), after: placed(above) }
      : { before: placed(above), after: placed(below) };
  }

  /** Returns what the balances prove; null when they prove nothing. */
  private byBalances(row: Placed, index: number): Verdict | null {
    const { before, after } = this.neighbours(index);
    const isWorded = row.words === 'CARRIED' || row.words === 'RUNNING' || row.words === 'TOTAL';
    const opening = before?.balanceFen ?? null;
    if (row.balanceFen !== null && opening !== null) {
      if (opening + row.net! === row.balanceFen) return 'MOVEMENT';
      const stays = row.balanceFen === opening;
      const bridged = after?.balanceFen != null && opening + after.net! === after.balanceFen;
      if (stays || (bridged && isWorded))
        return isWorded || this.sums.isSum(row, index, 2) ? leaveOut(R.BALANCE_FOLLOWS) : ask(R.BALANCE_FOLLOWS);
      return null;
    }
    if (row.balanceFen === null && opening !== null && after?.balanceFen != null) {
      if (opening + row.net! + after.net! === after.balanceFen) return 'MOVEMENT';
      if (opening + after.net! === after.balanceFen)
        return isWorded || isBare(row) ? leaveOut(R.BALANCE_FOLLOWS) : ask(R.BALANCE_FOLLOWS);
    }
    return null;
  }

  private byWords(row: Placed, index: number): Verdict {
    const bare = isBare(row);
    if (row.words === 'CARRIED' || row.words === 'RUNNING')
      return bare ? leaveOut(row.words === 'CARRIED' ? R.CARRIED : R.TOTAL) : ask(R.TOTAL_WORDS);
    if (row.words === 'TOTAL') return bare && this.sums.isSum(row, index, 1) ? leaveOut(R.TOTAL) : ask(R.TOTAL_WORDS);
    if (row.words === 'HINT') return this.sums.isSum(row, index, 1) ? ask(R.TOTAL_WORDS) : 'MOVEMENT';
    const mute = bare && row.text === '' && row.balanceFen === null;
    return mute && this.sums.someSpeak && this.sums.isSum(row, index, 2) ? ask(R.SUM_OF_ROWS) : 'MOVEMENT';
  }
}

/** Separates movements from all other rows below the header. Yields after each row. */
export const judgeRows = (
  readings: readonly RowReading[],
  header: readonly string[],
  columns: readonly C[],
  decisions: ReadonlyMap<number, RowDecision>,
): Generator<void, JudgedRows> => new Judge(readings, header, columns, decisions).judge();
