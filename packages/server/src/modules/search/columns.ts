import type { Audience } from './found-things.js';

/** What a search compares of one thing. `kind` and `unit` are the places of a kind and a unit in lists of the index. */
export interface Row {
  readonly kind: number;
  readonly unit: number;
  readonly audience: Audience;
  readonly standing: number;
  readonly bornMs: number;
}

/**
 * The compared properties of all things, one array for each property. A search reads them of every thing, and arrays
 * keep them next to each other in memory; objects lie scattered, so reading them takes many times as long.
 */
export class Columns {
  size = 0;
  kinds = new Uint8Array(0);
  units = new Int32Array(0);
  audiences = new Uint8Array(0);
  standings = new Uint8Array(0);
  bornMs = new Float64Array(0);
  /** 1 for things that were replaced by a later version. */
  gone = new Uint8Array(0);

  /** Adds a row; returns its number. */
  add(row: Row): number {
    if (this.size === this.kinds.length) this.grow(Math.max(64, this.size * 2));
    const number = this.size;
    this.size += 1;
    this.set(number, row);
    return number;
  }

  set(number: number, row: Row): void {
    this.kinds[number] = row.kind;
    this.units[number] = row.unit;
    this.audiences[number] = row.audience;
    this.standings[number] = row.standing;
    this.bornMs[number] = row.bornMs;
  }

  private grow(length: number): void {
    this.kinds = grown(this.kinds, new Uint8Array(length));
    this.units = grown(this.units, new Int32Array(length));
    this.audiences = grown(this.audiences, new Uint8Array(length));
    this.standings = grown(this.standings, new Uint8Array(length));
    this.bornMs = grown(this.bornMs, new Float64Array(length));
    this.gone = grown(this.gone, new Uint8Array(length));
  }
}

function grown<A extends { set(from: A): void }>(from: A, to: A): A {
  to.set(from);
  return to;
}
