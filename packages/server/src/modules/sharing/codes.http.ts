import type { Services } from '../../context.js';
import { sendText } from '../../http/responses.js';
import type { Handler } from '../../http/server.js';
import { strangerContext } from '../../http/stranger.js';
import { findVisibleProject } from '../projects/index.js';
import { codeOf } from './shapes.js';
import { findLinkOfProject } from './short-links.service.js';

const CODE = '/qr.svg';
/** An address of a page: letters, digits and a few signs, as the pages' own links have them. */
const PAGE = /^\/[\w\-./~%]{0,200}$/;
const PROJECT = /^\/projects\/([a-z0-9-]{1,80})$/;
const KEPT_SECONDS = 3_600;

/** Returns what the code of a page leads to. A project has a short link, which counts that a print was scanned. */
async function targetOf(services: Services, page: string): Promise<string> {
  const slug = PROJECT.exec(page)?.[1];
  const project = slug === undefined ? null : await findVisibleProject(strangerContext(services, 'zh-CN'), { slug });
  const link = project && (await findLinkOfProject(services, project.id));
  return services.env.publicUrl + (link === null ? page : `/p/${link.code}?s=print`);
}

/** A code with its address beside it, which the printed page cannot know by itself. */
function drawCode(link: string): string {
  const { path, side } = codeOf(link);
  const lines =
    link
      .replace(/^https?:\/\//, '')
      .replace(/\?.*$/, '')
      .match(/.{1,40}/g) ?? [];
  const text = lines.map(
    (line, index) => `<tspan x="122" y="${30 + index * 20}">${line.replaceAll('&', '&amp;')}</tspan>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="110" viewBox="0 0 480 110"><path fill="#fff" d="M0 0h480v110H0z"/><path transform="translate(8 8) scale(${94 / side})" d="${path}" shape-rendering="crispEdges"/><text font-family="monospace" font-size="14">${text.join('')}</text></svg>`;
}

/** `GET /qr.svg?page=/books` is the QR code and the address of one of our pages, for its printed form. */
export const codeRoutes = (services: Services): Readonly<Record<string, Handler>> => ({
  [CODE]: async (request, response) => {
    const [path = '', query = ''] = (request.url ?? '').split('?', 2);
    const page = new URLSearchParams(query).get('page') ?? '';
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (!isRead || path !== CODE || !PAGE.test(page) || page.startsWith('//'))
      return sendText(response, 404, 'Not found');
    const body = Buffer.from(drawCode(await targetOf(services, page)));
    response.writeHead(200, {
      'content-type': 'image/svg+xml',
      'content-length': body.length,
      'cache-control': `public, max-age=${KEPT_SECONDS}`,
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  },
});
