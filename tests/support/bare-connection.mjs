// One keep-alive connection over which a client posts GraphQL, written on a bare socket. On two cores a client that
// costs as much as the server would measure itself.
import { connect } from 'node:net';

const ANSWER_TIMEOUT_MS = 30_000;
const NOTHING = Buffer.alloc(0);
const HEAD_END = Buffer.from('\r\n\r\n');
const STATUS = /^HTTP\/1\.1 (\d{3})/;
const LENGTH = /\r\ncontent-length: (\d+)/i;
const RETRY_AFTER = /\r\nretry-after: (\d+)/i;

/** No whole response arrived, so it is unknown whether the server carried the request out. */
export class ConnectionLost extends Error {}

/** @typedef {{ status: number, retryAfterSeconds: number | null, body: string }} Answer */

export class BareConnection {
  #host;
  #port;
  #address;
  /** @type {import('node:net').Socket | undefined} */
  #socket;
  /** @type {Buffer} */
  #received = NOTHING;
  /** @type {{ resolve: (answer: Answer) => void, reject: (error: Error) => void } | undefined} */
  #waiting;

  /**
   * @param {string} url
   * @param {string} [contentType]
   */
  constructor(url, contentType = 'application/json') {
    const { hostname, port } = new URL(url);
    this.#host = hostname;
    this.#port = Number(port);
    this.#address = `POST /graphql HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncontent-type: ${contentType}\r\n`;
  }

  /**
   * Posts `body` and resolves with the response, whatever its status; one request at a time. Connects when there is no
   * connection.
   * @param {string} body
   * @param {string | undefined} [cookie]
   * @returns {Promise<Answer>}
   */
  post(body, cookie) {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#open().write(this.#request(body, cookie));
    });
  }

  /**
   * Sends the first `share` of a request and closes the connection without a response, as a phone does in a lift.
   * @param {string} body
   * @param {string | undefined} cookie
   * @param {number} share
   * @returns {Promise<void>}
   */
  abandon(body, cookie, share) {
    return new Promise((resolve) => {
      const request = Buffer.from(this.#request(body, cookie));
      const socket = this.#open();
      socket.once('close', () => resolve());
      socket.write(request.subarray(0, Math.ceil(request.length * share)), () => socket.destroy());
    });
  }

  close() {
    this.#socket?.destroy();
  }

  #request(body, cookie) {
    return `${this.#address}${cookie ? `cookie: ${cookie}\r\n` : ''}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  }

  #open() {
    if (this.#socket !== undefined) return this.#socket;
    const socket = connect(this.#port, this.#host).setNoDelay().setTimeout(ANSWER_TIMEOUT_MS);
    this.#socket = socket;
    let why = 'the server closed the connection';
    socket.on('data', (chunk) => this.#read(chunk));
    socket.on('error', (error) => {
      why = error.message;
    });
    socket.on('timeout', () => {
      why = `no answer for ${ANSWER_TIMEOUT_MS / 1000} s`;
      socket.destroy();
    });
    socket.on('close', () => {
      if (this.#socket === socket) this.#socket = undefined;
      this.#received = NOTHING;
      const waiting = this.#waiting;
      this.#waiting = undefined;
      waiting?.reject(new ConnectionLost(why));
    });
    return socket;
  }

  #read(chunk) {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const end = this.#received.indexOf(HEAD_END);
    if (end < 0) return;
    const head = this.#received.latin1Slice(0, end);
    const body = readBody(head, this.#received.subarray(end + HEAD_END.length));
    if (body === null) return;
    this.#received = NOTHING;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve({
      status: Number(STATUS.exec(head)?.[1]),
      retryAfterSeconds: readSeconds(RETRY_AFTER.exec(head)?.[1]),
      body,
    });
  }
}

/** Returns the body behind `head` as text, or null while a part of it is missing. */
function readBody(head, bytes) {
  const length = LENGTH.exec(head)?.[1];
  if (length !== undefined) return bytes.length < Number(length) ? null : bytes.utf8Slice(0, Number(length));
  // Without a length the body comes in chunks, each after its size in hexadecimal digits; the last chunk is empty.
  const pieces = [];
  for (let at = 0; ;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return null;
    const size = Number.parseInt(bytes.latin1Slice(at, lineEnd), 16);
    if (Number.isNaN(size)) throw new Error(`an answer whose end nobody can tell:\n${head}`);
    at = lineEnd + 2;
    if (bytes.length < at + size + 2) return null;
    if (size === 0) return Buffer.concat(pieces).toString('utf8');
    pieces.push(bytes.subarray(at, at + size));
    at += size + 2;
  }
}

const readSeconds = (text) => (text === undefined ? null : Number(text));
