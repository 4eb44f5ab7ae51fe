// A treasurer who imports the bank statement of each day and confirms the pledges that it pays.
import { setTimeout as sleep } from 'node:timers/promises';
import { statementCsv } from '../support/statement-file.mjs';

const CONFIDENT = 90;
const POLL_MS = 100;
/** The day on which the bank booked the first transfer. */
const FIRST_DAY = Date.UTC(2022, 8, 4);

const OPERATIONS = {
  columns: 'query Columns($id: ID!) { statement(id: $id) { columns } }',
  import: 'mutation Import($input: ImportStatementInput!) { importStatement(input: $input) { id } }',
  confirm:
    'mutation Confirm($id: ID!, $minConfidence: Int!) { confirmStatement(id: $id, minConfidence: $minConfidence) { id } }',
  state:
    'query State($id: ID!) { statement(id: $id) { state newLines faults { row message } counts { settled { count } } } }',
};

/** @typedef {{ fen: number, text: string, name: string }} Transfer what arrived at the bank */

export class Treasurer {
  #town;
  #lines = 0;
  #balance = 0;
  #work = Promise.resolve();
  confirmed = 0;

  /** @param {import('../support/product-town.mjs').Town} town */
  constructor(town) {
    this.#town = town;
  }

  /**
   * Starts to work on the transfers since the last statement; the gifts go on meanwhile.
   * @param {readonly Transfer[]} transfers
   */
  receive(transfers) {
    if (transfers.length === 0) return;
    this.#work = this.#work.then(() => this.#confirm(transfers));
    // The caller of `finished` gets the failure.
    this.#work.catch(() => undefined);
  }

  /** Resolves when every transfer is confirmed. */
  finished() {
    return this.#work;
  }

  async #confirm(transfers) {
    const file = statementCsv(transfers.map((transfer) => ({ ...transfer, ...this.#book(transfer) })));
    const response = await fetch(`${this.#town.url}/uploads/statements?name=bank.csv`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv', 'x-requested-with': 'hongchuang', cookie: this.#town.cookies.treasurer },
      body: file,
    });
    if (response.status !== 201) throw new Error(`The statement was refused: ${await response.text()}`);
    const { id } = /** @type {{ id: string }} */ (await response.json());
    const {
      statement: { columns },
    } = await this.#town.ask('treasurer', OPERATIONS.columns, { id });
    await this.#town.ask('treasurer', OPERATIONS.import, { input: { id, columns } });
    await this.#untilReady(id);
    await this.#town.ask('treasurer', OPERATIONS.confirm, { id, minConfidence: CONFIDENT });
    const { newLines, counts } = await this.#untilReady(id);
    if (newLines !== transfers.length || counts.settled.count !== transfers.length)
      throw new Error(
        `Of ${transfers.length} transfers ${newLines} were stored and ${counts.settled.count} confirmed.`,
      );
    this.confirmed += transfers.length;
  }

  /** Adds what the bank adds: the time, the balance afterwards and a serial number. */
  #book({ fen }) {
    this.#lines += 1;
    this.#balance += fen;
    return {
      at: new Date(FIRST_DAY + this.#lines * 1_000),
      balance: this.#balance,
      account: `6222${String(this.#lines).padStart(12, '0')}`,
      serial: `R${String(this.#lines).padStart(12, '0')}`,
    };
  }

  async #untilReady(id) {
    for (;;) {
      const { statement } = await this.#town.ask('treasurer', OPERATIONS.state, { id });
      if (statement.state === 'READY') return statement;
      if (statement.state === 'REFUSED')
        throw new Error(`The statement was refused: ${JSON.stringify(statement.faults)}`);
      await sleep(POLL_MS);
    }
  }
}
