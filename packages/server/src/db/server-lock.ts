import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { isTransient } from './faults.js';

/** A server that died while it held the lock loses the lock after this long. A running server renews it. */
const HELD_SECONDS = 30;
const RENEW_EVERY_MS = 5_000;
const POLL_MS = 200;

const TABLE =
  'CREATE TABLE IF NOT EXISTS server_turns (name VARCHAR(40) NOT NULL PRIMARY KEY, holder CHAR(36) NOT NULL, ends_at DATETIME(3) NOT NULL) ENGINE=InnoDB';
// One statement is one transaction. When two nodes of a cluster run it at once, one is refused and retries.
const TAKE = `
  INSERT INTO server_turns (name, holder, ends_at) VALUES (?, ?, UTC_TIMESTAMP(3) + INTERVAL ${HELD_SECONDS} SECOND)
  ON DUPLICATE KEY UPDATE
    holder = IF(ends_at < UTC_TIMESTAMP(3), VALUES(holder), holder),
    ends_at = IF(holder = VALUES(holder), VALUES(ends_at), ends_at)`;
const RELEASE = 'UPDATE server_turns SET ends_at = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE name = ? AND holder = ?';

/**
 * Runs `work` on one server at a time among all that share the MySQL database of `source`; the others wait. Servers
 * that start together on an empty database would otherwise create the same tables at the same time, and all but one
 * would fail.
 */
export async function withServerLock<T>(source: DataSource, name: string, work: () => Promise<T>): Promise<T> {
  const holder = randomUUID();
  const take = () => retry(() => source.query(TAKE, [name, holder]));
  await retry(() => source.query(TABLE));
  for (;;) {
    await take();
    const [row] = await source.query<{ holder: string }[]>('SELECT holder FROM server_turns WHERE name = ?', [name]);
    if (row?.holder === holder) break;
    await sleep(POLL_MS);
  }
  // A failed renewal is followed by the next one, long before the lock ends.
  const renewal = setInterval(() => void take().catch(() => undefined), RENEW_EVERY_MS);
  try {
    return await work();
  } finally {
    clearInterval(renewal);
    await retry(() => source.query(RELEASE, [name, holder]));
  }
}

/** Retries a statement that failed because of another server's statement. */
async function retry<T>(statement: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await statement();
    } catch (error) {
      if (attempt === 20 || !isTransient(error)) throw error;
      await sleep(POLL_MS * Math.random());
    }
  }
}
