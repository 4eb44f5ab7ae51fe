import type { RegisterPushDeviceInput } from '@hongchuang/schema';

/** The script that shows notifications while no page is open. */
const WORKER = '/push-worker.js';

/** Whether this browser can show notifications while no page is open. On iPhones only pages on the home screen can. */
export const canShowNotices = (): boolean =>
  'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

/** Whether the person or the browser has refused notifications of this site. Only the browser's settings undo that. */
export const isRefused = (): boolean => canShowNotices() && Notification.permission === 'denied';

const registrationNow = async (): Promise<ServiceWorkerRegistration | undefined> =>
  canShowNotices() ? navigator.serviceWorker.getRegistration(WORKER) : undefined;

/** Whether this browser takes notifications now. */
export const showsNotices = async (): Promise<boolean> =>
  Boolean(await (await registrationNow())?.pushManager.getSubscription());

/** Asks the person for consent, and the browser for an address. Returns null when either refuses. */
export async function beginNotices(serverKey: string): Promise<RegisterPushDeviceInput | null> {
  if ((await Notification.requestPermission()) !== 'granted') return null;
  const registration = await navigator.serviceWorker.register(WORKER);
  await navigator.serviceWorker.ready;
  try {
    const subscription = await registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: serverKey,
    });
    const { endpoint, keys } = subscription.toJSON();
    if (endpoint === undefined || keys?.p256dh === undefined || keys.auth === undefined) return null;
    return { endpoint, p256dh: keys.p256dh, auth: keys.auth };
  } catch {
    // Where the push service of the browser's maker cannot be reached.
    return null;
  }
}

/** Lets this browser take no more notifications. Its push service tells the server, which then forgets it. */
export async function endNotices(): Promise<void> {
  try {
    await (await (await registrationNow())?.pushManager.getSubscription())?.unsubscribe();
  } catch {
    // The person is signed out all the same.
  }
}
