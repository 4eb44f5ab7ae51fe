import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { AT_DESK, Person } from '../support/person.ts';
import { createTown, type Town } from '../support/town.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));

describe('a webhook', () => {
  const app = useTestApp({ env: { WEB_DIR, WEBHOOK_ADDRESSES: 'any' } });
  const browser = useBrowser();
  let town: Town;
  let owner: Person;
  let receiver: Server;
  let got = 0;
  let status = 500;
  beforeAll(async () => {
    town = await createTown(app);
    receiver = createServer((request, response) => {
      request.resume().once('end', () => {
        got += 1;
        response.writeHead(status).end(status === 200 ? '收到' : '数据库坏了');
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    owner = await Person.arrive(browser.current, app.url, AT_DESK, town.owner);
  });
  afterAll(async () => {
    await owner.leave();
    receiver.close();
  });

  it('is registered by an owner, who sees its secret once, its log, and sends a message again', async () => {
    const { page } = owner;
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
    await owner.visit(`/workspace/${town.organization.id}`);
    await page.getByLabel('接收地址').fill(url);
    await owner.press('登记地址');
    await owner.reads(/^whsec_/);
    await page.getByRole('heading', { name: url }).waitFor();
    await owner.press('发一条试试');
    await app.server.tick();
    await page.reload();
    await page.getByText('最近的推送').click();
    await owner.reads('等待发送');
    await owner.reads('回复 500');
    await owner.reads('数据库坏了');
    expect(await page.getByText(/^whsec_/).count(), 'the secret is shown once').toBe(0);
    expect(await owner.faultsHere()).toEqual([]);
    status = 200;
    await page.getByRole('button', { name: /^补发 ping/ }).click();
    await expect.poll(() => app.server.tick().then(() => got), { timeout: 20_000 }).toBeGreaterThan(1);
    await page.reload();
    await page.getByText('最近的推送').click();
    await owner.reads('已收下');
    await owner.press('停用');
    await owner.reads(/已停用/);
    expect(await owner.faultsHere()).toEqual([]);
  });
});
