import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../scripts/lib/ports.mjs';

/** What happens to one message to the database, and in most cases to its connection. */
export type Fault =
  /** The message arrives later, and so do all that follow it on this connection. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Only `after` bytes of the message reach the server. */
  | { readonly kind: 'cut-request'; readonly after: number }
  /**
   * The server carries the whole message out; only `after` bytes of its answer come back. A shorter answer comes back
   * whole.
   */
  | { readonly kind: 'cut-answer'; readonly after: number }
  /** The connection is reset before the message arrives. */
  | { readonly kind: 'reset' }
  /**
   * The server carries the whole message out, and its answer is lost. Only for messages whose statements return no
   * rows, such as those that end with COMMIT.
   */
  | { readonly kind: 'swallow' }
  /**
   * Like `swallow`, and the database becomes unreachable: every connection is reset and new ones are refused until
   * `calm`.
   */
  | { readonly kind: 'vanish' }
  /** The message does not reach the server, and this error is returned instead of an answer. */
  | { readonly kind: 'error'; readonly errno: number };

export const endsWithCommit = (sql: string): boolean => /\bCOMMIT\s*;?\s*$/i.test(sql);

const HEADER = 4;
const COM_QUERY = 3;
const OK = 0x00;
const ERR = 0xff;
const MORE_RESULTS_FOLLOW = 0x0008;

/**
 * Splits a stream of bytes into the packets of MySQL's protocol: three bytes of length, one of sequence, the payload.
 */
class Packets {
  private rest = Buffer.alloc(0);

  *take(chunk: Buffer): Generator<Buffer> {
    this.rest = Buffer.concat([this.rest, chunk]);
    while (this.rest.length >= HEADER) {
      const end = HEADER + this.rest.readUIntLE(0, 3);
      if (this.rest.length < end) return;
      yield this.rest.subarray(0, end);
      this.rest = this.rest.subarray(end);
    }
  }
}

/** A query that the server runs once on each new connection, as a part of setting the connection up. */
const isSetUp = (sql: string): boolean => sql.includes('@@wsrep_on');

/** The statements of a packet that begins a query; null for other packets, such as those of the login. */
const sqlOf = (packet: Buffer): string | null => {
  if (packet[3] !== 0 || packet[HEADER] !== COM_QUERY) return null;
  const sql = packet.toString('utf8', HEADER + 1);
  return isSetUp(sql) ? null : sql;
};

/** The end of a number that takes one to nine bytes in the protocol. */
const endOfNumber = (packet: Buffer, at: number): number => at + ({ 0xfc: 3, 0xfd: 4, 0xfe: 9 }[packet[at]!] ?? 1);

/**
 * Whether a packet ends the answer to a message whose statements return no rows: an error, or an OK after which no
 * other result follows.
 */
function endsAnswer(packet: Buffer): boolean {
  if (packet[HEADER] === ERR) return true;
  if (packet[HEADER] !== OK) return false;
  const status = packet.readUInt16LE(endOfNumber(packet, endOfNumber(packet, HEADER + 1)));
  return (status & MORE_RESULTS_FOLLOW) === 0;
}

function errorPacket(errno: number): Buffer {
  const payload = Buffer.concat([
    Buffer.from([ERR, errno & 0xff, errno >> 8]),
    Buffer.from(`#HY000error ${errno}, made by the proxy`),
  ]);
  const header = Buffer.alloc(HEADER);
  header.writeUIntLE(payload.length, 0, 3);
  header[3] = 1;
  return Buffer.concat([header, payload]);
}

/**
 * Stands between a server and its MySQL database, on an unencrypted connection, and fails as networks and databases do.
 */
export class FaultyProxy {
  /**
   * Chooses the fault of a message with these statements. `connection` is the same object for all messages of one
   * connection.
   */
  faultOf: (sql: string, connection: object) => Fault | undefined = () => undefined;
  /** The messages with statements that arrived since `forget`. */
  readonly messages: string[] = [];
  /** How often each kind of fault happened since `forget`. */
  readonly faultCounts = new Map<Fault['kind'], number>();
  private readonly pairs = new Set<readonly [Socket, Socket]>();
  private frozen = false;
  private door: Server;

  private constructor(
    private readonly target: URL,
    private readonly port: number,
  ) {
    this.door = this.openDoor();
  }

  /** Starts a proxy before the database of `databaseUrl`: mysql://… */
  static async before(databaseUrl: string): Promise<FaultyProxy> {
    const proxy = new FaultyProxy(new URL(databaseUrl), await freePort());
    await proxy.accept();
    return proxy;
  }

