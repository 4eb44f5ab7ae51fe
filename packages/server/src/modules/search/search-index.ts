import { Columns, type Row } from './columns.js';
import type { Forms } from './forms.js';
import { type Audience, Best, isWithin, type Found, type Rank, type Scope } from './found-things.js';
import { Field, type Posting, Postings } from './posting.js';
import { SEARCH_KINDS, type SearchKind } from './search-kind.js';
import { type Sound, SoundIndex, spelledIn } from './sounds.js';
import { looseWays } from './loose-words.js';

/** A thing that searches find. */
export interface Thing {
  readonly id: string;
  readonly kind: SearchKind;
  /** The unit to which it belongs. A unit belongs to itself. */
  readonly unitId: string;
  readonly audience: Audience;
  /** 0 to 15: which of two equally fitting things comes first. */
  readonly standing: number;
  /** When it came into being. */
  readonly bornMs: number;
}

/** The texts of a thing. They are looked at only where its postings say that a word may fit. */
interface Stored {
  readonly id: string;
  readonly forms: Forms;
  readonly titleSounds: readonly Sound[];
  readonly namesSounds: readonly Sound[];
}

/** What is asked: folded words, and the whole text in the form of titles. */
export interface Words {
  readonly words: readonly string[];
  readonly whole: string;
}

/** How well a word fits a thing; the largest number counts. */
const Fit = { LOOSE: 1, TEXT: 2, NAME: 3, SOUND: 4, SOUND_START: 5, TITLE: 6, TITLE_START: 7 } as const;
const WRITTEN_FIT = [Fit.TEXT, Fit.NAME, Fit.TITLE, Fit.TITLE_START] as const;
const SOUND_FIT = [0, Fit.NAME, Fit.SOUND, Fit.SOUND_START] as const;
/** The parts of a score: how the whole text fits, then the standing, then the fits of the words. */
const TIER = 4096;
const STANDING = 256;

/** How many words are kept with their things while nothing changes. People type on, and look at the next page. */
const KEPT_WORDS = 24;
/** So many things that were replaced are carried along before the index is made anew. */
const GONE_ALLOWED = 2_000;
const MAY_BE_SOUND = /^[a-z]+$/;
const pairOf = (text: string, at: number): number => text.charCodeAt(at) * 65_536 + text.charCodeAt(at + 1);

/**
 * An index of things in memory, by pairs of signs and by sounds. It holds no decision on access: each search says what
 * its viewer may find. A search takes the same steps whatever database the things come from.
 */
export class SearchIndex {
  private columns = new Columns();
  private things: Stored[] = [];
  private numbers = new Map<string, number>();
  private unitNumbers = new Map<string, number>();
  private unitIds: string[] = [];
  private pairs = new Postings<number>();
  private signs = new Postings<string>();
  private sounds = new SoundIndex();
  private readonly kept = new Map<string, Uint8Array>();
  private gone = 0;

  get size(): number {
    return this.numbers.size;
  }

  /** Adds a thing, or replaces the one with the same id. */
  put(thing: Thing, forms: Forms): void {
    this.kept.clear();
    const before = this.numbers.get(thing.id);
    if (before !== undefined) {
      if (isSame(this.things[before]!.forms, forms)) {
        this.columns.set(before, this.rowOf(thing));
        return;
      }
      this.columns.gone[before] = 1;
      this.gone += 1;
    }
    this.insert(thing, forms);
    if (this.gone > GONE_ALLOWED && this.gone > this.numbers.size / 4) this.makeAnew();
  }

  private rowOf({ kind, unitId, audience, standing, bornMs }: Thing): Row {
    let unit = this.unitNumbers.get(unitId);
    if (unit === undefined) {
      unit = this.unitIds.length;
      this.unitNumbers.set(unitId, unit);
      this.unitIds.push(unitId);
    }
    return { kind: SEARCH_KINDS.indexOf(kind), unit, audience, standing, bornMs };
  }

  private insert(thing: Thing, forms: Forms): void {
    const [titleSounds, namesSounds] = [
      this.sounds.soundsOf(forms.titleSound),
      this.sounds.sharedSoundsOf(forms.namesSound),
    ];
    const number = this.columns.add(this.rowOf(thing));
    this.things.push({ id: thing.id, forms, titleSounds, namesSounds });
    this.numbers.set(thing.id, number);
    this.addWritten(number, forms.text, Field.TEXT);
    this.addWritten(number, forms.names, Field.NAMES);
    this.addWritten(number, forms.title, Field.TITLE);
    this.sounds.add(number, Field.NAMES, namesSounds);
    this.sounds.add(number, Field.TITLE, titleSounds);
  }

