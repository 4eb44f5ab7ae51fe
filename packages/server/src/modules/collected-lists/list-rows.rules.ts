import { hash } from 'node:crypto';
import { DomainError, type MessageParams } from '../../errors.js';
import { readText } from '../../input.js';
import { shanghaiDay } from '../../lib/days.js';
import { formatFen } from '../../lib/money.js';
import type { MessageKey } from '../../messages/index.js';
import { DonorCategory as G, PLEDGE_LIMITS } from '../pledges/index.js';
import { cleanCell, closeWords, readMoment, readMoney } from '../reconciliation/index.js';
import { LeftOut, ListColumn as C } from './collected-list.enums.js';
import { columnLetters, type FoundList } from './list-columns.rules.js';
import type { SheetRow } from './list-file.js';

export const LIST_LIMITS = {
  rows: { max: 20_000 },
  name: PLEDGE_LIMITS.name,
  note: { max: 200 },
  fileName: { max: 200 },
} as const;

/** Versions of a list. */
export const VERSIONS = { min: 0, max: 1_000_000 } as const;

/** What is wrong with a cell. A row with a fault cannot become a gift. */
export interface CellFault {
  readonly column: C;
  /** The cell as spreadsheets call it, such as B7. */
  readonly cell: string;
  readonly key: MessageKey;
  readonly params?: MessageParams;
}

/** What a row of the file says. */
export interface ListRow {
  readonly row: number;
  readonly name: string;
  readonly amountFen: number | null;
  readonly category: G | null;
  readonly givenOn: string | null;
  readonly note: string | null;
  /** The cells as they are in the file, by column. */
  readonly texts: Readonly<Partial<Record<C, string>>>;
  readonly faults: readonly CellFault[];
  readonly leftOut: LeftOut | null;
}

const CATEGORIES: readonly (readonly [G, RegExp])[] = [
  [G.APPLICANT, /申请|积极分子|发展对象|applicant/],
  [G.NON_PARTY, /民主党派|无党派|党外|非党|民革|民盟|民建|民进|农工党|致公党|九三|台盟|non-?party/],
  [G.YOUTH_LEAGUE, /团员|youth/],
  [G.MEMBER, /党员|^member$/],
  [G.PUBLIC, /群众|公众|普通|社会|^public$/],
];

/** Returns the group that a cell names; null for an empty cell, and undefined for other words. */
export function readCategory(text: string): G | null | undefined {
  const plain = text.replace(/\s/g, '').toLowerCase();
  if (/^[-/]?$/.test(plain)) return null;
  return CATEGORIES.find(([, pattern]) => pattern.test(plain))?.[0];
}

const HAN = '[\\u3400-\\u9fff·]';
/** Signs and words between two names. A blank alone stands between two names only if both have two characters. */
const BETWEEN = new RegExp(
  `[、,，/;；&＆+\\n]|(?<=^${HAN}{2,4})\\s*(?:和|与|及|以及)\\s*(?=${HAN}{2,4}$)|(?<=^${HAN}{2,4})\\s+(?=${HAN}{2,4}$)`,
  'u',
);
const SEVERAL = /等\s*\d*\s*(?:人|名|位)?$|夫妇|夫妻|全家|\d+\s*(?:人|名)$/;

/** Whether a cell names more than one giver. */
export const namesSeveral = (raw: string): boolean => BETWEEN.test(raw.trim()) || SEVERAL.test(raw.trim());

const TOTAL =
  /^(?:本页|部门|支部|单位|小组)?(?:合计|小计|总计|共计|总额)(?:金额|数)?[:：]?$|(?:合计|小计|总计)$|^(?:sub-?|grand)?total$/i;
/** First words of rows below a list. */
const BELOW = /^(?:制表|审核|负责人|填表|经办|经手|复核|备注|说明|注[:：]|单位盖章|日期[:：]|联系)/;

interface Reading {
  readonly row: SheetRow;
  readonly at: (column: C) => string;
  readonly raw: (column: C) => string;
  readonly place: (column: C) => string;
}

