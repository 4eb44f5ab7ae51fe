import type { EntityManager } from 'typeorm';
import type { Services } from './context.js';
import type { Tx } from './db/database.js';
import type { MessageKey } from './messages/index.js';

/** Something that a person has to settle before the account can be closed. */
export interface ClosingObstacle {
  /** In capitals, for clients. */
  readonly name: string;
  /** What to do first, with `{{things}}`. */
  readonly message: MessageKey;
  /** The page on which to do it. */
  readonly path: string;
  /** Returns how many things stand in the way. */
  count(manager: EntityManager, userId: string, now: Date): Promise<number>;
  /** Returns other accounts on which the answer depends. They are locked while the account is closed. */
  readonly dependsOn?: (manager: EntityManager, userId: string) => Promise<readonly string[]>;
}

/** What a module does before the rows of a person are masked and deleted, in the same transaction. */
export type ClosingStep = (services: Services, tx: Tx, userId: string) => Promise<void>;
