import type { Services } from '../../context.js';
import { sendText } from '../../http/responses.js';
import type { Handler } from '../../http/server.js';
import { strangerContext } from '../../http/stranger.js';
import { daysBetween, lastDayOf, shanghaiDay } from '../../lib/days.js';
import { formatFen } from '../../lib/money.js';
import { LANGUAGES, translate, type Language } from '../../messages/index.js';
import { CoverFiles, coverLoader } from '../covers/index.js';
import { cityTotalsReader } from '../impact/index.js';
import { organizationLoader, publicNameOf } from '../organizations/index.js';
import { loadFace } from '../printouts/index.js';
import { findVisibleProject, type Project, ProjectStatus, progressLoader } from '../projects/index.js';
import { drawCard, type Card } from './card.drawing.js';

const CARDS = '/og/';
const PROJECT = /^\/og\/projects\/([a-z0-9-]{1,80})\.(zh-CN|en)\.png$/;
const SITE = /^\/og\/site(?:\.(zh-CN|en))?\.png$/;

/** How many cards are drawn at the same time; each takes a processor for about a tenth of a second. */
const AT_ONCE = 2;
const KEPT = 100;
/** The address of a project's card changes with its figures, so a card may be kept for a while. */
const KEPT_SECONDS = 300;

/** Whole yuan without decimals: a card has no room for ".00". */
const amount = (fen: number): string => formatFen(fen).replace(/\.00$/, '');

/** Whole per cent, cut off, so that 100 % is shown only when it is reached. */
const percentOf = (part: number, whole: number): number => (whole > 0 ? Math.floor((part / whole) * 100) : 0);

function standingOf(project: Project, raised: number, now: Date, language: Language): string {
  const say = (key: Parameters<typeof translate>[1], params?: Record<string, number>) =>
    translate(language, key, params);
  switch (project.status) {
    case ProjectStatus.PUBLIC_NOTICE:
      return say('card.notice');
    case ProjectStatus.FUNDRAISING: {
      const days = daysBetween(shanghaiDay(now), lastDayOf(project.fundingEndsAt));
      return days > 0 ? say('card.raising', { days }) : say('card.raisingToday');
    }
    case ProjectStatus.COMPLETED:
      return say('card.completed');
    case ProjectStatus.CANCELLED:
      return say('card.cancelled');
    default:
      return raised >= project.goalFen
        ? say('card.funded')
        : say('card.endedBelow', { percent: percentOf(raised, project.goalFen) });
  }
}

/** A card with the key under which it is kept: the same key means the same picture. */
interface KeyedCard {
  readonly key: string;
  load(): Promise<Card>;
}

async function findProjectCard(
  services: Services,
  files: CoverFiles,
  slug: string,
  language: Language,
): Promise<KeyedCard | null> {
  const context = strangerContext(services, language);
  const project = await findVisibleProject(context, { slug });
  if (project === null) return null;
  const [progress, organization, cover] = await Promise.all([
    progressLoader(context).load(project.id),
    organizationLoader(context).load(project.organizationId),
    project.coverId === null ? null : coverLoader(context).load(project.coverId),
  ]);
  const words = {
    title: project.title,
    by: translate(language, 'card.by', { name: organization === null ? '' : publicNameOf(organization) }),
    figure: amount(progress.raised),
    about: translate(language, 'card.about', { goal: amount(progress.goal), backers: progress.backerCount }),
    standing: standingOf(project, progress.raised, services.clock.now(), language),
    site: translate(language, 'card.site'),
  };
  return {
    key: JSON.stringify([slug, words, cover?.fileKey]),
    load: async () => ({
      words,
      share: progress.goal > 0 ? progress.raised / progress.goal : 0,
      picture: cover && (await files.find(`${cover.fileKey}.webp`)),
      seed: slug,
    }),
  };
}

async function cityCard(services: Services, language: Language): Promise<KeyedCard> {
  const totals = await cityTotalsReader(services)();
  const words = {
    title: translate(language, 'card.city.title'),
    by: translate(language, 'card.city.by'),
    figure: amount(totals.raised),
    about: translate(language, 'card.city.about', { projects: totals.projectCount }),
    standing: translate(language, 'card.city.standing'),
    site: translate(language, 'card.site'),
  };
  return {
    key: JSON.stringify(words),
    load: async () => ({ words, share: null, picture: null, seed: 'city' }),
  };
}

/** `GET /og/projects/SLUG.LANGUAGE.png` and `GET /og/site.png`: the pictures that chat apps show beside a link. */
export function cardRoutes(services: Services): Readonly<Record<string, Handler>> {
  const files = new CoverFiles(services.env.uploadDir);
  const drawn = new Map<string, Promise<Buffer>>();
  let running = 0;

  const find = async (path: string): Promise<KeyedCard | null> => {
    const [, slug, language] = PROJECT.exec(path) ?? [];
    if (slug !== undefined) return findProjectCard(services, files, slug, language as Language);
    const site = SITE.exec(path);
    return site && cityCard(services, LANGUAGES.find((one) => one === site[1]) ?? 'zh-CN');
  };

  /** Returns the picture of a card, or null while too many others are drawn. */
  const draw = ({ key, load }: KeyedCard): Promise<Buffer> | null => {
    const known = drawn.get(key);
    if (known !== undefined) return known;
    if (running >= AT_ONCE) return null;
    running += 1;
    const picture = Promise.all([load(), loadFace()])
      .then(([card, face]) => drawCard(card, face))
      .finally(() => {
        running -= 1;
      });
    drawn.set(key, picture);
    picture.catch(() => drawn.delete(key));
    for (const oldest of drawn.keys()) {
      if (drawn.size <= KEPT) break;
      drawn.delete(oldest);
    }
    return picture;
  };

  const serve: Handler = async (request, response) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const card = isRead ? await find((request.url ?? '').split('?', 1)[0]!) : null;
    if (card === null) return sendText(response, 404, 'Not found');
    const picture = await draw(card);
    if (picture === null) {
      response.setHeader('retry-after', '2');
      return sendText(response, 503, 'Too many pictures are drawn at this moment');
    }
    response.writeHead(200, {
      'content-type': 'image/png',
      'content-length': picture.length,
      'cache-control': `public, max-age=${KEPT_SECONDS}`,
      // A chat app shows the picture on its own page.
      'cross-origin-resource-policy': 'cross-origin',
    });
    response.end(request.method === 'HEAD' ? undefined : picture);
  };
  return { [CARDS]: serve };
}
