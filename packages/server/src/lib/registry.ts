/** Declared things of one kind, by name. Two things with one name are an error in the code. */
export class Registry<T extends { readonly name: string }> {
  private readonly items = new Map<string, T>();

  /** `what` names the kind of thing in error messages, such as "notice kind". */
  constructor(private readonly what: string) {}

  add(...items: readonly T[]): void {
    for (const item of items) {
      if (this.items.has(item.name)) throw new Error(`the ${this.what} ${item.name} is declared twice`);
      this.items.set(item.name, item);
    }
  }

  find(name: string): T | null {
    return this.items.get(name) ?? null;
  }

  get(name: string): T {
    const item = this.items.get(name);
    if (item === undefined) throw new Error(`the ${this.what} ${name} is not listed by any module`);
    return item;
  }

  all(): readonly T[] {
    return [...this.items.values()];
  }
}
