// The memory of a process after garbage collection. Without the collection the figure would depend on when the
// collector last ran.
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const fileOf = (pid) => join(tmpdir(), `hc-memory-${pid}.json`);

const ANSWER = `
import { renameSync, writeFileSync } from 'node:fs';
process.on('SIGUSR2', () => {
  gc();
  const file = ${JSON.stringify(fileOf('PID'))}.replace('PID', process.pid);
  writeFileSync(file + '.part', JSON.stringify(process.memoryUsage()));
  renameSync(file + '.part', file);
});`;

/** The options of Node with which a process responds to `memoryOf`. */
export const MEASURABLE = ['--expose-gc', '--import', `data:text/javascript,${encodeURIComponent(ANSWER)}`];

/** Returns the bytes of JavaScript's heap and of the whole process. */
export async function memoryOf(pid) {
  const file = fileOf(pid);
  rmSync(file, { force: true });
  process.kill(pid, 'SIGUSR2');
  for (let patience = 200; ; patience -= 1) {
    try {
      const { heapUsed, external, rss } = JSON.parse(readFileSync(file, 'utf8'));
      rmSync(file);
      return { heap: heapUsed + external, rss };
    } catch (error) {
      if (error.code !== 'ENOENT' || patience === 0) throw error;
    }
    await sleep(50);
  }
}
