// Those who give, as real clients do: each keeps its connection, asks until it is answered, always with the same key, and waits as long as it is told to.
import { setTimeout as sleep } from 'node:timers/promises';
import { BareConnection, ConnectionLost } from '../support/bare-connection.mjs';
import { REFUSALS } from './hebi-gifts.mjs';

/** As many give in the quiet hours of the night; at all others, everybody. */
const AWAKE_AT_NIGHT = 8;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2_000;
/** Whoever was not answered for so long gives up, and so does the replay. */
const PATIENCE_MS = 120_000;
const MAX_FAULTS = 20;

/** What everybody asks for: what a donor's page shows at once. */
export const PLEDGE = 'mutation Pledge($input: PledgeInput!) { pledge(input: $input) { id status remarkCode receipt { number } } }';
// Half a million answers are not worth a parser.
const PLEDGED = /^\{"data":\{"pledge":\{"id":"([0-9a-f-]{36})","status":"(\w+)","remarkCode":"(\w+)","receipt":(null|\{"number":"HC-\d+-\d+"\})\}\}\}\s*$/;

/**
 * @typedef {{ body: string, cookie: string | undefined }} Letter a request as it goes on the wire
 * @typedef {import('./hebi-gifts.mjs').Request} Request
 */

export class Givers {
  /** What was sent, and what became of it. */
  counts = { requests: 0, repeated: 0, hungUp: 0, refused: 0, unavailable: 0, lost: 0 };
  /** What no rule and no broken line explains, each as a sentence. @type {string[]} */
  faults = [];
  #connections;
  #options;
  /** @type {Iterator<Request>} */
  #requests = [][Symbol.iterator]();
  #awake = 0;
  #over = false;
  /** Called when others are to wake. */
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
   * Sends all `requests`, in their order as far as so many connections can, and resolves when each was answered.
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

  /** From now on so many are awake. */
  #let(awake) {
    if (awake === this.#awake) return;
    this.#awake = awake;
    this.#wake();
    this.#woken = new Promise((resolve) => { this.#wake = () => resolve(undefined); });
  }

  async #ask(connection, request) {
    const { gift, kind, hangsUpAfter, fault } = request;
    const letter = this.#options.letterOf(request);
    // Before the gift itself is recorded, its key would be free for another amount.
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

  /** Asks until there is an answer that says something. */
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
      // Not all at once, nor before they were told to.
      await sleep(waitMs * (1 + this.#options.random.next()));
    }
  }

  #judgePledge({ gift, kind }, answer, tookMs) {
    const { acknowledged, pace, onPromise } = this.#options;
    const [, id, status, remarkCode, receipt] = PLEDGED.exec(answer) ?? [];
    if (id === undefined) { this.faults.push(`gift ${gift.index} was answered ${answer.slice(0, 300)}`); return; }
    if (kind === 'REPEAT') this.counts.repeated += 1;
    const isNew = !acknowledged.has(gift.index);
    if (!acknowledged.note(gift, id)) this.faults.push(`gift ${gift.index} was sent again with its key and answered as another, ${id}`);
    // What waits for its transfer has no receipt yet, and may have one when it is asked for again.
    if (gift.payment === 'SANDBOX' && (status !== 'PAID' || receipt === 'null')) this.faults.push(`gift ${gift.index} is ${status} and has the receipt ${receipt}`);
    if (!isNew) return;
    pace.acknowledged(tookMs);
    if (gift.payment === 'BANK_TRANSFER') onPromise?.(gift, remarkCode);
  }

  #judgeRefusal(fault, answer) {
    this.counts.refused += 1;
    const code = readCode(answer);
    if (code !== REFUSALS[fault]) this.faults.push(`${fault} is to be refused as ${REFUSALS[fault]}, and was answered ${answer.slice(0, 300)}`);
  }
}

/** Whether it may be done a little later. What no rule foresaw is not. */
const asksToRetry = ({ status, body }) => status === 503 || (body.includes('"code":"UNAVAILABLE"') && !body.includes('"key":"unexpected"'));

function readCode(answer) {
  try { return JSON.parse(answer).errors?.[0]?.extensions?.code ?? null; } catch { return null; }
}
