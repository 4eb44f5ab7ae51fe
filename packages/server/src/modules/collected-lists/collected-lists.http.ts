import type { Services } from '../../context.js';
import type { Handler } from '../../http/server.js';
import { uploadHandler } from '../../uploads/upload-handler.js';
import { FILE_BYTES } from './list-file.js';
import { listSheetRoutes } from './list-sheets.http.js';
import { receiveList } from './receive-list.js';

const UPLOAD_PATH = '/uploads/collected-lists';

/** `POST /uploads/collected-lists?organizationId=<id>&name=<file name>` receives a list as the request's body. */
export function collectedListRoutes(services: Services): Readonly<Record<string, Handler>> {
  return {
    ...listSheetRoutes(services),
    // Accepts every content type except those of forms, because pages of other sites can send a form without a
    // preflight request.
    [UPLOAD_PATH]: uploadHandler(
      services,
      UPLOAD_PATH,
      {
        limit: 'upload.lists',
        limits: { bytes: FILE_BYTES, atOnce: 1, waiting: 5 },
        accepts: (type) => !/^(multipart\/|application\/x-www-form)/.test(type),
        wrongType: 'collectedList.type',
      },
      async (arrival) => ({ id: (await receiveList(arrival)).id }),
    ),
  };
}
