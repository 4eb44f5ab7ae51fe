// Starts child processes with a time limit and ends them with this process.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

// When a script is stopped, its child processes are stopped as well, because nobody waits for them any more.
const running = new Set();
const stopAll = () => {
  for (const child of running) child.kill('SIGTERM');
};
const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
const handlers = Object.entries(signals).map(([signal, code]) => [signal, () => process.exit(code)]);
process.on('exit', stopAll);

function track(child) {
  if (running.size === 0) for (const [signal, handler] of handlers) process.on(signal, handler);
  running.add(child);
  child.once('close', () => {
    running.delete(child);
    if (running.size === 0) for (const [signal, handler] of handlers) process.off(signal, handler);
  });
}

/**
 * Runs a command to its end. Resolves to { code, output } and never rejects, so that the caller decides what a failure
 * means. With `live: true` the output is shown as it comes; otherwise it is only collected.
 */
export function run(command, args, { live = false, env, cwd = root, timeoutMs = 10 * 60_000 } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: live ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    });
    track(child);
    let output = '';
    let stdout = '';
    child.stdout?.on('data', (chunk) => {
      output += chunk;
      stdout += chunk;
    });
    child.stderr?.on('data', (chunk) => {
      output += chunk;
    });
    const timer = setTimeout(() => {
      output += `\n${command} did not end within ${timeoutMs / 1000} s and was stopped.\n`;
      child.kill('SIGKILL');
    }, timeoutMs);
    child.on('error', (error) => {
      clearTimeout(timer);
      resolve({ code: 127, output: `${output}${error.message}\n`, stdout });
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code: code ?? (signal ? 1 : 0), output, stdout });
    });
  });
}

/** Runs a JavaScript file of an installed package with the Node that runs this process. */
export const runNode = (args, options) => run(process.execPath, args, options);

/**
 * Runs the product in the foreground. Signals are passed on, and its end ends this process. In a terminal Ctrl+C
 * reaches the server twice (from the terminal and from here); the server treats a repeated signal as the same request.
 */
export function foreground(args, { env } = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env }, stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}
