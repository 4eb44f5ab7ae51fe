import type { EntityTarget, FindOptionsWhere } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
import type { Services } from '../context.js';

/** A row that a job tries at `dueAt`, again and again until it is done. */
export interface DueRow {
  readonly id: string;
  readonly dueAt: Date | null;
  readonly attempts: number;
}

/**
 * Claims a row for the next attempt, which nobody else makes within `waitMs`. Returns false when another run or another
 * node has claimed it since it was read.
 */
export async function claimAttempt<T extends DueRow>(
  { db }: Pick<Services, 'db'>,
  entity: EntityTarget<T>,
  { id, dueAt, attempts }: DueRow,
  waitMs: number,
): Promise<boolean> {
  const { affected } = await db.transact((tx) =>
    tx.manager.update(
      entity,
      { id, dueAt, attempts } as FindOptionsWhere<T>,
      {
        attempts: attempts + 1,
        dueAt: new Date(tx.now.getTime() + waitMs),
      } as unknown as QueryDeepPartialEntity<T>,
    ),
  );
  return affected === 1;
}
