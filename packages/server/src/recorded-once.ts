import { hash } from 'node:crypto';
import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { Services } from './context.js';
import * as column from './db/columns.js';
import type { Tx } from './db/database.js';
import { isDuplicateKey, isOutcomeUnknown } from './db/faults.js';
import { conflict } from './errors.js';
import { readOptionalText } from './input.js';

/**
 * A client's idempotency key and what was recorded under it. A request that repeats the key gets what was recorded
 * then.
 */
@Entity('recorded_keys')
export class RecordedKey {
  /** Digest of the operation, the account and the client's key. */
  @PrimaryColumn(column.textKey())
  id: string;

  /**
   * Digest of the request's content: the same key with other content is refused. The content itself is not stored,
   * because it has personal data.
   */
  @Column(column.text())
  contentHash: string;

  /** Id of what was recorded. */
  @Column(column.id())
  resultId: string;

  @Column(column.time())
  createdAt: Date;
}

export interface KeyedInput {
  idempotencyKey?: string | null;
}

/** Limits of a client's key, in every operation that takes one. */
export const IDEMPOTENCY_KEY = { max: 100 } as const;

/** The description of an optional key in the schema. */
export const KEY_DESCRIPTION =
  `Chosen by the client, up to ${IDEMPOTENCY_KEY.max} characters. The same key from the same account records once and returns what was recorded; ` +
  'the same key with other content is CONFLICT. Without a key each request records anew.';

const digestOf = (parts: unknown): string => hash('sha256', JSON.stringify(parts), 'base64url');

export interface KeyedRecord<T extends { id: string }, I extends KeyedInput> {
  /** The operation's name. Keys of different operations are independent. */
  operation: string;
  userId: string;
  /** The request's input, including the key. */
  input: I;
  find(manager: EntityManager, id: string): Promise<T | null>;
  record(tx: Tx): Promise<T>;
}

/**
 * Records something once per client key, however often the request is repeated, so that a client can retry after a lost
 * response. `isNew` is false for what was recorded before and whose consequences, such as a mail, have happened
 * already. Without a key the function runs a plain transaction. Throws CONFLICT when the key was used with other
 * content.
 */
export async function recordOnce<T extends { id: string }, I extends KeyedInput>(
  { db }: Services,
  { operation, userId, input, find, record }: KeyedRecord<T, I>,
): Promise<{ recorded: T; isNew: boolean }> {
  const { idempotencyKey, ...content } = input;
  const key = readOptionalText('idempotencyKey', idempotencyKey, IDEMPOTENCY_KEY);
  if (key === null) return { recorded: await db.transact(record), isNew: true };
  const id = digestOf([operation, userId, key]);
  const contentHash = digestOf(content);
  const findRecorded = async (): Promise<T | null> => {
    const known = await db.read.findOneBy(RecordedKey, { id });
    if (known === null) return null;
    if (known.contentHash !== contentHash) throw conflict('key.reused', 'idempotencyKey');
    return find(db.read, known.resultId);
  };
  const before = await findRecorded();
  if (before !== null) return { recorded: before, isNew: false };
  try {
    const recorded = await db.transact(async (tx) => {
      const result = await record(tx);
      await tx.manager.insert(RecordedKey, { id, contentHash, resultId: result.id, createdAt: tx.now });
      return result;
    });
    return { recorded, isNew: true };
  } catch (error) {
    // Either another request recorded the same key at the same time, or this request was recorded and the reply to its
    // COMMIT was lost.
    const meanwhile = isDuplicateKey(error) || isOutcomeUnknown(error) ? await findRecorded() : null;
    if (meanwhile === null) throw error;
    return { recorded: meanwhile, isNew: false };
  }
}

/** Frees the key of something whose recording came to nothing. A request that repeats the key records again. */
export const forgetRecorded = async (tx: Tx, resultId: string): Promise<void> => {
  await tx.manager.delete(RecordedKey, { resultId });
};
