import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../support/random.mjs';
import { Acknowledgements } from './acknowledgements.mjs';
import { Givers } from './givers.mjs';
import { figuresAt, keyOf, requestsOf, REFUSALS, type Request } from './hebi-gifts.mjs';
import { Pace } from './pace.mjs';

const plan = { seed: 3, ...figuresAt(0.001), projects: 2, accounts: 12, units: 3 };
const idOf = (index: number) => `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`;

/** The content of a request to the small server of this file. */
interface Asked {
  index: number;
  key: string;
  fault: keyof typeof REFUSALS | null;
  transfer: boolean;
}

/** Starts a server that responds as the product does, unless `mishap` responds first. */
async function serve(mishap: (asked: Asked, request: IncomingMessage, response: ServerResponse) => boolean) {
  const seen: Asked[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    request.on('end', () => {
      const asked = JSON.parse(text) as Asked;
      seen.push(asked);
      if (mishap(asked, request, response)) return;
      const { index, fault, transfer } = asked;
      if (fault !== null)
        response.end(
          JSON.stringify({ errors: [{ message: 'no', extensions: { code: REFUSALS[fault] } }], data: null }),
        );
      else
        response.end(
          `{"data":{"pledge":{"id":"${idOf(index)}","status":"${transfer ? 'PENDING' : 'PAID'}","remarkCode":"HC1","receipt":${transfer ? 'null' : '{"number":"HC-2022-000001"}'}}}}\n`,
        );
    });
    request.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    seen,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

let stop: (() => void) | undefined;
afterEach(() => stop?.());

async function give(mishap: Parameters<typeof serve>[0], requests: Iterator<Request> = requestsOf(plan)) {
  const server = await serve(mishap);
  stop = server.stop;
  const acknowledged = new Acknowledgements(plan.gifts);
  const letterOf = ({ gift, fault }: Request) => ({
    body: JSON.stringify({
      index: gift.index,
      key: keyOf(plan.seed, gift.index),
      fault,
      transfer: gift.payment === 'BANK_TRANSFER',
    } satisfies Asked),
    cookie: undefined,
  });
  const givers = new Givers({
    url: server.url,
    connections: 12,
    letterOf,
    acknowledged,
    pace: new Pace(plan.gifts),
    random: seededRandom(1),
  });
  await givers.send(requests);
  givers.close();
  return { givers, acknowledged, seen: server.seen };
}

describe('givers', () => {
  it('send every gift once, and repeat a failed request with its key', async () => {
    const { givers, acknowledged, seen } = await give(() => false);
    expect(givers.faults).toEqual([]);
    expect(acknowledged).toMatchObject({ count: plan.gifts, fen: plan.fen });
    expect(new Set(seen.filter(({ fault }) => fault === null).map(({ key }) => key)).size).toBe(plan.gifts);
    expect(givers.counts).toMatchObject({ lost: 0, unavailable: 0, repeated: 5, hungUp: 5, refused: 5 });
  });

  it('retry with the same key when they are told to, and after a lost connection', async () => {
    const times = new Map<number, number[]>();
    const { givers, acknowledged } = await give(({ index, fault }, request, response) => {
      const at = [...(times.get(index) ?? []), performance.now()];
      times.set(index, at);
      if (at.length > 1 || index % 100 !== 0 || fault !== null) return false;
      if (index % 200 === 0)
        response
          .writeHead(503, { 'retry-after': '1' })
          .end('{"errors":[{"message":"later","extensions":{"code":"UNAVAILABLE","key":"unavailable"}}]}');
      else request.socket.destroy();
      return true;
    });
    expect(givers.faults).toEqual([]);
    expect(acknowledged.count).toBe(plan.gifts);
    expect(givers.counts.unavailable).toBeGreaterThan(0);
    expect(givers.counts.lost).toBeGreaterThan(0);
    const [first, second] = times.get(200)!;
    expect(second! - first!).toBeGreaterThanOrEqual(990);
  });

  it.each<[string, (asked: Asked, response: ServerResponse) => boolean, RegExp]>([
    [
      'a gift that is refused',
      ({ index, fault }, response) =>
        fault === null &&
        index === 9 &&
        Boolean(response.end('{"errors":[{"message":"no","extensions":{"code":"FORBIDDEN"}}],"data":null}')),
      /gift 9 was answered/,
    ],
    [
      'a fault that nobody foresaw',
      ({ index, fault }, response) =>
        fault === null &&
        index === 9 &&
        Boolean(
          response.end(
            '{"errors":[{"message":"no","extensions":{"code":"UNAVAILABLE","key":"unexpected"}}],"data":null}',
          ),
        ),
      /gift 9 was answered/,
    ],
    [
      'wrong input that is taken',
      ({ fault }, response) =>
        fault !== null &&
        Boolean(
          response.end(`{"data":{"pledge":{"id":"${idOf(1)}","status":"PAID","remarkCode":"HC1","receipt":null}}}`),
        ),
      /is to be refused as/,
    ],
    [
      'wrong input that is refused for another reason',
      ({ fault }, response) =>
        fault !== null &&
        Boolean(response.end('{"errors":[{"message":"no","extensions":{"code":"UNAUTHENTICATED"}}]}')),
      /is to be refused as/,
    ],
    [
      'a gift without a receipt',
      ({ index, fault }, response) =>
        fault === null &&
        index === 9 &&
        Boolean(
          response.end(`{"data":{"pledge":{"id":"${idOf(9)}","status":"PENDING","remarkCode":"HC1","receipt":null}}}`),
        ),
      /gift 9 is PENDING/,
    ],
  ])('report %s', async (_what, mishap, fault) => {
    const { givers } = await give((asked, _request, response) => mishap(asked, response));
    expect(givers.faults).toContainEqual(expect.stringMatching(fault));
  });

  it('report a repeated key that returns another gift', async () => {
    let answers = 0;
    const { givers } = await give(({ fault, transfer }, _request, response) => {
      if (fault !== null || transfer) return false;
      answers += 1;
      response.end(
        `{"data":{"pledge":{"id":"${idOf(10_000 + answers)}","status":"PAID","remarkCode":"HC1","receipt":{"number":"HC-2022-000001"}}}}`,
      );
      return true;
    });
    expect(givers.faults).toHaveLength(5);
    expect(givers.faults[0]).toContain('answered as another');
  });
});
