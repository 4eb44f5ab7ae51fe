// What a process has used of the processors: says whether a figure was held back by the server, the database or the client.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const TICKS_PER_SECOND = process.platform === 'linux' ? Number(execFileSync('getconf', ['CLK_TCK'])) : 100;

/** Processor seconds of a process so far, in user and system mode; null where the system does not say. */
export function cpuSeconds(pid) {
  try {
    // The name in brackets may hold spaces; the fields that count follow it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  } catch {
    return null;
  }
}
