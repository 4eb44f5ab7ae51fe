import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Services } from '../../context.js';
import { createRequestContext } from '../../http/request-context.js';
import { sendText } from '../../http/responses.js';
import type { Handler } from '../../http/server.js';
import { uploadDoor } from '../../uploads/upload-door.js';
import { FileStore } from './file-store.js';
import { FILE_LIMITS } from './files.rules.js';
import { findOpenable, receiveFile } from './files.service.js';
import type { StoredFile } from './stored-file.entity.js';

const UPLOAD_PATH = '/uploads/files/';
const FILES_PATH = '/files/evidence/';

/** Where files are sent to and where they are opened, by the beginning of the path. */
export function fileRoutes(services: Services): Readonly<Record<string, Handler>> {
  const store = new FileStore(services.env.uploadDir);
  return {
    // Every type but that of a form, which pages of others can send without asking.
    [UPLOAD_PATH]: uploadDoor(services, UPLOAD_PATH, { countedIn: 'file_uploads', limits: FILE_LIMITS, accepts: (type) => !/^(multipart\/|application\/x-www-form)/.test(type), wrongType: 'file.type' }, async (arrival) => {
      const { id, name, type, bytes, sha256, url, previewUrl } = await receiveFile(arrival);
      return { id, name, type, bytes, sha256, url, previewUrl };
    }),
    [FILES_PATH]: async (request, response) => {
      const [id = '', part, ...rest] = (request.url ?? '').split('?', 1)[0]!.slice(FILES_PATH.length).split('/');
      const readable = (request.method === 'GET' || request.method === 'HEAD') && rest.length === 0 && (part === undefined || part === 'preview');
      const context = await createRequestContext(services, request, () => undefined);
      const file = readable ? await findOpenable(context, id) : null;
      if (file === null || (part === 'preview' && file.previewUrl === null)) return sendText(response, 404, 'Not found');
      return send(request, response, store, file, part === 'preview');
    },
  };
}

async function send(request: IncomingMessage, response: ServerResponse, store: FileStore, file: StoredFile, preview: boolean): Promise<void> {
  const tag = `"${file.sha256}${preview ? '-preview' : ''}"`;
  // What it holds never changes, but who may see it does: it is asked for each time, and sent once.
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
    // Even if a file were ever taken for a page, it could load and run nothing.
    'content-security-policy': "default-src 'none'; sandbox",
  });
  if (request.method === 'HEAD') return void response.end();
  // Who went away in the middle is no fault of ours.
  await pipeline(content.stream(), response).catch(() => undefined);
}

/** Pictures are shown; everything else is for the reader's own programs, never for this page's browser. */
function dispositionOf({ name, width }: StoredFile, preview: boolean): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return preview || width !== null ? 'inline' : `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
