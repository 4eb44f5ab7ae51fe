// Who may import whom: prints file:line, the rule and its why for every violation.
import './lib/node-version.mjs';
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findViolations } from './lib/import-rules.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));

function* sources(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (['node_modules', 'dist', 'generated', '.artifacts'].includes(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.(ts|tsx|mjs)$/.test(entry.name)) yield [relative(root, path).split(sep).join('/'), readFileSync(path, 'utf8')];
  }
}

const files = ['packages', 'tests'].flatMap((folder) => [...sources(join(root, folder))]);
const violations = findViolations(files);
for (const { file, line, specifier, rule, wrong, why } of violations) {
  console.log(`${file}:${line}  ${specifier}\n    ${rule}: ${wrong}.\n    Why: ${why}.`);
}
console.log(violations.length === 0 ? `${files.length} files keep the import rules.` : `${violations.length} violation(s) of the import rules.`);
process.exit(violations.length === 0 ? 0 : 1);
