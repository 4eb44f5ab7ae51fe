import { cpSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findViolations, moduleOrder } from './import-rules.mjs';
import { moduleFiles, registrations } from './module-template.mjs';
import { tsc } from './prepare.mjs';
import { root } from './run.mjs';

const files = Object.entries(moduleFiles('thank-you-notes', 'thank-you-note', 1_760_000_000_000));
// Below the tests folder, so that the copy finds the same packages as the original.
const copy = join(root, 'tests/.artifacts/new-module');

describe('a new module', () => {
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it('keeps the import rules once it has a place in the order', () => {
    moduleOrder.push({ modules: ['thank-you-notes'], why: 'this test' });
    try {
      expect(findViolations(files.map(([path, text]) => [`packages/server/src/${path}`, text]))).toEqual([]);
    } finally { moduleOrder.pop(); }
  });

  it('compiles against the server as it is', async () => {
    rmSync(copy, { recursive: true, force: true });
    const server = join(copy, 'packages/server');
    cpSync(join(root, 'packages/server/src'), join(server, 'src'), { recursive: true });
    cpSync(join(root, 'packages/server/tsconfig.json'), join(server, 'tsconfig.json'));
    cpSync(join(root, 'tsconfig.base.json'), join(copy, 'tsconfig.base.json'));
    symlinkSync(join(root, 'packages/server/node_modules'), join(server, 'node_modules'));
    for (const [path, text] of files) {
      mkdirSync(dirname(join(server, 'src', path)), { recursive: true });
      writeFileSync(join(server, 'src', path), text);
    }
    // One known fault shows that the compiler has looked.
    writeFileSync(join(server, 'src/modules/thank-you-notes/known-fault.ts'), "export const count: number = 'three';\n");
    const { output } = await tsc(['-p', server, '--noEmit', '--incremental', 'false']);
    const faults = output.split('\n').filter((line) => line.includes('thank-you-note'));
    expect(faults).toEqual([expect.stringContaining('known-fault.ts(1,14)')]);
  }, 120_000);

  it('names files that are there', () => {
    for (const [file] of registrations('thank-you-notes', 'thank-you-note')) expect(existsSync(join(root, file)), file).toBe(true);
  });
});
