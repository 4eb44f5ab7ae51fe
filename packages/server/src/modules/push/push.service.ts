import { In } from 'typeorm';
import type { ClosingStep } from '../../closing.js';
import { onePerServer, requireViewer, type RequestContext, type Services } from '../../context.js';
import { dataKeysOf } from '../../data-keys.js';
import type { Tx } from '../../db/database.js';
import { insertRows } from '../../db/rows.js';
import { badInput, limitExceeded, notFound } from '../../errors.js';
import { readId, readText } from '../../input.js';
import { newId } from '../../lib/ids.js';
import { blindIndexes, open, seal } from '../../lib/sealed.js';
import { isLocalUrl } from '../../public-address.js';
import { placeOf, type SealedColumn } from '../../sealed-columns.js';
import { loadSeed } from '../../secret-seed.js';
import { User } from '../identity/index.js';
import { NoticeLanguage } from '../notices/index.js';
import { PushDevice, PushMessage } from './push.entities.js';
import type { RegisterPushDeviceInput } from './push.inputs.js';
import { isPublicKey, serverKeyFrom, type Subscription } from './web-push.js';

const MOST_DEVICES = 10;
const AUTH_BYTES = 16;

export const pushSubscription: SealedColumn = { table: 'push_devices', key: 'id', column: 'subscription_sealed' };

/** Returns the key by which push services recognise this server. It follows from the server's secret bytes. */
export const serverKeyOf = onePerServer(({ env }) => serverKeyFrom(loadSeed(env)));

export const openSubscription = ({ env }: Pick<Services, 'env'>, { subscriptionSealed }: PushDevice): Subscription =>
  JSON.parse(open(dataKeysOf(env), subscriptionSealed, placeOf(pushSubscription))) as Subscription;

/** The digests that an endpoint may have: the one of the newest key first. */
const endpointKeys = ({ env }: Pick<Services, 'env'>, endpoint: string) =>
  blindIndexes(dataKeysOf(env), endpoint, 'push_devices.endpoint_key');

function readSubscription({ env }: RequestContext, input: RegisterPushDeviceInput): Subscription {
  const text = readText('endpoint', input.endpoint, { max: 2_000 });
  const url = URL.canParse(text) ? new URL(text) : null;
  const isWeb = url !== null && (url.protocol === 'https:' || (env.webhooksAnywhere && url.protocol === 'http:'));
  if (!isWeb || url.username !== '' || url.password !== '' || (!env.webhooksAnywhere && isLocalUrl(url)))
    throw badInput('endpoint', 'push.endpoint');
  const p256dh = readText('p256dh', input.p256dh, { max: 100 });
  if (!/^[\w-]+=*$/.test(p256dh) || !isPublicKey(p256dh)) throw badInput('p256dh', 'push.key');
  const auth = readText('auth', input.auth, { max: 50 });
  if (!/^[\w-]+=*$/.test(auth) || Buffer.from(auth, 'base64url').length !== AUTH_BYTES)
    throw badInput('auth', 'push.key');
  return { endpoint: url.href, p256dh, auth };
}

export async function listDevices({ db, viewer }: RequestContext): Promise<PushDevice[]> {
  return viewer === null ? [] : db.read.find(PushDevice, { where: { userId: viewer.userId }, order: { id: 'ASC' } });
}

/**
 * Lets a browser show the viewer's notifications from now on. A browser shows those of one person: of the last who
 * asked for it.
 */
export async function registerDevice(context: RequestContext, input: RegisterPushDeviceInput): Promise<PushDevice> {
  const { userId } = requireViewer(context);
  const subscription = readSubscription(context, input);
  const keys = endpointKeys(context, subscription.endpoint);
  return context.db.transact(async (tx) => {
    await tx.lock(User, { id: userId });
    const before = await tx.manager.find(PushDevice, { where: { endpointKey: In(keys) }, order: { id: 'ASC' } });
    const others = await tx.manager.countBy(PushDevice, { userId });
    if (others - before.filter((device) => device.userId === userId).length >= MOST_DEVICES)
      throw limitExceeded('push.tooMany', { max: MOST_DEVICES });
    await forget(tx, before);
    const device = tx.manager.create(PushDevice, {
      id: newId(tx.now),
      userId,
      subscriptionSealed: seal(dataKeysOf(context.env), JSON.stringify(subscription), placeOf(pushSubscription)),
      endpointKey: keys[0],
      device: context.userAgent,
      language: context.language === 'en' ? NoticeLanguage.EN : NoticeLanguage.ZH_CN,
      createdAt: tx.now,
    });
    insertRows(tx, PushDevice, [device]);
    return device;
  });
}

/** Ends a device of the viewer. One that is gone already, or another person's, is NOT_FOUND. */
export async function endDevice(context: RequestContext, rawId: string): Promise<User> {
  const { userId } = requireViewer(context);
  const id = readId('id', rawId);
  await context.db.transact(async (tx) => {
    await tx.lock(User, { id: userId });
    const device = await tx.manager.findOneBy(PushDevice, { id, userId });
    if (device === null) throw notFound('id');
    await forget(tx, [device]);
  });
  return context.db.read.findOneByOrFail(User, { id: userId });
}

/** Removes devices with everything that waits to be shown on them. */
export async function forget(tx: Tx, devices: readonly PushDevice[]): Promise<void> {
  if (devices.length === 0) return;
  const ids = devices.map(({ id }) => id);
  await tx.manager.delete(PushMessage, { deviceId: In(ids) });
  await tx.manager.delete(PushDevice, { id: In(ids) });
}

/** Removes what waits for the devices of somebody who closes the account, which is deleted after it. */
export const stopPushing: ClosingStep = async (_services, tx, userId) =>
  forget(tx, await tx.manager.findBy(PushDevice, { userId }));
