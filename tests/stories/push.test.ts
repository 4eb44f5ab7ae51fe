import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { give } from '../support/city.ts';
import { MUTATIONS } from '../support/operations.ts';
import { type PushBrowser, PushService, vapidOf } from '../support/push.ts';
import { createTown, projectAt, type Town } from '../support/town.ts';

const HOUR_MS = 3_600_000;
const app = useTestApp({ env: { WEBHOOK_ADDRESSES: 'any' } });
let town: Town;
let service: PushService;
let project: { id: string };
beforeAll(async () => {
  town = await createTown(app);
  service = await PushService.start();
  project = await projectAt(app, town, 'FUNDRAISING');
});
afterAll(() => service.close());

const DEVICES = '{ viewer { pushKey pushDevices { id device createdAt } } }';
const devicesOf = async ({ client }: TestUser) => (await client.must(DEVICES)).viewer.pushDevices;
/** A person with a browser that shows notifications. */
async function withBrowser(): Promise<{ person: TestUser; browser: PushBrowser; id: string }> {
  const person = await app.signUp({ name: '捐赠人' });
  const browser = service.browser();
  const { registerPushDevice } = await person.client.must(MUTATIONS.registerPushDevice, { input: browser.input });
  return { person, browser, id: registerPushDevice.id };
}
const giveAndTell = async (person: TestUser, amount = 12_345) => {
  const gift = await give(person.client, project.id, { amount });
  // The jobs of modules that depend on others run first, so the second run shows what the first one stored.
  await app.server.tick();
  await app.server.tick();
  return gift;
};
const shown = (browser: PushBrowser) =>
  service.sentTo(browser).map(({ body }) => JSON.parse(browser.decrypt(body)) as { title: string; path: string });
const waiting = async () => (await app.db.read.query<unknown[]>('SELECT id FROM push_messages')).length;

describe('a notice', () => {
  it('is shown once on each device of its reader: its subject line and its page, which only the browser can read', async () => {
    const { person, browser } = await withBrowser();
    const phone = service.browser();
    await person.client.must(MUTATIONS.registerPushDevice, { input: phone.input });
    const { id } = await giveAndTell(person);
    await app.server.tick();
    for (const one of [browser, phone])
      expect(shown(one)).toEqual([
        { id: expect.any(String), title: '您的捐赠 ¥123.45 已到账', path: `/pledges/${id}` },
      ]);
    const [sent] = service.sentTo(browser);
    expect(sent!.body.toString('latin1')).not.toContain('pledges');
    expect(sent!.headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '259200', urgency: 'normal' });
    expect(await waiting()).toBe(0);
  });

  it('is sent by the key of this server, with a token for that push service alone', async () => {
    const { person, browser } = await withBrowser();
    await giveAndTell(person);
    const { claims, key } = vapidOf(service.sentTo(browser)[0]!);
    expect(key).toBe((await person.client.must(DEVICES)).viewer.pushKey);
    expect(claims.aud).toBe(service.origin);
    const seconds = claims.exp - app.clock.now().getTime() / 1_000;
    expect(seconds).toBeGreaterThan(0);
    expect(seconds, 'RFC 8292 allows a day').toBeLessThan(24 * 3_600);
    expect(claims.sub).toMatch(/^(?:https?|mailto):/);
  });

  it('of a topic without mail at once is not shown', async () => {
    const { person, browser } = await withBrowser();
    for (const way of ['DAILY', 'WEEKLY', 'INBOX']) {
      await person.client.must(MUTATIONS.setNoticeWay, { topic: 'GIFTS', way });
      await giveAndTell(person);
    }
    expect(shown(browser)).toEqual([]);
  });

  it('waits for the end of quiet hours, and is not shown when it was read by then', async () => {
    const [one, other] = [await withBrowser(), await withBrowser()];
    const hour = (app.clock.now().getUTCHours() + 8) % 24;
    for (const { person } of [one, other]) {
      await person.client.must(MUTATIONS.setQuietHours, { from: hour, until: (hour + 2) % 24 });
      await giveAndTell(person);
      expect(await waiting()).toBeGreaterThan(0);
    }
    await other.person.client.must(MUTATIONS.readNotices, { ids: null });
    await app.pass(2 * HOUR_MS);
    expect(shown(one.browser)).toHaveLength(1);
    expect(shown(other.browser)).toEqual([]);
    expect(await waiting()).toBe(0);
  });

  it('is in the language of mail, or of the browser as long as nobody chose one', async () => {
    const { person, browser } = await withBrowser();
    await person.client.must(MUTATIONS.setNoticeLanguage, { language: 'EN' });
    await giveAndTell(person);
    expect(shown(browser)[0]!.title).toBe('Your gift of ¥123.45 has arrived');
  });

  it('that a push service refuses is tried five times with growing intervals, and then given up', async () => {
    const { person, browser } = await withBrowser();
    service.status = 503;
    await giveAndTell(person);
    expect(service.sentTo(browser)).toHaveLength(1);
    await app.pass(30_000);
    expect(service.sentTo(browser), 'not before its time').toHaveLength(1);
    for (let hours = 0; hours < 40; hours += 1) await app.pass(HOUR_MS);
    service.status = 201;
    expect(service.sentTo(browser)).toHaveLength(5);
    expect(await waiting()).toBe(0);
  });
});

