import type { Forms } from './forms.js';
import { Audience, Best, isWithin, type Found, type Rank, type Scope } from './found-things.js';
import { Field, type Posting, Postings } from './posting.js';
import type { SearchKind } from './search-kind.js';
import { type Sound, SoundIndex, spelledIn } from './sounds.js';
import { looseWays, type LooseWay } from './loose-words.js';

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

interface Stored extends Thing {
  readonly forms: Forms;
  readonly titleSounds: readonly Sound[];
  readonly namesSounds: readonly Sound[];
  readonly unit: number;
  isGone: boolean;
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
  private things: Stored[] = [];
  private numbers = new Map<string, number>();
  private units = new Map<string, number>();
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
      const old = this.things[before]!;
      if (isSame(old.forms, forms) && old.unitId === thing.unitId) {
        this.things[before] = { ...old, ...thing };
        return;
      }
      old.isGone = true;
      this.gone += 1;
    }
    this.insert(thing, forms);
    if (this.gone > GONE_ALLOWED && this.gone > this.numbers.size / 4) this.makeAnew();
  }

  private insert(thing: Thing, forms: Forms): void {
    const number = this.things.length;
    const [titleSounds, namesSounds] = [this.sounds.soundsOf(forms.titleSound), this.sounds.soundsOf(forms.namesSound)];
    let unit = this.units.get(thing.unitId);
    if (unit === undefined) this.units.set(thing.unitId, (unit = this.units.size));
    this.things.push({ ...thing, forms, titleSounds, namesSounds, unit, isGone: false });
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
    const living = this.things.filter(({ isGone }) => !isGone);
    this.things = [];
    this.numbers = new Map();
    this.units = new Map();
    this.pairs = new Postings();
    this.signs = new Postings();
    this.sounds = new SoundIndex();
    this.gone = 0;
    for (const { forms, titleSounds: _, namesSounds: __, unit: ___, isGone: ____, ...thing } of living)
      this.insert(thing, forms);
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
    const results = new Map(
      [...asked].map(([kind, { scope, most }]) => [kind, { scope, best: new Best<Found>(most), total: 0 }]),
    );
    const fits = words.map((word) => this.fitsOf(word, isLoose));
    if (fits.length > 0)
      // The newest come first, so that most others need no place.
      nextThing: for (let number = this.things.length - 1; number >= 0; number -= 1) {
        let sum = 0;
        let lowest = Infinity;
        for (const fit of fits) {
          const one = fit[number]!;
          if (one === 0) continue nextThing;
          sum += one;
          if (one < lowest) lowest = one;
        }
        const thing = this.things[number]!;
        const result = results.get(thing.kind);
        if (thing.isGone || result === undefined || !isWithin(result.scope, thing.audience, thing.unitId)) continue;
        result.total += 1;
        const { title } = thing.forms;
        const tier = lowest < Fit.SOUND ? 0 : lowest < Fit.TITLE || !title.startsWith(whole) ? 1 : 2;
        const exact = tier === 2 && title.length === whole.length ? 1 : 0;
        const score = (tier + exact) * TIER + thing.standing * STANDING + sum;
        if (!result.best.mayTake(score, thing.bornMs)) continue;
        if (after !== null && !isAfter(score, thing, after)) continue;
        result.best.add({ id: thing.id, kind: thing.kind, score, bornMs: thing.bornMs });
      }
    return new Map([...results].map(([kind, { best, total }]) => [kind, { found: best.ranks, total }]));
  }

  /** Returns for each thing how well `word` fits it; 0 where it does not. */
  private fitsOf(word: string, isLoose: boolean): Uint8Array {
    const key = `${isLoose ? '~' : '='}${word}`;
    let fits = this.kept.get(key);
    if (fits === undefined) {
      fits = new Uint8Array(this.things.length);
      this.addWrittenFits(word, fits);
      if (MAY_BE_SOUND.test(word)) this.addSoundFits(word, fits);
      this.addUnitFits(fits);
      if (isLoose)
        for (const way of looseWays(word, this.sounds, (part) => this.isFound(part))) this.addLooseFits(way, fits);
      if (this.kept.size >= KEPT_WORDS) this.kept.delete(this.kept.keys().next().value!);
    } else this.kept.delete(key);
    this.kept.set(key, fits);
    return fits;
  }

  private isFound(word: string): boolean {
    return this.fitsOf(word, false).some((fit) => fit > 0);
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

  private addSoundFits(word: string, fits: Uint8Array): void {
    for (const { posting, isCertain } of this.sounds.candidates(word))
      posting.each((number, field) => {
        if (fits[number]! >= SOUND_FIT[field]) return;
        if (isCertain) return raise(fits, number, SOUND_FIT[field]);
        const { titleSounds, namesSounds } = this.things[number]!;
        const at = spelledIn(field === Field.NAMES ? namesSounds : titleSounds, word);
        if (at !== null)
          raise(fits, number, field === Field.NAMES ? Fit.NAME : at[0] === 0 ? Fit.SOUND_START : Fit.SOUND);
      });
  }

  /** A project is also found by the name of its unit. */
  private addUnitFits(fits: Uint8Array): void {
    const named = new Uint8Array(this.units.size);
    let hasNamed = false;
    for (let number = 0; number < fits.length; number += 1) {
      if (fits[number]! < Fit.SOUND) continue;
      const { unit, unitId, id, isGone } = this.things[number]!;
      if (id !== unitId || isGone) continue;
      named[unit] = 1;
      hasNamed = true;
    }
    if (!hasNamed) return;
    for (let number = 0; number < fits.length; number += 1)
      if (named[this.things[number]!.unit] === 1) raise(fits, number, Fit.NAME);
  }

  private addLooseFits(way: LooseWay, fits: Uint8Array): void {
    if ('sound' in way) {
      const found = new Uint8Array(fits.length);
      this.addSoundFits(way.sound, found);
      this.addUnitFits(found);
      found.forEach((fit, number) => fit > 0 && raise(fits, number, Fit.LOOSE));
    } else if ('all' in way) {
      // A part that is found nowhere makes the others needless.
      if (way.all.length < 2 || !way.all.every((part) => this.isFound(part))) return;
      const [first, ...others] = way.all.map((part) => this.fitsOf(part, false));
      first!.forEach((fit, number) => {
        if (fit > 0 && others.every((other) => other[number]! > 0)) raise(fits, number, Fit.LOOSE);
      });
    } else
      this.rarestPair(way.parts)?.each((number, field) => {
        if (fits[number] !== 0) return;
        const { title, names, text } = this.things[number]!.forms;
        if (way.matches(field === Field.TEXT ? text : field === Field.NAMES ? names : title))
          raise(fits, number, Fit.LOOSE);
      });
  }
}

const raise = (fits: Uint8Array, number: number, fit: number): void => {
  if (fits[number]! < fit) fits[number] = fit;
};

const isAfter = (score: number, { bornMs, id }: Thing, after: Rank): boolean =>
  score !== after.score ? score < after.score : bornMs !== after.bornMs ? bornMs < after.bornMs : id > after.id;

const isSame = (a: Forms, b: Forms): boolean =>
  a.title === b.title &&
  a.names === b.names &&
  a.text === b.text &&
  a.titleSound === b.titleSound &&
  a.namesSound === b.namesSound;
