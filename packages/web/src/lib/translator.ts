import type { Language } from './money';

/** Words by key; a key with dots leads into the tree. */
type Tree = { readonly [key: string]: unknown };

export type TranslationOptions = Readonly<Record<string, unknown>>;
export type Translate = (key: string, options?: TranslationOptions) => string;

/**
 * The part of i18next that the pages use, with the same files and the same results: namespaces, nested keys, `{{name}}`
 * and plural forms. i18next and its binding are 60 KB of script on every page, a tenth of which would be used; a test
 * compares both over all words.
 */
export class Translator {
  private readonly bundles = new Map<string, Tree>();
  private readonly listeners = new Set<() => void>();
  private readonly translators = new Map<string, Translate>();
  private plurals: Intl.PluralRules;

  constructor(private current: Language) {
    this.plurals = new Intl.PluralRules(current);
  }

  get language(): Language {
    return this.current;
  }

  /** Adds words to those of a namespace. */
  add(language: Language, namespace: string, words: Tree): void {
    const name = `${language} ${namespace}`;
    this.bundles.set(name, merged(this.bundles.get(name) ?? {}, words));
  }

  change(language: Language): void {
    this.current = language;
    this.plurals = new Intl.PluralRules(language);
    // New functions, so that what was memoised with the old ones is worked out again.
    this.translators.clear();
    for (const listener of this.listeners) listener();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Returns the function that translates keys of a namespace; `other:key` names another one. */
  in(namespace: string): Translate {
    let translate = this.translators.get(namespace);
    if (translate === undefined) {
      translate = (key, options) => this.translate(namespace, key, options);
      this.translators.set(namespace, translate);
    }
    return translate;
  }

  private translate(namespace: string, key: string, options: TranslationOptions = {}): string {
    const colon = key.indexOf(':');
    const [space, path] = colon < 0 ? [namespace, key] : [key.slice(0, colon), key.slice(colon + 1)];
    const bundle = this.bundles.get(`${this.current} ${space}`);
    const { count, defaultValue } = options;
    const forms =
      typeof count === 'number' ? [...(count === 0 ? ['_zero'] : []), `_${this.plurals.select(count)}`, ''] : [''];
    for (const form of forms) {
      const text = textAt(bundle, path + form);
      if (text !== undefined) return filled(text, options);
    }
    return typeof defaultValue === 'string' ? filled(defaultValue, options) : path;
  }
}

function textAt(bundle: Tree | undefined, path: string): string | undefined {
  let found: unknown = bundle;
  for (const step of path.split('.')) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = (found as Tree)[step];
  }
  return typeof found === 'string' ? found : undefined;
}

const filled = (text: string, options: TranslationOptions): string =>
  text.includes('{{')
    ? text.replace(/\{\{\s*(\w+)\s*\}\}/g, (place, name: string) => {
        if (!(name in options)) return place;
        const value = options[name];
        return value === undefined || value === null ? '' : String(value);
      })
    : text;

function merged(into: Tree, words: Tree): Tree {
  const result: Record<string, unknown> = { ...into };
  for (const [key, value] of Object.entries(words)) {
    const known = result[key];
    result[key] = isTree(known) && isTree(value) ? merged(known, value) : value;
  }
  return result;
}

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;
