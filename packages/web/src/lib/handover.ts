import type { NormalizedCacheObject } from '@apollo/client';
import type { Language } from './money';

/** What the server hands over with a page that it has drawn. */
export interface Handover {
  language: Language;
  /** The moment for which the page was drawn. */
  at: string;
  /** The cache with everything that the page shows. */
  data: NormalizedCacheObject;
}

const ID = 'handover';

/** Returns what the server handed over; undefined where the browser has to draw the page itself. */
export function readHandover(): Handover | undefined {
  const text = document.getElementById(ID)?.textContent;
  return text ? (JSON.parse(text) as Handover) : undefined;
}

/** The element that hands over. The browser does not run it, and no text in it can end it. */
export const handoverElement = (handover: Handover): string =>
  `<script type="application/json" id="${ID}">${scriptJson(handover)}</script>`;

/** JSON for the inside of a script element. */
export const scriptJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
