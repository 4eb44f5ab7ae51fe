import type { Services } from '../../context.js';
import { notFound } from '../../errors.js';
import { sendText } from '../../http/responses.js';
import type { Handler } from '../../http/server.js';
import { uploadHandler } from '../../uploads/upload-handler.js';
import { CoverFiles } from './covers.files.js';
import { COVER_LIMITS } from './covers.rules.js';
import { addCover } from './covers.service.js';

const UPLOAD_PATH = '/uploads/covers';
const FILES_PATH = '/files/covers/';
const YEAR_S = 31_536_000;

/** The routes for upload and download, by the beginning of the path. */
export function coverRoutes(services: Services): Readonly<Record<string, Handler>> {
  const files = new CoverFiles(services.env.uploadDir);
  return {
    [UPLOAD_PATH]: uploadHandler(
      services,
      UPLOAD_PATH,
      {
        limit: 'upload.covers',
        limits: COVER_LIMITS,
        accepts: (type) => type.startsWith('image/'),
        wrongType: 'picture.type',
      },
      async (arrival) => {
        if (arrival.path !== '') throw notFound();
        const { id, url, width, height, alt } = await addCover(arrival, files);
        return { id, url, width, height, alt };
      },
    ),
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
        // Even when a browser takes the picture for a page, that page can load and run nothing.
        'content-security-policy': "default-src 'none'; sandbox",
      });
      response.end(request.method === 'HEAD' ? undefined : data);
    },
  };
}
