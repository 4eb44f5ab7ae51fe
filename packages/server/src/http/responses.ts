import type { IncomingMessage, ServerResponse } from 'node:http';
import { PROOF_REQUIRED, type RequestContext } from '../context.js';
import { translate } from '../messages/index.js';

export class BodyTooLarge extends Error {}

/** Resolves with the whole body of `request`. Rejects with BodyTooLarge as soon as the body passes `limitBytes`. */
export function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    // The stream is read to its end even past the limit, and the rest is discarded, because a client that still sends
    // would not read the response.
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limitBytes) chunks.push(chunk);
      else {
        chunks.length = 0;
        reject(new BodyTooLarge(`the body is larger than ${limitBytes} bytes`));
      }
    });
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    request.on('error', reject);
  });
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(value));
}

export function sendText(
  response: ServerResponse,
  status: number,
  text: string,
  contentType = 'text/plain; charset=utf-8',
): void {
  response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store' });
  response.end(text);
}

/**
 * Refuses a download that needs a newer proof of the person. By the header a page knows that it has to ask for a proof
 * and then to fetch the same address again.
 */
export function refuseWithoutProof(
  response: ServerResponse,
  { language, env }: Pick<RequestContext, 'language' | 'env'>,
): void {
  response.setHeader('x-refusal', PROOF_REQUIRED);
  sendText(response, 403, translate(language, PROOF_REQUIRED, { minutes: env.proofMinutes }));
}
