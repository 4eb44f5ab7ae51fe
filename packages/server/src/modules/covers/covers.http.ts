import type { IncomingMessage } from 'node:http';
import type { RequestContext, Services } from '../../context.js';
import { badInput, DomainError, ErrorCode, forbidden, limitExceeded, notFound } from '../../errors.js';
import { presentErrors } from '../../http/graphql-http.js';
import { createRequestContext } from '../../http/request-context.js';
import { BodyTooLarge, readBody, sendJson, sendText } from '../../http/responses.js';
import type { Handler } from '../../http/server.js';
import { languageOf } from '../../messages/index.js';
import type { Cover } from './cover.entity.js';
import { CoverFiles } from './covers.files.js';
import { BoundedQueue } from './covers.queue.js';
import { COVER_LIMITS } from './covers.rules.js';
import { addCover } from './covers.service.js';

const UPLOAD_PATH = '/uploads/covers';
const FILES_PATH = '/files/covers/';
const YEAR_S = 31_536_000;

const STATUS: Record<ErrorCode, number> = {
  [ErrorCode.BAD_USER_INPUT]: 400,
  [ErrorCode.UNAUTHENTICATED]: 401,
  [ErrorCode.FORBIDDEN]: 403,
  [ErrorCode.NOT_FOUND]: 404,
  [ErrorCode.CONFLICT]: 409,
  [ErrorCode.INVALID_STATE]: 409,
  [ErrorCode.LIMIT_EXCEEDED]: 413,
  [ErrorCode.UNAVAILABLE]: 503,
};

/** Where pictures are sent to and where they are seen, by the beginning of the path. */
export function coverRoutes(services: Services): Readonly<Record<string, Handler>> {
  const files = new CoverFiles(services.env.uploadDir);
  const queue = new BoundedQueue(COVER_LIMITS);

  const upload = async (request: IncomingMessage): Promise<Cover> => {
    const [path, search] = (request.url ?? '').split('?', 2);
    if (request.method !== 'POST' || path !== UPLOAD_PATH) throw notFound();
    // A form on another site can send our cookie, but neither this header nor an image type, without asking us first.
    if (request.headers['x-requested-with'] !== 'hongchuang') throw forbidden('cover.foreignPage');
    const context: RequestContext = await createRequestContext(services, request, () => undefined);
    return addCover(context, { files, queue }, new URLSearchParams(search).get('alt'), () => receive(request));
  };

  const receive = async (request: IncomingMessage): Promise<Buffer> => {
    const tooLarge = () => limitExceeded('cover.tooLarge', { max: COVER_LIMITS.bytes / 1024 / 1024 }, 'file');
    if (!request.headers['content-type']?.startsWith('image/')) throw badInput('file', 'cover.type');
    if (Number(request.headers['content-length'] ?? 0) > COVER_LIMITS.bytes) throw tooLarge();
    try {
      return await readBody(request, COVER_LIMITS.bytes);
    } catch (error) {
      throw error instanceof BodyTooLarge ? tooLarge() : error;
    }
  };

  return {
    [UPLOAD_PATH]: async (request, response) => {
      try {
        const { id, url, width, height, alt } = await upload(request);
        sendJson(response, 201, { id, url, width, height, alt });
      } catch (error) {
        // Who went away in the middle needs no answer, and it is no fault of ours.
        if (request.destroyed && !request.complete) return;
        const formatted = { message: error instanceof Error ? error.message : '' };
        const errors = presentErrors(services, [{ error, formatted }], languageOf(request.headers['accept-language']));
        const hourlyLimit = error instanceof DomainError && error.key === 'cover.tooMany';
        sendJson(response, hourlyLimit ? 429 : STATUS[errors[0]?.extensions?.code as ErrorCode], { errors });
      }
    },
    [FILES_PATH]: async (request, response) => {
      const name = (request.url ?? '').split('?', 1)[0]?.slice(FILES_PATH.length) ?? '';
      const data = request.method === 'GET' || request.method === 'HEAD' ? await files.find(name) : null;
      if (data === null) return sendText(response, 404, 'Not found');
      response.writeHead(200, {
        'content-type': 'image/webp',
        'content-length': data.length,
        'content-disposition': 'inline',
        'cache-control': `public, max-age=${YEAR_S}, immutable`,
        'x-content-type-options': 'nosniff',
        // Even if a picture were ever taken for a page, it could load and run nothing.
        'content-security-policy': "default-src 'none'; sandbox",
      });
      response.end(request.method === 'HEAD' ? undefined : data);
    },
  };
}
