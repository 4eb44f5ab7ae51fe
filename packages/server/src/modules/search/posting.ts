/** In which part of a thing a sign stands. The order is that of their weight. */
export const Field = { TEXT: 0, NAMES: 1, TITLE: 2, /** The beginning of the title. */ START: 3 } as const;
export type Field = (typeof Field)[keyof typeof Field];

/** The places in which one sign pair or sound occurs: the numbers of things with the fields, in ascending order. */
export class Posting {
  private places = new Uint32Array(4);
  size = 0;

  add(thing: number, field: Field): void {
    const place = thing * 4 + field;
    if (this.size > 0 && this.places[this.size - 1] === place) return;
    if (this.size === this.places.length) {
      const larger = new Uint32Array(Math.ceil(this.size * 1.5));
      larger.set(this.places);
      this.places = larger;
    }
    this.places[this.size] = place;
    this.size += 1;
  }

  /** Calls `visit` for each place. */
  each(visit: (thing: number, field: Field) => void): void {
    for (let index = 0; index < this.size; index += 1) {
      const place = this.places[index]!;
      visit(place >>> 2, (place & 3) as Field);
    }
  }
}

/** Postings by key. */
export class Postings<K> {
  private readonly byKey = new Map<K, Posting>();

  add(key: K, thing: number, field: Field): void {
    let posting = this.byKey.get(key);
    if (posting === undefined) this.byKey.set(key, (posting = new Posting()));
    posting.add(thing, field);
  }

  get(key: K): Posting | undefined {
    return this.byKey.get(key);
  }

  has(key: K): boolean {
    return this.byKey.has(key);
  }

  keys(): Iterable<K> {
    return this.byKey.keys();
  }
}
