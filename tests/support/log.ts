import type { TestApp } from './app.ts';

/** Returns everything that the server logs from now on, as the lines that would be written. */
export function captureLog(app: TestApp): string[] {
  const lines: string[] = [];
  const log = app.server.log as unknown as Record<symbol, unknown>;
  // Captures below the serializers, so that a line equals the one in an operator's log file.
  let holder: object | null = log;
  let stream: symbol | undefined;
  while (holder !== null && stream === undefined) {
    stream = Object.getOwnPropertySymbols(holder).find(({ description }) => description === 'pino.stream');
    holder = Object.getPrototypeOf(holder) as object | null;
  }
  if (stream === undefined) throw new Error('The log is no pino logger any more: mend captureLog.');
  log[stream] = { write: (line: string) => void lines.push(line) };
  return lines;
}
