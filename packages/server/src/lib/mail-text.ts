/** The most characters that a letter of the charity contains of a text that somebody typed. */
const MOST = 200;

/** The dot of what mail programs turn into a link, and the @ of an address. */
const DOT_OF_NAME = /(?<=[\p{L}\p{N}-])\.(?=[\p{L}][\p{L}\p{N}-])/gu;
const SCHEME = /([a-z][a-z0-9+.-]{1,20}):(?=\/\/|\\\\)/gi;

/**
 * Returns a text that somebody typed, as a letter may hold it: one line of bounded length in which no mail program finds
 * a link or an address. A letter speaks for the charity, so a stranger's title must not lead its readers elsewhere.
 */
export function mailText(typed: string): string {
  const line = typed
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/\p{Cf}/gu, '')
    // Browsers read these two as . and @. Other full-width signs are the punctuation of Chinese and stay.
    .replaceAll('．', '.')
    .replaceAll('＠', '@')
    .trim();
  const letters = [...line];
  const bounded = letters.length > MOST ? `${letters.slice(0, MOST - 1).join('')}…` : line;
  return bounded.replace(SCHEME, '$1 ').replace(DOT_OF_NAME, '[.]').replaceAll('@', '[at]');
}

/** Returns the data of a letter with every text in it as `mailText` returns it. Ids, numbers and paths stay as they are. */
export function mailData<Data>(data: Data): Data {
  if (typeof data === 'string') return mailText(data) as Data;
  if (Array.isArray(data)) return data.map((one: unknown) => mailData(one)) as Data;
  if (typeof data === 'object' && data !== null)
    return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, mailData(value)])) as Data;
  return data;
}
