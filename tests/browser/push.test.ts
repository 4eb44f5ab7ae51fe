import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { give } from '../support/city.ts';
import { ON_PHONE, Person } from '../support/person.ts';
import { PushService } from '../support/push.ts';
import { createTown, projectAt, type Town } from '../support/town.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));

describe('notices on a device', () => {
  const app = useTestApp({ env: { WEB_DIR, WEBHOOK_ADDRESSES: 'any' } });
  const browser = useBrowser();
  let town: Town;
  let donor: TestUser;
  let person: Person;
  let service: PushService;
  beforeAll(async () => {
    town = await createTown(app);
    donor = await app.signUp({ name: '捐赠人' });
    service = await PushService.start();
  });
  afterAll(() => service.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await person.keepPicture(task.name.slice(0, 20));
    await person.leave();
  });

  it('are switched on, shown by the worker although no page asks, and switched off', async () => {
    person = await Person.arrive(browser.current, app.url, ON_PHONE, donor);
    const { page } = person;
    await page.context().grantPermissions(['notifications'], { origin: app.url });
    const phone = service.browser();
    // The push service of the browser's maker is not on this machine; everything else is the browser's own.
    await page.addInitScript((keys) => {
      let on = false;
      const subscription = {
        toJSON: () => ({ endpoint: keys.endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } }),
        unsubscribe: () => Promise.resolve(!(on = false)),
      };
      PushManager.prototype.subscribe = () => Promise.resolve(((on = true), subscription as never));
      PushManager.prototype.getSubscription = () => Promise.resolve((on ? subscription : null) as never);
      Notification.requestPermission = () => Promise.resolve('granted');
    }, phone.input);
    await person.visit('/account');
    await person.reads('在设备上显示通知');
    await person.press('在这台设备上显示通知');
    await person.reads(/Chrome/, page.getByRole('group', { name: '在设备上显示通知' }));
    expect(await person.faultsHere()).toEqual([]);

    const { id } = await give(donor.client, (await projectAt(app, town, 'FUNDRAISING')).id, { amount: 12_345 });
    await app.server.tick();
    await app.server.tick();
    const [sent] = service.sentTo(phone);
    const data = phone.decrypt(sent!.body);
    const client = await page.context().newCDPSession(page);
    const registrations: { registrationId: string; scopeURL: string }[] = [];
    client.on('ServiceWorker.workerRegistrationUpdated', (event) => registrations.push(...event.registrations));
    await client.send('ServiceWorker.enable');
    await expect.poll(() => registrations.length).toBeGreaterThan(0);
    await client.send('ServiceWorker.deliverPushMessage', {
      origin: app.url,
      registrationId: registrations[0]!.registrationId,
      data,
    });
    const shown = () =>
      page.evaluate(async () => {
        const registration = await navigator.serviceWorker.ready;
        const notices = await registration.getNotifications();
        return notices.map((one) => ({ title: one.title, path: one.data.path }));
      });
    await expect.poll(shown).toEqual([{ title: '您的捐赠 ¥123.45 已到账', path: `/pledges/${id}` }]);

    const group = page.getByRole('group', { name: '在设备上显示通知' });
    await person.press('不再显示', group);
    await person.reads(/不再在.*显示通知？/);
    await group.getByRole('button', { name: '不再显示' }).click();
    await expect
      .poll(async () => (await donor.client.must('{ viewer { pushDevices { id } } }')).viewer.pushDevices)
      .toEqual([]);
    await page.getByRole('button', { name: '在这台设备上显示通知' }).waitFor();
  });
});
