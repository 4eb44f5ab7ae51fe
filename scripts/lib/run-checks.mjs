import { done, fail, seconds } from './say.mjs';

/** How many checks run at once: as many as the smallest machine that we develop on has cores. */
const LANES = 2;

async function runCheck({ name, work }) {
  const startedAt = Date.now();
  let result;
  try {
    result = await work();
  } catch (error) {
    result = { ok: false, output: `${error.stack}\n` };
  }
  (result.ok ? done : fail)(`${name}${result.note === undefined ? '' : `: ${result.note}`} (${seconds(startedAt)})`);
  if (!result.ok)
    console.error(
      result.output
        .trimEnd()
        .split('\n')
        .map((line) => `    ${line}`)
        .join('\n'),
    );
  return { name, ok: result.ok };
}

/** Runs all checks, even when one fails, so that one run reports every failure. Those marked `first` run before others. */
export async function runChecks(checks) {
  const results = [];
  for (const check of checks.filter(({ first }) => first)) results.push(await runCheck(check));
  const waiting = checks.filter(({ first }) => !first);
  const lane = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) results.push(await runCheck(check));
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const failures = results.filter(({ ok }) => !ok).map(({ name }) => `checks ${name}`);
  return { passed: results.length - failures.length, failed: failures.length, failures };
}
