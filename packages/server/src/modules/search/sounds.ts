import { BREAK } from './forms.js';
import { Field, type Posting, Postings } from './posting.js';

/** One sign of a title with its readings, or a run of letters and digits. */
export interface Sound {
  readonly readings: readonly string[];
  /** Whether the sign is also found by the first letters of its readings. */
  readonly hasInitials: boolean;
}

const TWO_LETTERS = /^[zcs]h/;
const LETTERS = /^[a-z]+$/;
/** The longest syllable is zhuang. */
const LONGEST = 6;

/**
 * Returns the index after the last sound that `word` spells from `at` on, or -1. Each sound is spelled whole or by its
 * initial (s, sh), and the last one may be unfinished: shiqi, sq, shiq and sqi all spell 石岐.
 */
export function spelledUntil(sounds: readonly Sound[], at: number, word: string, from = 0): number {
  if (from === word.length) return at;
  const sound = sounds[at];
  if (sound === undefined) return -1;
  for (const reading of sound.readings) {
    if (word.startsWith(reading, from)) {
      const until = spelledUntil(sounds, at + 1, word, from + reading.length);
      if (until !== -1) return until;
    }
    const rest = word.length - from;
    if (rest < reading.length && reading.startsWith(word.slice(from))) return at + 1;
    if (!sound.hasInitials) continue;
    if (rest > 2 && TWO_LETTERS.test(reading) && word.startsWith(reading.slice(0, 2), from)) {
      const until = spelledUntil(sounds, at + 1, word, from + 2);
      if (until !== -1) return until;
    }
    if (word[from] === reading[0]) {
      const until = spelledUntil(sounds, at + 1, word, from + 1);
      if (until !== -1) return until;
    }
  }
  return -1;
}

/** Where a word is spelled in a row of sounds: the first sound and the one after the last; null when it is not. */
export function spelledIn(sounds: readonly Sound[], word: string): readonly [from: number, until: number] | null {
  for (let at = 0; at < sounds.length; at += 1) {
    const until = spelledUntil(sounds, at, word);
    if (until !== -1) return [at, until];
  }
  return null;
}

/** The index of sounds: by single syllables, and by the initials of two and three sounds that follow each other. */
export class SoundIndex {
  private readonly known = new Map<string, Sound>();
  private readonly shared = new Map<string, readonly Sound[]>();
  private readonly syllables = new Postings<string>();
  private readonly initials = new Postings<string>();
  /** Every beginning of a syllable. */
  private readonly beginnings = new Set<string>();

  /** Returns the sounds of a text that `soundOf` spelled. Equal sounds are one object. */
  soundsOf(spelled: string): readonly Sound[] {
    return spelled === '' ? [] : spelled.split(' ').map((one) => this.soundOf(one));
  }

  /** Like `soundsOf`, for names that many things share: equal ones are one list. */
  sharedSoundsOf(spelled: string): readonly Sound[] {
    let sounds = this.shared.get(spelled);
    if (sounds === undefined) this.shared.set(spelled, (sounds = this.soundsOf(spelled)));
    return sounds;
  }

  private soundOf(spelled: string): Sound {
    let sound = this.known.get(spelled);
    if (sound === undefined) {
      const readings = spelled.split('/');
      sound = { readings, hasInitials: readings.every((reading) => LETTERS.test(reading)) };
      // Runs of letters and digits are seldom equal, so they are not kept.
      if (readings.every((reading) => reading.length <= LONGEST)) this.known.set(spelled, sound);
    }
    return sound;
  }

  add(thing: number, field: typeof Field.TITLE | typeof Field.NAMES, sounds: readonly Sound[]): void {
    sounds.forEach((sound, at) => {
      if (!sound.hasInitials) return;
      const place = field === Field.TITLE && at === 0 ? Field.START : field;
      for (const reading of sound.readings) {
        if (reading.length > LONGEST) continue;
        if (!this.syllables.has(reading))
          for (let end = 1; end <= reading.length; end += 1) this.beginnings.add(reading.slice(0, end));
        this.syllables.add(reading, thing, place);
      }
      for (const first of initialsOf(sound))
        for (const second of initialsOf(sounds[at + 1])) {
          this.initials.add(first + second, thing, place);
          for (const third of initialsOf(sounds[at + 2])) this.initials.add(first + second + third, thing, place);
        }
    });
  }

  isSyllable(text: string): boolean {
    return this.syllables.has(text);
  }

  /** Whether `text` begins a syllable. */
  beginsSyllable(text: string): boolean {
    return this.beginnings.has(text);
  }

  /** Returns postings, at least one of which holds each thing in which `word` can be spelled. */
  candidates(word: string): { posting: Posting; isCertain: boolean }[] {
    const found: { posting: Posting; isCertain: boolean }[] = [];
    for (const key of this.headsOf(word)) {
      const posting = this.initials.get(key);
      if (posting !== undefined) found.push({ posting, isCertain: key === word });
    }
    if (word.length > 1 && this.beginsSyllable(word))
      for (const syllable of this.syllables.keys())
        if (syllable.startsWith(word)) found.push({ posting: this.syllables.get(syllable)!, isCertain: true });
    return found;
  }

  /**
   * Like `candidates`, for a word that is taken as whole syllables only: for each way to divide it, the things that have
   * its rarest syllable.
   */
  wholeCandidates(word: string): { posting: Posting; isCertain: boolean }[] {
    const rarest = new Set<Posting>();
    const walk = (at: number, least: Posting | undefined): void => {
      if (at === word.length && least !== undefined) rarest.add(least);
      for (let end = at + 1; end <= Math.min(word.length, at + LONGEST); end += 1) {
        const posting = this.syllables.get(word.slice(at, end));
        if (posting !== undefined) walk(end, least === undefined || posting.size < least.size ? posting : least);
      }
    };
    walk(0, undefined);
    return [...rarest].map((posting) => ({ posting, isCertain: false }));
  }

  /** The initials of the first two or three sounds, for each way to divide `word` into sounds. */
  private headsOf(word: string): ReadonlySet<string> {
    const heads = new Set<string>();
    const walk = (at: number, head: string): void => {
      if (head.length === 3 || at === word.length) {
        if (head.length > 1) heads.add(head);
        return;
      }
      for (let end = at + 1; end <= Math.min(word.length, at + LONGEST); end += 1) {
        const part = word.slice(at, end);
        const isWhole = end === at + 1 || this.isSyllable(part) || (part.length === 2 && TWO_LETTERS.test(part));
        if (this.beginsSyllable(part) && (isWhole || end === word.length)) walk(end, head + part[0]!);
      }
    };
    walk(0, '');
    return heads;
  }
}

function initialsOf(sound: Sound | undefined): readonly string[] {
  if (sound === undefined || !sound.hasInitials || sound.readings[0] === BREAK) return [];
  return sound.readings.length === 1
    ? [sound.readings[0]![0]!]
    : [...new Set(sound.readings.map((reading) => reading[0]!))];
}
