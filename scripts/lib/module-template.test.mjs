import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findViolations, moduleOrder, readModuleOrder } from './import-rules.mjs';
import { listModule, newFiles } from './module-template.mjs';
import { tsc } from './prepare.mjs';
import { root, runNode } from './run.mjs';

const MODULES = 'packages/server/src/modules.ts';
const list = readFileSync(join(root, MODULES), 'utf8');
const [plural, singular] = ['thank-you-notes', 'thank-you-note'];
const at = 1_760_000_000_000;
const files = Object.entries(newFiles(plural, singular, { at, withPage: true, withQueue: true }));
// The copy is below the tests folder, so that it finds the same packages as the original.
const copy = join(root, 'tests/.artifacts/new-module');

const write = (path, text) => {
  mkdirSync(dirname(join(copy, path)), { recursive: true });
  writeFileSync(join(copy, path), text);
};

/** Links the packages of `from`, with those of this repository taken from the copy. */
function linkPackages(from, to) {
  if (!existsSync(from)) return;
  mkdirSync(join(to, '@hongchuang'), { recursive: true });
  for (const name of readdirSync(from)) if (name !== '@hongchuang') symlinkSync(join(from, name), join(to, name));
  const own = join(from, '@hongchuang');
  for (const name of existsSync(own) ? readdirSync(own) : [])
    symlinkSync(join(copy, 'packages', name), join(to, '@hongchuang', name));
}

/** Copies the packages and the tests, and adds the new module with its queue and its page. */
function copyWithModule() {
  rmSync(copy, { recursive: true, force: true });
  const packages = readdirSync(join(root, 'packages')).map((name) => `packages/${name}`);
  for (const name of [...packages, 'tests']) {
    const [from, to] = [join(root, name), join(copy, name)];
    for (const entry of readdirSync(from))
      if (!['node_modules', 'dist', 'dist-server', '.artifacts'].includes(entry))
        cpSync(join(from, entry), join(to, entry), { recursive: true });
    linkPackages(join(from, 'node_modules'), join(to, 'node_modules'));
  }
  for (const name of ['tsconfig.base.json', 'vitest.config.ts', 'package.json', 'scripts', 'docs'])
    cpSync(join(root, name), join(copy, name), { recursive: true });
  for (const [path, text] of files) write(path, text);
  write(MODULES, listModule(list, plural, singular));
}

/** The compiler's messages. One deliberate fault shows that the compiler has checked it. */
const faultsOf = (output) => output.split('\n').filter((line) => line.includes('error TS'));

describe('a new module', () => {
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it('keeps the import rules once it has a place in the order', () => {
    expect(findViolations(files, [...moduleOrder, plural])).toEqual([]);
  });

  it('compiles with its page, its schema and its documents, and passes its story and its rows of the tables', async () => {
    copyWithModule();
    write('packages/server/src/modules/thank-you-notes/known-fault.ts', "export const count: number = 'three';\n");
    const server = await tsc(['-p', join(copy, 'packages/server'), '--noEmit', '--incremental', 'false']);
    expect(faultsOf(server.output)).toEqual([expect.stringContaining('known-fault.ts(1,14)')]);

    rmSync(join(copy, 'packages/server/src/modules/thank-you-notes/known-fault.ts'));
    const build = join(copy, 'packages/server/tsconfig.build.json');
    await tsc(['-p', build, '--incremental', 'false']);
    const printed = await runNode([join(copy, 'packages/server/dist/cli.js'), 'print-schema'], { cwd: copy });
    expect(printed.output).toContain('createThankYouNote(');
    write('packages/schema/schema.graphql', printed.stdout);
    const generated = await runNode(['packages/schema/generate.mjs'], { cwd: copy });
    expect(generated.code, generated.output).toBe(0);
    write('packages/web/src/features/thank-you-notes/known-fault.ts', "export const count: number = 'three';\n");
    const web = await tsc(['-p', join(copy, 'packages/web'), '--noEmit', '--incremental', 'false']);
    expect(faultsOf(web.output)).toEqual([expect.stringContaining('known-fault.ts(1,14)')]);

    const tables = ['access', 'bad-input'].map((name) => `tests/stories/${name}.test.ts`);
    const stories = await runNode(
      [
        join(root, 'node_modules/vitest/vitest.mjs'),
        'run',
        '--root',
        copy,
        '--project',
        'stories-sqlite',
        `tests/stories/${plural}.test.ts`,
        ...tables,
      ],
      { cwd: copy, env: { TABLES: plural }, timeoutMs: 300_000 },
    );
    expect(stories.code, stories.output).toBe(0);
    expect(stories.output).toMatch(/Test Files.*[^0-9]3 passed/);
  }, 600_000);

  it('has its place before the last module, once', () => {
    const listed = listModule(list, plural, singular);
    expect(readModuleOrder(listed)).toEqual([...moduleOrder.slice(0, -1), plural, ...moduleOrder.slice(-1)]);
    expect(listed.split('\n')).toHaveLength(list.split('\n').length + 3);
  });
});
