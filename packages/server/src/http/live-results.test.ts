import {
  buildSchema,
  GraphQLError,
  parse,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLObjectType,
} from 'graphql';
import { pino } from 'pino';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RequestContext, Services, ViewerSession } from '../context.js';
import { LiveHub, type LiveState } from '../live/hub.js';
import type { Language } from '../messages/index.js';
import { subscribeLive, type LiveSubscription } from './live-results.js';

interface Total extends LiveState {
  raised: number;
}

const schema = buildSchema(
  'type Query { none: Int } type Subscription { total(id: ID!): Total } type Total { raised: Int, part(of: Int!): Int, given: String, greeting: String, everything: String, wrong: Int, long: String }',
);
let executions = 0;
const fields = (schema.getType('Total') as GraphQLObjectType<Total, RequestContext>).getFields();
fields['raised']!.resolve = ({ raised }) => {
  executions += 1;
  return raised;
};
fields['part']!.resolve = ({ raised }, { of }: { of: number }) => raised / of;
fields['given']!.resolve = ({ raised }, _args, { viewer }) => (viewer === null ? null : `${viewer.name} ${raised}`);
fields['greeting']!.resolve = (_total, _args, { language }) => (language === 'en' ? 'Hello' : '您好');
// Copies the context, as some services do.
fields['everything']!.resolve = (_total, _args, context) => {
  const own = { ...context };
  return own.viewer?.name ?? 'nobody';
};
fields['wrong']!.resolve = () => {
  throw new GraphQLError('no');
};
fields['long']!.resolve = () => '红'.repeat(30_000);
const total = schema.getSubscriptionType()!.getFields()['total']!;
total.subscribe = (_root, { id }: { id: string }, { live }: RequestContext) => live.subscribe<Total>('total', id);
total.resolve = (state: Total) => state;

/** The other end of a connection, which can stop reading. */
class FakeSocket {
  readonly OPEN = 1;
  readyState: 0 | 1 | 2 | 3 = 1;
  readonly frames: Buffer[] = [];
  readonly kept: ((error?: Error) => void)[] = [];
  stuck = false;

  readonly wire = {
    write: (frame: Buffer, taken: (error?: Error | null) => void) => {
      this.frames.push(frame);
      if (this.stuck) this.kept.push(taken);
      else queueMicrotask(() => taken());
      return true;
    },
  } as unknown as LiveSubscription['wire'];

  takeAgain(): void {
    this.stuck = false;
    this.kept.splice(0).forEach((taken) => taken());
  }

  die(): void {
    this.readyState = 3;
    this.kept.splice(0).forEach((taken) => taken(new Error('gone')));
  }

  /** Returns the received messages, decoded from frames as a client does. */
  get told(): { id: string; type: string; payload: ExecutionResult }[] {
    return this.frames.map((frame) => {
      const [at, length] =
        frame[1]! < 126
          ? [2, frame[1]!]
          : frame[1] === 126
            ? [4, frame.readUInt16BE(2)]
            : [10, Number(frame.readBigUInt64BE(2))];
      // A wrong length would make everything after it unreadable.
      if (frame[0] !== 0x81 || frame.length - at !== length)
        throw new Error(`not one whole frame of text: ${frame.subarray(0, 10).toString('hex')}, ${frame.length} bytes`);
      return JSON.parse(frame.toString('utf8', at)) as { id: string; type: string; payload: ExecutionResult };
    });
  }

  get answers(): unknown[] {
    return this.told.map(({ payload }) => payload.data?.['total']);
  }
}

let hub: LiveHub;
let services: Services;
let state: Total;
let loads = 0;
beforeEach(() => {
  vi.useFakeTimers();
  state = { version: 1, raised: 0 };
  hub = new LiveHub(pino({ level: 'silent' }));
  hub.define<Total>({
    name: 'total',
    load: async (ids) => {
      loads += 1;
      return new Map(ids.map((id) => [id, state]));
    },
  });
  services = { live: hub, log: pino({ level: 'silent' }) } as unknown as Services;
});
afterEach(() => {
  hub.close();
  vi.useRealTimers();
});

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);
const change = async (raised: number) => {
  state = { version: state.version + 1, raised };
  hub.publish('total', 'p');
  await settle(600);
};

