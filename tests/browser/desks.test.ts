import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { MUTATIONS } from '../support/operations.ts';
import { DEVICES, PATIENCE_MS, Person } from '../support/person.ts';
import { createTown, measure, projectAt, promise, type Town } from '../support/town.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));
const [DESKTOP] = DEVICES as [(typeof DEVICES)[number]];

const PROJECTS = 60;
const TRANSFERS = 300;
const FIGURES = 41;
const PAID = 60;

const titleOf = (number: number) => `第${String(number).padStart(2, '0')}号项目`;

describe('the desks on a busy day', () => {
  const app = useTestApp({ env: { WEB_DIR } });
  const browser = useBrowser();
  const people: Person[] = [];
  let town: Town;
  let transfers: { id: string; amount: number; remarkCode: string }[];

  const arrive = async (user: TestUser) => {
    const person = await Person.arrive(browser.current, app.url, DESKTOP, user);
    people.push(person);
    return person;
  };
  /** How much waits, as the tab says. */
  const waiting = (person: Person, tab: string, total: number) =>
    person.page.getByRole('link', { name: new RegExp(`^${tab} ${total}$`) }).waitFor();
  const hasFocus = (person: Person) =>
    person.page.evaluate(() => document.activeElement !== null && document.activeElement !== document.body);

  beforeAll(async () => {
    town = await createTown(app);
    for (let number = 1; number <= PROJECTS; number += 1)
      await projectAt(app, town, 'SUBMITTED', { title: titleOf(number) });
    const open = await projectAt(app, town, 'FUNDRAISING', {
      milestones: [
        {
          title: '全程',
          amount: 90_000_000,
          dueOn: new Date(app.clock.now().getTime() + 86_400_000 * 100).toISOString(),
        },
      ],
    });
    await Promise.all(Array.from({ length: FIGURES }, (_, index) => measure(app, town, open, { value: index + 1 })));
    // Together, as gifts come: one commit records many of them.
    transfers = await Promise.all(
      Array.from({ length: TRANSFERS + PAID }, (_, index) => promise(town.donor, open.id, { amount: 10_000 + index })),
    );
    const confirm = ({ id, amount }: (typeof transfers)[number], index: number) =>
      town.treasurer.client.must(MUTATIONS.confirmPayment, {
        input: { pledgeId: id, amount, bankReference: `流水${index}` },
      });
    await Promise.all(transfers.splice(0, PAID).map(confirm));
    // Sixty projects are written one after the other, so that they come in this order.
  }, 400_000);
  afterAll(async () => {
    for (const person of people) await person.leave();
  });

  it('a reviewer decides on ten of sixty projects as fast as keys can be pressed, and none is lost', async () => {
    const reviewer = await arrive(town.reviewer);
    const { page } = reviewer;
    await reviewer.visit('/review');
    await waiting(reviewer, '项目', PROJECTS);
    await reviewer.reads('已显示 30 / 60');
    await page.getByRole('heading', { level: 2, name: titleOf(1) }).waitFor();
    const decided = page.getByRole('list', { name: '刚刚作出的决定' }).getByRole('listitem');
    for (let number = 1; number <= 10; number += 1) {
      // The next document is still on the way when these come.
      await page.keyboard.press('a');
      await page.keyboard.press('Control+Enter');
      expect(await hasFocus(reviewer), `after decision ${number} the focus moved to the page`).toBe(true);
    }
    for (let number = 1; number <= 10; number += 1) await decided.filter({ hasText: titleOf(number) }).waitFor();
    await page.getByRole('heading', { level: 2, name: titleOf(11) }).waitFor();
    expect(await hasFocus(reviewer)).toBe(true);
    for (let left = await page.getByRole('button', { name: '立即发出' }).count(); left > 0; left -= 1)
      await page
        .getByRole('button', { name: '立即发出' })
        .first()
        .click({ timeout: 2_000 })
        .catch(() => undefined);

    // The list is full again, with those that waited longest.
    await waiting(reviewer, '项目', 50);
    await reviewer.reads('已显示 30 / 50');
    const queue = page.getByRole('list', { name: '待评审项目' }).getByRole('listitem');
    await queue.filter({ hasText: titleOf(40) }).waitFor();
    expect(await queue.first().innerText()).toContain(titleOf(11));
    expect(await queue.count()).toBe(30);
    expect(await reviewer.faultsHere()).toEqual([]);

    // Taken back with U: the project is open again, and the next key decides about it.
    await page.keyboard.press('c');
    await page.keyboard.press('1');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { level: 2, name: titleOf(12) }).waitFor();
    await page.keyboard.press('u');
    await page.getByRole('heading', { level: 2, name: titleOf(11) }).waitFor();
    expect(await hasFocus(reviewer)).toBe(true);
    await page.keyboard.press('a');
    await page.locator('input[value=APPROVE]:checked').waitFor();
    // Two moves at once are two moves.
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await page.getByRole('heading', { level: 2, name: titleOf(12) }).waitFor();
    expect(await reviewer.faultsHere()).toEqual([]);
    await reviewer.visit('/review');
    await waiting(reviewer, '项目', 50);
  });

  it('a reviewer verifies ten figures with ten keys, and 31 still wait', async () => {
    const reviewer = people[0]!;
    const { page } = reviewer;
    await reviewer.visit('/review?tab=measurements');
    await waiting(reviewer, '成效数据', FIGURES);
    await page.getByRole('article').first().waitFor();
    for (let number = 0; number < 10; number += 1) await page.keyboard.press('a');
    await waiting(reviewer, '成效数据', FIGURES - 10);
    expect(await hasFocus(reviewer)).toBe(true);
    expect(
      await page.evaluate(() => document.activeElement?.closest('article') !== null),
      'the focus is in the next card',
    ).toBe(true);
    await expect.poll(() => page.getByRole('article').count(), { timeout: PATIENCE_MS }).toBe(10);
    await reviewer.press('加载更多');
    await expect.poll(() => page.getByRole('article').count(), { timeout: PATIENCE_MS }).toBe(20);
    expect(await reviewer.faultsHere()).toEqual([]);
  });

  it('a treasurer scans one code after another, and no two are joined', async () => {
    const treasurer = await arrive(town.treasurer);
    const { page } = treasurer;
    await treasurer.visit('/treasury');
    await waiting(treasurer, '到账确认', TRANSFERS);
    const search = page.getByRole('searchbox');
    await search.focus();
    // A scanner types a code and presses Enter. The first code is unknown, the second one belongs to a transfer.
    await page.keyboard.type('HC99999999');
    await page.keyboard.press('Enter');
    await treasurer.reads('没有符合“HC99999999”的待确认转账');
    for (const [index, { amount, remarkCode }] of transfers.slice(0, 3).entries()) {
      await page.keyboard.type(remarkCode);
      await page.keyboard.press('Enter');
      expect(await search.inputValue()).toBe(remarkCode);
      await page.getByRole('region', { name: '确认到账' }).getByText(remarkCode).waitFor();
      await page.locator('input[id=amount]:focus').waitFor();
      if (index === 0) {
        // Half an amount differs from the pledge, and a box asks whether that is meant. Tab leads past it all the same.
        await page.keyboard.type('1');
        await page.getByRole('region', { name: '确认到账' }).getByRole('checkbox').waitFor();
        await page.keyboard.press('Tab');
        await page.locator('input[id=bankReference]:focus').waitFor();
        await page.keyboard.press('Shift+Tab');
        await page.keyboard.press('ControlOrMeta+a');
      }
      await page.keyboard.type((amount / 100).toFixed(2));
      await page.keyboard.press('Tab');
      await page.keyboard.type(`回单${index}`);
      await page.keyboard.press('Enter');
      await page.locator('input[type=search]:focus').waitFor();
    }
    await waiting(treasurer, '到账确认', TRANSFERS - 3);
    await treasurer.reads('已显示 50 / 297');
    await treasurer.press('加载更多');
    await treasurer.reads('已显示 100 / 297');
    expect(await treasurer.faultsHere()).toEqual([]);
  });

  it('the list of invoices shows more, and moves to the next receipt after each number', async () => {
    const treasurer = people[1]!;
    const { page } = treasurer;
    await treasurer.visit('/treasury/invoices');
    await treasurer.reads(`已显示 50 / ${PAID + 3}`);
    await treasurer.press('加载更多');
    await treasurer.reads(`已显示 ${PAID + 3} / ${PAID + 3}`);
    const receipts = page.getByRole('list', { name: '公益事业捐赠票据' }).getByRole('listitem');
    await receipts.first().getByRole('link').click();
    await page.getByRole('textbox', { name: /的票据号码$/ }).waitFor();
    for (let number = 1; number <= 10; number += 1) {
      await page.keyboard.type(String(2_026_000_000 + number));
      await page.keyboard.press('Enter');
      await waiting(treasurer, '捐赠票据', PAID + 3 - number);
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
    }
    await treasurer.reads(`已显示 ${PAID - 7} / ${PAID - 7}`);
    expect(await treasurer.faultsHere()).toEqual([]);
  });
});
