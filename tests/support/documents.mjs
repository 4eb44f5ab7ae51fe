// The operations of our pages in the form in which the pages send them: by the hash of a text that the server knows.
import { readFileSync } from 'node:fs';

/** @type {Record<string, string>} */
const texts = JSON.parse(
  readFileSync(new URL('../../packages/schema/src/generated/trusted-documents.json', import.meta.url), 'utf8'),
);

/**
 * Returns an operation of packages/schema: its text, and the hash by which a page names it.
 * @param {string} name
 */
export function documentOf(name) {
  const found = Object.entries(texts).find(([, text]) => new RegExp(`^(query|mutation) ${name}\\b`).test(text));
  if (found === undefined) throw new Error(`No operation of packages/schema/documents is called ${name}.`);
  return { hash: found[0], text: found[1] };
}
