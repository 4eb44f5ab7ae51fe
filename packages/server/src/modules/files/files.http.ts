import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { RequestContext, Services } from '../../context.js';
import { createRequestContext } from '../../http/request-context.js';
import { sendText } from '../../http/responses.js';
import type { Handler } from '../../http/server.js';
import { uploadHandler } from '../../uploads/upload-handler.js';
import { shanghaiDay } from '../../lib/days.js';
import { translate } from '../../messages/index.js';
import { TakedownCause, tombstonesLoader } from '../privacy/index.js';
import { FileStore } from './file-store.js';
import { FILE_LIMITS } from './files.rules.js';
import { findOpenable, receiveFile } from './files.service.js';
import type { StoredFile } from './stored-file.entity.js';
import { isStaff, record } from '../trace/index.js';
import { fileOpened } from './files.trace.js';

const UPLOAD_PATH = '/uploads/files/';
const FILES_PATH = '/files/evidence/';

/** The routes for upload and download, by the beginning of the path. */
export function fileRoutes(services: Services): Readonly<Record<string, Handler>> {
  const store = new FileStore(services.env.uploadDir);
  return {
    // Accepts every type except those of forms, because pages of other sites can send forms without asking.
    [UPLOAD_PATH]: uploadHandler(
      services,
      UPLOAD_PATH,
      {
        limit: 'upload.files',
        limits: FILE_LIMITS,
        accepts: (type) => !/^(multipart\/|application\/x-www-form)/.test(type),
        wrongType: 'file.type',
      },
      async (arrival) => {
        const { id, name, type, bytes, sha256, url, previewUrl, audience } = await receiveFile(arrival);
        return { id, name, type, bytes, sha256, url, previewUrl, audience };
      },
    ),
    [FILES_PATH]: async (request, response) => {
      const [id = '', part, ...rest] = (request.url ?? '').split('?', 1)[0]!.slice(FILES_PATH.length).split('/');
      const readable =
        (request.method === 'GET' || request.method === 'HEAD') &&
        rest.length === 0 &&
        (part === undefined || part === 'preview');
      const context = await createRequestContext(services, request, () => undefined);
      const file = readable ? await findOpenable(context, id) : null;
      if (file === null || (part === 'preview' && file.previewUrl === null))
        return sendText(response, 404, 'Not found');
      if (file.takenDownAt !== null) return sendText(response, 410, await tombstoneText(context, file));
      // What staff open of other people's evidence is on record. Previews of a list are not, because nobody chose them.
      if (part === undefined && request.method === 'GET' && isStaff(context) && file.ownerId !== context.viewer?.userId)
        await context.db.transact(async (tx) =>
          record(tx, context, fileOpened, { subject: file.id, after: { purpose: file.purpose } }),
        );
      return send(request, response, store, file, part === 'preview');
    },
  };
}

/** Says in words why a file is no longer there, and what it was. */
async function tombstoneText(context: RequestContext, { id, sha256, takenDownAt }: StoredFile): Promise<string> {
  const [tombstone] = await tombstonesLoader(context).load(id);
  const day = shanghaiDay(takenDownAt!);
  return `${translate(context.language, `takedown.file.${tombstone?.cause ?? TakedownCause.AT_REQUEST}`, { day })}\nSHA-256 ${sha256}\n`;
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  store: FileStore,
  file: StoredFile,
  preview: boolean,
): Promise<void> {
  const tag = `"${file.sha256}${preview ? '-preview' : ''}"`;
  // The content never changes, but the people who may see it do. So the browser asks each time, and the server sends
  // the content once.
  const headers = { etag: tag, 'cache-control': 'private, no-cache', vary: 'cookie' };
  if (request.headers['if-none-match'] === tag) return void response.writeHead(304, headers).end();
  const content = await store.open(file.sha256, preview);
  if (content === null) return sendText(response, 404, 'Not found');
  response.writeHead(200, {
    ...headers,
    'content-type': preview ? 'image/webp' : file.type,
    'content-length': content.bytes,
    'content-disposition': dispositionOf(file, preview),
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    // Even when a browser takes the file for a page, that page can load and run nothing.
    'content-security-policy': "default-src 'none'; sandbox",
  });
  if (request.method === 'HEAD') return void response.end();
  // The client can disconnect in the middle, which is not an error of the server.
  await pipeline(content.stream(), response).catch(() => undefined);
}

/**
 * Pictures are shown in the browser. Every other file is downloaded for the reader's own programs, so that it is never
 * shown as a page of this site.
 */
function dispositionOf({ name, width }: StoredFile, preview: boolean): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return preview || width !== null ? 'inline' : `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
