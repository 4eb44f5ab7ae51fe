import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { EntityManager } from 'typeorm';
import type { Services } from '../../context.js';
import { createRequestContext } from '../../http/request-context.js';
import { refuseTooMany } from '../../http/refuse-too-many.js';
import { sendText } from '../../http/responses.js';
import type { Handler } from '../../http/server.js';
import { translate } from '../../messages/index.js';
import { ledgerLog } from './ledger-log.js';
import { readHeads, readLeaves } from './leaves.queries.js';
import type { TreeHead } from './proof.entities.js';
import { findNewestHead } from './proof.queries.js';
import type { SignedLog } from './signed-log.js';

/** How many downloads run at once. Each one reads the whole ledger. */
const AT_ONCE = 4;

/** A head as docs/proof.md writes it. */
const headLine = ({ size, root, signedAt, keyId, signature }: TreeHead): string =>
  JSON.stringify({ size, root, timestamp: signedAt.toISOString(), keyId, signature });

/** Yields the first `size` leaves of a log as lines, in the order of the tree. */
export async function* leafLines(log: SignedLog, manager: EntityManager, size: number): AsyncGenerator<string[]> {
  for await (const leaves of readLeaves(log, manager, size))
    yield leaves.map(({ leaf, entryId }) => {
      if (leaf?.text == null) throw new Error(`the row ${entryId} is a leaf, but it is not in ${log.rows}`);
      return leaf.text;
    });
}

/** Yields the heads of a log up to `size` as lines, from the smallest on. */
export async function* headLines(log: SignedLog, manager: EntityManager, size: number): AsyncGenerator<string[]> {
  for await (const heads of readHeads(log, manager, size)) yield heads.map(headLine);
}

type Lines = (log: SignedLog, manager: EntityManager, size: number) => AsyncGenerator<string[]>;

const DOWNLOADS: Readonly<Record<string, Lines>> = {
  '/exports/ledger.ndjson': leafLines,
  '/exports/tree-heads.ndjson': headLines,
};

/**
 * Returns the size that `?size=` asks for, so that two downloads match. Returns the newest size without it, and null
 * when the size is malformed or larger than the newest one.
 */
async function askedSize({ db }: Services, query: string): Promise<number | null> {
  const asked = new URLSearchParams(query).get('size');
  const newest = (await findNewestHead(ledgerLog, db.read))?.size ?? 0;
  if (asked === null) return newest;
  return /^[0-9]{1,15}$/.test(asked) && Number(asked) <= newest ? Number(asked) : null;
}

/** Writes lines as the reader takes them. Stops when the client disconnects. */
export async function streamLines(lines: AsyncGenerator<string[]>, response: ServerResponse): Promise<void> {
  for await (const batch of lines) {
    // The loop waits for a reader who is slower than the database.
    if (!response.write(`${batch.join('\n')}\n`))
      await Promise.race([once(response, 'drain'), once(response, 'close')]);
    if (response.destroyed) return;
  }
  response.end();
}

/**
 * `GET /exports/ledger.ndjson` and `GET /exports/tree-heads.ndjson`: streams every leaf in order, or every signed head,
 * up to `?size=`.
 */
export function proofRoutes(services: Services): Readonly<Record<string, Handler>> {
  let running = 0;
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [path = '', query = ''] = (request.url ?? '').split('?', 2);
    const lines = DOWNLOADS[path];
    const context = await createRequestContext(services, request, () => undefined);
    const { language } = context;
    const size = lines === undefined || request.method !== 'GET' ? null : await askedSize(services, query);
    if (lines === undefined || size === null) return sendText(response, 404, translate(language, 'notFound'));
    if (refuseTooMany(context, response, 'export.network')) return;
    if (running >= AT_ONCE) return sendText(response, 503, translate(language, 'books.busy'));
    running += 1;
    try {
      response.writeHead(200, {
        'content-type': 'application/x-ndjson; charset=utf-8',
        'content-disposition': `attachment; filename="${path.slice('/exports/'.length)}"`,
        'cache-control': 'no-store',
      });
      await streamLines(lines(ledgerLog, services.db.read, size), response);
    } finally {
      running -= 1;
    }
  };
  return Object.fromEntries(Object.keys(DOWNLOADS).map((path) => [path, serve]));
}
