import type { Services } from '../../context.js';
import type { Handler } from '../../http/server.js';
import { uploadDoor } from '../../uploads/upload-door.js';
import { FILE_LIMITS } from './statement-table.js';
import { receiveStatement } from './statements.service.js';

const UPLOAD_PATH = '/uploads/statements';

/** Where the bank's files are sent to: `POST /uploads/statements?name=<file name>`, the file as it is. */
export function statementRoutes(services: Services): Readonly<Record<string, Handler>> {
  const limits = { bytes: FILE_LIMITS.bytes, uploads: 120, windowMs: 3_600_000, atOnce: 1, waiting: 3 };
  return {
    // Every type but that of a form, which pages of others can send without asking.
    [UPLOAD_PATH]: uploadDoor(services, UPLOAD_PATH, { countedIn: 'file_uploads', limits, accepts: (type) => !/^(multipart\/|application\/x-www-form)/.test(type), wrongType: 'statement.type' }, async (arrival) => {
      const { id, state } = await receiveStatement(arrival);
      return { id, state };
    }),
  };
}