interface Person {
  name?: string;
  language?: Language;
  /** Set during the subscription when the session has ended. */
  signedOut?: boolean;
}
const contextOf = ({ name, language = 'zh-CN', signedOut = false }: Person): RequestContext => ({
  ...services,
  language,
  viewer:
    name === undefined || signedOut
      ? null
      : ({ name, userId: name, sessionId: name, roles: new Set() } satisfies ViewerSession),
  address: '192.0.2.1',
  userAgent: 'test',
  requestId: 'a request',
  deviceToken: null,
  setDeviceToken: () => undefined,
  setSessionToken: () => undefined,
});

const documents = new Map<string, DocumentNode>();
const documentOf = (text: string) => documents.get(text) ?? documents.set(text, parse(text)).get(text)!;

/** Subscribes and reads on as the protocol does. The iterator yields the faults. */
async function subscribe(
  socket: FakeSocket,
  selection: string,
  {
    person = {},
    id = 'a',
    variables = {},
    declared = '',
  }: { person?: Person; id?: string; variables?: Record<string, unknown>; declared?: string } = {},
) {
  const result = await subscribeLive({
    schema,
    document: documentOf(`subscription${declared} { total(id: "p") { ${selection} } }`),
    variableValues: variables,
    id,
    socket,
    wire: socket.wire,
    services,
    contextValue: contextOf(person),
    createContext: async () => contextOf(person),
  });
  const answers = result as AsyncGenerator<ExecutionResult, undefined>;
  const faults: ExecutionResult[] = [];
  const ended = (async () => {
    for await (const fault of answers) faults.push(fault);
  })();
  await settle();
  return { faults, ended, leave: () => answers.return(undefined) };
}

describe('the same subscription', () => {
  it('is executed and encoded once per state for all subscribers, and each gets it under its own id', async () => {
    const sockets = Array.from({ length: 1_000 }, () => new FakeSocket());
    await Promise.all(sockets.map((socket, index) => subscribe(socket, 'raised', { id: `名字"${index}` })));
    executions = 0;
    const encode = vi.spyOn(JSON, 'stringify');
    await change(700);
    expect(executions).toBe(1);
    expect(encode, 'encode once and let each socket have the same bytes').toHaveBeenCalledTimes(1);
    encode.mockRestore();
    for (const [index, socket] of sockets.entries())
      expect(socket.told.at(-1)).toEqual({
        id: `名字"${index}`,
        type: 'next',
        payload: { data: { total: { raised: 700 } } },
      });
  });

  it('shares a result only with the same document and the same variables', async () => {
    const [half, third, whole] = [new FakeSocket(), new FakeSocket(), new FakeSocket()];
    await subscribe(half, 'part(of: $of)', { declared: '($of: Int!)', variables: { of: 2 } });
    await subscribe(third, 'part(of: $of)', { declared: '($of: Int!)', variables: { of: 3 } });
    await subscribe(whole, 'raised');
    await change(600);
    expect([half, third, whole].map((socket) => socket.answers.at(-1))).toEqual([
      { part: 300 },
      { part: 200 },
      { raised: 600 },
    ]);
  });

  it.each([
    ['short', 'raised'],
    ['of more than 125 bytes', Array.from({ length: 20 }, (_, index) => `a${index}: raised`).join(' ')],
    ['of more than 65,535 bytes', 'long'],
  ])('sends a result that is %s in a frame with its length', async (_name, selection) => {
    const socket = new FakeSocket();
    await subscribe(socket, selection);
    expect(socket.told).toHaveLength(1);
  });
});

