// Starts one of the small servers beside this file, and says where it listens.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export async function startPeer(name, nodeOptions = []) {
  const child = spawn(process.execPath, [...nodeOptions, fileURLToPath(new URL(`${name}.mjs`, import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const killNow = () => child.kill('SIGKILL');
  process.on('exit', killNow);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value } = await lines.next();
    if (value === undefined) throw new Error(`${name} ended with ${child.exitCode}.`);
    return JSON.parse(value);
  };
  const { port } = await next();
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid,
    /** For peers that read commands from stdin: sends a command and returns the peer's next line. */
    ask(command) {
      child.stdin.write(`${JSON.stringify(command)}\n`);
      return next();
    },
    stop() {
      process.off('exit', killNow);
      killNow();
    },
  };
}