describe('a device', () => {
  it.each([404, 410])('ends when its push service says %i', async (status) => {
    const { person, browser } = await withBrowser();
    service.status = status;
    await giveAndTell(person);
    service.status = 201;
    expect(await devicesOf(person)).toEqual([]);
    await giveAndTell(person);
    expect(service.sentTo(browser)).toHaveLength(1);
    expect(await waiting()).toBe(0);
  });

  it('is listed for its person, and ended by nobody else', async () => {
    const [{ person, browser, id }, other] = [await withBrowser(), await withBrowser()];
    expect(await devicesOf(person)).toMatchObject([{ id }]);
    expect((await other.person.client.refused(MUTATIONS.endPushDevice, { id })).code).toBe('NOT_FOUND');
    const { endPushDevice } = await person.client.must(MUTATIONS.endPushDevice, { id });
    expect(endPushDevice.pushDevices).toEqual([]);
    await giveAndTell(person);
    expect(shown(browser)).toEqual([]);
  });

  it('shows the notices of the last person who asked for it, and of nobody else', async () => {
    const { person, browser } = await withBrowser();
    const next = await app.signUp({ name: '下一位' });
    await next.client.must(MUTATIONS.registerPushDevice, { input: browser.input });
    await next.client.must(MUTATIONS.registerPushDevice, { input: browser.input });
    expect(await devicesOf(person)).toEqual([]);
    expect(await devicesOf(next)).toHaveLength(1);
    await giveAndTell(person);
    expect(shown(browser)).toEqual([]);
    await giveAndTell(next);
    expect(shown(browser)).toHaveLength(1);
  });

  it('is sealed in the database, and gone with the account', async () => {
    const { person, browser, id } = await withBrowser();
    const rows = () => app.db.read.query<Record<string, unknown>[]>('SELECT * FROM push_devices WHERE id = ?', [id]);
    const stored = JSON.stringify(await rows());
    for (const part of Object.values(browser.input)) expect(stored).not.toContain(part);
    service.status = 503;
    await person.client.must(MUTATIONS.setQuietHours, { from: 0, until: 23 });
    await giveAndTell(person);
    service.status = 201;
    await person.client.must(MUTATIONS.closeAccount, { password: person.password });
    expect(await rows()).toEqual([]);
    expect(await waiting()).toBe(0);
  });

  it('is one of ten at most', async () => {
    const { person } = await withBrowser();
    for (let count = 1; count < 10; count += 1)
      await person.client.must(MUTATIONS.registerPushDevice, { input: service.browser().input });
    const { code } = await person.client.refused(MUTATIONS.registerPushDevice, { input: service.browser().input });
    expect(code).toBe('LIMIT_EXCEEDED');
  });
});