describe('a result that depends on the viewer', () => {
  it.each(['given', 'raised given', 'everything'])('never reaches another viewer: %s', async (selection) => {
    const people = ['陈小红', '李明', undefined].map((name) => ({ name, socket: new FakeSocket() }));
    for (const { name, socket } of people) await subscribe(socket, selection, { person: { name } });
    await change(500);
    for (const { name, socket } of people) {
      const others = people.flatMap((other) => (other.name === undefined || other.name === name ? [] : [other.name]));
      expect(socket.frames, 'the first state and the change').toHaveLength(2);
      for (const frame of socket.frames)
        for (const other of others)
          expect(frame.toString(), `${name ?? 'a visitor'} must not get the result of ${other}`).not.toContain(other);
      if (name !== undefined) expect(socket.frames.at(-1)!.toString()).toContain(name);
    }
  });

  it('is in the language of each viewer', async () => {
    const [chinese, english] = [new FakeSocket(), new FakeSocket()];
    await subscribe(chinese, 'greeting', { person: { language: 'zh-CN' } });
    await subscribe(english, 'greeting', { person: { language: 'en' } });
    expect([chinese.answers, english.answers]).toEqual([[{ greeting: '您好' }], [{ greeting: 'Hello' }]]);
  });

  it('reads the viewer again at every change, because a session may have ended', async () => {
    const [person, socket] = [{ name: '陈小红', signedOut: false }, new FakeSocket()];
    await subscribe(socket, 'given', { person });
    person.signedOut = true;
    await change(1);
    expect(socket.answers).toEqual([{ given: '陈小红 0' }, { given: null }]);
  });
});

describe('a result with a fault', () => {
  it("is passed to the protocol of each socket, which presents it in the client's language", async () => {
    const [first, second] = [new FakeSocket(), new FakeSocket()];
    const [one, two] = [await subscribe(first, 'wrong'), await subscribe(second, 'wrong')];
    for (const { faults } of [one, two])
      expect(faults).toMatchObject([{ data: { total: { wrong: null } }, errors: [{ message: 'no' }] }]);
    expect([...first.frames, ...second.frames]).toEqual([]);
  });
});

describe('a slow socket', () => {
  it('is sent nothing more until it has read the last state, and then only the newest one', async () => {
    const [slow, quick] = [new FakeSocket(), new FakeSocket()];
    slow.stuck = true;
    await subscribe(slow, 'raised');
    await subscribe(quick, 'raised');
    for (let raised = 1; raised <= 10; raised += 1) await change(raised);
    expect(slow.frames, "data that waits for a slow client fills the server's memory").toHaveLength(1);
    expect(quick.answers.at(-1), 'and no other subscriber waits for it').toEqual({ raised: 10 });
    slow.takeAgain();
    await settle();
    expect(slow.answers).toEqual([{ raised: 0 }, { raised: 10 }]);
  });
});

describe('a closed socket', () => {
  it.each([
    ['while it is idle', false],
    ['while it takes nothing', true],
  ])('%s is removed', async (_name, stuck) => {
    const socket = new FakeSocket();
    socket.stuck = stuck;
    const { ended } = await subscribe(socket, 'raised');
    socket.die();
    await change(1);
    await ended;
    expect(socket.frames).toHaveLength(1);
    loads = 0;
    await settle(5_000);
    expect(loads, 'nobody is subscribed, so nothing is read').toBe(0);
  });
});

describe('ten thousand subscribers that came and went', () => {
  it('leave nothing in memory while others stay', async () => {
    vi.useRealTimers();
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const heap = async () => {
      for (let round = 0; round < 3; round += 1) {
        collect();
        await turn();
      }
      return process.memoryUsage().heapUsed;
    };
    const document = documentOf('subscription { total(id: "p") { raised } }');
    const come = async () => {
      const socket = new FakeSocket();
      return (await subscribeLive({
        schema,
        document,
        id: 'a',
        socket,
        wire: socket.wire,
        services,
        contextValue: contextOf({}),
        createContext: async () => contextOf({}),
      })) as AsyncGenerator<ExecutionResult, undefined>;
    };
    const comeAndGo = async (times: number) => {
      for (let index = 0; index < times; index += 1) {
        const answers = await come();
        // Some clients leave before the first state, some while they wait for the next.
        const next = answers.next();
        if (index % 2 === 0) await turn();
        await answers.return(undefined);
        await next;
      }
    };
    const stays = await come();
    void stays.next();
    await comeAndGo(2_000);
    // A leak grows the heap in every round; other changes of the heap do not.
    const grown: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const before = await heap();
      await comeAndGo(10_000);
      grown.push((await heap()) - before);
    }
    await stays.return(undefined);
    expect(Math.min(...grown), 'a leak of a hundred bytes per visitor stops a server within a month').toBeLessThan(
      300_000,
    );
  }, 60_000);
});