  private addWritten(number: number, text: string, field: Field): void {
    for (let at = 0; at < text.length; at += 1) {
      const place = field === Field.TITLE && at === 0 ? Field.START : field;
      // Single signs of long texts would find nearly everything.
      if (field !== Field.TEXT) this.signs.add(text[at]!, number, place);
      if (at + 1 < text.length) this.pairs.add(pairOf(text, at), number, place);
    }
  }

  private makeAnew(): void {
    const { columns, things, unitIds } = this;
    this.columns = new Columns();
    this.things = [];
    this.numbers = new Map();
    this.unitNumbers = new Map();
    this.unitIds = [];
    this.pairs = new Postings();
    this.signs = new Postings();
    this.sounds = new SoundIndex();
    this.gone = 0;
    for (const [number, { id, forms }] of things.entries())
      if (columns.gone[number] === 0)
        this.insert(
          {
            id,
            kind: SEARCH_KINDS[columns.kinds[number]!]!,
            unitId: unitIds[columns.units[number]!]!,
            audience: columns.audiences[number] as Audience,
            standing: columns.standings[number]!,
            bornMs: columns.bornMs[number]!,
          },
          forms,
        );
  }

  /**
   * Returns for each asked kind the `most` best things after `after`, and how many there are in all. With `isLoose` each
   * word may have one wrong, missing or additional sign, other signs of the same sound, or stand in two parts.
   */
  find(
    { words, whole }: Words,
    asked: ReadonlyMap<SearchKind, { readonly scope: Scope; readonly most: number }>,
    { after, isLoose }: { after: Rank | null; isLoose: boolean },
  ): Map<SearchKind, { found: Found[]; total: number }> {
    const results = SEARCH_KINDS.map((kind) => {
      const one = asked.get(kind);
      return one === undefined ? null : { scope: one.scope, best: new Best<Found>(one.most), total: 0 };
    });
    const fits = words.map((word) => this.fitsOf(word, isLoose));
    const { size, kinds, units, audiences, standings, bornMs, gone } = this.columns;
    if (fits.length > 0)
      // The newest come first, so that most others need no place.
      nextThing: for (let number = size - 1; number >= 0; number -= 1) {
        let sum = 0;
        let lowest = 255;
        for (const fit of fits) {
          const one = fit[number]!;
          if (one === 0) continue nextThing;
          sum += one;
          if (one < lowest) lowest = one;
        }
        const kind = kinds[number]!;
        const result = results[kind]!;
        if (gone[number] === 1 || result === null) continue;
        const audience = audiences[number] as Audience;
        if (audience < result.scope.everywhere && !isWithin(result.scope, audience, this.unitIds[units[number]!]!))
          continue;
        result.total += 1;
        const born = bornMs[number]!;
        const least = standings[number]! * STANDING + sum;
        // The title is read only where even the best tier could give the thing a place.
        if (!result.best.mayTake(least + (lowest < Fit.SOUND ? 0 : lowest < Fit.TITLE ? TIER : 3 * TIER), born))
          continue;
        const { id, forms } = this.things[number]!;
        const score = least + tierOf(forms.title, whole, lowest) * TIER;
        if (!result.best.mayTake(score, born)) continue;
        if (after !== null && !isAfter(score, { bornMs: born, id }, after)) continue;
        result.best.add({ id, kind: SEARCH_KINDS[kind]!, score, bornMs: born });
      }
    return new Map(
      results.flatMap((result, kind) =>
        result === null ? [] : [[SEARCH_KINDS[kind]!, { found: result.best.ranks, total: result.total }]],
      ),
    );
  }

  /** Returns for each thing how well `word` fits it; 0 where it does not. */
  private fitsOf(word: string, isLoose: boolean): Uint8Array {
    const key = `${isLoose ? '~' : '='}${word}`;
    let fits = this.kept.get(key);
    if (fits === undefined) {
      fits = new Uint8Array(this.columns.size);
      this.addWrittenFits(word, fits);
      if (MAY_BE_SOUND.test(word)) this.addSoundFits(word, fits);
      this.addUnitFits(fits);
      if (isLoose) this.addLooseFits(word, fits);
      if (this.kept.size >= KEPT_WORDS) this.kept.delete(this.kept.keys().next().value!);
    } else this.kept.delete(key);
    this.kept.set(key, fits);
    return fits;
  }

  private isFound(word: string): boolean {
    return this.fitsOf(word, false).findIndex((fit) => fit > 0) !== -1;
  }

  private addWrittenFits(word: string, fits: Uint8Array): void {
    if (word.length < 3) {
      const posting = word.length === 1 ? this.signs.get(word) : this.pairs.get(pairOf(word, 0));
      posting?.each((number, field) => raise(fits, number, WRITTEN_FIT[field]));
      return;
    }
    this.rarestPair([word])?.each((number, field) => {
      const { title, names, text } = this.things[number]!.forms;
      if (field >= Field.TITLE) {
        const at = title.indexOf(word);
        if (at !== -1) raise(fits, number, at === 0 ? Fit.TITLE_START : Fit.TITLE);
      } else if ((field === Field.NAMES ? names : text).includes(word)) raise(fits, number, WRITTEN_FIT[field]);
    });
  }

