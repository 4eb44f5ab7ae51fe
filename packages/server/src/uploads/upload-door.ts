import type { IncomingMessage } from 'node:http';
import { requireViewer, type RequestContext, type Services } from '../context.js';
import { badInput, DomainError, ErrorCode, forbidden, limitExceeded, notFound } from '../errors.js';
import { presentErrors } from '../http/graphql-http.js';
import { createRequestContext } from '../http/request-context.js';
import { BodyTooLarge, readBody, sendJson } from '../http/responses.js';
import type { Handler } from '../http/server.js';
import { languageOf, type MessageKey } from '../messages/index.js';
import { BoundedQueue } from './bounded-queue.js';
import { countUpload, type UploadRate } from './count-upload.js';

export interface DoorRules {
  /** Where uploads are counted by person. */
  readonly countedIn: 'cover_uploads' | 'file_uploads';
  readonly limits: UploadRate & {
    /** Of one upload. */
    readonly bytes: number;
    /** Uploads worked on at once, and how many more may wait or still be arriving: together they bound the memory. */
    readonly atOnce: number;
    readonly waiting: number;
  };
  /** Whether a declared type is let in at all; what an upload really is, only its content says. */
  accepts(contentType: string): boolean;
  /** How another declared type is refused. */
  readonly wrongType: MessageKey;
}

/** An upload that has not been read yet. */
export interface Arrival {
  readonly context: RequestContext;
  /** What follows the door's own address, and the parameters after it. */
  readonly path: string;
  readonly parameters: URLSearchParams;
  /** Reads the upload and works on it when its turn comes; counts it before. For a signed-in viewer only. */
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

/** The address that takes uploads by POST: one file each, as it is, from our own pages. `store` decides who may, and answers what is told of it. */
export function uploadDoor(services: Services, address: string, { countedIn, limits, accepts, wrongType }: DoorRules, store: (arrival: Arrival) => Promise<object>): Handler {
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
    // A form on another site can send our cookie, but not this header without asking us first.
    if (request.headers['x-requested-with'] !== 'hongchuang') throw forbidden('upload.foreignPage');
    const context = await createRequestContext(services, request, () => undefined);
    return store({
      context,
      path: path.slice(address.length),
      parameters: new URLSearchParams(search),
      receive: (work) => {
        const { userId } = requireViewer(context);
        return queue.enter(async () => {
          await countUpload(context, userId, countedIn, limits);
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
      // Who went away in the middle needs no answer, and it is no fault of ours.
      if (request.destroyed && !request.complete) return;
      const formatted = { message: error instanceof Error ? error.message : '' };
      const errors = presentErrors(services, [{ error, formatted }], languageOf(request.headers['accept-language']));
      const hourlyLimit = error instanceof DomainError && error.key === 'upload.tooMany';
      sendJson(response, hourlyLimit ? 429 : STATUS[errors[0]?.extensions?.code as ErrorCode], { errors });
    }
  };
}
