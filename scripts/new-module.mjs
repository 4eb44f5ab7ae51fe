// `pnpm new-module thank-you-notes thank-you-note`: a module that works, to be bent into what you need.
import './lib/node-version.mjs';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { moduleFiles, registrations } from './lib/module-template.mjs';
import { root } from './lib/run.mjs';
import { done, fail } from './lib/say.mjs';

const [plural, singular] = process.argv.slice(2);
const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
if (!kebab.test(plural ?? '') || !kebab.test(singular ?? '') || plural === singular) {
  fail('Usage: pnpm new-module <plural> <singular>, in lower case with hyphens, for example: pnpm new-module thank-you-notes thank-you-note');
  process.exit(1);
}
const source = join(root, 'packages/server/src');
if (existsSync(join(source, 'modules', plural))) { fail(`packages/server/src/modules/${plural} is there already.`); process.exit(1); }
for (const [path, text] of Object.entries(moduleFiles(plural, singular, Date.now()))) {
  mkdirSync(dirname(join(source, path)), { recursive: true });
  writeFileSync(join(source, path), text);
  done(`packages/server/src/${path}`);
}
console.log('\nNow tell the server of it:');
for (const [file, line] of registrations(plural, singular)) console.log(`  ${file}: ${line}`);
console.log('\nThen `pnpm schema` prints the new operations, and `pnpm check` says what is missing.');
