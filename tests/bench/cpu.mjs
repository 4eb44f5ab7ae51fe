// The processor time of a process. It shows whether the server, the database or the client limited a figure.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const TICKS_PER_SECOND = process.platform === 'linux' ? Number(execFileSync('getconf', ['CLK_TCK'])) : 100;

/**
 * Returns the processor seconds that a process has used so far, in user and system mode; null where the system does not
 * tell.
 */
export function cpuSeconds(pid) {
  try {
    // The name in brackets may hold spaces; the fields that are read follow the name.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  } catch {
    return null;
  }
}

/** The processor seconds of a product and of its database so far. SQLite has no process of its own. */
export const cpuOf = (product, mariadb) => ({
  server: cpuSeconds(product.pid),
  database: mariadb === undefined ? 0 : cpuSeconds(mariadb.pid),
});

/** The processor seconds that each process used since `before`. */
export const cpuSince = (before, now) =>
  Object.fromEntries(Object.entries(now).map(([who, seconds]) => [who, seconds - (before[who] ?? 0)]));

/** The share of each process in all the processor time that was used. */
export function sharesOf(used) {
  const all = Object.values(used).reduce((sum, seconds) => sum + seconds, 0);
  return Object.fromEntries(Object.entries(used).map(([who, seconds]) => [who, Number((seconds / all).toFixed(2))]));
}

/** Formats shares for people. */
export const printShares = (shares) =>
  `processor time ${Object.entries(shares)
    .map(([who, share]) => `${who} ${Math.round(share * 100)} %`)
    .join(', ')}`;
