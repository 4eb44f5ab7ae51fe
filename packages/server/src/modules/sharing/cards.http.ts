import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Services } from '../../context.js';
import { sendText } from '../../http/responses.js';
import type { Handler } from '../../http/server.js';
import { strangerContext } from '../../http/stranger.js';
import { shanghaiMinute } from '../../lib/days.js';
import { LANGUAGES, translate, type Language, type MessageKey } from '../../messages/index.js';
import { campaignProgressLoader, findCampaign, stateOf, type CampaignState } from '../campaigns/index.js';
import { CoverFiles } from '../covers/index.js';
import { cityTotalsReader } from '../impact/index.js';
import { organizationLoader, publicNameOf } from '../organizations/index.js';
import { loadFace } from '../printouts/index.js';
import { drawCard, type Card, type Shape } from './card.drawing.js';
import type { DrawnOnce } from './drawn-once.js';
import { amount, findProjectFacts } from './project-facts.js';

const CARDS = '/og/';
const PROJECT = /^\/og\/projects\/([a-z0-9-]{1,80})\.(zh-CN|en)(\.square)?\.png$/;
const CAMPAIGN = /^\/og\/campaigns\/([0-9a-f-]{36})\.(zh-CN|en)(\.square)?\.png$/;
const SITE = /^\/og\/site(?:\.(zh-CN|en))?(\.square)?\.png$/;
/** The address of a project's card changes with its figures, so a card may be kept for a while. */
const KEPT_SECONDS = 300;

/** A card with the key under which it is kept: the same key means the same picture. */
interface KeyedCard {
  readonly key: string;
  readonly shape: Shape;
  load(): Promise<Card>;
}

const shapeOf = (square: string | undefined): Shape => (square === undefined ? 'wide' : 'square');

async function cityCard(services: Services, language: Language, shape: Shape): Promise<KeyedCard> {
  const totals = await cityTotalsReader(services)();
  const words = {
    title: translate(language, 'card.city.title'),
    by: translate(language, 'card.city.by'),
    figure: amount(totals.raised),
    about: translate(language, 'card.city.about', { projects: totals.projectCount }),
    standing: translate(language, 'card.city.standing'),
    site: translate(language, 'card.site'),
  };
  return { key: JSON.stringify(words), shape, load: async () => ({ words, share: null, picture: null, seed: 'city' }) };
}

/** The card of a campaign that everybody may see; null for others. */
async function campaignCard(
  services: Services,
  id: string,
  language: Language,
  shape: Shape,
): Promise<KeyedCard | null> {
  const context = strangerContext(services, language);
  const campaign = await findCampaign(context, id);
  if (campaign === null) return null;
  const [progress, organizer] = await Promise.all([
    campaignProgressLoader(context).load(id),
    organizationLoader(context).load(campaign.organizerId),
  ]);
  const state = stateOf(campaign, services.clock.now());
  const standings: Partial<Record<CampaignState, [MessageKey, Date]>> = {
    UPCOMING: ['card.campaign.opens', campaign.opensAt],
    OPEN: ['card.campaign.closes', campaign.closesAt],
  };
  const [key, at] = standings[state] ?? (['card.campaign.over', campaign.endedAt ?? campaign.closesAt] as const);
  const words = {
    title: campaign.title,
    by: translate(language, 'card.campaign.by', { name: organizer === null ? '' : publicNameOf(organizer) }),
    figure: amount(progress.raised),
    about: translate(language, 'card.campaign.about', { gifts: progress.giftCount, donors: progress.donorCount }),
    standing: translate(language, key, { at: shanghaiMinute(at) }),
    site: translate(language, 'card.site'),
  };
  return { key: JSON.stringify(words), shape, load: async () => ({ words, share: null, picture: null, seed: id }) };
}

/** Sends a drawn picture or paper, or asks to come again while too many others are drawn. */
export async function sendDrawn(
  request: IncomingMessage,
  response: ServerResponse,
  drawn: Promise<Buffer> | null,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const bytes = await drawn;
  if (bytes === null) {
    response.setHeader('retry-after', '2');
    return sendText(response, 503, 'Too many pictures are drawn at this moment');
  }
  response.writeHead(200, {
    'content-length': bytes.length,
    // A chat app shows the picture on its own page.
    'cross-origin-resource-policy': 'cross-origin',
    ...headers,
  });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

/**
 * `GET /og/projects/SLUG.LANGUAGE.png`, `GET /og/campaigns/ID.LANGUAGE.png` and `GET /og/site.png`: the pictures that chat apps show beside a link. With
 * `.square.png` they are square.
 */
export function cardRoutes(services: Services, drawn: DrawnOnce): Readonly<Record<string, Handler>> {
  const files = new CoverFiles(services.env.uploadDir);

  const find = async (path: string): Promise<KeyedCard | null> => {
    const [, slug, language, square] = PROJECT.exec(path) ?? [];
    if (slug !== undefined) {
      const facts = await findProjectFacts(services, files, { slug }, language as Language);
      if (facts === null) return null;
      const { words, share } = facts;
      return {
        key: facts.key,
        shape: shapeOf(square),
        load: async () => ({ words, share, picture: await facts.picture(), seed: slug }),
      };
    }
    const [, campaign, ofCampaign, isSquare] = CAMPAIGN.exec(path) ?? [];
    if (campaign !== undefined) return campaignCard(services, campaign, ofCampaign as Language, shapeOf(isSquare));
    const site = SITE.exec(path);
    return site && cityCard(services, LANGUAGES.find((one) => one === site[1]) ?? 'zh-CN', shapeOf(site[2]));
  };

  const serve: Handler = async (request, response) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const card = isRead ? await find((request.url ?? '').split('?', 1)[0]!) : null;
    if (card === null) return sendText(response, 404, 'Not found');
    const { key, shape, load } = card;
    const picture = drawn.get(`${shape} ${key}`, async () => drawCard(await load(), shape, await loadFace()));
    return sendDrawn(request, response, picture, {
      'content-type': 'image/png',
      'cache-control': `public, max-age=${KEPT_SECONDS}`,
    });
  };
  return { [CARDS]: serve };
}
