import { randomUUID } from 'node:crypto';
import type { TestApp } from './app.ts';

/**
 * Writes a work that was cancelled half-way directly into the database, because works of statements are over in a
 * moment.
 */
export async function cancelledWork(app: Pick<TestApp, 'db'>, startedById: string): Promise<string> {
  const id = randomUUID();
  await app.db.transact((tx) =>
    tx.manager.query(
      "INSERT INTO works (id, kind, subject_id, subject, started_by_id, state, done, total, outcome_json, started_at, finished_at) VALUES (?, 'STATEMENT_MATCHING', ?, '六月.csv', ?, 'CANCELLED', 3, 10, '[]', '2026-06-10 01:00:00.000', '2026-06-10 01:00:05.000')",
      [id, randomUUID(), startedById],
    ),
  );
  return id;
}
