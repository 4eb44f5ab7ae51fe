import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Services } from '../../context.js';
import { createRequestContext } from '../../http/request-context.js';
import { sendText } from '../../http/responses.js';
import type { Handler } from '../../http/server.js';
import { translate } from '../../messages/index.js';
import { fetchResult, readResult } from './results.service.js';

const PATH = '/exports/works/';

/** The address of the file of a work. */
export const resultUrl = (workId: string): string => `${PATH}${workId}`;

/**
 * `GET /exports/works/<id>` sends the file that a work made to the person who asked for it. Others get the answer for a
 * work that does not exist.
 */
export const workRoutes = (services: Services): Readonly<Record<string, Handler>> => ({
  [PATH]: async (request, response) => {
    const context = await createRequestContext(services, request, () => undefined);
    const id = (request.url ?? '').split('?', 1)[0]!.slice(PATH.length);
    const result = request.method === 'GET' ? await fetchResult(context, id) : null;
    if (result === null) return sendText(response, 404, translate(context.language, 'notFound'));
    response.writeHead(200, {
      'content-type': result.type,
      'content-length': result.bytes,
      'content-disposition': `attachment; filename="${result.fileName}"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    });
    // A reader that disconnects ends the download, which is no fault.
    await pipeline(Readable.from(readResult(services, result)), response).catch((error: unknown) => {
      if (!response.destroyed) throw error;
    });
  },
});
