import { isDay } from '../../lib/days.js';
import { isId } from '../../lib/ids.js';

/** A value of the state before or after an act: a number, a word of our own, an id, a day, or a list of these. */
export type Fact = number | boolean | string | null | readonly (string | number)[];
export type Facts = Readonly<Record<string, Fact>>;

/** A name of an enum value, of a field of the schema, or of a file format. */
const WORD = /^(?:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*|[a-z]+(?:[-A-Z][a-z]+)*|[A-Z][A-Za-z]+\.[a-z][A-Za-z]*)$/;
/** A number of one of our papers. */
const DOCUMENT = /^[A-Z]{2,4}-[0-9]{4}-[0-9]{6,9}$/;
const MONTH_OR_YEAR = /^[0-9]{4}(?:-[0-9]{2})?$/;
const NAME = /^[a-z][A-Za-z]*$/;
/** The longest JSON of facts. A list of ids of one page of a list fits in. */
const LONGEST = 4_000;

const isOwnText = (text: string): boolean =>
  WORD.test(text) || isId(text) || isDay(text) || DOCUMENT.test(text) || MONTH_OR_YEAR.test(text);

/**
 * Returns the first text of `facts` that somebody could have typed, or null. The trace is kept for ever, so no name,
 * address, telephone number, message or secret may be in it.
 */
export function findForeignFact(facts: Facts): string | null {
  for (const [name, fact] of Object.entries(facts)) {
    if (!NAME.test(name)) return name;
    const foreign = [fact].flat().find((one) => typeof one === 'string' && !isOwnText(one));
    if (foreign !== undefined) return String(foreign);
  }
  return null;
}

/** Whether `subject` is an id or a number of ours. */
export const isOwnSubject = (subject: string): boolean => isOwnText(subject);

/** Returns the stored form of `facts`. Throws when they hold a text that is not of our own words, ids and numbers. */
export function storedFacts(kind: string, facts: Facts | undefined): string | null {
  if (facts === undefined) return null;
  const foreign = findForeignFact(facts);
  // The caller's fault is logged. The message omits the refused text, because it may be personal.
  if (foreign !== null)
    throw new Error(
      `the facts of ${kind} hold words, ids and numbers of ours only; one of ${foreign.length} characters is none of them`,
    );
  const stored = JSON.stringify(facts);
  if (stored.length > LONGEST) throw new Error(`the facts of ${kind} are longer than ${LONGEST} characters`);
  return stored;
}
