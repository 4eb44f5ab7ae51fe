// A vitest reporter: writes how many tests of each project passed, failed and were skipped into the file that
// COUNTS_FILE names.
import { writeFileSync } from 'node:fs';

export default class CountReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const projects = {};
    for (const module of modules) {
      const counts = (projects[module.project.name] ??= { passed: 0, failed: 0, skipped: 0 });
      for (const test of module.children.allTests())
        counts[test.result().state === 'pending' ? 'failed' : test.result().state] += 1;
      // A file that could not be loaded contains no test that could fail, so it is counted as a failure here.
      if (module.errors().length > 0) counts.failed += 1;
      for (const suite of module.children.allSuites()) if (suite.errors().length > 0) counts.failed += 1;
    }
    writeFileSync(process.env.COUNTS_FILE, JSON.stringify({ projects, unhandled: unhandledErrors.length }));
  }
}
