import { LessThanOrEqual, type EntityTarget } from 'typeorm';
import type { Services } from './context.js';
import type { Mail } from './mail.js';

/** A stored letter that a job mails. */
export interface DueLetter {
  id: string;
  /** When the letter is to be mailed; null when it was mailed, was given up or must not be mailed. */
  mailDueAt: Date | null;
  mailAttempts: number;
}

/** How many letters one run sends. */
const LETTERS_AT_ONCE = 50;
/** The waits between an attempt that failed and the next one. After the last wait there is one more attempt. */
const NEXT_ATTEMPT_MS = [60_000, 600_000, 3_600_000, 6 * 3_600_000] as const;
/** After this number of failures in a row, the run ends, because the mail server does not take letters now. */
const FAILURES_TO_STOP = 3;

/**
 * Returns a function that mails the due letters of one table. There is only one run at a time, so that a slow mail
 * server does not get more and more letters at once. A letter may arrive twice when the process dies in between, but
 * never more than five times. `letterOf` returns null for a letter that must no longer be sent.
 */
export function defineDueLetters<T extends DueLetter>(
  entity: EntityTarget<T>,
  letterOf: (services: Services, row: T) => Promise<Mail | null>,
): (services: Services, signal?: AbortSignal) => Promise<void> {
  const underWay = new WeakMap<Services, Promise<void>>();
  const table: LetterTable = {
    entity: entity as EntityTarget<DueLetter>,
    letterOf: (services, row) => letterOf(services, row as T),
  };
  return async (services, signal) => {
    await underWay.get(services);
    const run = underWay.get(services) ?? mailBatch(services, table, signal).finally(() => underWay.delete(services));
    underWay.set(services, run);
    await run;
  };
}

interface LetterTable {
  readonly entity: EntityTarget<DueLetter>;
  readonly letterOf: (services: Services, row: DueLetter) => Promise<Mail | null>;
}

async function mailBatch(
  services: Services,
  { entity, letterOf }: LetterTable,
  signal: AbortSignal | undefined,
): Promise<void> {
  const due = await services.db.read.find(entity, {
    where: { mailDueAt: LessThanOrEqual(services.clock.now()) },
    order: { mailDueAt: 'ASC', id: 'ASC' },
    take: LETTERS_AT_ONCE,
  });
  let failures = 0;
  for (const row of due) {
    signal?.throwIfAborted();
    if (!(await claim(services, entity, row))) continue;
    try {
      const letter = await letterOf(services, row);
      if (letter !== null) await services.mailer.send(letter, signal);
      await services.db.transact((tx) => tx.manager.update(entity, { id: row.id }, { mailDueAt: null }));
      failures = 0;
    } catch (error) {
      // The log omits the mail server's message, because it may repeat the address.
      services.log.warn(
        { code: (error as NodeJS.ErrnoException).code, letter: row.id, attempt: row.mailAttempts + 1 },
        'a letter could not be mailed',
      );
      failures += 1;
      if (failures === FAILURES_TO_STOP)
        throw new Error(`the mail server took none of ${FAILURES_TO_STOP} letters in a row`);
    }
  }
}

/**
 * Claims a letter before it is sent, so that no other node sends it. Sets the time of the next attempt, so that a
 * letter that cannot be sent waits, and is given up after the last attempt. Returns whether this run has claimed it.
 */
async function claim(
  { db }: Services,
  entity: EntityTarget<DueLetter>,
  { id, mailDueAt, mailAttempts }: DueLetter,
): Promise<boolean> {
  const { affected } = await db.transact((tx) => {
    const wait = NEXT_ATTEMPT_MS[mailAttempts];
    return tx.manager.update(
      entity,
      { id, mailDueAt: mailDueAt!, mailAttempts },
      {
        mailAttempts: mailAttempts + 1,
        mailDueAt: wait === undefined ? null : new Date(tx.now.getTime() + wait),
      },
    );
  });
  return affected === 1;
}
