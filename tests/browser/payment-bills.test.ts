import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { storedDifference } from '../support/payment-bills.ts';
import { AT_DESK, Person } from '../support/person.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));
const app = useTestApp({ env: { WEB_DIR } });
const browser = useBrowser();

it('a treasurer settles a difference of a bill, and has the bill fetched again', async () => {
  await storedDifference(app);
  const treasurer = await app.signUp({ name: '对账财务', roles: ['TREASURER'] });
  const person = await Person.arrive(browser.current, app.url, AT_DESK, treasurer);
  try {
    await person.visit('/treasury/bills');
    await person.heads('在线支付对账');
    const desk = person.page.getByRole('region', { name: '待处理的差异' });
    await person.reads('账单里有一笔 ¥28 的付款，平台没有记录', desk);
    expect(await person.faultsHere()).toEqual([]);
    await person.keepPicture('payment-bills');
    await person.write('查明的情况和处理结果', '同一商户号的咖啡店收款', desk);
    await person.press('处理完毕', desk);
    await person.reads('没有待处理的差异', desk);
    const bills = person.page.getByRole('region', { name: '每日账单' }).getByRole('listitem').first();
    await bills
      .getByText(/^已了结的差异 1 处/)
      .first()
      .click();
    await person.reads('差异都已处理', bills);
    await person.reads('同一商户号的咖啡店收款', bills);
    await bills
      .getByRole('button', { name: /^重新获取/ })
      .first()
      .click();
    await person.reads('一分钟内取回', bills);
    expect(await person.faultsHere()).toEqual([]);
    await person.keepPicture('payment-bills-settled');
  } finally {
    await person.leave();
  }
});
