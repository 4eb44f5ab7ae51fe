// A folder in memory for the files that tests write. A database waits for the disk at every commit, and the tests do
// not need that wait.
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
const PREFIX = 'hc-tests-';
/** The size that two MariaDB servers, a cluster of three nodes and Chromium's profiles need. */
const NEEDED_BYTES = 2 * 1024 ** 3;

const isRunning = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== 'ESRCH';
  }
};

/** Removes the folders of runs that were killed. */
function sweep() {
  for (const name of readdirSync(MEMORY).filter((entry) => entry.startsWith(PREFIX))) {
    const owner = Number(name.split('-')[2]);
    if (Number.isInteger(owner) && owner > 0 && !isRunning(owner))
      rmSync(join(MEMORY, name), { recursive: true, force: true });
  }
}

/**
 * Returns a new folder in memory, which is removed when this process ends. Returns null on a machine without a memory
 * file system or with too little space in it, such as a container with default settings.
 */
export function memoryFolder() {
  if (!existsSync(MEMORY)) return null;
  sweep();
  const { bavail, bsize } = statfsSync(MEMORY);
  if (bavail * bsize < NEEDED_BYTES) return null;
  const folder = mkdtempSync(join(MEMORY, `${PREFIX}${process.pid}-`));
  // The same mode as /tmp, because a database that runs as its own user also writes there.
  chmodSync(folder, 0o1777);
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
