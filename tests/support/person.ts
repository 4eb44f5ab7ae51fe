import axe from 'axe-core';
import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Locator, Page, Response, WebSocket } from 'playwright-core';
import type { TestUser } from './app.ts';

interface Size {
  width: number;
  height: number;
}

export interface Device extends Size {
  name: string;
  phone: boolean;
  /** The size at which `faultsHere` looks at each page as well. */
  besides?: Size;
}

const DESKTOP: Device = { name: 'desktop', width: 1280, height: 800, phone: false };
const PHONE: Device = { name: 'phone', width: 390, height: 844, phone: true };

/** For what somebody does differently on each: the story runs once on each device. */
export const DEVICES: readonly Device[] = [DESKTOP, PHONE];

/**
 * For all other stories: somebody does it once, on the device that most people would use, and `faultsHere` looks at each
 * page at the size of the other device as well.
 */
export const AT_DESK: Device = { ...DESKTOP, besides: PHONE };
export const ON_PHONE: Device = { ...PHONE, besides: DESKTOP };

/** An upper bound for a wait: two slow cores that also run the server need much longer than a desktop machine. */
export const PATIENCE_MS = 30_000;

/** axe with the rules whose violations count below. The others would be computed and thrown away. */
const AXE = `${axe.source}; axe.configure({ rules: axe._audit.rules
  .filter(({ impact }) => impact === 'minor' || impact === 'moderate')
  .map(({ id }) => ({ id, enabled: false })) });`;
const PICTURES = fileURLToPath(new URL('../.artifacts/browser/', import.meta.url));

/** The browser's own messages about a connection that a story has cut. */
const ABOUT_THE_NETWORK = /net::ERR_|WebSocket connection to/;

/**
 * A person at a browser of their own, who only knows what the pages show. The object collects every fault that a page
 * had.
 */
