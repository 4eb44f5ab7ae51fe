import type { EntityManager } from 'typeorm';
import { randomInt } from 'node:crypto';
import type { Dialect } from './columns.js';
import type { Statement } from './deferred-writes.js';
import { sqlIn } from './rows.js';

/** Something that people watch and that has a version, which grows with every change. */
export interface Topic {
  /** The topic's unique name in the database. */
  readonly key: string;
}

/**
 * The version of a topic is the sum of this many rows. Each transaction increments one of them, chosen at random. So
 * transactions that change the same topic at the same time, on this or another node, seldom wait for each other.
 */
const SHARDS = 8;
const TOPICS_PER_STATEMENT = 500;

/** Returns statements that increment the versions of topics. Every transaction locks the rows in the same order. */
export function incrementTopicVersions(dialect: Dialect, keys: ReadonlySet<string>): Statement[] {
  const shard = randomInt(SHARDS);
  const update =
    dialect === 'mysql'
      ? 'ON DUPLICATE KEY UPDATE version = version + 1'
      : 'ON CONFLICT (topic, shard) DO UPDATE SET version = topic_versions.version + 1';
  return chunks([...keys].sort()).map((some) => ({
    sql: `INSERT INTO topic_versions (topic, shard, version) VALUES ${some.map(() => '(?, ?, 1)').join(', ')} ${update}`,
    values: some.flatMap((key) => [key, shard]),
  }));
}

/** Returns the versions of topics by key; 0 for a topic that has never changed. */
export async function readTopicVersions(
  manager: EntityManager,
  keys: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const versions = new Map(keys.map((key) => [key, 0]));
  for (const some of chunks(keys)) {
    const rows = await manager.query<{ topic: string; version: number | string }[]>(
      `SELECT topic, SUM(version) AS version FROM topic_versions WHERE ${sqlIn('topic', some)} GROUP BY topic`,
      some,
    );
    for (const { topic, version } of rows) versions.set(topic, Number(version));
  }
  return versions;
}

function chunks(keys: readonly string[]): string[][] {
  const found: string[][] = [];
  for (let start = 0; start < keys.length; start += TOPICS_PER_STATEMENT)
    found.push(keys.slice(start, start + TOPICS_PER_STATEMENT));
  return found;
}
