import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Services } from '../../context.js';
import { createRequestContext } from '../../http/request-context.js';
import { sendText } from '../../http/responses.js';
import type { Handler } from '../../http/server.js';
import { translate } from '../../messages/index.js';
import { canonicalLeaf } from './leaf.js';
import { readHeads, readLeaves } from './leaves.queries.js';
import type { TreeHead } from './proof.entities.js';
import { findNewestHead } from './proof.queries.js';

/** Downloads that run at once: each reads all of the ledger. */
const AT_ONCE = 4;

/** A head as docs/proof.md writes it. */
const headLine = ({ size, root, signedAt, keyId, signature }: TreeHead): string => JSON.stringify({ size, root, timestamp: signedAt.toISOString(), keyId, signature });

type Lines = (services: Services, size: number) => AsyncGenerator<string[]>;

const DOWNLOADS: Readonly<Record<string, Lines>> = {
  '/exports/ledger.ndjson': async function* ({ db }, size) {
    for await (const leaves of readLeaves(db.read, size)) yield leaves.map(({ entry, entryId }) => {
      if (entry === undefined) throw new Error(`the entry ${entryId} is a leaf, but it is not in the journal`);
      return canonicalLeaf(entry);
    });
  },
  '/exports/tree-heads.ndjson': async function* ({ db }, size) {
    for await (const heads of readHeads(db.read, size)) yield heads.map(headLine);
  },
};

/** The size that `?size=` asks for, so that two downloads fit each other; the newest without it, null when there is no such head. */
async function askedSize({ db }: Services, query: string): Promise<number | null> {
  const asked = new URLSearchParams(query).get('size');
  const newest = (await findNewestHead(db.read))?.size ?? 0;
  if (asked === null) return newest;
  return /^[0-9]{1,15}$/.test(asked) && Number(asked) <= newest ? Number(asked) : null;
}

async function write(lines: AsyncGenerator<string[]>, response: ServerResponse): Promise<void> {
  for await (const batch of lines) {
    // A reader who is slower than the database makes it wait, and one who has left ends the work.
    if (!response.write(`${batch.join('\n')}\n`)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
    if (response.destroyed) return;
  }
  response.end();
}

/** `GET /exports/ledger.ndjson` and `GET /exports/tree-heads.ndjson`: every leaf in its order, and every signed head, streamed; up to `?size=`. */
export function proofRoutes(services: Services): Readonly<Record<string, Handler>> {
  let running = 0;
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [path = '', query = ''] = (request.url ?? '').split('?', 2);
    const lines = DOWNLOADS[path];
    const { language } = await createRequestContext(services, request, () => undefined);
    const size = lines === undefined || request.method !== 'GET' ? null : await askedSize(services, query);
    if (lines === undefined || size === null) return sendText(response, 404, translate(language, 'notFound'));
    if (running >= AT_ONCE) return sendText(response, 503, translate(language, 'books.busy'));
    running += 1;
    try {
      response.writeHead(200, { 'content-type': 'application/x-ndjson; charset=utf-8', 'content-disposition': `attachment; filename="${path.slice('/exports/'.length)}"`, 'cache-control': 'no-store' });
      await write(lines(services, size), response);
    } finally {
      running -= 1;
    }
  };
  return Object.fromEntries(Object.keys(DOWNLOADS).map((path) => [path, serve]));
}
