import type { SealedColumn } from './sealed-columns.js';

/** A text for people: in Chinese and in English. */
export type Words = readonly [zh: string, en: string];

/** Why the law allows a processing: the cases of article 13 of the PIPL that concern this platform. */
export type LegalBasis = 'CONTRACT' | 'DUTY' | 'CONSENT';

/** What becomes of the rows of a person who closes their account. */
export type AtClosing =
  /** The rows are deleted. */
  | { readonly rows: 'DELETED' }
  /** The columns get these values; `kept` says why the others stay, where some do. */
  | { readonly masked: Readonly<Record<string, string | number | null>>; readonly kept?: string }
  /** The rows stay, for this reason. */
  | { readonly kept: string };

interface PersonalHead {
  /** What the data is, as people read it in their export: in Chinese and in English. */
  readonly title: Words;
  readonly purpose: string;
  readonly basis: LegalBasis;
  /** Who sees it besides the person. */
  readonly seenBy: string;
  /** How long it is kept. */
  readonly kept: string;
  /** Where it goes outside the platform. Without it, nowhere. */
  readonly goesTo?: string;
}

/** Personal data in a table. */
export interface PersonalTable extends PersonalHead {
  readonly table: string;
  /** The personal columns with their names for people; SECRET ones, such as a password's digest, are in no export. */
  readonly columns: Readonly<Record<string, Words | 'SECRET'>>;
  /** Other columns that explain a row in the export, such as its time. */
  readonly facts?: Readonly<Record<string, Words>>;
  /** Those of the columns that are sealed. The export shows what they say. */
  readonly sealed?: readonly SealedColumn[];
  /**
   * The SQL condition for the rows of an account. Each `?` is the id of the account. Null for data of people without
   * an account; `atClosing` is then not used.
   */
  readonly holder: string | null;
  readonly atClosing: AtClosing | null;
}

/** Personal data outside the tables, such as in files. */
export interface PersonalPlace extends PersonalHead {
  readonly place: string;
}

/** Why the text of a column is no personal data. */
export const HARMLESS = {
  WORD: 'a word of our own: a state, a kind, a role, a name of a column, or an id',
  NUMBER: 'a number or an address of our own: of a paper, an account of the ledger, a project or a transfer',
  DIGEST: 'a digest, a signature or a public key that names nobody',
  DAY: 'a day or a month',
  UNIT: 'a name or a fact of a unit, a project or a thing',
  PUBLIC_TEXT:
    'what a unit writes about its work for the public. The forms ask to leave names of helped people out; staff can take a text down',
  STAFF_TEXT: 'why staff decided something, in their words. It is part of the record of the decision',
  FIGURES: 'figures and words of our own as JSON',
} as const;

/** What a module says of the text columns of its tables: `personal` and `harmless` together name every one of them. */
export interface Inventory {
  readonly personal?: readonly (PersonalTable | PersonalPlace)[];
  readonly harmless?: Readonly<Record<string, Readonly<Record<string, keyof typeof HARMLESS>>>>;
}

export const isTable = (data: PersonalTable | PersonalPlace): data is PersonalTable => 'table' in data;

/** How a person is called everywhere after the account was closed, in any language. */
export const CLOSED_NAME = '已注销用户';
