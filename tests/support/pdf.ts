import { extractText, getDocumentProxy } from 'unpdf';
import type { Client } from './client.ts';

/** A paper as its reader receives it. */
export interface Pdf {
  status: number;
  headers: Headers;
  bytes: Uint8Array;
  /** The text of each page, as a reader selects and copies it; empty where the response is no PDF. */
  pages: string[];
  /** All pages on one line, without the blanks between Chinese characters that PDF readers insert at line ends. */
  text: string;
  title: string;
  /** The text of a refusal. */
  words: string;
}

export async function readPdf(bytes: Uint8Array): Promise<Pick<Pdf, 'pages' | 'text' | 'title'>> {
  // A copy, because the PDF reader detaches the buffer that it gets.
  const document = await getDocumentProxy(new Uint8Array(bytes));
  const { text: pages } = await extractText(document, { mergePages: false });
  const { info } = (await document.getMetadata()) as { info: { Title?: string } };
  return {
    pages,
    text: pages
      .join('\n')
      .replace(/\s+/g, ' ')
      .replace(/(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef])/g, ''),
    title: info.Title ?? '',
  };
}

/** Fetches a paper as `client`. */
export async function fetchPdf(client: Client, path: string): Promise<Pdf> {
  const response = await client.fetch(path);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const isPdf = response.headers.get('content-type') === 'application/pdf';
  return {
    status: response.status,
    headers: response.headers,
    bytes,
    words: isPdf ? '' : Buffer.from(bytes).toString(),
    ...(isPdf ? await readPdf(bytes) : { pages: [], text: '', title: '' }),
  };
}
