import { In, IsNull, LessThanOrEqual, Not, type EntityTarget } from 'typeorm';
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

interface LetterTable<T extends DueLetter> {
  readonly entity: EntityTarget<T>;
  /**
   * Returns the letter of these rows, null when it must no longer be sent, or the moment before which it must not be
   * sent.
   */
  letterOf(services: Services, rows: readonly T[]): Promise<Mail | Date | null>;
  /** Returns the due rows that are one letter with `row`, itself included. Without it each row is a letter. */
  together?(services: Services, row: T): Promise<readonly T[]>;
}

/**
 * Returns a function that mails the due letters of one table. There is only one run at a time, so that a slow mail
 * server does not get more and more letters at once. A letter may arrive twice when the process dies in between, but
 * never more than five times.
 */
export function defineDueLetters<T extends DueLetter>(
  letters: LetterTable<T>,
): (services: Services, signal?: AbortSignal) => Promise<void> {
  const underWay = new WeakMap<Services, Promise<void>>();
  const table = letters as unknown as LetterTable<DueLetter>;
  return async (services, signal) => {
    await underWay.get(services);
    const run = underWay.get(services) ?? mailBatch(services, table, signal).finally(() => underWay.delete(services));
    underWay.set(services, run);
    await run;
  };
}

async function mailBatch(
  services: Services,
  { entity, letterOf, together }: LetterTable<DueLetter>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const due = await services.db.read.find(entity, {
    where: { mailDueAt: LessThanOrEqual(services.clock.now()) },
    order: { mailDueAt: 'ASC', id: 'ASC' },
    take: LETTERS_AT_ONCE,
  });
  const done = new Set<string>();
  let failures = 0;
  for (const row of due) {
    signal?.throwIfAborted();
    if (done.has(row.id)) continue;
    const rows = (await together?.(services, row)) ?? [row];
    for (const { id } of rows) done.add(id);
    if (!(await claim(services, entity, rows))) continue;
    try {
      const letter = await letterOf(services, rows);
      if (letter instanceof Date) {
        await putOff(services, entity, rows, letter);
        continue;
      }
      if (letter !== null) await services.mailer.send(letter, signal);
      await services.db.transact((tx) => tx.manager.update(entity, { id: In(idsOf(rows)) }, { mailDueAt: null }));
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

const idsOf = (rows: readonly DueLetter[]): string[] => rows.map(({ id }) => id);

/** Another node has claimed the letter, or it is no longer due. */
class NotDue extends Error {}

/**
 * Claims a letter before it is sent, so that no other node sends it. Sets the time of the next attempt, so that a
 * letter that cannot be sent waits, and is given up after the last attempt. Returns whether this run has claimed it.
 */
async function claim({ db }: Services, entity: EntityTarget<DueLetter>, rows: readonly DueLetter[]): Promise<boolean> {
  if (rows.length === 0) return false;
  return db
    .transact(async (tx) => {
      for (const { id, mailDueAt, mailAttempts } of rows) {
        const wait = NEXT_ATTEMPT_MS[mailAttempts];
        const { affected } = await tx.manager.update(
          entity,
          { id, mailDueAt: mailDueAt!, mailAttempts },
          { mailAttempts: mailAttempts + 1, mailDueAt: wait === undefined ? null : new Date(tx.now.getTime() + wait) },
        );
        if (affected !== 1) throw new NotDue();
      }
      return true;
    })
    .catch((error: unknown) => {
      if (error instanceof NotDue) return false;
      throw error;
    });
}

/** Lets a claimed letter wait until `moment`. The claim counts as no attempt. */
const putOff = (
  { db }: Services,
  entity: EntityTarget<DueLetter>,
  rows: readonly DueLetter[],
  moment: Date,
): Promise<void> =>
  db.transact(async (tx) => {
    for (const { id, mailAttempts } of rows)
      await tx.manager.update(
        entity,
        { id, mailAttempts: mailAttempts + 1, mailDueAt: Not(IsNull()) },
        { mailAttempts, mailDueAt: moment },
      );
  });
