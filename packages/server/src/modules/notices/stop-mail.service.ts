import type { RequestContext, Services } from '../../context.js';
import { dataKeysOf } from '../../data-keys.js';
import { badInput } from '../../errors.js';
import { open, seal } from '../../lib/sealed.js';
import { requireFewOfStranger } from '../../limits/limiter.js';
import { translate } from '../../messages/index.js';
import { GuestAddress } from './guest-address.entity.js';
import { forgetGuest } from './guest-addresses.service.js';
import { NoticeChoice } from './notice.entities.js';
import { NoticeTopic, NoticeWay } from './notice.enums.js';
import { chooseWay, topicLabel } from './telling.service.js';
import type { StoppableMail } from './stop-mail.types.js';

/** What a link ends: mail to a person about these topics, or all mail to the address that a guest left with this gift. */
type Stop = { readonly userId: string; readonly topics: readonly NoticeTopic[] } | { readonly guest: string };

const PLACE = 'letters.stop';
const LONGEST_TOKEN = 1_000;

/**
 * Returns the part of a link that ends mail. It is sealed, so nobody can make one or learn from it whom it concerns.
 * It works without sign-in and as long as its key is in DATA_KEYS.
 */
export const stopToken = ({ env }: Pick<Services, 'env'>, stop: Stop): string =>
  seal(dataKeysOf(env), JSON.stringify('guest' in stop ? ['', stop.guest] : [stop.userId, ...stop.topics]), PLACE);

/** The page with a button for a token. Browsers do not send what follows the # to the server. */
export const stopPage = (services: Pick<Services, 'env'>, stop: Stop): string =>
  `${services.env.publicUrl}/stop-mail#${stopToken(services, stop)}`;

/** The address to which mail programs send the one-click unsubscription of RFC 8058. */
export const oneClickUrl = (services: Pick<Services, 'env'>, stop: Stop): string =>
  `${services.env.publicUrl}/unsubscribe/${stopToken(services, stop)}`;

/** Returns what a token ends, or null for one that we did not make. */
function readToken({ env }: Pick<Services, 'env'>, token: string): Stop | null {
  if (token.length > LONGEST_TOKEN) return null;
  try {
    const [userId, ...rest] = JSON.parse(open(dataKeysOf(env), token, PLACE)) as [string, ...string[]];
    if (userId === '') return { guest: rest[0]! };
    return { userId, topics: Object.values(NoticeTopic).filter((topic) => rest.includes(topic)) };
  } catch {
    return null;
  }
}

/** Ends the mail that a token is for. Returns whether the token is valid. Doing it again changes nothing. */
export async function stopByToken(services: Services, token: string): Promise<boolean> {
  const stop = readToken(services, token);
  if (stop === null) return false;
  await services.db.transact(async (tx) => {
    if ('guest' in stop) {
      await forgetGuest(services, tx, stop.guest);
      return;
    }
    for (const topic of stop.topics) await chooseWay(tx, stop.userId, topic, NoticeWay.INBOX);
  });
  return true;
}

/** Returns which mail a token ends, and whether it has ended already; null for a token that we did not make. */
export async function findStoppable(context: RequestContext, token: string): Promise<StoppableMail | null> {
  requireFewOfStranger(context, 'stopMail.network');
  const stop = readToken(context, token);
  if (stop === null) return null;
  if ('guest' in stop)
    return {
      about: [translate(context.language, 'notice.stop.gift')],
      stopped: !(await context.db.read.existsBy(GuestAddress, { id: stop.guest })),
    };
  const { userId, topics } = stop;
  const choices = await context.db.read.findBy(NoticeChoice, { userId });
  return {
    about: topics.map((topic) => topicLabel(context.language, topic)),
    stopped: topics.every((topic) => choices.some((one) => one.topic === topic && one.way === NoticeWay.INBOX)),
  };
}

export async function stopMail(context: RequestContext, token: string): Promise<StoppableMail> {
  const found = await findStoppable(context, token);
  if (found === null) throw badInput('token', 'notice.stop.invalid');
  if (!found.stopped) await stopByToken(context, token);
  return { ...found, stopped: true };
}
