// `pnpm new-module thank-you-notes thank-you-note [--with-page] [--with-queue]`: writes a working module as a starting
// point.
import './lib/node-version.mjs';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { listModule, newFiles } from './lib/module-template.mjs';
import { root } from './lib/run.mjs';
import { done, fail } from './lib/say.mjs';

const MODULES = 'packages/server/src/modules.ts';
const OPTIONS = ['--with-page', '--with-queue'];

const words = process.argv.slice(2);
const [withPage, withQueue] = OPTIONS.map((option) => words.includes(option));
const [plural, singular, ...more] = words.filter((word) => !OPTIONS.includes(word));
const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
if (!kebab.test(plural ?? '') || !kebab.test(singular ?? '') || plural === singular || more.length > 0) {
  fail(
    `Usage: pnpm new-module <plural> <singular> [${OPTIONS.join('] [')}], in lower case with hyphens, for example: pnpm new-module thank-you-notes thank-you-note`,
  );
  process.exit(1);
}
if (existsSync(join(root, dirname(MODULES), 'modules', plural))) {
  fail(`${dirname(MODULES)}/modules/${plural} is there already.`);
  process.exit(1);
}

/** Writes `text` in the format of `pnpm format`. */
async function write(path, text) {
  const { format, resolveConfig } = await import('prettier');
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
  done(path);
}

const files = newFiles(plural, singular, { at: Date.now(), withPage, withQueue });
for (const [path, text] of Object.entries(files)) await write(path, text);
await write(MODULES, listModule(readFileSync(join(root, MODULES), 'utf8'), plural, singular));
console.log(
  `
Next:
  pnpm schema                                      prints the new operations, their documents and the pages of docs/
  pnpm check                                       says what is missing
  npm test -- stories-sqlite ${plural}              runs the story of the module
  npm test -- stories-sqlite access bad-input ${plural}
                                                   tries the rows of the module in the tables`,
);
