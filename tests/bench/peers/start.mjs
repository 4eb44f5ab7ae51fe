// Starts one of the small servers beside this file, and says where it listens.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export async function startPeer(name) {
  const child = spawn(process.execPath, [fileURLToPath(new URL(`${name}.mjs`, import.meta.url))], { stdio: ['ignore', 'pipe', 'inherit'] });
  const killNow = () => child.kill('SIGKILL');
  process.on('exit', killNow);
  const [line] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(([code]) => { throw new Error(`${name} ended with ${code}.`); })]);
  return {
    url: `http://127.0.0.1:${JSON.parse(line).port}`,
    pid: child.pid,
    stop() { process.off('exit', killNow); killNow(); },
  };
}
