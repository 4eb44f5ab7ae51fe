// A vitest reporter: writes into the file that COUNTS_FILE names how many tests of each project passed, failed and were
// skipped, how many seconds its files took, and the names of the tests that failed.
import { writeFileSync } from 'node:fs';

export default class CountReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const projects = {};
    const failures = [];
    for (const module of modules) {
      const counts = (projects[module.project.name] ??= { passed: 0, failed: 0, skipped: 0, seconds: 0 });
      const count = (state, name = '') => {
        counts[state] += 1;
        if (state === 'failed') failures.push([module.project.name, module.relativeModuleId, name].join(' ').trimEnd());
      };
      const { collectDuration, duration, setupDuration } = module.diagnostic();
      counts.seconds += (setupDuration + collectDuration + duration) / 1_000;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        count(state === 'pending' ? 'failed' : state, test.fullName);
      }
      // A file that could not be loaded contains no test that could fail, so it is counted as a failure here.
      if (module.errors().length > 0) count('failed');
      for (const suite of module.children.allSuites()) if (suite.errors().length > 0) count('failed', suite.fullName);
    }
    writeFileSync(process.env.COUNTS_FILE, JSON.stringify({ projects, failures, unhandled: unhandledErrors.length }));
  }
}