/** Reads the rows below the header. `today` is the last day on which money can have been collected. */
export function readListRows({ sheet, header, columns, unitFen }: FoundList, today: string): ListRow[] {
  const names = header.cells.map(cleanCell);
  const rows: ListRow[] = [];
  let sinceTotalFen = 0;
  let allFen = 0;
  let sinceTotal = 0;
  for (const row of sheet.rows) {
    const cells = row.cells.map(cleanCell);
    if (row.row <= header.row || cells.every((cell) => cell === '')) continue;
    const index = (column: C) => columns.indexOf(column);
    const reading: Reading = {
      row,
      at: (column) => cells[index(column)] ?? '',
      raw: (column) => row.cells[index(column)] ?? '',
      place: (column) => `${columnLetters(Math.max(index(column), 0))}${row.row}`,
    };
    const isTotal = cells.some((cell) => TOTAL.test(closeWords(cell).replace(/\s/g, '')));
    if (cells.every((cell, column) => cell === '' || cell === names[column]))
      rows.push(beside(reading, LeftOut.HEADER_AGAIN));
    else if (isTotal) {
      const fen = readMoney(reading.at(C.AMOUNT), unitFen);
      const fits = fen === null || fen === allFen || (sinceTotal > 0 && fen === sinceTotalFen);
      rows.push(fits ? beside(reading, LeftOut.TOTAL) : totalDiffers(reading, allFen));
      [sinceTotal, sinceTotalFen] = [0, 0];
    } else if (isNote(reading)) rows.push(beside(reading, LeftOut.NOTE));
    else {
      const read = readGift(reading, columns, unitFen, today);
      rows.push(read);
      sinceTotal += 1;
      sinceTotalFen += read.amountFen ?? 0;
      allFen += read.amountFen ?? 0;
    }
  }
  return rows;
}

const textsOf = ({ raw }: Reading): ListRow['texts'] =>
  Object.fromEntries(
    [C.NAME, C.AMOUNT, C.CATEGORY, C.DATE, C.NOTE].flatMap((column) => {
      const text = raw(column).trim().slice(0, LIST_LIMITS.note.max);
      return text === '' ? [] : [[column, text]];
    }),
  );

const beside = (reading: Reading, leftOut: LeftOut): ListRow => ({
  row: reading.row.row,
  name: [
    ...reading.row.cells
      .map(cleanCell)
      .filter((cell) => cell !== '')
      .join(' '),
  ]
    .slice(0, 50)
    .join(''),
  amountFen: null,
  category: null,
  givenOn: null,
  note: null,
  texts: textsOf(reading),
  faults: [],
  leftOut,
});

/** A total that is not the sum of the rows means that a row was read differently or is missing. */
const totalDiffers = (reading: Reading, fen: number): ListRow => ({
  ...beside(reading, LeftOut.TOTAL),
  faults: [
    {
      column: C.AMOUNT,
      cell: reading.place(C.AMOUNT),
      key: 'collectedList.totalDiffers',
      params: { sum: formatFen(fen) },
    },
  ],
  leftOut: null,
});

function isNote({ at, row }: Reading): boolean {
  if (at(C.AMOUNT) !== '' || row.broken.length > 0) return false;
  const first = row.cells.map(cleanCell).find((cell) => cell !== '') ?? '';
  return at(C.NAME) === '' || BELOW.test(closeWords(first)) || /[:：]/.test(at(C.NAME));
}

/** The values of one gift, read from the texts of its cells. */
export interface GiftTexts {
  readonly name: string;
  readonly amount: string;
  readonly category: string;
  readonly day: string;
  readonly note: string;
}

export interface GiftRead {
  readonly name: string;
  readonly amountFen: number | null;
  readonly category: G | null;
  readonly givenOn: string | null;
  readonly note: string | null;
  readonly faults: readonly Pick<CellFault, 'column' | 'key' | 'params'>[];
}