export class Person {
  private readonly faults: string[] = [];
  private readonly answers = new Set<Promise<void>>();
  private connectionsAreCut = false;

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly url: string,
    readonly device: Device,
  ) {
    context.setDefaultTimeout(PATIENCE_MS);
    page.on('pageerror', (error) => this.faults.push(`script error: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() !== 'error' || (this.connectionsAreCut && ABOUT_THE_NETWORK.test(message.text()))) return;
      this.faults.push(`console: ${message.text()}`);
    });
    page.on('response', (response) => this.listen(response));
    page.on('websocket', (socket) => this.listenLive(socket));
  }

  /**
   * Opens a browser of its own. With `user` it still has the session of that user's client. The story of the main job
   * signs up and in through the forms.
   */
  static async arrive(browser: Browser, url: string, device: Device, user?: Pick<TestUser, 'client'>): Promise<Person> {
    const context = await browser.newContext({
      viewport: { width: device.width, height: device.height },
      isMobile: device.phone,
      hasTouch: device.phone,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      reducedMotion: 'reduce',
      baseURL: url,
    });
    if (user !== undefined) await context.addCookies(user.client.cookies);
    return new Person(context, await context.newPage(), url, device);
  }

  /** A page may hide a refusal behind a friendly sentence, so every refused request counts as a fault. */
  private listen(response: Response): void {
    if (response.status() >= 400) this.faults.push(`HTTP ${response.status()} for ${response.url()}`);
    if (!response.url().endsWith('/graphql')) return;
    const read = response
      .json()
      .then(
        (answer: { errors?: { message: string; path?: unknown }[] }) => {
          for (const { message, path } of answer.errors ?? [])
            this.faults.push(`refused: ${message} (${JSON.stringify(path ?? [])})`);
          // When the page is left before the response is read, the response does not matter.
        },
        () => undefined,
      )
      .finally(() => this.answers.delete(read));
    this.answers.add(read);
  }

  private listenLive(socket: WebSocket): void {
    socket.on('framereceived', ({ payload }) => {
      const frame = JSON.parse(String(payload)) as { type: string; payload?: { errors?: unknown } };
      if (frame.type === 'error' || frame.payload?.errors !== undefined)
        this.faults.push(`refused subscription: ${String(payload)}`);
    });
  }

  /**
   * Opens an address and waits until the page can be used: a page that the server drew shows its buttons before they
   * work. `status` is that of a page that is expected not to be there.
   */
  async visit(path: string, { status = 200 }: { status?: number } = {}): Promise<void> {
    const response = await this.page.goto(path);
    await this.page.waitForFunction(() => document.querySelector('#root[data-served]') === null);
    if (status === 200) return;
    if (response?.status() !== status) throw new Error(`${path} has the status ${response?.status()}, not ${status}.`);
    const expected = [`HTTP ${status} for ${response.url()}`, `the server responded with a status of ${status}`];
    const others = this.faults.filter((fault) => !expected.some((one) => fault.includes(one)));
    this.faults.splice(0, this.faults.length, ...others);
  }

  /**
   * Goes through the main navigation, which a phone keeps behind a button. A desk's link also shows how much waits
   * there.
   */
  async goTo(place: string): Promise<void> {
    if (this.device.phone) await this.press('打开菜单');
    await this.page
      .getByRole('navigation', { name: '主导航' })
      .getByRole('link', { name: new RegExp(`^${place}( \\d+\\+?)?$`) })
      .click();
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

  /** The first field whose label contains these words. The tag excludes regions and messages with the same name. */
  private field(label: string, within: Page | Locator): Locator {
    return within.getByLabel(label).and(this.page.locator('input, textarea')).first();
  }

  async choose(label: string, option: string, within: Page | Locator = this.page): Promise<void> {
    const field = within.getByRole('combobox', { name: label });
    await field.click();
    // The visible options are at the end of the page. Options that exist for screen readers cannot be clicked.
    await this.page.getByTitle(option, { exact: true }).filter({ visible: true }).last().click();
  }

  async tick(choice: string, within: Page | Locator = this.page): Promise<void> {
    // The name of a choice begins with this text; an explanation may follow.
    const radio = within.getByRole('radio', { name: new RegExp(`^${choice}`) });
    await radio.click();
    // React draws the choice a moment after the click.
    await radio.and(this.page.locator(':checked')).waitFor();
  }

  /** Ticks one of several choices that may be ticked together. */
  async check(choice: string | RegExp, within: Page | Locator = this.page): Promise<void> {
    const box = within.getByRole('checkbox', { name: choice });
    await box.click();
    await box.and(this.page.locator(':checked')).waitFor();
  }

  /** Waits until the words are on the page. */
  async reads(words: string | RegExp, within: Page | Locator = this.page): Promise<void> {
    await within.getByText(words).filter({ visible: true }).first().waitFor();
  }

  async heads(title: string | RegExp): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name: title }).waitFor();
  }

  /**
   * Waits until the field holds the text, because the page restores or fills in a text a moment after the field
   * appears.
   */
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

  /**
   * Presses the button, waits for the name, and then for the page behind the form. That page opens after the name
   * appears and the form has gone, and would replace a page that the test has opened meanwhile.
   */
  private async enter(button: string, name: string): Promise<void> {
    const submit = this.page
      .getByRole('main')
      .getByRole('button', { name: button })
      .and(this.page.locator('[type=submit]'));
    await submit.click();
    await this.page.getByRole('button', { name: `${name} 的账户菜单` }).waitFor();
    await submit.waitFor({ state: 'detached' });
    await this.page.waitForURL(({ pathname }) => !/^\/sign-(?:in|up)$/.test(pathname));
  }

  /**
   * Returns the faults of the page as it is now, and the refusals on the way here. The list is empty when the page is
   * complete, fits its width, is in its language and is accessible.
   */
  async faultsHere(language: 'zh-CN' | 'en' = 'zh-CN'): Promise<string[]> {
    const allRead = await settles(PATIENCE_MS, Promise.all(this.answers));
    const found = [...this.faults.splice(0), ...(allRead ? [] : ['an answer of the server never ended'])];
    found.push(...(await this.atEachSize(() => this.faultsSeen(language))));
    return found.map((fault) => `${new URL(this.page.url()).pathname}: ${fault}`);
  }

  /**
   * Returns what `look` finds on the page, at the size of the device and at the one that the device is to look at
   * besides.
   */
  async atEachSize(look: () => Promise<string[]>): Promise<string[]> {
    const found = await look();
    const { besides, width, height } = this.device;
    if (besides === undefined) return found;
    await this.page.setViewportSize(besides);
    const others = await look();
    await this.page.setViewportSize({ width, height });
    return [...found, ...others.map((fault) => `at ${besides.width} pixels: ${fault}`)];
  }

  /** Returns what is wrong with the page as it looks at its present size. */
  private async faultsSeen(language: 'zh-CN' | 'en'): Promise<string[]> {
    const found: string[] = [];
    // These checks wait, because a page that is being left has no heading, and a list of choices that is closing is
    // placed far outside the page.
    const waits: [string, (language: string) => boolean][] = [
      ['the page has no heading of the first level, or several', () => document.querySelectorAll('h1').length === 1],
      [`the page does not say that it is in ${language}`, (wanted) => document.documentElement.lang === wanted],
      ['the page scrolls sideways', () => document.documentElement.scrollWidth <= document.documentElement.clientWidth],
    ];
    for (const [fault, holds] of waits)
      await this.page.waitForFunction(holds, language, { timeout: PATIENCE_MS }).catch(() => found.push(fault));
    // The page's content security policy allows no foreign script, so axe is evaluated and not added as a script tag.
    // It stays in the page until the next load.
    if (!(await this.page.evaluate(() => 'axe' in globalThis))) await this.page.evaluate(AXE);
    found.push(
      ...(await this.page.evaluate(async () => {
        // What is loaded beforehand serves the rules about sound and video only, and the pages have neither.
        const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run({
          resultTypes: ['violations'],
          preload: false,
        });
        return violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(
            ({ id, nodes }) =>
              `access: ${id}: ${nodes.map(({ target, html }) => `${target.join(' ')} ${html.slice(0, 120)}`).join('; ')}`,
          );
      })),
    );
    return found;
  }

  /** From now on the browser may report cut connections, because the story causes them. */
  expectCuts(): void {
    this.connectionsAreCut = true;
  }

  /** Cuts the network, as in a lift. Open connections stay open and receive nothing. */
  async loseNetwork(): Promise<void> {
    this.expectCuts();
    await this.context.setOffline(true);
  }

  async findNetwork(): Promise<void> {
    await this.context.setOffline(false);
  }

  /** Saves a screenshot of a failed story. */
  async keepPicture(name: string): Promise<void> {
    mkdirSync(PICTURES, { recursive: true });
    await this.page
      .screenshot({ path: `${PICTURES}${this.device.name}-${name}.png`, timeout: 5_000 })
      .catch(() => undefined);
  }

  async leave(): Promise<void> {
    await this.context.close();
  }
}

/** Returns whether `work` settled within `ms` milliseconds. */
async function settles(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([work.then(() => true), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
