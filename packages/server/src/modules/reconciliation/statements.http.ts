import type { Services } from '../../context.js';
import type { Handler } from '../../http/server.js';
import { uploadHandler } from '../../uploads/upload-handler.js';
import { FILE_LIMITS } from './statement-table.js';
import { receiveStatement } from './statements.service.js';

const UPLOAD_PATH = '/uploads/statements';

/** `POST /uploads/statements?name=<file name>` receives a file from the bank as the request's body. */
export function statementRoutes(services: Services): Readonly<Record<string, Handler>> {
  const limits = { bytes: FILE_LIMITS.bytes, atOnce: 1, waiting: 3 };
  return {
    // Accepts every content type except those of forms, because pages of other sites can send a form without a
    // preflight request.
    [UPLOAD_PATH]: uploadHandler(
      services,
      UPLOAD_PATH,
      {
        limit: 'upload.statements',
        limits,
        accepts: (type) => !/^(multipart\/|application\/x-www-form)/.test(type),
        wrongType: 'statement.type',
      },
      async (arrival) => {
        const { id, state } = await receiveStatement(arrival);
        return { id, state };
      },
    ),
  };
}
