import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** The ways in which a mail server fails its clients. */
export const MAIL_SERVERS = {
  /** Accepts the connection and never sends a byte. */
  silent: () => undefined,
  /** Sends its greeting and then never responds. */
  greeting: (socket: Socket) => void socket.write('220 mail.example.test\r\n'),
  /** Behaves correctly until the letter comes, then breaks the connection. */
  resetting: (socket: Socket) =>
    converse(socket, (line) => (line.startsWith('DATA') ? void socket.resetAndDestroy() : 'ok')),
  /** Refuses the recipient, whose mailbox is full. */
  refusing: (socket: Socket) => converse(socket, (line) => (line.startsWith('RCPT') ? '550 5.2.2 mailbox full' : 'ok')),
  /** Sends a temporary error instead of a greeting. */
  busy: (socket: Socket) => void socket.end('421 4.3.2 try again later\r\n'),
  /** Sends a little now and then, so that it is never silent for long. */
  dripping: (socket: Socket) => {
    const drip = setInterval(() => socket.writable && socket.write('220-wait\r\n'), 50);
    socket.once('close', () => clearInterval(drip));
  },
} satisfies Record<string, (socket: Socket) => void>;

/**
 * Responds to each line of a client with the result of `answer`; without one it sends the response that the client
 * expects.
 */
function converse(socket: Socket, answer: (line: string) => string | undefined): void {
  socket.write('220 mail.example.test\r\n');
  socket.on('data', (data) => {
    for (const line of String(data).split('\r\n').filter(Boolean)) {
      const said = answer(line);
      if (said !== undefined && !socket.destroyed) socket.write(`${said === 'ok' ? '250 ok' : said}\r\n`);
    }
  });
}

export interface MailServer {
  readonly url: string;
  /** How many connections it has now. */
  readonly open: number;
  /** How many connections it ever had. */
  readonly seen: number;
  stop(): Promise<void>;
}

/** A mail server on a port of its own. */
export async function startMailServer(kind: keyof typeof MAIL_SERVERS): Promise<MailServer> {
  const sockets = new Set<Socket>();
  let seen = 0;
  const server = createServer((socket) => {
    seen += 1;
    sockets.add(socket);
    socket
      .on('error', () => undefined)
      .once('close', () => sockets.delete(socket))
      .resume();
    MAIL_SERVERS[kind](socket);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get open() {
      return sockets.size;
    },
    get seen() {
      return seen;
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
