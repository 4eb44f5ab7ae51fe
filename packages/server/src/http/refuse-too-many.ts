import type { ServerResponse } from 'node:http';
import type { RequestContext } from '../context.js';
import { countOnNode, tooMany } from '../limits/limiter.js';
import type { LimitName } from '../limits/limits.js';
import { networkOf } from '../limits/network.js';
import { translate } from '../messages/index.js';
import { sendText } from './responses.js';

/**
 * Counts a download of a network. Returns whether the response is sent already, with 429 and the time to try again.
 */
export function refuseTooMany(
  context: RequestContext,
  response: ServerResponse,
  limit: Extract<LimitName, 'export.network' | 'paper.network'>,
): boolean {
  const waitMs = countOnNode(context, { limit, of: networkOf(context.address) });
  if (waitMs === 0) return false;
  const { key, params } = tooMany(context, limit, waitMs);
  response.setHeader('retry-after', String(params.retryAfterSeconds));
  sendText(response, 429, translate(context.language, key, params));
  return true;
}
