import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { useTestApp } from '../support/app.ts';
import { createCity, give, openProject } from '../support/city.ts';
import { startStopwatch } from '../support/stopwatch.ts';

const WATCHERS = 500;
const DONORS = 6;
const GIFTS_EACH = 40;
/** The hub's: sends of one topic are at least so far apart. */
const APART_MS = 200;

interface State {
  raised: number;
  pledgeCount: number;
  version: number;
}

/** A page that is open, without a client library: five hundred of those would be what is measured. */
class Watcher {
  readonly seen: State[] = [];
  private socket: WebSocket | undefined;

  constructor(
    private readonly url: string,
    private readonly projectId: string,
  ) {}

  /** Resolves with the first state. */
  open(): Promise<State> {
    return new Promise((resolve, reject) => {
      const socket = (this.socket = new WebSocket(`${this.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws'));
      socket.on('open', () => socket.send('{"type":"connection_init"}'));
      socket.on('error', reject);
      socket.on('close', () => reject(new Error('closed')));
      socket.on('message', (data) => {
        const { type, payload } = JSON.parse(String(data));
        if (type === 'connection_ack')
          socket.send(
            JSON.stringify({
              id: '1',
              type: 'subscribe',
              payload: {
                query: 'subscription W($id: ID!) { projectProgress(projectId: $id) { raised pledgeCount version } }',
                variables: { id: this.projectId },
              },
            }),
          );
        else if (type !== 'next' || payload.errors) reject(new Error(String(data)));
        else {
          this.seen.push(payload.data.projectProgress);
          resolve(payload.data.projectProgress);
        }
      });
    });
  }

  close(): void {
    this.socket?.terminate();
  }
}

describe('a large number of subscribers', () => {
  const app = useTestApp();

  it('gets the first state at once, no more states than the limit, and the final state a second after the last gift', async () => {
    const city = await createCity(app);
    const { id } = await openProject(app, city);
    const donors = await Promise.all(Array.from({ length: DONORS }, () => app.signUp()));
    await give(donors[0]!.client, id, { amount: 700 });

    const watchers = Array.from({ length: WATCHERS }, () => new Watcher(app.url, id));
    try {
      const first = await Promise.all(watchers.map((watcher) => watcher.open()));
      expect(
        new Set(first.map(({ raised }) => raised)),
        'a person who opens the page sees the present state, without waiting for the next gift',
      ).toEqual(new Set([700]));

      const began = performance.now();
      await Promise.all(
        donors.map(async ({ client }) => {
          for (let gift = 0; gift < GIFTS_EACH; gift += 1) await give(client, id, { amount: 100 });
        }),
      );
      const sinceLast = startStopwatch();
      const raised = 700 + DONORS * GIFTS_EACH * 100;
      const late = () => watchers.filter(({ seen }) => seen.at(-1)!.raised !== raised);
      while (late().length > 0 && sinceLast() < 5_000) await sleep(20);
      expect(late().length, 'watchers without the final state').toBe(0);
      expect(sinceLast(), 'milliseconds until the last of them had it').toBeLessThan(1_000);

      const due = 2 + Math.ceil((performance.now() - began) / APART_MS);
      for (const { seen } of watchers) {
        expect(seen.length, 'joined: the first, those that are due, and the last').toBeLessThanOrEqual(due);
        expect(seen.at(-1)).toMatchObject({ raised, pledgeCount: 1 + DONORS * GIFTS_EACH });
        for (const [index, state] of seen.entries())
          if (index > 0)
            expect(state.version, 'a total that decreases frightens donors').toBeGreaterThan(seen[index - 1]!.version);
      }
    } finally {
      for (const watcher of watchers) watcher.close();
    }
  }, 60_000);
});