/** Reads the values of one gift, each exactly or with a fault. */
export function readGiftTexts(texts: GiftTexts, unitFen: number, today: string): GiftRead {
  const faults: Pick<CellFault, 'column' | 'key' | 'params'>[] = [];
  const fault = (column: C, key: MessageKey, params?: MessageParams) => void faults.push({ column, key, params });
  const fen = readMoney(cleanCell(texts.amount), unitFen);
  const { min, max } = PLEDGE_LIMITS.amountFen;
  if (fen === null) fault(C.AMOUNT, 'collectedList.noAmount');
  else if (Number.isNaN(fen)) fault(C.AMOUNT, 'collectedList.amountUnclear');
  else if (fen < min || fen > max)
    fault(C.AMOUNT, 'money.outOfRange', { minYuan: formatFen(min), maxYuan: formatFen(max) });
  const name = closeWords(cleanCell(texts.name));
  if (name === '') fault(C.NAME, 'collectedList.noName');
  else if (namesSeveral(texts.name.normalize('NFKC'))) fault(C.NAME, 'collectedList.severalNames');
  else {
    const refused = refusalOf(() => readText('name', name, LIST_LIMITS.name));
    if (refused !== null || !/\p{L}/u.test(name))
      fault(C.NAME, 'collectedList.nameUnclear', { max: LIST_LIMITS.name.max });
  }
  const category = readCategory(cleanCell(texts.category));
  if (category === undefined) fault(C.CATEGORY, 'collectedList.categoryUnclear');
  const day = cleanCell(texts.day);
  const moment = day === '' ? null : readMoment(day);
  const givenOn = moment === null ? null : shanghaiDay(moment);
  if (day !== '' && givenOn === null) fault(C.DATE, 'collectedList.dayUnclear');
  else if (givenOn !== null && givenOn > today) fault(C.DATE, 'collectedList.dayAhead');
  const note = cleanCell(texts.note);
  if ([...note].length > LIST_LIMITS.note.max) fault(C.NOTE, 'text.tooLong', { max: LIST_LIMITS.note.max });
  const isAmount = fen !== null && !Number.isNaN(fen) && fen >= min && fen <= max;
  return {
    name: [...name].slice(0, LIST_LIMITS.name.max).join(''),
    amountFen: isAmount ? fen : null,
    category: category ?? null,
    givenOn,
    note: note === '' ? null : [...note].slice(0, LIST_LIMITS.note.max).join(''),
    faults,
  };
}

function refusalOf(read: () => unknown): DomainError | null {
  try {
    read();
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

/** Meanings whose value may be that of a merged cell. A merged name or amount would count for several rows. */
const MAY_BE_MERGED: readonly C[] = [C.CATEGORY, C.DATE, C.NOTE];

function readGift(reading: Reading, columns: readonly C[], unitFen: number, today: string): ListRow {
  const { row, raw, place } = reading;
  const { faults, ...read } = readGiftTexts(
    {
      name: raw(C.NAME),
      amount: raw(C.AMOUNT),
      category: raw(C.CATEGORY),
      day: raw(C.DATE),
      note: raw(C.NOTE),
    },
    unitFen,
    today,
  );
  const ofCells = new Map<C, MessageKey>();
  for (const column of row.merged.map((index) => columns[index] ?? C.IGNORED))
    if (column !== C.IGNORED && !MAY_BE_MERGED.includes(column)) ofCells.set(column, 'collectedList.merged');
  for (const column of row.broken.map((index) => columns[index] ?? C.IGNORED))
    if (column !== C.IGNORED) ofCells.set(column, 'collectedList.formula');
  if (row.isHidden) ofCells.set(C.NAME, 'collectedList.hiddenRow');
  return {
    row: row.row,
    ...read,
    texts: textsOf(reading),
    faults: [
      ...[...ofCells].map(([column, key]) => ({ column, key, cell: place(column) })),
      ...faults.filter(({ column }) => !ofCells.has(column)).map((one) => ({ ...one, cell: place(one.column) })),
    ],
    leftOut: null,
  };
}

/** The digest by which the same list is recognised, whatever program saved it. */
export const contentDigest = (rows: readonly ListRow[]): string =>
  hash(
    'sha256',
    JSON.stringify(
      rows
        .filter(({ leftOut }) => leftOut === null)
        .map(({ texts }) =>
          [C.NAME, C.AMOUNT, C.CATEGORY, C.DATE, C.NOTE].map((column) => cleanCell(texts[column] ?? '')),
        ),
    ),
    'base64url',
  );
