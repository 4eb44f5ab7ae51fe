import type { Services } from '../../context.js';
import { BodyTooLarge, readBody, sendText } from '../../http/responses.js';
import type { Handler } from '../../http/server.js';
import { languageOf, translate, type MessageKey } from '../../messages/index.js';
import { stopByToken } from './stop-mail.service.js';

const PREFIX = '/unsubscribe/';
/** Mail programs send one field, as a form or as multipart. */
const LONGEST_BODY = 4_096;
const ONE_CLICK = [/(?:^|&)List-Unsubscribe=One-Click(?:&|$)/i, /name="List-Unsubscribe"\s+One-Click\s/i];

/**
 * `POST /unsubscribe/TOKEN` is the one-click unsubscription of RFC 8058. Programs that look for harm in letters open
 * their links, so GET ends nothing and leads to the page with a button.
 */
export const stopMailRoutes = (services: Services): Readonly<Record<string, Handler>> => ({
  [PREFIX]: async (request, response) => {
    const token = (request.url ?? '').split('?', 1)[0]!.slice(PREFIX.length);
    const say = (status: number, key: MessageKey) =>
      sendText(response, status, translate(languageOf(request.headers['accept-language']), key));
    if (request.method === 'GET' || request.method === 'HEAD') {
      // Only what a token consists of is put into the header.
      const location = `/stop-mail#${/^[\w.-]*$/.test(token) ? token : ''}`;
      response.writeHead(303, { location, 'cache-control': 'no-store' });
      response.end();
      return;
    }
    if (request.method !== 'POST') {
      response.setHeader('allow', 'GET, HEAD, POST');
      return sendText(response, 405, 'Method not allowed');
    }
    const body = await readBody(request, LONGEST_BODY).catch((error: unknown) => {
      if (error instanceof BodyTooLarge) return null;
      throw error;
    });
    if (body === null || !ONE_CLICK.some((form) => form.test(body.toString('latin1'))))
      return say(400, 'notice.stop.oneClick');
    return (await stopByToken(services, token)) ? say(200, 'notice.stop.done') : say(404, 'notice.stop.invalid');
  },
});
