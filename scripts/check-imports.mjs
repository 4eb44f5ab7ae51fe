// Checks who may import whom: prints file:line, the rule and its reason for every violation.
import './lib/node-version.mjs';
import { findViolations } from './lib/import-rules.mjs';
import { sourcesIn } from './lib/sources.mjs';

const files = ['packages', 'tests'].flatMap((folder) => [...sourcesIn(folder)]);
const violations = findViolations(files);
for (const { file, line, specifier, rule, wrong, why } of violations) {
  console.log(`${file}:${line}  ${specifier}\n    ${rule}: ${wrong}.\n    Why: ${why}.`);
}
console.log(
  violations.length === 0
    ? `${files.length} files keep the import rules.`
    : `${violations.length} violation(s) of the import rules.`,
);
process.exit(violations.length === 0 ? 0 : 1);
