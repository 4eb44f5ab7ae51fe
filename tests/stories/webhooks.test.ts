import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Webhook as Verifier } from 'standardwebhooks';
import { useTestApp, type TestUser } from '../support/app.ts';
import { give } from '../support/city.ts';
import { DAY_MS } from '../support/clock.ts';
import { lettersTo } from '../support/letters.ts';
import { MUTATIONS } from '../support/operations.ts';
import { createTown, inDays, projectAt, type Town } from '../support/town.ts';

const app = useTestApp({ env: { WEBHOOK_ADDRESSES: 'any', RELEASE_SECOND_SIGNATURE_FEN: '1000000000' } });

interface Got {
  headers: Record<string, string>;
  body: string;
}
/** What the receiver does with a message. */
type Behaviour = (response: ServerResponse) => void;
const takes: Behaviour = (response) => response.writeHead(200).end('thanks');

/** A receiver of our own: a real server that keeps what it gets and does what a story wants. */
class Receiver {
  readonly got: Got[] = [];
  does: Behaviour = takes;
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}
  static async start(): Promise<Receiver> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        receiver.got.push({ headers: flat(request.headers), body: Buffer.concat(chunks).toString('utf8') });
        receiver.does(response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const receiver = new Receiver(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`);
    return receiver;
  }
  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
const flat = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

let town: Town;
const receivers: Receiver[] = [];
beforeAll(async () => {
  town = await createTown(app);
});
afterAll(() => receivers.forEach((receiver) => receiver.close()));

const TOPICS = ['PROJECT_STEP', 'GIFTS_ARRIVED', 'STAGE_VERIFIED', 'STAGE_PAID'];
/** Registers a webhook of the town's unit at a receiver of its own. */
const register = async (changes: Record<string, unknown> = {}) => {
  const receiver = await Receiver.start();
  receivers.push(receiver);
  const { registerWebhook } = await town.owner.client.must(MUTATIONS.registerWebhook, {
    input: { organizationId: town.organization.id, url: receiver.url, topics: TOPICS, ...changes },
  });
  return { receiver, id: registerWebhook.webhook.id as string, secret: registerWebhook.secret as string };
};
const remove = (id: string) => town.owner.client.must(MUTATIONS.removeWebhook, { id });
const LOG = `query ($id: ID!) { organization(id: $id) { webhooks { id state failingSince
  deliveries { id type messageId state attempts dueAt log { status fault reply } } } } }`;
const webhookOf = async (id: string) =>
  (await town.owner.client.must(LOG, { id: town.organization.id })).organization.webhooks.find(
    (one: { id: string }) => one.id === id,
  );
const ping = async (id: string) => {
  await town.owner.client.must(MUTATIONS.pingWebhook, { id });
  await app.server.tick();
};

it('tells public facts of a project, signed by the specification, and no data of people', async () => {
  const { receiver, id, secret } = await register();
  const project = await projectAt(app, town, 'FUNDRAISING', {
    milestones: [{ title: '采访', amount: 10_000, dueOn: inDays(app, 80) }],
  });
  const donor = await app.signUp({ name: '不公开的名字' });
  await give(donor.client, project.id, { amount: 10_000, message: '加油' });
  const [stage] = project.milestones;
  await town.editor.client.must(MUTATIONS.submitMilestone, {
    input: { milestoneId: stage!.id, report: '做完了。', evidenceUrls: [] },
  });
  await town.reviewer.client.must(MUTATIONS.reviewMilestone, {
    input: { milestoneId: stage!.id, accepted: true, comment: '看过了' },
  });
  await town.treasurer.client.must(MUTATIONS.releaseMilestone, { id: stage!.id });
  await app.server.tick();
  await app.server.tick();
  const told = receiver.got.map(({ body }) => JSON.parse(body));
  expect(told.map(({ type, data }) => (type === 'project.step' ? `${type} ${data.step}` : type))).toEqual([
    'project.step approve',
    'project.step openFunding',
    'project.gifts_arrived',
    'project.step reachGoal',
    'project.step startExecution',
    'stage.verified',
    'stage.paid',
    'project.step complete',
  ]);
  expect(told[2].data).toEqual({
    project: { id: project.id, title: '老兵记忆馆', url: `${app.url}/projects/${project.slug}` },
    gifts: 1,
    amount: 10_000,
    raised: 10_000,
    goal: 10_000,
  });
  expect(JSON.stringify(told)).not.toMatch(/不公开的名字|加油|example\.test/);
  for (const { headers, body } of receiver.got) {
    // The library of the specification checks id, time and signature. Its clock is the real one.
    const verifier = new Verifier(secret);
    const at = new Date(Number(headers['webhook-timestamp']) * 1_000);
    expect(headers['webhook-signature']).toBe(verifier.sign(headers['webhook-id']!, at, body));
  }
  expect(new Set(receiver.got.map(({ headers }) => headers['webhook-id'])).size).toBe(8);
  await remove(id);
});

it('tells only what was asked for: of one project, and of its topics', async () => {
  const milestones = [{ title: '采访', amount: 100_000, dueOn: inDays(app, 80) }];
  const project = await projectAt(app, town, 'FUNDRAISING', { milestones });
  const other = await projectAt(app, town, 'FUNDRAISING', { milestones });
  const { receiver, id } = await register({ projectId: project.id, topics: ['GIFTS_ARRIVED'] });
  await give(app.anonymous(), other.id, { amount: 1_000, guest: { name: '访客' } });
  await give(app.anonymous(), project.id, { amount: 2_000, guest: { name: '访客' } });
  await town.reviewer.client.must(MUTATIONS.stopProject, { id: project.id, reason: '单位无法继续实施' });
  await app.server.tick();
  expect(receiver.got.map(({ body }) => JSON.parse(body).data.amount)).toEqual([2_000]);
  await remove(id);
});

describe('a receiver that', () => {
  it('fails gets the same message again after growing waits, and the log shows each reply', async () => {
    const { receiver, id } = await register();
    receiver.does = (response) => response.writeHead(500).end('数据库坏了\u0007');
    await ping(id);
    await app.pass(4_000);
    expect(receiver.got).toHaveLength(1);
    await app.pass(2_000);
    expect(receiver.got).toHaveLength(2);
    receiver.does = takes;
    await app.pass(4 * 60_000);
    expect(receiver.got).toHaveLength(2);
    await app.pass(2 * 60_000);
    expect(receiver.got).toHaveLength(3);
    expect(new Set(receiver.got.map(({ headers, body }) => headers['webhook-id'] + body)).size).toBe(1);
    const { deliveries, failingSince } = await webhookOf(id);
    expect(failingSince).toBeNull();
    expect(deliveries).toMatchObject([
      {
        type: 'ping',
        state: 'DELIVERED',
        dueAt: null,
        log: [
          { status: 200, fault: null, reply: 'thanks' },
          { status: 500, fault: 'STATUS', reply: '数据库坏了' },
          { status: 500, fault: 'STATUS' },
        ],
      },
    ]);
    await remove(id);
  });

  it('redirects is not followed', async () => {
    const { receiver, id } = await register();
    const elsewhere = await register();
    receiver.does = (response) => response.writeHead(307, { location: elsewhere.receiver.url }).end();
    await ping(id);
    expect(elsewhere.receiver.got).toEqual([]);
    expect((await webhookOf(id)).deliveries[0].log).toMatchObject([{ status: 307, fault: 'STATUS' }]);
    await remove(id);
    await remove(elsewhere.id);
  });

  it('never ends its reply is read to a limit, and counts by its status', async () => {
    const { receiver, id } = await register();
    receiver.does = (response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('x'.repeat(500)), 20);
      response.once('close', () => clearInterval(timer));
    };
    await ping(id);
    const [delivery] = (await webhookOf(id)).deliveries;
    expect(delivery.state).toBe('DELIVERED');
    expect(delivery.log[0].reply).toHaveLength(1_000);
    await remove(id);
  });

  it('is silent is left after fifteen seconds, and delays no other one', async () => {
    const silent = await register();
    const quick = await register();
    silent.receiver.does = () => undefined;
    await town.owner.client.must(MUTATIONS.pingWebhook, { id: silent.id });
    await town.owner.client.must(MUTATIONS.pingWebhook, { id: quick.id });
    const tick = app.server.tick();
    await expect.poll(() => quick.receiver.got.length, { timeout: 60_000 }).toBe(1);
    await tick;
    expect((await webhookOf(silent.id)).deliveries[0]).toMatchObject({
      state: 'WAITING',
      log: [{ status: null, fault: 'TIME', reply: null }],
    });
    await remove(silent.id);
    await remove(quick.id);
  }, 120_000);

  it('is gone is a failed connection', async () => {
    const { receiver, id } = await register();
    receiver.close();
    await ping(id);
    expect((await webhookOf(id)).deliveries[0].log).toMatchObject([{ status: null, fault: 'CONNECTION' }]);
    await remove(id);
  });

  it('fails for five days is switched off, its owners are told, and messages can be sent again', async () => {
    const { receiver, id } = await register();
    receiver.does = (response) => response.writeHead(503).end();
    await ping(id);
    for (let days = 0; days < 4; days += 1) await app.pass(DAY_MS);
    expect((await webhookOf(id)).state).toBe('ON');
    await app.pass(DAY_MS);
    expect(await webhookOf(id)).toMatchObject({ state: 'FAILED' });
    await app.server.tick();
    expect(lettersTo(app, town.owner.email).some((letter) => letter.includes('连续五天'))).toBe(true);
    const { key } = await town.owner.client.refused(MUTATIONS.pingWebhook, { id });
    expect(key).toBe('webhook.off');
    receiver.does = takes;
    await town.owner.client.must(MUTATIONS.setWebhookOn, { id, on: true });
    const before = receiver.got.length;
    const [delivery] = (await webhookOf(id)).deliveries;
    expect(delivery.state).toBe('GIVEN_UP');
    await town.owner.client.must(MUTATIONS.sendWebhookAgain, { deliveryId: delivery.id });
    await app.server.tick();
    expect(receiver.got).toHaveLength(before + 1);
    expect(receiver.got.at(-1)!.headers['webhook-id']).toBe(delivery.messageId);
    expect((await webhookOf(id)).deliveries[0].state).toBe('DELIVERED');
    await remove(id);
  });

  it('says 410 is switched off at once', async () => {
    const { receiver, id } = await register();
    receiver.does = (response) => response.writeHead(410).end();
    await ping(id);
    expect(await webhookOf(id)).toMatchObject({ state: 'FAILED' });
    await remove(id);
  });
});

it('signs with both secrets for a day after a change, and then with the new one', async () => {
  const { receiver, id, secret: old } = await register();
  const { rotateWebhookSecret } = await town.owner.client.must(MUTATIONS.rotateWebhookSecret, { id });
  const signatures = async (hours: number) => {
    await app.pass(hours * 3_600_000);
    await ping(id);
    return receiver.got.at(-1)!;
  };
  const signedBy = (secret: string, { headers, body }: Got) =>
    headers['webhook-signature']!.split(' ').includes(
      new Verifier(secret).sign(headers['webhook-id']!, new Date(Number(headers['webhook-timestamp']) * 1_000), body),
    );
  const soon = await signatures(1);
  expect([signedBy(old, soon), signedBy(rotateWebhookSecret.secret, soon)]).toEqual([true, true]);
  const later = await signatures(24);
  expect([signedBy(old, later), signedBy(rotateWebhookSecret.secret, later)]).toEqual([false, true]);
  const stored = JSON.stringify(await app.db.read.query('SELECT * FROM webhooks'));
  expect(stored).not.toContain('whsec_');
  await remove(id);
});

it('is the same message when the process dies before the receiver is known to have it', async () => {
  const { receiver, id } = await register();
  await town.owner.client.must(MUTATIONS.pingWebhook, { id });
  const transact = app.server.db.transact.bind(app.server.db);
  app.server.db.transact = (async (work) => {
    if (receiver.got.length > 0) throw new Error('killed');
    return transact(work);
  }) as typeof transact;
  await app.server.tick().catch(() => undefined);
  app.server.db.transact = transact;
  expect(receiver.got).toHaveLength(1);
  await app.pass(61_000);
  expect(receiver.got).toHaveLength(2);
  expect(receiver.got[0]!.headers['webhook-id']).toBe(receiver.got[1]!.headers['webhook-id']);
  expect((await webhookOf(id)).deliveries[0].state).toBe('DELIVERED');
  await remove(id);
});

it('belongs to the owners of its unit alone', async () => {
  const { id } = await register();
  for (const person of [town.editor, town.member, town.rival, town.admin] as TestUser[])
    expect((await person.client.refused(MUTATIONS.rotateWebhookSecret, { id })).code).toBe('NOT_FOUND');
  await remove(id);
});
