import { hash } from 'node:crypto';
import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { Services } from './context.js';
import * as column from './db/columns.js';
import type { Tx } from './db/database.js';
import { isDuplicateKey, isOutcomeUnknown } from './db/faults.js';
import { conflict } from './errors.js';
import { readOptionalText } from './input.js';

/** A key under which a client had something recorded: who sends it again is answered with what was recorded then. */
@Entity('recorded_keys')
export class RecordedKey {
  /** Digest of the operation, the account and the client's key. */
  @PrimaryColumn(column.textKey())
  id: string;

  /** Digest of what was asked for: the same key with other content is refused. Never the content, which has personal data. */
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

/** Bounds of a client's key, in every operation that takes one. */
export const IDEMPOTENCY_KEY = { max: 100 } as const;

/** The words for the description of an optional key. */
export const KEY_DESCRIPTION =
  `Chosen by the client, up to ${IDEMPOTENCY_KEY.max} characters. The same key from the same account records once and returns what was recorded; ` +
  'the same key with other content is CONFLICT. Without a key each request records anew.';

const digestOf = (parts: unknown): string => hash('sha256', JSON.stringify(parts), 'base64url');

export interface KeyedRecord<T extends { id: string }, I extends KeyedInput> {
  /** The operation's name: keys of two operations are apart. */
  operation: string;
  userId: string;
  /** What was asked for, the key among it. */
  input: I;
  find(manager: EntityManager, id: string): Promise<T | null>;
  record(tx: Tx): Promise<T>;
}

/**
 * Records something new once for a client's key, however often it is asked for: a lost answer can be asked for again.
 * `isNew` is false for what was recorded before, whose consequences (a letter, for example) have followed already.
 * Without a key it is a plain transaction.
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
    // The same key was recorded at the same time, or this very request was and the reply to its COMMIT got lost.
    const meanwhile = isDuplicateKey(error) || isOutcomeUnknown(error) ? await findRecorded() : null;
    if (meanwhile === null) throw error;
    return { recorded: meanwhile, isNew: false };
  }
}

/** Frees the key under which something was recorded that came to nothing: who sends it again has it recorded anew. */
export const forgetRecorded = async (tx: Tx, resultId: string): Promise<void> => {
  await tx.manager.delete(RecordedKey, { resultId });
};
