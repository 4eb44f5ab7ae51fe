// What `pnpm new-module` writes.
import { namesOf } from './template/names.mjs';
import { pageFiles } from './template/page.mjs';
import { serverFiles } from './template/server.mjs';
import { testFiles } from './template/tests.mjs';

const SERVER = 'packages/server/src';

/**
 * The new files of a module, by path from the root.
 * @param {string} plural kebab-case, names folder, table and address
 * @param {string} singular kebab-case, names the entity
 * @param {{ at: number, withPage: boolean, withQueue: boolean }} options `at` is the time of the first migration, in
 * milliseconds
 */
export function newFiles(plural, singular, { at, withPage, withQueue }) {
  const names = namesOf(plural, singular);
  const ofServer = Object.entries(serverFiles(names, { at, withQueue }));
  return {
    ...Object.fromEntries(ofServer.map(([path, text]) => [`${SERVER}/${path}`, text])),
    ...testFiles(names, { withQueue }),
    ...(withPage ? pageFiles(names, { withQueue }) : {}),
  };
}

/**
 * Returns the text of `modules.ts` with the module before the last one, which shows all modules to visitors. The new
 * module may import every module above it.
 */
export function listModule(text, plural, singular) {
  const { values, one, Many } = namesOf(plural, singular);
  const name = `${values}Module`;
  const imported = `import { ${name} } from './modules/${plural}/index.js';\n`;
  const lines = text.split(/(?<=\n)/);
  const next = lines.findIndex((line) => {
    const folder = /from '\.\/modules\/([\w-]+)\/index\.js'/.exec(line)?.[1];
    return folder !== undefined && folder > plural;
  });
  const last = lines.findLastIndex((line) => line.includes("/index.js';\n"));
  lines.splice(next === -1 ? last + 1 : next, 0, imported);
  return lines
    .join('')
    .replace(
      /((?: {2}\/\/[^\n]*\n)* {2}platformModule,\n\];)/,
      `  // ${Many}: a ${one} belongs to the person who created it.\n  ${name},\n$1`,
    );
}
