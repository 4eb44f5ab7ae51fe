import type { Services } from '../../context.js';
import { createRequestContext } from '../../http/request-context.js';
import { refuseTooMany } from '../../http/refuse-too-many.js';
import { sendText } from '../../http/responses.js';
import type { Handler } from '../../http/server.js';
import { shanghaiMinute } from '../../lib/days.js';
import { translate, type Language } from '../../messages/index.js';
import { CoverFiles } from '../covers/index.js';
import { loadFace } from '../printouts/index.js';
import { sendDrawn } from './cards.http.js';
import type { DrawnOnce } from './drawn-once.js';
import { findProjectFacts, type ProjectFacts } from './project-facts.js';
import { drawPoster, type Poster } from './poster.drawing.js';
import { posterPaper, type Sheet } from './poster.paper.js';

const POSTERS = '/posters/';
const POSTER = /^\/posters\/([a-z0-9-]{1,80})\.(zh-CN|en)\.(?:png|(a4|a3)\.pdf)$/;
/** A poster shows the figures of its moment, so it is not kept longer than the minute that it names. */
const KEPT_SECONDS = 60;

/** An address as people type it. */
const typed = (link: string): string => link.replace(/^https?:\/\//, '').replace(/\?.*$/, '');

async function posterOf(facts: ProjectFacts, language: Language, now: Date): Promise<Poster> {
  const link = facts.link('poster');
  return {
    words: facts.words,
    share: facts.share,
    picture: await facts.picture(),
    seed: facts.project.slug,
    examples: facts.examples.map(({ amount, does }) => `${amount} · ${does}`),
    scan: translate(language, facts.isOpen ? 'poster.scan' : 'poster.scanClosed'),
    link,
    address: typed(link),
    at: translate(language, 'poster.at', { at: shanghaiMinute(now) }),
  };
}

/**
 * `GET /posters/SLUG.LANGUAGE.png` is a poster for phones, `.a4.pdf` and `.a3.pdf` are posters for walls. All show the
 * figures of the moment and a code that leads to the project.
 */
export function posterRoutes(services: Services, drawn: DrawnOnce): Readonly<Record<string, Handler>> {
  const files = new CoverFiles(services.env.uploadDir);
  const serve: Handler = async (request, response) => {
    const [path = ''] = (request.url ?? '').split('?', 1);
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const [, slug, asked, size] = (isRead && POSTER.exec(path)) || [];
    if (slug === undefined) return sendText(response, 404, 'Not found');
    const context = await createRequestContext(services, request, () => undefined);
    if (refuseTooMany(context, response, 'paper.network')) return;
    const language = asked as Language;
    const facts = await findProjectFacts(services, files, { slug }, language);
    if (facts === null) return sendText(response, 404, translate(language, 'notFound'));
    const now = services.clock.now();
    const sheet = size?.toUpperCase() as Sheet | undefined;
    const make = async () => {
      const [poster, face] = await Promise.all([posterOf(facts, language, now), loadFace()]);
      return sheet === undefined ? drawPoster(poster, face) : posterPaper(poster, { face, language, sheet, at: now });
    };
    const key = `poster ${sheet ?? 'phone'} ${shanghaiMinute(now)} ${facts.key}`;
    return sendDrawn(request, response, drawn.get(key, make), {
      'content-type': sheet === undefined ? 'image/png' : 'application/pdf',
      'content-disposition': `inline; filename="${slug}.${sheet === undefined ? 'png' : `${size}.pdf`}"`,
      'cache-control': `public, max-age=${KEPT_SECONDS}`,
    });
  };
  return { [POSTERS]: serve };
}
