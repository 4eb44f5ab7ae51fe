import { done, fail, seconds } from './say.mjs';

/** Runs them one after the other, all of them even when one fails, so that one run tells everything. */
export async function runChecks(checks) {
  let passed = 0;
  let failed = 0;
  for (const { name, work } of checks) {
    const startedAt = Date.now();
    let result;
    try { result = await work(); } catch (error) { result = { ok: false, output: `${error.stack}\n` }; }
    if (result.ok) { passed += 1; done(`${name} (${seconds(startedAt)})`); continue; }
    failed += 1;
    fail(`${name} (${seconds(startedAt)})`);
    console.error(result.output.trimEnd().split('\n').map((line) => `    ${line}`).join('\n'));
  }
  return { passed, failed };
}
