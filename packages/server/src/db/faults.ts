/**
 * Reads the meaning of a database error from its number, because names and texts differ between servers and versions.
 */

const MYSQL_DUPLICATE_KEY = 1062;
const MYSQL_INDEX_NEEDED_BY_FOREIGN_KEY = 1553;
const MYSQL_TRANSIENT = new Set([
  1213, // deadlock: the whole transaction is rolled back
  1205, // lock wait timeout: only the statement is rolled back, so the whole must be re-run
  1020, // record changed since last read (snapshot isolation)
  1047, // Galera: this node is not ready
  1040, // too many connections
  1203, // too many connections of this account
  1290, // read-only: another node becomes the one to write to
]);
const MYSQL_ENDS_CONNECTION = new Set([
  1053, // the server is shutting down
  1927, // somebody ended this connection
]);
/** An error during COMMIT. A node that is cut off at that moment may have recorded the transaction or not. */
const MYSQL_ERROR_DURING_COMMIT = 1180;
const LOST_CONNECTION = new Set([
  'PROTOCOL_CONNECTION_LOST',
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

interface DriverError {
  errno?: number;
  code?: string;
  message?: string;
  driverError?: DriverError;
}

/** Returns the driver's error, which has the number. TypeORM wraps it. */
const driverErrorOf = (error: unknown): DriverError => {
  const candidate = (error ?? {}) as DriverError;
  return candidate.driverError ?? candidate;
};

/** Whether a unique index refused a row. */
export function isDuplicateKey(error: unknown): boolean {
  const { errno, code } = driverErrorOf(error);
  return (
    errno === MYSQL_DUPLICATE_KEY || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY'
  );
}

/** Whether an index cannot be dropped because a foreign key needs it. */
export const isNeededByForeignKey = (error: unknown): boolean =>
  driverErrorOf(error).errno === MYSQL_INDEX_NEEDED_BY_FOREIGN_KEY;

export const isLostConnection = (error: unknown): boolean => {
  const { code, errno } = driverErrorOf(error);
  return LOST_CONNECTION.has(code ?? '') || MYSQL_ENDS_CONNECTION.has(errno ?? 0);
};

/** Whether an error of COMMIT leaves open whether the transaction was recorded. */
export const leavesCommitOpen = (error: unknown): boolean =>
  isLostConnection(error) || driverErrorOf(error).errno === MYSQL_ERROR_DURING_COMMIT;

/**
 * Whether the connection was lost before the driver could send the statement, so that the server never received it. The
 * driver gives this error no code.
 */
const isNeverSent = (error: unknown): boolean => /\bin closed state$/.test(driverErrorOf(error).message ?? '');

/** Whether re-running the whole transaction may succeed. */
export const isTransient = (error: unknown): boolean =>
  MYSQL_TRANSIENT.has(driverErrorOf(error).errno ?? 0) || isLostConnection(error) || isNeverSent(error);

/** Whether the database was unreachable or too busy. False when it refused the statement itself. */
export const isUnavailable = (error: unknown): boolean =>
  isTransient(error) ||
  driverErrorOf(error).code === 'SQLITE_BUSY' ||
  error instanceof QueueFull ||
  isOutcomeUnknown(error);

/**
 * Thrown when the connection or the node failed during COMMIT: the transaction may have been recorded or not. The
 * caller settles it by looking up the command's key.
 */
export class CommitOutcomeUnknown extends Error {
  constructor(cause: unknown) {
    super('what became of COMMIT is not known', { cause });
    this.name = 'CommitOutcomeUnknown';
  }
}

export const isOutcomeUnknown = (error: unknown): error is CommitOutcomeUnknown =>
  error instanceof CommitOutcomeUnknown;

/** Thrown when the queue of commands is full. Nothing of the refused command was recorded. */
export class QueueFull extends Error {
  constructor(waiting: number) {
    super(`${waiting} commands wait already`);
    this.name = 'QueueFull';
  }
}
