// `npm test`: everything that must hold, on both databases and in a real browser.
//   npm test                       everything
//   npm test -- stories            some projects: checks, unit, contract, property, stories, faults, live, crash, scenarios, browser
//   npm test -- stories pledge     the test files of these projects whose path contains "pledge"
//   npm test -- stories access bad-input pledges
//                                  besides, only the rows of this module in the tables of access and of bad input
import './lib/node-version.mjs';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checks } from './lib/checks.mjs';
import { memoryFolder } from './lib/memory-folder.mjs';
import { buildServer, buildWeb, install, stopWith } from './lib/prepare.mjs';
import { root, runNode } from './lib/run.mjs';
import { runChecks } from './lib/run-checks.mjs';
import { fail, say, warn } from './lib/say.mjs';
import { provideSystemPackages } from './lib/system.mjs';

const CI = ['true', '1'].includes(process.env.CI ?? '');
const VITEST_TIMEOUT_MS = 60 * 60_000;

/** The vitest projects: the name by which a person selects each, and what each needs besides npm packages. */
const projects = [
  { name: 'unit', group: 'unit', needs: [] },
  { name: 'contract', group: 'contract', needs: [] },
  { name: 'property', group: 'property', needs: [] },
  { name: 'stories-sqlite', group: 'stories', needs: [] },
  { name: 'stories-mariadb', group: 'stories', needs: ['mariadb'] },
  { name: 'faults', group: 'faults', needs: ['mariadb'] },
  { name: 'live-sqlite', group: 'live', needs: [] },
  { name: 'live-mariadb', group: 'live', needs: ['mariadb'] },
  { name: 'crash-sqlite', group: 'crash', needs: [] },
  { name: 'crash-mariadb', group: 'crash', needs: ['mariadb'] },
  { name: 'scenarios-sqlite', group: 'scenarios', needs: [] },
  { name: 'scenarios-mariadb', group: 'scenarios', needs: ['mariadb'] },
  { name: 'browser-sqlite', group: 'browser', needs: ['chromium', 'fonts'] },
  { name: 'browser-mariadb', group: 'browser', needs: ['chromium', 'fonts', 'mariadb'] },
];

const words = process.argv.slice(2);
const isProject = (word) => projects.some(({ name, group }) => word === name || word === group);
const names = words.filter((word) => word === 'checks' || isProject(word));
const filters = words.filter((word) => !names.includes(word));
const chosen = projects.filter(
  ({ name, group }) => names.length === 0 || names.includes(name) || names.includes(group),
);
/** The modules among the words whose rows alone the stories of access and of bad input try. */
const tables = filters.filter((word) =>
  ['access', 'bad-input'].some((folder) => existsSync(join(root, 'tests/stories', folder, `${word}.ts`))),
);
const withChecks = names.includes('checks') || words.length === 0;

const total = { passed: 0, failed: 0, skipped: 0 };
/** The names of what failed. They are printed last, because what vitest shows of a failure can fill pages. */
const failures = [];
const add = ({ passed = 0, failed = 0, skipped = 0, failures: names = [] }) => {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  failures.push(...names);
};
/** Counts a failure outside any test. */
const failed = (text, count = 1) => {
  fail(text);
  add({ failed: count, failures: [text] });
};

const artifacts = join(root, 'tests/.artifacts');
const vitest = (args, options) => runNode(['node_modules/vitest/vitest.mjs', ...args], options);

/** Counts the tests of a project that cannot run here. */
async function countTests(project) {
  const file = join(artifacts, 'list.json');
  rmSync(file, { force: true });
  const { code } = await vitest(['list', '--project', project, `--json=${file}`, ...filters], {
    env: { LIST_ONLY: 'true' },
    timeoutMs: 5 * 60_000,
  });
  return code === 0 ? JSON.parse(readFileSync(file, 'utf8')).length : 1;
}

async function runVitest(selected) {
  const file = join(artifacts, 'counts.json');
  rmSync(file, { force: true });
  const args = [
    'run',
    ...selected.flatMap(({ name }) => ['--project', name]),
    '--reporter=default',
    '--reporter=./scripts/lib/count-reporter.mjs',
    ...(filters.length > 0 ? ['--passWithNoTests', ...filters] : []),
  ];
  const memory = memoryFolder();
  const { code } = await vitest(args, {
    live: true,
    env: {
      COUNTS_FILE: file,
      ...(tables.length > 0 && { TABLES: tables.join(',') }),
      ...(memory !== null && { TMPDIR: memory, DISK_TMPDIR: tmpdir() }),
    },
    timeoutMs: VITEST_TIMEOUT_MS,
  });
  let report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    report = { projects: {}, failures: [], unhandled: 0 };
  }
  const spent = Object.entries(report.projects).sort(([, one], [, other]) => other.seconds - one.seconds);
  say(`Seconds of work: ${spent.map(([name, { seconds }]) => `${name} ${Math.round(seconds)}`).join(', ')}`);
  const before = total.failed;
  for (const counts of Object.values(report.projects)) add(counts);
  add({ failures: report.failures });
  if (report.unhandled > 0) failed(`${report.unhandled} error(s) outside any test`, report.unhandled);
  if (code !== 0 && total.failed === before) failed(`vitest ended with code ${code} although no test failed`);
  // A project that finds none of its files would look like one that passes.
  if (filters.length === 0) {
    for (const { name } of selected) {
      const counts = report.projects[name];
      if (counts === undefined || counts.passed + counts.failed === 0) failed(`The project ${name} ran no test`);
    }
  }
}

await install().catch(stopWith);
mkdirSync(artifacts, { recursive: true });
const missing = await provideSystemPackages([...new Set(chosen.flatMap(({ needs }) => needs))]);

if (withChecks) add(await runChecks(checks));
/** The build that each group of tests needs. `unbuilt` holds the groups whose build failed. */
const builds = { crash: buildServer, scenarios: buildServer, browser: buildWeb };
const unbuilt = new Set();
for (const [group, build] of Object.entries(builds)) {
  if (chosen.some((project) => project.group === group))
    await build().catch((error) => {
      unbuilt.add(group);
      failed(`What ${group} needs did not build`);
      console.error(error.shown ?? error);
    });
}

const runnable = [];
for (const project of chosen) {
  const lacks = project.needs.filter((need) => missing.has(need));
  if (lacks.length > 0 && CI) failed(`${project.name} did not run: no ${lacks.join(', ')} on this machine`);
  else if (lacks.length > 0) {
    const skipped = await countTests(project.name);
    warn(
      `${project.name} was not run: no ${lacks.join(', ')} on this machine; its ${skipped} test(s) count as skipped`,
    );
    add({ skipped });
  } else if (unbuilt.has(project.group)) fail(`${project.name} was not run: what it needs did not build`);
  else runnable.push(project);
}
if (runnable.length > 0) {
  say(`Running ${runnable.map(({ name }) => name).join(', ')} …`);
  await runVitest(runnable);
}

if (total.passed + total.failed === 0) failed('Nothing ran.');
if (total.failed > 0) process.exitCode = 1;
if (failures.length > 0) console.log(['', 'Failed:', ...failures.map((name) => `  ${name}`)].join('\n'));
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
