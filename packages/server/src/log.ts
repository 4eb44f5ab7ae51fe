import { pino, type Logger } from 'pino';

/**
 * Matches a value in a database's message, as in "Duplicate entry 'a@b.c' for key 'email'". The value may be personal
 * data.
 */
const QUOTED_VALUE = /\b(entry|value:?) '.*?'(?= for )/gs;

interface LoggedError {
  type: string;
  message: string;
  stack: string;
  code?: string | number;
  errno?: number;
  cause?: LoggedError;
}

/**
 * Converts an error into what is logged: its kind and where it happened, and no other property. Errors of the database
 * carry the statement and its values, which are people's names, addresses and telephone numbers.
 */
export function serializeError(error: unknown): LoggedError | unknown {
  if (!(error instanceof Error)) return error;
  const { code, errno, cause } = error as Error & { code?: string | number; errno?: number };
  const message = error.message.replace(QUOTED_VALUE, "$1 '…'");
  const frames = (error.stack ?? '').split('\n').filter((line) => /^ +at /.test(line));
  return {
    type: error.name,
    message,
    stack: [`${error.name}: ${message}`, ...frames].join('\n'),
    ...(code !== undefined && { code }),
    ...(errno !== undefined && { errno }),
    ...(cause instanceof Error && { cause: serializeError(cause) as LoggedError }),
  };
}

export const createLog = (level: string): Logger => pino({ level, serializers: { err: serializeError } });
