// The progress of long work: a bar in a terminal, a line after every tenth elsewhere.
import { cyan } from './say.mjs';

const REDRAWN_MS = 250;
/** The speed is the average over this time. */
const SPEED_OVER_MS = 5_000;
const WIDTH = 28;

const clock = (seconds) => {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
};

/** Returns one line: how much of `total` is done, the speed, and the remaining time. */
export function progressLine({ done, total, unit, perSecond, note = '' }) {
  const share = total === 0 ? 1 : done / total;
  const filled = Math.round(share * WIDTH);
  const left = perSecond > 0 ? `, ${clock((total - done) / perSecond)} left` : '';
  return `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${String(Math.floor(share * 100)).padStart(3)} %  ${done}/${total} ${unit}, ${Math.round(perSecond)}/s${left}${note && `  ${note}`}`;
}

/**
 * Shows progress until it is stopped. `done` and `note` are called for each update.
 * @param {{ total: number, unit: string, done: () => number, note?: () => string }} options
 */
export function showProgress({ total, unit, done, note = () => '' }) {
  const terminal = process.stdout.isTTY;
  const samples = [{ at: Date.now(), done: done() }];
  let tenths = 0;
  const draw = () => {
    const now = { at: Date.now(), done: done() };
    samples.push(now);
    while (samples.length > 2 && now.at - samples[0].at > SPEED_OVER_MS) samples.shift();
    const perSecond = ((now.done - samples[0].done) / Math.max(1, now.at - samples[0].at)) * 1_000;
    const line = progressLine({ done: now.done, total, unit, perSecond, note: note() });
    if (terminal) process.stdout.write(`\r\u001b[2K${cyan('›')} ${line}`);
    else if (Math.floor((now.done / total) * 10) > tenths) {
      tenths = Math.floor((now.done / total) * 10);
      console.log(`› ${line}`);
    }
  };
  const timer = setInterval(draw, REDRAWN_MS);
  return {
    stop() {
      clearInterval(timer);
      draw();
      if (terminal) process.stdout.write('\n');
    },
  };
}