  /** The address of the same database through this proxy. */
  get url(): string {
    const url = new URL(this.target);
    url.host = `127.0.0.1:${this.port}`;
    return url.href;
  }

  /** Ends all faults and lets new connections in. */
  async calm(): Promise<void> {
    this.faultOf = () => undefined;
    this.thaw();
    await this.accept();
  }

  /** Stops all traffic in both directions without an error. New connections are accepted and receive nothing. */
  freeze(): void {
    this.frozen = true;
    for (const pair of this.pairs) for (const socket of pair) socket.pause();
  }

  /** Passes on everything that arrived while the proxy was frozen. */
  thaw(): void {
    this.frozen = false;
    for (const pair of this.pairs) for (const socket of pair) socket.resume();
  }

  forget(): void {
    this.messages.length = 0;
    this.faultCounts.clear();
  }

  /** Applies `fault` to the first message that `matches`, and to none after it. */
  once(fault: Fault, matches: (sql: string) => boolean = () => true): void {
    let left = 1;
    this.faultOf = (sql) => (left > 0 && matches(sql) && left-- > 0 ? fault : undefined);
  }

  /**
   * Applies `fault` to the first COMMIT of a transaction with a statement that `matches`. The COMMITs of other
   * connections, such as those of jobs, are left alone.
   */
  onceAtCommitOf(fault: Fault, matches: (sql: string) => boolean): void {
    let writer: object | undefined;
    let left = 1;
    this.faultOf = (sql, connection) => {
      if (matches(sql)) writer = connection;
      return writer === connection && endsWithCommit(sql) && left-- > 0 ? fault : undefined;
    };
  }

  /** Refuses new connections; the existing ones go on. */
  refuse(): void {
    // The proxy stops listening now; the server object closes with the last of its connections.
    this.door.close();
  }

  async accept(): Promise<void> {
    if (this.door.listening) return;
    this.door = this.openDoor().listen(this.port, '127.0.0.1');
    await once(this.door, 'listening');
  }

  /** Resets every connection. */
  resetAll(): void {
    for (const pair of this.pairs) for (const socket of pair) socket.resetAndDestroy();
  }

  close(): void {
    this.refuse();
    this.resetAll();
  }

  private openDoor(): Server {
    return createServer((client) => this.join(client));
  }

  private join(client: Socket): void {
    const server = connect(Number(this.target.port), this.target.hostname);
    const pair = [client, server] as const;
    this.pairs.add(pair);
    const cut = () => {
      for (const socket of pair) socket.destroy();
    };
    for (const socket of pair) {
      socket.setNoDelay(true);
      if (this.frozen) socket.pause();
      socket.on('error', cut);
      socket.on('close', () => {
        this.pairs.delete(pair);
        cut();
      });
    }
    const passOn = (chunk: Buffer): void => void client.write(chunk);
    let listen = passOn;
    server.on('data', (chunk: Buffer) => listen(chunk));

    const befall = async (fault: Fault, packet: Buffer): Promise<void> => {
      this.faultCounts.set(fault.kind, (this.faultCounts.get(fault.kind) ?? 0) + 1);
      switch (fault.kind) {
        case 'delay':
          await sleep(fault.ms);
          return void server.write(packet);
        case 'cut-request':
          return void server.write(packet.subarray(0, fault.after), cut);
        case 'cut-answer': {
          let left = fault.after;
          listen = (chunk) => {
            client.write(chunk.subarray(0, left), () => left === 0 && cut());
            left = Math.max(0, left - chunk.length);
          };
          return void server.write(packet);
        }
        case 'reset':
          return pair.forEach((socket) => socket.resetAndDestroy());
        case 'swallow':
        case 'vanish': {
          const answer = new Packets();
          listen = (chunk) => {
            if (![...answer.take(chunk)].some(endsAnswer)) return;
            if (fault.kind === 'vanish') this.close();
            else cut();
          };
          return void server.write(packet);
        }
        case 'error':
          return void client.write(errorPacket(fault.errno));
      }
    };
    const packets = new Packets();
    let before: Promise<void> = Promise.resolve();
    client.on('data', (chunk: Buffer) => {
      for (const packet of packets.take(chunk)) {
        before = before.then(async () => {
          if (client.destroyed) return;
          // A fault that was meant for the last answer must not hit a later one, which could belong to the next test.
          listen = passOn;
          const sql = sqlOf(packet);
          if (sql !== null) this.messages.push(sql);
          const fault = sql === null ? undefined : this.faultOf(sql, client);
          if (fault === undefined) server.write(packet);
          else await befall(fault, packet);
        });
      }
    });
  }
}
