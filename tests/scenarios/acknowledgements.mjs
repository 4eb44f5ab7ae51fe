// The acknowledgements that givers received, by the number of each gift. Each takes a few bytes, so that half a million
// of them need some megabytes.

const ID_BYTES = 16;
const toBytes = (id) => Buffer.from(id.replaceAll('-', ''), 'hex');
const toId = (bytes) => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

export class Acknowledgements {
  #ids;
  #amounts;
  #projects;
  #transfers;
  #known;
  count = 0;
  fen = 0;
  /** The number of acknowledged gifts that were promised by bank transfer. */
  transfers = 0;

  /** @param {number} gifts */
  constructor(gifts) {
    this.#ids = Buffer.alloc(gifts * ID_BYTES);
    this.#amounts = new Float64Array(gifts);
    this.#projects = new Uint8Array(gifts);
    this.#transfers = new Uint8Array(gifts);
    this.#known = new Uint8Array(gifts);
  }

  has(index) {
    return this.#known[index] === 1;
  }

  /**
   * Notes that the server acknowledged `gift` with the pledge `id`. Returns false when the server returned another id
   * before.
   * @param {import('./hebi-gifts.mjs').Gift} gift
   * @param {string} id
   */
  note({ index, amountFen, project, payment }, id) {
    const at = index * ID_BYTES;
    if (this.has(index)) return toBytes(id).equals(this.#ids.subarray(at, at + ID_BYTES));
    toBytes(id).copy(this.#ids, at);
    this.#amounts[index] = amountFen;
    this.#projects[index] = project;
    const isTransfer = payment === 'BANK_TRANSFER' ? 1 : 0;
    this.#transfers[index] = isTransfer;
    this.transfers += isTransfer;
    this.#known[index] = 1;
    this.count += 1;
    this.fen += amountFen;
    return true;
  }

  /** The acknowledgement of a gift; null for a gift that was not acknowledged. */
  of(index) {
    if (!this.has(index)) return null;
    const at = index * ID_BYTES;
    return {
      id: toId(this.#ids.subarray(at, at + ID_BYTES)),
      amountFen: this.#amounts[index],
      project: this.#projects[index],
      payment: this.#transfers[index] === 1 ? 'BANK_TRANSFER' : 'SANDBOX',
    };
  }

  /** The acknowledged amounts by project. */
  sums(projects) {
    const sums = Array.from({ length: projects }, () => ({ count: 0, fen: 0 }));
    for (let index = 0; index < this.#known.length; index += 1) {
      if (!this.has(index)) continue;
      const sum = sums[this.#projects[index]];
      sum.count += 1;
      sum.fen += this.#amounts[index];
    }
    return sums;
  }
}
