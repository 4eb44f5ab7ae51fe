import { badInput, notFound } from './errors.js';
import { isId } from './lib/ids.js';
import { formatFen } from './lib/money.js';
import { checkText, type TextLimits } from './lib/text.js';

/** `raw` as it is to be stored, or a refusal that names the field and the limit. */
export function readText(field: string, raw: string, limits: TextLimits): string {
  const result = checkText(raw, limits);
  if ('text' in result) return result.text;
  throw badInput(field, `text.${result.fault}`, { min: limits.min ?? 1, max: limits.max });
}

/** Like `readText`, with null for what is absent or blank. */
export function readOptionalText(field: string, raw: string | null | undefined, limits: TextLimits): string | null {
  return raw == null ? null : readText(field, raw, { ...limits, min: 0 }) || null;
}

/** What to search for, null for everything. Longer patterns than names are only work for the database, which refuses them in its own words. */
export const readSearch = (raw: string | null | undefined): string | null => readOptionalText('search', raw, { max: 100 });

/** An id of ours; anything else cannot exist. */
export function readId(field: string, raw: string): string {
  if (!isId(raw)) throw notFound(field);
  return raw;
}

/** An amount of money in fen; who gave a wrong one is told the limits in yuan. */
export function readFen(field: string, raw: number, limits: { min: number; max: number }): number {
  if (!Number.isSafeInteger(raw)) throw badInput(field, 'number.notWhole');
  if (raw < limits.min || raw > limits.max) throw badInput(field, 'money.outOfRange', { ...limits, minYuan: formatFen(limits.min), maxYuan: formatFen(limits.max) });
  return raw;
}

/** `list`, when it has at least `min` and at most `max` entries. */
export function readList<T>(field: string, list: readonly T[], limits: { min: number; max: number }): readonly T[] {
  if (list.length < limits.min || list.length > limits.max) throw badInput(field, 'list.length', limits);
  return list;
}
