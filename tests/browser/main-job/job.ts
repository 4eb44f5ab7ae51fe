import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { useTestApp } from '../../support/app.ts';
import { useBrowser } from '../../support/browser.ts';
import { DAY_MS } from '../../support/clock.ts';
import { useConnections } from '../../support/connections.ts';
import { DEVICES, PATIENCE_MS, Person } from '../../support/person.ts';

const WEB_DIR = fileURLToPath(new URL('../../../packages/web/dist', import.meta.url));

export const STATION = '康华社区社会工作站';
export const COMPANY = '中山岐江灯饰有限公司';
export const PROJECT = '红色足迹：老党员口述历史';
export const SUMMARY = '请五十位老党员讲述亲身经历，整理成册，送给社区里的孩子。';
export const STORY =
  '## 为什么要做\n\n他们的平均年龄已经八十岁。\n\n## 我们怎么做\n\n志愿者两人一组，上门采访，录音，整理成文字。';
export const PICTURE = '两位老党员在社区活动室里翻看旧照片';
export const REASON = '请写明采访的录音怎样保存，谁可以使用。';
export const ADDED = '录音存放在区档案馆，使用须经本人同意。';

const PASSWORD = 'a-good-password';
export const account = (name: string, id: string) => ({ name, email: `${id}@example.test`, password: PASSWORD });

/** As the date fields of the pages take it, in Beijing's time. */
export const dayIn = (days: number) => new Date(Date.now() + 8 * 3_600_000 + days * DAY_MS).toISOString().slice(0, 10);

export const GOAL = 10_000_00;
export const inYuan = (fen: number) =>
  `¥${(fen / 100).toLocaleString('en', fen % 100 === 0 ? {} : { minimumFractionDigits: 2 })}`;
/** How a page says that so many fen have been raised. */
export const inWords = (fen: number) => `已筹 ${inYuan(fen)}，`;

export type MainJob = ReturnType<typeof useMainJob>;

/**
 * Starts a server, a browser and the staff of the main job, whose chapters are tests of one story. After a broken
 * chapter the next ones fail at once.
 */
export function useMainJob(device: (typeof DEVICES)[number]) {
  const app = useTestApp({ env: { WEB_DIR, RELEASE_SECOND_SIGNATURE_FEN: String(5_000_00) } });
  const connections = useConnections();
  const browser = useBrowser();
  const people = new Map<string, Person>();
  const failed: string[] = [];
  const state = {
    /** The path of the project's page. */
    address: '',
    /** What the project has raised, in fen. */
    raised: 0,
  };

  async function arrive(who: string): Promise<Person> {
    const person = await Person.arrive(browser.current, app.url, device);
    people.set(who, person);
    return person;
  }

  /** Comes to a desk of the platform: the role is given outside the pages, all else is done in them. */
  async function arriveAsStaff(who: string, name: string, role: 'ADMIN' | 'REVIEWER' | 'TREASURER'): Promise<Person> {
    const staff = await app.signUp({ name, roles: [role] });
    const person = await arrive(who);
    await person.signIn(staff);
    return person;
  }

  const at = (who: string): Person => {
    const person = people.get(who);
    if (person === undefined) throw new Error(`Nobody has come as ${who} yet.`);
    return person;
  };

  const progressOf = (page: Page) => page.getByRole('progressbar', { name: '筹款进度' });

  /** The total that a page shows, as a screen reader says it: without the moments in which the figure counts up. */
  async function showsRaised(person: Person, fen: number): Promise<void> {
    const total = () => progressOf(person.page).getAttribute('aria-valuetext');
    await expect
      .poll(total, { timeout: PATIENCE_MS, message: 'the total that the page shows' })
      .toContain(inWords(fen));
  }

  /** Opens the form, chooses the amount and goes on to who gives. */
  async function chooseAmount(giver: Person, yuan: string): Promise<void> {
    await giver.heads(`为“${PROJECT}”认捐`);
    await giver.write('认捐金额', yuan);
    await giver.press('下一步');
  }

  async function registerUnit(
    owner: Person,
    unit: { name: string; kind: string; creditCode: string; about: string },
  ): Promise<void> {
    await owner.press('登记新单位');
    await owner.write('单位全称', unit.name);
    await owner.choose('单位类型', unit.kind);
    await owner.write('统一社会信用代码', unit.creditCode);
    await owner.write('单位简介', unit.about);
    expect(await owner.faultsHere()).toEqual([]);
    await owner.press('登记单位');
    await owner.reads(`“${unit.name}”已登记，等待管理员认证。`);
  }

  async function verifyUnit(name: string): Promise<void> {
    const admin = at('admin');
    await admin.goTo('管理');
    await admin.heads('平台管理');
    const unit = admin.page.getByRole('article', { name });
    await admin.page.getByRole('list', { name: '待认证单位' }).getByRole('link').filter({ hasText: name }).click();
    await admin.reads('校验位正确', unit);
    expect(await admin.faultsHere()).toEqual([]);
    await admin.press('通过认证', unit);
    await admin.reads(`已认证：${name}`);
  }

  beforeAll(async () => {
    await arriveAsStaff('admin', '管理员小周', 'ADMIN');
    await arriveAsStaff('reviewer', '评审员老陈', 'REVIEWER');
  });
  beforeEach(({ task, onTestFailed }) => {
    // The chapters are one story: after a broken one, the next would only wait for what never comes.
    if (failed.length > 0) throw new Error(`An earlier chapter failed: ${failed[0]}`);
    onTestFailed(async () => {
      failed.push(task.name);
      for (const [who, person] of people) await person.keepPicture(who);
    });
  });
  afterAll(async () => {
    for (const person of people.values()) await person.leave();
  });

  return Object.assign(state, {
    app,
    connections,
    people,
    arrive,
    arriveAsStaff,
    at,
    progressOf,
    showsRaised,
    chooseAmount,
    registerUnit,
    verifyUnit,
    device,
  });
}

/** A photograph as a phone takes it: too large to be served as it is. */
export const photograph = (): Promise<Buffer> =>
  sharp({
    create: {
      width: 2_400,
      height: 1_600,
      channels: 3,
      background: { r: 150, g: 90, b: 60 },
      noise: { type: 'gaussian', mean: 128, sigma: 30 },
    },
  })
    .jpeg()
    .toBuffer();

/** The picture that was uploaded is on the page and can be seen. */
export async function expectPicture(page: Page): Promise<void> {
  const picture = page.getByRole('img', { name: PICTURE }).first();
  await picture.waitFor();
  await expect
    .poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth), { timeout: PATIENCE_MS })
    .toBeGreaterThanOrEqual(320);
}

/** The moment at which the page shows a total, by the clock of the machine that it runs on. */
export function noteWhenShown(page: Page, words: string): Promise<number> {
  return page.evaluate(
    ([wanted, patience]) =>
      new Promise<number>((resolve, reject) => {
        setTimeout(() => reject(new Error(`No progress bar ever said “${wanted}”`)), patience);
        const look = () => {
          if (
            ![...document.querySelectorAll('[role="progressbar"]')].some((bar) =>
              bar.getAttribute('aria-valuetext')?.includes(wanted),
            )
          )
            return;
          observer.disconnect();
          resolve(Date.now());
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, {
          subtree: true,
          childList: true,
          attributes: true,
          attributeFilter: ['aria-valuetext'],
        });
        look();
      }),
    [words, PATIENCE_MS] as const,
  );
}
