import type { IncomingMessage } from 'node:http';
import { requireViewer, type RequestContext, type Services } from '../context.js';
import { badInput, ErrorCode, forbidden, limitExceeded, notFound } from '../errors.js';
import { presentErrors, retryAfterOf } from '../http/graphql-http.js';
import { createRequestContext } from '../http/request-context.js';
import { BodyTooLarge, readBody, sendJson } from '../http/responses.js';
import type { Handler } from '../http/server.js';
import { languageOf, type MessageKey } from '../messages/index.js';
import { BoundedQueue } from './bounded-queue.js';
import { requireFew } from '../limits/limiter.js';
import type { LimitName } from '../limits/limits.js';

export interface UploadRules {
  /** How many uploads a person may begin. Refused uploads count, because they cost work, too. */
  readonly limit: Extract<LimitName, `upload.${string}`>;
  readonly limits: {
    /** The most bytes of one upload. */
    readonly bytes: number;
    /**
     * How many uploads are processed at once. Together with `waiting`, the number that may wait or still arrive, it
     * bounds the memory.
     */
    readonly atOnce: number;
    readonly waiting: number;
  };
  /** Whether a declared content type is accepted. Only the content says what an upload really is. */
  accepts(contentType: string): boolean;
  /** The message for a declared type that is not accepted. */
  readonly wrongType: MessageKey;
}

/** An upload that has not been read yet. */
export interface PendingUpload {
  readonly context: RequestContext;
  /** The path after the handler's own address, and the URL's parameters. */
  readonly path: string;
  readonly parameters: URLSearchParams;
  /**
   * Counts the upload, reads it and runs `work` on it when its turn comes. Throws when nobody is signed in, or when a
   * limit is exceeded.
   */
  receive<T>(work: (upload: Buffer) => Promise<T>): Promise<T>;
}

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

/**
 * Returns the handler of an address that takes uploads by POST: one unencoded file per request, from our own pages.
 * `store` decides who may upload, and returns what the response says.
 */
export function uploadHandler(
  services: Services,
  address: string,
  { limit, limits, accepts, wrongType }: UploadRules,
  store: (upload: PendingUpload) => Promise<object>,
): Handler {
  const queue = new BoundedQueue(limits);

  const read = async (request: IncomingMessage): Promise<Buffer> => {
    const tooLarge = () => limitExceeded('upload.tooLarge', { max: limits.bytes / 1024 / 1024 }, 'file');
    if (!accepts(request.headers['content-type'] ?? '')) throw badInput('file', wrongType);
    if (Number(request.headers['content-length'] ?? 0) > limits.bytes) throw tooLarge();
    try {
      return await readBody(request, limits.bytes);
    } catch (error) {
      throw error instanceof BodyTooLarge ? tooLarge() : error;
    }
  };

  const admit = async (request: IncomingMessage): Promise<object> => {
    const [path = '', search] = (request.url ?? '').split('?', 2);
    if (request.method !== 'POST') throw notFound();
    // A form on another site can send our cookie, but it cannot send this header without a CORS preflight.
    if (request.headers['x-requested-with'] !== 'hongchuang') throw forbidden('upload.foreignPage');
    const context = await createRequestContext(services, request, () => undefined);
    return store({
      context,
      path: path.slice(address.length),
      parameters: new URLSearchParams(search),
      receive: (work) => {
        const { userId } = requireViewer(context);
        return queue.enter(async () => {
          // Counted before it is read, so that many parallel uploads cannot pass the limit together.
          await requireFew(context, { limit, of: userId });
          const upload = await read(request);
          return queue.takeTurn(() => work(upload));
        });
      },
    });
  };

  return async (request, response) => {
    try {
      sendJson(response, 201, await admit(request));
    } catch (error) {
      // A client that disconnected during its upload needs no response, and this is not a fault of ours.
      if (request.destroyed && !request.complete) return;
      const formatted = { message: error instanceof Error ? error.message : '' };
      const errors = presentErrors(services, [{ error, formatted }], languageOf(request.headers['accept-language']));
      const wait = retryAfterOf(errors);
      if (wait !== null) response.setHeader('retry-after', wait);
      sendJson(response, wait !== null ? 429 : STATUS[errors[0]?.extensions?.code as ErrorCode], { errors });
    }
  };
}
