import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { give } from '../support/city.ts';
import { MUTATIONS } from '../support/operations.ts';
import { DEVICES, Person } from '../support/person.ts';
import { createTown, projectAt, promise, reportedStage, type Town } from '../support/town.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));
const [DESKTOP, PHONE] = DEVICES as [(typeof DEVICES)[number], (typeof DEVICES)[number]];

describe('a treasurer with a list', () => {
  const app = useTestApp({ env: { WEB_DIR } });
  const browser = useBrowser();
  const people: Person[] = [];
  let town: Town;
  let projectId: string;

  const arrive = async (user: TestUser, device = DESKTOP) => {
    const person = await Person.arrive(browser.current, app.url, device, user);
    people.push(person);
    return person;
  };
  /** Pastes text as a column of a spreadsheet into the field that has the focus. */
  const paste = (person: Person, text: string) =>
    person.page.evaluate((words) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text', words);
      document.activeElement!.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    }, text);

  beforeAll(async () => {
    town = await createTown(app);
    projectId = (await projectAt(app, town, 'FUNDRAISING')).id;
  }, 120_000);
  afterAll(async () => {
    for (const person of people) await person.leave();
  });

  it('confirms the transfers whose references are pasted, and leaves the own gift to a colleague', async () => {
    await promise(town.treasurer, projectId, { amount: 30_000 });
    await promise(town.donor, projectId, { amount: 10_001 });
    await promise(town.donor, projectId, { amount: 20_002 });
    const treasurer = await arrive(town.treasurer);
    const { page } = treasurer;
    await treasurer.visit('/treasury');
    const bar = page.getByRole('region', { name: '批量办理' });
    await bar.getByRole('checkbox', { name: '选择列出的 3 项' }).check();
    await bar.getByText('¥600.03').waitFor();
    await treasurer.press('预览所选 3 项', bar);
    await bar.getByText('1 笔不由您确认，留给另一位同事，共 ¥300.00').waitFor();
    const fields = bar.getByRole('textbox', { name: /的银行流水号$/ });
    expect(await fields.count()).toBe(2);
    await bar.getByText('还有 2 项没有填写，不在其中。').waitFor();
    await fields.first().focus();
    await paste(treasurer, 'ICBC-1\r\nICBC-2\r\n');
    expect(await treasurer.faultsHere()).toEqual([]);
    await treasurer.press('确认 2 笔，共 ¥300.03', bar);
    await treasurer.reads('已确认到账');
    await treasurer.page.getByRole('region', { name: '批量办理' }).getByText('选择列出的 1 项').waitFor();
    expect(await treasurer.faultsHere()).toEqual([]);
  });

  it('fills in the numbers of invoices from the first one, and sees which one is taken', async () => {
    for (let index = 0; index < 3; index += 1) await give(town.donor.client, projectId);
    const taken = (await give(town.donor.client, projectId)).receipt!.number;
    await town.treasurer.client.must(MUTATIONS.recordInvoiceNumber, {
      input: { receiptNumber: taken, invoiceNumber: '20260002' },
    });
    const treasurer = await arrive(town.treasurer, PHONE);
    const { page } = treasurer;
    await treasurer.visit('/treasury/invoices');
    await treasurer.press('EN');
    const bar = page.getByRole('region', { name: 'Many at once' });
    const boxes = page.getByRole('checkbox', { name: /^Tick HC-/ });
    await boxes.first().waitFor();
    const waiting = await boxes.count();
    for (let index = 0; index < 3; index += 1) await boxes.nth(index).check();
    await treasurer.press('Preview 3 items', bar);
    const fields = bar.getByRole('textbox');
    await fields.first().fill('20260001');
    await treasurer.press('Count on from the first number', bar);
    await expect.poll(() => fields.nth(2).inputValue()).toBe('20260003');
    expect(await treasurer.faultsHere('en')).toEqual([]);
    const act = bar.getByRole('button', { name: /^Record 3 numbers/ });
    await act.click();
    await treasurer.reads(new RegExp(taken));
    // The refusal of the server is the only fault on the way here.
    expect(await treasurer.faultsHere('en')).toEqual([expect.stringContaining(`recorded for receipt ${taken}`)]);
    expect(await fields.nth(1).getAttribute('aria-invalid')).toBe('true');
    expect(await boxes.count(), 'nothing is recorded').toBe(waiting);
    await fields.first().fill('20261001');
    await treasurer.press('Count on from the first number', bar);
    await act.click();
    await expect.poll(() => boxes.count()).toBe(waiting - 3);
    expect(await treasurer.faultsHere('en')).toEqual([]);
  });

  it('pays several stages as the preview says', async () => {
    for (let index = 0; index < 2; index += 1) await reportedStage(app, town, true);
    const treasurer = await arrive(town.preparer);
    const { page } = treasurer;
    await treasurer.visit('/treasury/releases');
    const bar = page.getByRole('region', { name: '批量办理' });
    await bar.getByRole('checkbox', { name: '选择列出的 2 项' }).check();
    await treasurer.press('预览所选 2 项', bar);
    await bar.getByRole('heading', { name: '将要拨付' }).waitFor();
    await treasurer.write('银行流水号（可选，记在每一笔上）', '批次-1', bar);
    expect(await treasurer.faultsHere()).toEqual([]);
    await bar.getByRole('button', { name: /^办理这 2 笔/ }).click();
    await treasurer.reads('没有现在可以拨付的阶段');
    expect(await treasurer.faultsHere()).toEqual([]);
  });
});
