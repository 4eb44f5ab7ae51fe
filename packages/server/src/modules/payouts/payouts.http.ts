import type { IncomingMessage, ServerResponse } from 'node:http';
import { PROOF_REQUIRED, type Services } from '../../context.js';
import { DomainError, ErrorCode } from '../../errors.js';
import { createRequestContext } from '../../http/request-context.js';
import { refuseWithoutProof, sendText } from '../../http/responses.js';
import type { Handler } from '../../http/server.js';
import { LANGUAGES, translate } from '../../messages/index.js';
import { PayoutFormat } from './payout.entities.js';
import { takePayoutFile } from './payouts.service.js';

const PATH = '/exports/refund-orders';
const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/**
 * `GET /exports/refund-orders/<id>.csv` and `.xlsx` send an approved refund order for the bank. A person without
 * permission gets the same answer as for an order that does not exist.
 */
export function payoutRoutes(services: Services): Readonly<Record<string, Handler>> {
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [path = '', search = ''] = (request.url ?? '').split('?', 2);
    const asker = await createRequestContext(services, request, () => undefined);
    const asked = new URLSearchParams(search).get('lang');
    const context = { ...asker, language: LANGUAGES.find((language) => language === asked) ?? asker.language };
    const [, id, ending] = /^\/exports\/refund-orders\/([0-9a-f-]{36})\.(csv|xlsx)$/.exec(path) ?? [];
    if (request.method !== 'GET' || id === undefined)
      return sendText(response, 404, translate(context.language, 'notFound'));
    try {
      const file = await takePayoutFile(context, id, ending === 'csv' ? PayoutFormat.CSV : PayoutFormat.XLSX);
      response.writeHead(200, {
        'content-type': TYPES[ending as keyof typeof TYPES],
        'content-length': file.length,
        'content-disposition': `attachment; filename="refund-${id}.${ending}"`,
        'cache-control': 'private, no-store',
      });
      response.end(file);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (error.key === PROOF_REQUIRED) return refuseWithoutProof(response, context);
      if (error.code === ErrorCode.INVALID_STATE)
        return sendText(response, 409, translate(context.language, error.key, error.params));
      sendText(response, 404, translate(context.language, 'notFound'));
    }
  };
  return { [PATH]: serve };
}
