import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { useBrowser } from '../support/browser.ts';
import { createCity, openProject, type OpenProject } from '../support/city.ts';
import { useAppWithProviders } from '../support/payments.ts';
import { DEVICES, Person } from '../support/person.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));
const { app, standIn } = await useAppWithProviders({ tellsAtOnce: true, env: { WEB_DIR, SANDBOX: 'off' } });
let project: OpenProject;
beforeAll(async () => {
  project = await openProject(app, await createCity(app));
});

describe.each(DEVICES)('a guest pays on a $name', (device) => {
  const browser = useBrowser();
  let person: Person;
  beforeAll(async () => {
    person = await Person.arrive(browser.current, app.url, device);
    return () => person.leave();
  });

  /** Makes a pledge that is to be paid by WeChat Pay; its page is open then. */
  async function promise() {
    await person.visit(`/projects/${project.slug}/give`);
    await person.write('认捐金额', '88.50');
    await person.press('下一步');
    await person.write('您的称呼', '路人甲');
    await person.press('下一步');
    await person.tick('微信支付');
    await person.page.getByRole('button', { name: '认捐 ¥88.50', exact: true }).click();
    await person.heads('还差一步：请付款');
  }
  const lastOrder = () => [...standIn.orders.values()].at(-1)!;

  it('by WeChat Pay: a code on a computer, the app on a phone; the page shows the receipt by itself', async () => {
    await promise();
    expect(await person.faultsHere()).toEqual([]);
    await person.press('微信支付');
    if (device.phone) {
      await person.page.getByRole('button', { name: /确认支付/ }).click();
      await person.page.waitForURL(({ pathname }) => pathname.startsWith('/pledges/'));
    } else {
      await person.page.getByLabel('微信支付付款码').waitFor();
      await person.reads('正在等待支付结果');
      expect(await person.faultsHere()).toEqual([]);
      await person.keepPicture('paying-code');
      const order = standIn.pay(lastOrder().tradeNo);
      await standIn.send(order, standIn.noticeOf(order));
    }
    await person.heads('感谢您，路人甲');
    await person.reads('¥88.50');
    await person.page
      .getByText(/HC-\d{4}-\d{6}/)
      .first()
      .waitFor();
    expect(await person.faultsHere()).toEqual([]);
  });

  it('and is told that the gift is kept when the provider is down', async () => {
    await promise();
    standIn.fault = 'DOWN';
    await person.press('微信支付');
    await person.reads('您的认捐已保留，不会丢失');
    await person.keepPicture('paying-down');
    standIn.fault = null;
    // The refusal of the server is what this story is about.
    const faults = await person.faultsHere();
    expect(faults.filter((fault) => !/refused: 支付机构暂时没有回应|HTTP 503|status of 503/.test(fault))).toEqual([]);
    await person.reads(/备注码/);
  });
});
