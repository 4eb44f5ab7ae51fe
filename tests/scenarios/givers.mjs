// Givers that behave as real clients do: each keeps its connection, retries with the same key until an answer arrives,
// and waits as long as Retry-After says.
import { setTimeout as sleep } from 'node:timers/promises';
import { BareConnection, ConnectionLost } from '../support/bare-connection.mjs';
import { REFUSALS } from './hebi-gifts.mjs';

/** The number of clients that give in the quiet hours of the night. At all other hours every client gives. */
const AWAKE_AT_NIGHT = 8;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2_000;
/** A client that has no answer after this time gives up, and the replay fails. */
const PATIENCE_MS = 120_000;
const MAX_FAULTS = 20;

/** The mutation of every giver, with the fields that a donor's page shows at once. */
export const PLEDGE =
  'mutation Pledge($input: PledgeInput!) { pledge(input: $input) { id status remarkCode receipt { number } } }';
// A regular expression replaces a JSON parser, because half a million answers would make parsing expensive.
const PLEDGED =
  /^\{"data":\{"pledge":\{"id":"([0-9a-f-]{36})","status":"(\w+)","remarkCode":"(\w+)","receipt":(null|\{"number":"HC-\d+-\d+"\})\}\}\}\s*$/;

/**
 * @typedef {{ body: string, cookie: string | undefined }} Letter a request as it goes on the wire
 * @typedef {import('./hebi-gifts.mjs').Request} Request
 */

export class Givers {
  /** Counts of what was sent and of each outcome. */
  counts = { requests: 0, repeated: 0, hungUp: 0, refused: 0, unavailable: 0, lost: 0 };
  /** Faults that neither a rule nor a broken connection explains, each as a sentence. @type {string[]} */
  faults = [];
  #connections;
  #options;
  /** @type {Iterator<Request>} */
  #requests = [][Symbol.iterator]();
  #awake = 0;
  #over = false;
  /** Wakes the connections that sleep. */
  #wake = () => undefined;
  #woken = Promise.resolve();

  /**
   * @param {{ url: string, connections: number, letterOf: (request: Request) => Letter, acknowledged: import('./acknowledgements.mjs').Acknowledgements,
   *   pace: import('./pace.mjs').Pace, random: import('../support/random.mjs').Random, onPromise?: (gift: import('./hebi-gifts.mjs').Gift, remarkCode: string) => void }} options
   */
  constructor(options) {
    this.#options = options;
    this.#connections = Array.from({ length: options.connections }, () => new BareConnection(options.url));
  }

  /**
   * Sends all `requests`, as nearly in order as the number of connections allows, and resolves when each has its
   * answer.
   * @param {Iterator<Request>} requests
   */
  async send(requests) {
    this.#requests = requests;
    try {
      await Promise.all(this.#connections.map((connection, index) => this.#give(connection, index)));
    } catch (error) {
      this.#over = true;
      this.#let(this.#connections.length);
      throw error;
    } finally {
      this.#options.pace.rest();
    }
  }

  close() {
    for (const connection of this.#connections) connection.close();
  }

  async #give(connection, index) {
    for (;;) {
      while (index >= this.#awake && this.#awake > 0) await this.#woken;
      const request = this.#take();
      if (request === undefined) return;
      await this.#ask(connection, request);
    }
  }

  #take() {
    const next = this.#over || this.faults.length >= MAX_FAULTS ? undefined : this.#requests.next();
    if (next === undefined || next.done) {
      this.#let(this.#connections.length);
      return undefined;
    }
    this.#let(next.value.quiet ? Math.min(AWAKE_AT_NIGHT, this.#connections.length) : this.#connections.length);
    this.#options.pace.runs(next.value.quiet);
    return next.value;
  }

  /** Sets the number of connections that are awake. */
  #let(awake) {
    if (awake === this.#awake) return;
    this.#awake = awake;
    this.#wake();
    this.#woken = new Promise((resolve) => {
      this.#wake = () => resolve(undefined);
    });
  }

  async #ask(connection, request) {
    const { gift, kind, hangsUpAfter, fault } = request;
    const letter = this.#options.letterOf(request);
    // Until the gift itself is recorded, its key would still be free for another amount.
    while (fault === 'KEY_REUSED' && !this.#options.acknowledged.has(gift.index) && !this.#over) await sleep(5);
    if (hangsUpAfter !== null) {
      this.counts.requests += 1;
      this.counts.hungUp += 1;
      await connection.abandon(letter.body, letter.cookie, hangsUpAfter);
    }
    const askedAt = performance.now();
    const answer = await this.#insist(connection, letter);
    if (kind === 'REFUSED') this.#judgeRefusal(fault, answer);
    else this.#judgePledge(request, answer, performance.now() - askedAt);
  }

  /** Retries until the server returns a definite answer. */
  async #insist(connection, { body, cookie }) {
    const deadline = Date.now() + PATIENCE_MS;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2)) {
      let waitMs = pauseMs;
      this.counts.requests += 1;
      try {
        const answer = await connection.post(body, cookie);
        if (!asksToRetry(answer)) return answer.body;
        this.counts.unavailable += 1;
        waitMs = Math.max(pauseMs, (answer.retryAfterSeconds ?? 0) * 1_000);
      } catch (error) {
        if (!(error instanceof ConnectionLost)) throw error;
        this.counts.lost += 1;
      }
      if (Date.now() > deadline) throw new Error(`A gift was not answered for ${PATIENCE_MS / 1_000} s.`);
      // The random part spreads the retries. No retry comes earlier than the server asked for.
      await sleep(waitMs * (1 + this.#options.random.next()));
    }
  }

  #judgePledge({ gift, kind }, answer, tookMs) {
    const { acknowledged, pace, onPromise } = this.#options;
    const [, id, status, remarkCode, receipt] = PLEDGED.exec(answer) ?? [];
    if (id === undefined) {
      this.faults.push(`gift ${gift.index} was answered ${answer.slice(0, 300)}`);
      return;
    }
    if (kind === 'REPEAT') this.counts.repeated += 1;
    const isNew = !acknowledged.has(gift.index);
    if (!acknowledged.note(gift, id))
      this.faults.push(`gift ${gift.index} was sent again with its key and answered as another, ${id}`);
    // A pledge that waits for its transfer has no receipt yet, and may have one when the request is repeated.
    if (gift.payment === 'SANDBOX' && (status !== 'PAID' || receipt === 'null'))
      this.faults.push(`gift ${gift.index} is ${status} and has the receipt ${receipt}`);
    if (!isNew) return;
    pace.acknowledged(tookMs);
    if (gift.payment === 'BANK_TRANSFER') onPromise?.(gift, remarkCode);
  }

  #judgeRefusal(fault, answer) {
    this.counts.refused += 1;
    const code = readCode(answer);
    if (code !== REFUSALS[fault])
      this.faults.push(`${fault} is to be refused as ${REFUSALS[fault]}, and was answered ${answer.slice(0, 300)}`);
  }
}

/** Whether a retry may succeed. A failure that no rule foresaw does not pass with a retry. */
const asksToRetry = ({ status, body }) =>
  status === 503 || (body.includes('"code":"UNAVAILABLE"') && !body.includes('"key":"unexpected"'));

function readCode(answer) {
  try {
    return JSON.parse(answer).errors?.[0]?.extensions?.code ?? null;
  } catch {
    return null;
  }
}
