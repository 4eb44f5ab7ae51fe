import type { Services } from '../../context.js';
import { sendText } from '../../http/responses.js';
import type { Handler } from '../../http/server.js';
import { strangerContext } from '../../http/stranger.js';
import { languageOf, translate } from '../../messages/index.js';
import { findVisibleProject } from '../projects/index.js';
import { placeOf, sourceOf } from './sharing.rules.js';
import { findShortLink, SHORT_CODE, visitCounts } from './short-links.service.js';

const SHORT = '/p/';

/**
 * `GET /p/CODE?s=SOURCE` leads to the project, and with `&stage=ID` to the report of a stage. A code that never was is 404. The project of a code was public once, so
 * 410 tells nothing new when it no longer is.
 */
export const shortLinkRoutes = (services: Services): Readonly<Record<string, Handler>> => ({
  [SHORT]: async (request, response) => {
    const [path = '', query = ''] = (request.url ?? '').split('?', 2);
    const code = path.slice(SHORT.length).toUpperCase();
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const link = isRead && SHORT_CODE.test(code) ? await findShortLink(services, code) : null;
    if (link === null) return sendText(response, 404, 'Not found');
    const project = await findVisibleProject(strangerContext(services, 'zh-CN'), { id: link.projectId });
    if (project === null)
      return sendText(response, 410, translate(languageOf(request.headers['accept-language']), 'share.gone'));
    const asked = new URLSearchParams(query);
    if (request.method === 'GET') visitCounts(services).add(code, sourceOf(asked.get('s')));
    const place = placeOf(asked.get('stage'));
    response.writeHead(302, { location: `/projects/${project.slug}${place}`, 'cache-control': 'no-store' });
    response.end();
  },
});
