import { FEN_PER_YUAN, toFen } from './money.js';

const DIGITS = [...'零壹贰叁肆伍陆柒捌玖'];
const PLACES = ['仟', '佰', '拾', ''];

/** Spells 1 to 9999. Several zeros in the middle are read as one, and those at the end are left out. */
function upToThousands(number: number): string {
  const digits = [...String(number).padStart(4, '0')].map(Number);
  const words = digits.map((digit, place) => (digit === 0 ? '零' : `${DIGITS[digit]}${PLACES[place]}`)).join('');
  return words.replace(/零+/g, '零').replace(/^零|零$/g, '');
}

/** Spells `number` in parts of `unit`. The rest below the unit begins with 零 when its first place is empty. */
function inUnits(
  number: number,
  size: number,
  unit: string,
  above: (n: number) => string,
  below: (n: number) => string,
): string {
  const rest = number % size;
  const gap = rest > 0 && rest < size / 10 ? '零' : '';
  return `${above(Math.trunc(number / size))}${unit}${gap}${rest === 0 ? '' : below(rest)}`;
}

function wholeNumber(number: number): string {
  if (number < 10_000) return upToThousands(number);
  if (number < 100_000_000) return inUnits(number, 10_000, '万', upToThousands, upToThousands);
  return inUnits(number, 100_000_000, '亿', wholeNumber, wholeNumber);
}

/**
 * Spells an amount in fen as cheques and receipts do, by the annex of the Measures for Payment and Settlement
 * (支付结算办法附一): 140950 -> 人民币壹仟肆佰零玖元伍角整. Where the rules leave a choice, the fuller form is used: 整 after 角, and 零 after
 * an empty place of 元. Throws a RangeError for an amount below zero.
 */
export function rmbInWords(fen: number): string {
  if (toFen(fen) < 0) throw new RangeError(`An amount on paper is not below zero: ${fen}`);
  const yuan = Math.trunc(fen / FEN_PER_YUAN);
  const jiao = Math.trunc((fen % FEN_PER_YUAN) / 10);
  const cents = fen % 10;
  const whole = yuan === 0 ? '' : `${wholeNumber(yuan)}元`;
  if (jiao === 0 && cents === 0) return `人民币${whole || '零元'}整`;
  const gap = whole !== '' && (jiao === 0 || yuan % 10 === 0) ? '零' : '';
  return `人民币${whole}${gap}${jiao === 0 ? '' : `${DIGITS[jiao]}角`}${cents === 0 ? '整' : `${DIGITS[cents]}分`}`;
}
