import { shanghaiDay } from '../../lib/days.js';
import { toFen } from '../../lib/money.js';

/**
 * Matches most cells: narrow signs and Chinese characters with single blanks between them. These cells need no
 * cleaning.
 */
const PLAIN = /^(?:[!#-&(-_a-~\u4e00-\u9fff]+(?: |$))*(?<! )$/;

/**
 * Returns a cell without the additions of banks and spreadsheets: a leading tab, apostrophe or back-tick, `="…"` around
 * the value, and invisible signs inside. Full-width signs become narrow.
 */
export const cleanCell = (cell: string): string =>
  PLAIN.test(cell)
    ? cell
    : cell
        .normalize('NFKC')
        .replace(/^="(.*)"$/s, '$1')
        .replace(/[\u0000-\u001f\u007f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, ' ')
        .replace(/\s+/g, ' ')
        .trim()
        .replace(/^['`]+/, '')
        .trim();

/** Removes the blanks that layouts put between Chinese characters, as in a wide 账 号. */
export const closeWords = (text: string): string => text.replace(/(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff:：])/g, '');

/** Fen in one unit of money, by the unit's word. */
export const FEN_IN = {
  分: 1,
  角: 10,
  元: 100,
  百元: 10_000,
  千元: 100_000,
  万元: 1_000_000,
  万: 1_000_000,
  十万元: 10_000_000,
  百万元: 100_000_000,
  千万元: 1_000_000_000,
  亿元: 10_000_000_000,
  亿: 10_000_000_000,
} as const;

export const FEN_IN_YUAN = FEN_IN.元;

const unitFen = (word: string): number => FEN_IN[word as keyof typeof FEN_IN];

/**
 * Returns the unit, in fen, that a header or a line above the table names; null when it names none. `分` and `角` alone
 * do not count, because many words contain them.
 */
export function namedUnit(text: string): number | null {
  const plain = text.normalize('NFKC').replace(/\s/g, '');
  const [, large] = /((?:十|百|千|十万|百万|千万|万|亿)元)/.exec(plain) ?? [];
  if (large !== undefined) return unitFen(large);
  const [, small] = /[(:/](?:单位:|人民币|[+-])*(分|角|元|万|亿)(?:\)|$)/.exec(plain) ?? [];
  if (small !== undefined) return unitFen(small);
  if (/(?:rmb|cny|¥|yuan)['’]?000\b|thousands?\)?$/i.test(plain)) return FEN_IN.千元;
  return null;
}

/** Signs and words that may surround the digits of an amount. Each kind may occur once. */
const AROUND: readonly (readonly [kind: 'currency' | 'sign' | 'unit', at: RegExp])[] = [
  ['currency', /^(?:cny|rmb|人民币|[¥￥])\s*/i],
  ['currency', /\s*(?:cny|rmb|人民币)$/i],
  ['sign', /^([+-])\s*/],
  ['sign', /^(\()(.*)\)$/],
  ['sign', /\s*([+-])$/],
  ['sign', /(?<=\d)\s*(cr|dr|贷|借)$/i],
  ['unit', /\s*((?:十|百|千|万|十万|百万|千万|亿)?元|万|亿|角|分)(?:整|正)?$/],
];
const SIMPLE = /^-?\d{1,10}(?:\.\d{1,2})?$/;
const NUMBER = /^(\d{1,15}|\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+)?(?:\.(\d*))?$/;
const NOTHING = /^[-/\s]*$/;

/**
 * Reads an amount as fen, by its digits alone. Returns null for an empty cell or a dash, and NaN for text that is not
 * an amount or could be two amounts. `unit` is the number of fen in one unit, unless the cell names its own unit. An
 * amount that is not whole fen is NaN, because nothing is ever rounded.
 */
export function readMoney(raw: string, unit: number = FEN_IN_YUAN): number | null {
  if (unit === FEN_IN_YUAN && SIMPLE.test(raw)) {
    const [whole, fraction] = raw.replace('-', '').split('.');
    return toFenByDigits(whole!, fraction, unit, raw.startsWith('-'));
  }
  let rest = raw.replace(/[\u2010-\u2015\u2212\ufe58\ufe63\uff0d\u2500]/g, '-').trim();
  if (NOTHING.test(rest)) return null;
  const seen: Partial<Record<'currency' | 'sign' | 'unit', string>> = {};
  for (let before = ''; before !== rest;) {
    before = rest;
    for (const [kind, at] of AROUND) {
      const found = at.exec(rest);
      if (found === null) continue;
      // A second sign contradicts the first one or doubles it, so the amount is unclear. A currency that occurs twice,
      // as in ¥12元, is harmless.
      if (kind !== 'currency' && seen[kind] !== undefined) return Number.NaN;
      seen[kind] = found[1] ?? '';
      rest = found[2] ?? rest.replace(at, '');
    }
  }
  const [, whole, fraction] = NUMBER.exec(rest.trim()) ?? [];
  if (whole === undefined && !fraction) return Number.NaN;
  return toFenByDigits(
    (whole ?? '0').replace(/[, ]/g, ''),
    fraction,
    seen.unit === undefined ? unit : unitFen(seen.unit),
    /^(?:-|\(|dr|借)$/i.test(seen.sign ?? ''),
  );
}

/**
 * Returns `whole.fraction` units as fen. The decimal point moves to the right, and the digits that remain behind it
 * must be zeros.
 */
function toFenByDigits(whole: string, fraction: string | undefined = '', unit: number, negative: boolean): number {
  const places = String(unit).length - 1;
  if (/[1-9]/.test(fraction.slice(places))) return Number.NaN;
  const digits = `${whole}${fraction.slice(0, places).padEnd(places, '0')}`.replace(/^0+(?=\d)/, '');
  if (digits.length > 15) return Number.NaN;
  const fen = toFen(digits);
  return negative ? 0 - fen : fen;
}

const DATE = /^(\d{4})(?:年|[-/.])?(\d{1,2})(?:月|[-/.])?(\d{1,2})日?(?:[T ]*(.*))?$/;
const TIME =
  /^(上午|下午|am|pm)?\s*(\d{1,2})(?:[:时.](\d{1,2})(?:[:分.](\d{1,2})秒?(?:\.\d+)?|分)?|(\d{2})(\d{2})?)\s*(am|pm)?$/i;
const DAY_MS = 86_400_000;
/** Day 0 of spreadsheets that count days from 1900. */
const SHEET_EPOCH_MS = Date.UTC(1899, 11, 30);
/** Numbers of spreadsheet days between 1990 and 2100. A cell shows such a number when it has lost its date format. */
const SHEET_DAY = /^(3[3-9]|[4-6]\d|7[0-2])\d{3}(?:\.\d+)?$/;
const SHEET_TIME = /^0?\.\d+$|^0$/;

/** Reads a time of day as hours, minutes and seconds. Returns null when the text is no time. */
function readTime(text: string): readonly [number, number, number] | null {
  if (text === '') return [0, 0, 0];
  if (SHEET_TIME.test(text)) {
    const seconds = Math.round(Number(text) * 86_400);
    return [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  }
  const [whole, before, hour, minute, second, compactMinute, compactSecond, behind] = TIME.exec(text) ?? [];
  if (whole === undefined) return null;
  const half = (before ?? behind ?? '').toLowerCase();
  const hours = Number(hour);
  if (half !== '' && (hours < 1 || hours > 12)) return null;
  const shifted = half === '' ? hours : (hours % 12) + (half === 'pm' || half === '下午' ? 12 : 0);
  return [shifted, Number(minute ?? compactMinute ?? '0'), Number(second ?? compactSecond ?? '0')];
}

/**
 * Returns the moment in Shanghai that a day and an optional time name. Returns null when the text is no date or could
 * be read in two ways.
 */
export function readMoment(rawDay: string, rawTime = ''): Date | null {
  let day = rawDay.trim();
  let time = rawTime.trim();
  if (SHEET_DAY.test(day)) {
    const sheet = new Date(SHEET_EPOCH_MS + Math.round((Number(day) * DAY_MS) / 1_000) * 1_000).toISOString();
    day = day.includes('.') ? sheet.slice(0, 19) : sheet.slice(0, 10);
  }
  const dense = day.replace(/\s/g, '');
  if (/^\d{8}(\d{4}|\d{6})?$/.test(dense)) day = dense.replace(/^(\d{4})(\d\d)(\d\d)/, '$1-$2-$3 ');
  const [, year, month, date, rest = ''] = DATE.exec(day.trim()) ?? [];
  if (year === undefined || month === undefined || date === undefined) return null;
  // A column of times may contain the day as well: 2026-01-05 10:30:05.
  const repeated = DATE.exec(time);
  if (repeated !== null && time.length > 8)
    time =
      Number(repeated[1]) === Number(year) &&
      Number(repeated[2]) === Number(month) &&
      Number(repeated[3]) === Number(date)
        ? (repeated[4] ?? '')
        : time;
  const parts = readTime(time === '' || time === '-' ? rest.trim() : time);
  if (parts === null) return null;
  const [y, mo, d] = [Number(year), Number(month), Number(date)];
  const [h, mi, s] = parts;
  if (y < 1990 || y > 2100 || h > 23 || mi > 59 || s > 59) return null;
  const iso = `${String(y).padStart(4, '0')}-${String(mo).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
  const moment = new Date(`${iso}T${[h, mi, s].map((part) => String(part).padStart(2, '0')).join(':')}+08:00`);
  // JavaScript turns 31 February into another day, so the day is compared.
  return Number.isNaN(moment.getTime()) || shanghaiDay(moment) !== iso ? null : moment;
}

/** Whether a cell is a time of day only. */
export const isTime = (text: string): boolean =>
  text !== '' && !/^\d{8}/.test(text) && (TIME.test(text) || SHEET_TIME.test(text)) && /[:时.]|^\d{5,6}$/.test(text);

const IN = /^(?:贷|贷方|贷记|贷记卡?|c|cr|credit|收|收入|收款|已收|转入|来账|入账|存入|存款|进账|汇入|流入|入|in)$/i;
const OUT = /^(?:借|借方|借记|d|dr|debit|支|支出|支付|付款|已付|转出|往账|出账|支取|取出|取款|汇出|流出|付|出|out)$/i;

export type Direction = 'IN' | 'OUT';

/**
 * Returns the direction of an amount when every word of the cell says the same: `贷 Cr`, `贷方(收入)`. Returns null for
 * anything else.
 */
export function readDirection(raw: string): Direction | null {
  const text = raw.trim();
  if (text === '+') return 'IN';
  if (/^[-\u2212]$/.test(text)) return 'OUT';
  const words = text.split(/[\s()[\]/|,:、\-—]+/).filter((word) => word !== '');
  if (words.length === 0) return null;
  if (words.every((word) => IN.test(word))) return 'IN';
  return words.every((word) => OUT.test(word)) ? 'OUT' : null;
}

/** Words of payment services for rows that moved no money of the account, or for payments that failed. */
export const NEUTRAL = /^(?:\/|不计收支|中性交易|不计)$/;
export const NOT_DONE =
  /^(?:交易|支付|付款|处理)?(?:关闭|已关闭|失败|已失败|已撤销|撤销|已取消|取消|未支付|待支付|等待付款|closed|failed|cancelled|canceled)$/i;

const YUAN = /^(?:人民币元?|人民幣|元|cny|rmb|cny人民币|人民币cny|156|0?1|[¥￥])$/i;
const FOREIGN =
  /美元|美金|港币|港元|港幣|欧元|日元|英镑|澳门元|澳门币|葡币|新台币|台币|韩元|卢布|澳元|加元|新加坡元|泰铢|瑞士法郎|(?<![a-z])(?:usd|hkd|eur|jpy|gbp|mop|twd|krw|rub|aud|cad|sgd|thb|chf|nzd|us\$|hk\$)(?![a-z])|[$€£]/i;

/** Returns whether a word names yuan or another currency; null when it names neither. */
export function readCurrency(text: string): 'YUAN' | 'OTHER' | null {
  const plain = text.normalize('NFKC').replace(/[\s()-]/g, '');
  if (YUAN.test(plain)) return 'YUAN';
  return FOREIGN.test(plain) || /^[a-z]{3}$/i.test(plain) ? 'OTHER' : null;
}

/** Returns the foreign currency that a text names, in the text's own words; null when it names none. */
export const foreignCurrency = (text: string): string | null => FOREIGN.exec(text.normalize('NFKC'))?.[0] ?? null;

/**
 * Returns the digits of an account number, with stars for hidden digits. Returns null when the text is no account
 * number.
 */
export function accountDigits(text: string): string | null {
  const digits = text.replace(/[xX#•●＊]/g, '*').replace(/[\s-]/g, '');
  return /^[\d*]{8,40}$/.test(digits) && /\d{2}/.test(digits) ? digits : null;
}