  /** Returns the shortest posting of the pairs in `parts`; undefined when one pair occurs nowhere or there is none. */
  private rarestPair(parts: readonly string[]): Posting | undefined {
    let rarest: Posting | undefined;
    for (const part of parts)
      for (let at = 0; at + 1 < part.length; at += 1) {
        const posting = this.pairs.get(pairOf(part, at));
        if (posting === undefined) return undefined;
        if (rarest === undefined || posting.size < rarest.size) rarest = posting;
      }
    return rarest;
  }

  private addSoundFits(word: string, fits: Uint8Array, candidates = this.sounds.candidates(word)): void {
    const inNames = new Map<readonly Sound[], boolean>();
    for (const { posting, isCertain } of candidates)
      posting.each((number, field) => {
        if (fits[number]! >= SOUND_FIT[field]) return;
        if (isCertain) return raise(fits, number, SOUND_FIT[field]);
        const { titleSounds, namesSounds } = this.things[number]!;
        if (field !== Field.NAMES) {
          const at = spelledIn(titleSounds, word);
          if (at !== null) raise(fits, number, at[0] === 0 ? Fit.SOUND_START : Fit.SOUND);
          return;
        }
        let isSpelled = inNames.get(namesSounds);
        if (isSpelled === undefined) inNames.set(namesSounds, (isSpelled = spelledIn(namesSounds, word) !== null));
        if (isSpelled) raise(fits, number, Fit.NAME);
      });
  }

  /** A project is also found by the name of its unit. */
  private addUnitFits(fits: Uint8Array): void {
    const { units, gone } = this.columns;
    const named = new Uint8Array(this.unitIds.length);
    let hasNamed = false;
    for (const [unit, id] of this.unitIds.entries()) {
      const number = this.numbers.get(id);
      if (number === undefined || gone[number] === 1 || fits[number]! < Fit.SOUND) continue;
      named[unit] = 1;
      hasNamed = true;
    }
    if (!hasNamed) return;
    for (let number = 0; number < fits.length; number += 1)
      if (named[units[number]!] === 1) raise(fits, number, Fit.NAME);
  }

  private addLooseFits(word: string, fits: Uint8Array): void {
    const loose = new Uint8Array(fits.length);
    const ways = looseWays(word, this.sounds, (part) => this.isFound(part));
    for (const way of ways)
      if ('sound' in way)
        this.addSoundFits(way.sound, loose, way.isWhole ? this.sounds.wholeCandidates(way.sound) : undefined);
    this.addUnitFits(loose);
    for (const way of ways) {
      if ('all' in way) this.addFitsOfAll(way.all, loose);
      else if ('parts' in way)
        this.rarestPair(way.parts)?.each((number, field) => {
          if (loose[number] !== 0) return;
          const { title, names, text } = this.things[number]!.forms;
          if (way.matches(field === Field.TEXT ? text : field === Field.NAMES ? names : title))
            loose[number] = Fit.LOOSE;
        });
    }
    for (let number = 0; number < fits.length; number += 1) if (loose[number] !== 0) raise(fits, number, Fit.LOOSE);
  }

  private addFitsOfAll(parts: readonly string[], loose: Uint8Array): void {
    // A part that is found nowhere makes the others needless.
    if (parts.length < 2 || !parts.every((part) => this.isFound(part))) return;
    const [first, ...others] = parts.map((part) => this.fitsOf(part, false));
    for (let number = 0; number < loose.length; number += 1)
      if (first![number] !== 0 && others.every((other) => other[number] !== 0)) loose[number] = Fit.LOOSE;
  }
}

/** 3 for the exact title, 2 for its beginning, 1 for a title that has all words, written or by their sound. */
function tierOf(title: string, whole: string, lowest: number): number {
  if (lowest < Fit.SOUND) return 0;
  if (lowest < Fit.TITLE || !title.startsWith(whole)) return 1;
  return title.length === whole.length ? 3 : 2;
}

const raise = (fits: Uint8Array, number: number, fit: number): void => {
  if (fits[number]! < fit) fits[number] = fit;
};

const isAfter = (score: number, { bornMs, id }: Omit<Rank, 'score'>, after: Rank): boolean =>
  score !== after.score ? score < after.score : bornMs !== after.bornMs ? bornMs < after.bornMs : id > after.id;

const isSame = (a: Forms, b: Forms): boolean =>
  a.title === b.title &&
  a.names === b.names &&
  a.text === b.text &&
  a.titleSound === b.titleSound &&
  a.namesSound === b.namesSound;
