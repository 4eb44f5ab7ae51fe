import axe from 'axe-core';
import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Locator, Page, Response, WebSocket } from 'playwright-core';

export interface Device {
  name: string;
  width: number;
  height: number;
  phone: boolean;
}

export const DEVICES: readonly Device[] = [
  { name: 'desktop', width: 1280, height: 800, phone: false },
  { name: 'phone', width: 390, height: 844, phone: true },
];

/** Bounds a wait, never makes one: two slow cores that also run the server need much longer than a desk. */
export const PATIENCE_MS = 30_000;

const PICTURES = fileURLToPath(new URL('../.artifacts/browser/', import.meta.url));

/** What the browser itself says about a connection that a story has cut. */
const ABOUT_THE_NETWORK = /net::ERR_|WebSocket connection to/;

/** Somebody at a browser of their own, who only knows what the pages show. Remembers every fault that a page had. */
export class Person {
  private readonly faults: string[] = [];
  private readonly answers = new Set<Promise<void>>();
  private connectionsAreCut = false;

  private constructor(readonly context: BrowserContext, readonly page: Page, private readonly url: string, readonly device: Device) {
    context.setDefaultTimeout(PATIENCE_MS);
    page.on('pageerror', (error) => this.faults.push(`script error: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() !== 'error' || (this.connectionsAreCut && ABOUT_THE_NETWORK.test(message.text()))) return;
      this.faults.push(`console: ${message.text()}`);
    });
    page.on('response', (response) => this.listen(response));
    page.on('websocket', (socket) => this.listenLive(socket));
  }

  static async arrive(browser: Browser, url: string, device: Device): Promise<Person> {
    const context = await browser.newContext({
      viewport: { width: device.width, height: device.height }, isMobile: device.phone, hasTouch: device.phone,
      locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce', baseURL: url,
    });
    return new Person(context, await context.newPage(), url, device);
  }

  /** A page may hide a refusal behind a friendly sentence; in a story that goes well nothing is refused. */
  private listen(response: Response): void {
    if (response.status() >= 400) this.faults.push(`HTTP ${response.status()} for ${response.url()}`);
    if (!response.url().endsWith('/graphql')) return;
    const read = response.json().then((answer: { errors?: { message: string; path?: unknown }[] }) => {
      for (const { message, path } of answer.errors ?? []) this.faults.push(`refused: ${message} (${JSON.stringify(path ?? [])})`);
      // A page that is left before its answer is read has no use for it.
    }, () => undefined).finally(() => this.answers.delete(read));
    this.answers.add(read);
  }

  private listenLive(socket: WebSocket): void {
    socket.on('framereceived', ({ payload }) => {
      const frame = JSON.parse(String(payload)) as { type: string; payload?: { errors?: unknown } };
      if (frame.type === 'error' || frame.payload?.errors !== undefined) this.faults.push(`refused subscription: ${String(payload)}`);
    });
  }

  async visit(path: string): Promise<void> {
    await this.page.goto(path);
  }

  /** Through the site's own navigation, which a phone keeps behind a button. */
  async goTo(place: string): Promise<void> {
    if (this.device.phone) await this.press('打开菜单');
    await this.page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: place, exact: true }).click();
  }

  async follow(link: string, within: Page | Locator = this.page): Promise<void> {
    await within.getByRole('link', { name: link, exact: true }).first().click();
  }

  async press(button: string, within: Page | Locator = this.page): Promise<void> {
    await within.getByRole('button', { name: button }).first().click();
  }

  async write(label: string, text: string, within: Page | Locator = this.page): Promise<void> {
    await this.field(label, within).fill(text);
  }

  /** The first field whose label contains these words; regions and messages may bear the same name. */
  private field(label: string, within: Page | Locator): Locator {
    return within.getByLabel(label).and(this.page.locator('input, textarea')).first();
  }

  async choose(label: string, option: string, within: Page | Locator = this.page): Promise<void> {
    const field = within.getByRole('combobox', { name: label });
    await field.click();
    // The visible options stand at the end of the page; those that a screen reader hears are not there to be clicked.
    await this.page.getByTitle(option, { exact: true }).filter({ visible: true }).last().click();
  }

  async tick(choice: string, within: Page | Locator = this.page): Promise<void> {
    // Its name begins with the choice; what that means may follow.
    const radio = within.getByRole('radio', { name: new RegExp(`^${choice}`) });
    await radio.click();
    // React draws the choice a moment after the click.
    await radio.and(this.page.locator(':checked')).waitFor();
  }

  /** Of several that may be ticked together. */
  async check(choice: string | RegExp, within: Page | Locator = this.page): Promise<void> {
    const box = within.getByRole('checkbox', { name: choice });
    await box.click();
    await box.and(this.page.locator(':checked')).waitFor();
  }

  /** Waits until the words stand on the page. */
  async reads(words: string | RegExp, within: Page | Locator = this.page): Promise<void> {
    await within.getByText(words).filter({ visible: true }).first().waitFor();
  }

  async heads(title: string | RegExp): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name: title }).waitFor();
  }

  /** Waits until the field holds the text: what is brought back or filled in by the page comes a moment after the field. */
  async holds(label: string, text: string, within: Page | Locator = this.page): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    for (let held; (held = await this.field(label, within).inputValue()) !== text;) {
      if (Date.now() > deadline) throw new Error(`The field ${label} holds “${held}” instead of “${text}”.`);
      await sleep(20);
    }
  }

  async signUp({ name, email, password }: { name: string; email: string; password: string }): Promise<void> {
    await this.heads('注册');
    await this.write('称呼', name);
    await this.write('电子邮箱', email);
    await this.write('密码', password);
    await this.enter('注册并登录', name);
  }

  async signIn({ name, email, password }: { name: string; email: string; password: string }): Promise<void> {
    await this.visit('/');
    await this.follow('登录', this.page.getByRole('banner'));
    await this.write('电子邮箱', email);
    await this.write('密码', password);
    await this.enter('登录', name);
  }

  /** Until the page that one came for stands, too: it follows the name, and would take with it whoever has gone on meanwhile. */
  private async enter(button: string, name: string): Promise<void> {
    const submit = this.page.getByRole('main').getByRole('button', { name: button }).and(this.page.locator('[type=submit]'));
    await submit.click();
    await this.page.getByRole('button', { name: `${name} 的账户菜单` }).waitFor();
    await submit.waitFor({ state: 'detached' });
  }

  /**
   * What is wrong with the page as it stands now, or was refused on the way here; empty where the page is whole, in its
   * width, in its language and usable by everyone.
   */
  async faultsHere(language: 'zh-CN' | 'en' = 'zh-CN'): Promise<string[]> {
    const allRead = await settles(PATIENCE_MS, Promise.all(this.answers));
    const found = [...this.faults, ...(allRead ? [] : ['an answer of the server never ended'])];
    // Waited for, not read once: a page that is just being left has no heading, and a list of choices that is just closing is parked far outside.
    const waits: [string, (language: string) => boolean][] = [
      ['the page has no heading of the first level, or several', () => document.querySelectorAll('h1').length === 1],
      [`the page does not say that it is in ${language}`, (wanted) => document.documentElement.lang === wanted],
      ['the page scrolls sideways', () => document.documentElement.scrollWidth <= document.documentElement.clientWidth],
    ];
    for (const [fault, holds] of waits) await this.page.waitForFunction(holds, language, { timeout: PATIENCE_MS }).catch(() => found.push(fault));
    // The page's own rules allow no foreign script, so axe comes in beside them, not through a tag.
    await this.page.evaluate(axe.source);
    found.push(...await this.page.evaluate(async () => {
      const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] });
      return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `access: ${id}: ${nodes.map(({ target, html }) => `${target.join(' ')} ${html.slice(0, 120)}`).join('; ')}`);
    }));
    return found.map((fault) => `${new URL(this.page.url()).pathname}: ${fault}`);
  }

  /** From now on the browser may say that connections were cut: that is the story's doing. */
  expectCuts(): void {
    this.connectionsAreCut = true;
  }

  /** The network is gone, as in a lift; what is open stays open and hears nothing. */
  async loseNetwork(): Promise<void> {
    this.expectCuts();
    await this.context.setOffline(true);
  }

  async findNetwork(): Promise<void> {
    await this.context.setOffline(false);
  }

  /** How it looked when a story failed. */
  async keepPicture(name: string): Promise<void> {
    mkdirSync(PICTURES, { recursive: true });
    await this.page.screenshot({ path: `${PICTURES}${this.device.name}-${name}.png`, timeout: 5_000 }).catch(() => undefined);
  }

  async leave(): Promise<void> {
    await this.context.close();
  }
}

/** Whether it settled in time. */
async function settles(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<boolean>((resolve) => { timer = setTimeout(() => resolve(false), ms); });
  try { return await Promise.race([work.then(() => true), tooLate]); } finally { clearTimeout(timer); }
}
