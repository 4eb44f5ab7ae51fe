import type { TestApp, TestUser } from './app.ts';
import { text, type Bad, type Kind } from './bad-values.ts';
import { tablesIn } from './tables.ts';
import type { StagedProject, Town } from './town.ts';

// The types of the tables in `tests/stories/bad-input`: what each input of a mutation refuses.

/** The state from which the stories of the bank begin. */
export interface Bank {
  uploaded: { id: string; columns: string[] };
  pointed: { id: string };
  unwanted: { id: string };
  imported: { id: string }[];
  lines: { id: string }[];
  pledge: { id: string };
  entry: { id: string };
  interest: { id: string };
  prepared: { id: string };
  charge: { id: string };
  words: { id: string };
  suspended: { id: string };
  returning: { id: string };
  work: string;
}

export interface World extends Town {
  app: TestApp;
  bank: Bank;
  draft: StagedProject;
  submitted: StagedProject;
  notice: StagedProject;
  open: StagedProject;
  foreignDraft: StagedProject;
  transfer: { id: string };
  doubtful: { id: string };
  arrived: { id: string; amount: number };
  measurement: { id: string };
  objection: { id: string };
  invitation: { token: string };
  /** Somebody who closes their account. */
  leaver: TestUser;
  /** Somebody who is adding an authenticator app, and the code that it shows. */
  settingUp: { user: TestUser; code: () => string };
  /** Somebody with an authenticator app, and its id. */
  factored: { user: TestUser; id: string };
  /** Somebody who adds a passkey, and what the browser returns for a new one. */
  newPasskey: { user: TestUser; create: () => Promise<string> };
  /** Somebody with a passkey, and what it signs. */
  withPasskey: { user: TestUser; sign: () => Promise<string> };
  /** Somebody with a passkey that may go, and its id. */
  removable: { user: TestUser; id: string };
  /** A sign-in that waits for the code of an authenticator app, and the code that it shows. */
  signingIn: { challenge: string; code: () => string };
  /** Somebody who asked for another address, and the tokens that were mailed to both. */
  moving: { user: TestUser; newToken: string; oldToken: string };
  /** An owner who can pass a unit on, and to whom. */
  handing: { owner: TestUser; organizationId: string; userId: string };
  /** The token of a letter that stops the removal of second factors. */
  keepingToken: string;
  /** The token of the link in a letter that ends such mail. */
  stopToken: string;
  /** The token of a letter that resets a password. */
  resetToken: string;
  /** Somebody with an address that is not verified, and the token that was mailed there. */
  unverified: { user: TestUser; token: string };
  other: { id: string };
  funded: StagedProject;
  stoppable: StagedProject;
  ended: { id: string; gift: { id: string } };
  confirmed: { id: string };
  receipted: { number: string };
  /** Refunds that wait for a second person. */
  refund: { id: string };
  withdrawable: { id: string };
  /** Stages. */
  reported: string;
  owing: StagedProject;
  disclosed: { id: string };
  verified: string;
  /** A stage whose payment waits for its second signature. */
  preparedRelease: string;
}

export type Variables = Record<string, unknown>;
export interface BadInputRow {
  /** The mutation's name in the schema; `pnpm check` finds names that do not exist. */
  mutation: string;
  /** Distinguishes the rows of a mutation that has several. */
  as?: string;
  who: (world: World) => TestUser | null;
  /**
   * Variables that are accepted without a change. Otherwise a bad value below might be refused for another reason. A
   * promise makes the objects that the variables name, once.
   */
  good: (world: World) => Variables | Promise<Variables>;
  /** Set when `good` is accepted only for some minutes after it was made. The test then makes it again before it sends it. */
  expires?: true;
  inputs: Record<string, Kind>;
}

/**
 * By its type it is an id, so GraphQL accepts a number. By its meaning it is a text that the client chooses or leaves
 * out.
 */
export const clientKey = text({ max: 100, optional: true }).filter(({ what }) => what !== 'a number');

export function codes(values: readonly string[]): Kind {
  return values.map((value): Bad => ({ what: value, value, code: 'BAD_USER_INPUT' }));
}

/** The tables by the name of their module. */
export const badInputTables = (): Promise<Map<string, readonly BadInputRow[]>> =>
  tablesIn<readonly BadInputRow[]>('bad-input');
