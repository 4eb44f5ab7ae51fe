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

/** Processor seconds of a product and of its database so far; a file has none of its own. */
export const cpuOf = (product, mariadb) => ({ server: cpuSeconds(product.pid), database: mariadb === undefined ? 0 : cpuSeconds(mariadb.pid) });

/** What was used since `before`, by whom. */
export const cpuSince = (before, now) => Object.fromEntries(Object.entries(now).map(([who, seconds]) => [who, seconds - (before[who] ?? 0)]));

/** Of all the processor time that was used, whose part was how much. */
export function sharesOf(used) {
  const all = Object.values(used).reduce((sum, seconds) => sum + seconds, 0);
  return Object.fromEntries(Object.entries(used).map(([who, seconds]) => [who, Number((seconds / all).toFixed(2))]));
}

/** Shares as people read them. */
export const tellShares = (shares) => `processor time ${Object.entries(shares).map(([who, share]) => `${who} ${Math.round(share * 100)} %`).join(', ')}`;
