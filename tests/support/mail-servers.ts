import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** How a mail server fails its clients. */
export const MAIL_SERVERS = {
  /** Takes the connection and never says a word. */
  silent: () => undefined,
  /** Greets, and never answers what it is told. */
  greeting: (socket: Socket) => void socket.write('220 mail.example.test\r\n'),
  /** Talks as it should until the letter comes, and breaks the connection then. */
  resetting: (socket: Socket) => converse(socket, (line) => (line.startsWith('DATA') ? void socket.resetAndDestroy() : 'ok')),
  /** Has no room for the recipient. */
  refusing: (socket: Socket) => converse(socket, (line) => (line.startsWith('RCPT') ? '550 5.2.2 mailbox full' : 'ok')),
  /** Is busy, and says so instead of a greeting. */
  busy: (socket: Socket) => void socket.end('421 4.3.2 try again later\r\n'),
  /** Says a little now and then, so that it is never silent for long. */
  dripping: (socket: Socket) => {
    const drip = setInterval(() => socket.writable && socket.write('220-wait\r\n'), 50);
    socket.once('close', () => clearInterval(drip));
  },
} satisfies Record<string, (socket: Socket) => void>;

/** Answers each line of a client; `ok` stands for what it hopes to hear. */
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
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket)).resume();
    MAIL_SERVERS[kind](socket);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get open() { return sockets.size; },
    get seen() { return seen; },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
