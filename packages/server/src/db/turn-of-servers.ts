import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { isTransient } from './faults.js';

/** A server that died with the turn loses it after this long; one that lives renews it. */
const HELD_SECONDS = 30;
const RENEW_EVERY_MS = 5_000;
const LOOK_EVERY_MS = 200;

const TABLE = 'CREATE TABLE IF NOT EXISTS server_turns (name VARCHAR(40) NOT NULL PRIMARY KEY, holder CHAR(36) NOT NULL, ends_at DATETIME(3) NOT NULL) ENGINE=InnoDB';
// One statement, which is one transaction: of two nodes of a cluster that say it at once, one is refused and tries again.
const TAKE = `
  INSERT INTO server_turns (name, holder, ends_at) VALUES (?, ?, UTC_TIMESTAMP(3) + INTERVAL ${HELD_SECONDS} SECOND)
  ON DUPLICATE KEY UPDATE
    holder = IF(ends_at < UTC_TIMESTAMP(3), VALUES(holder), holder),
    ends_at = IF(holder = VALUES(holder), VALUES(ends_at), ends_at)`;
const GIVE_BACK = 'UPDATE server_turns SET ends_at = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE name = ? AND holder = ?';

/**
 * Runs `work` on one server at a time, among all that share the MySQL database of `source`; the others wait. Servers that are started
 * together on an empty database would otherwise create the same tables side by side, and all but one would fail.
 */
export async function inTurnOfServers<T>(source: DataSource, name: string, work: () => Promise<T>): Promise<T> {
  const holder = randomUUID();
  const take = () => again(() => source.query(TAKE, [name, holder]));
  await again(() => source.query(TABLE));
  for (;;) {
    await take();
    const [row] = await source.query<{ holder: string }[]>('SELECT holder FROM server_turns WHERE name = ?', [name]);
    if (row?.holder === holder) break;
    await sleep(LOOK_EVERY_MS);
  }
  // A renewal that fails is tried again by the next one, long before the turn ends.
  const renewal = setInterval(() => void take().catch(() => undefined), RENEW_EVERY_MS);
  try {
    return await work();
  } finally {
    clearInterval(renewal);
    await again(() => source.query(GIVE_BACK, [name, holder]));
  }
}

/** Repeats a statement that another server's made fail. */
async function again<T>(statement: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await statement();
    } catch (error) {
      if (attempt === 20 || !isTransient(error)) throw error;
      await sleep(LOOK_EVERY_MS * Math.random());
    }
  }
}
