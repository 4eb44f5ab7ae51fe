import { describe, expect, it } from 'vitest';
import { importsBetweenModules, withoutShortcuts } from './module-picture.mjs';

const module = (path) => `packages/server/src/modules/${path}`;

describe('the picture of the modules', () => {
  it('has an arrow for each module that a file imports, and none for tests', () => {
    const imports = importsBetweenModules([
      [module('pledges/a.ts'), "import { x } from '../projects/index.js';\nimport { y } from './b.js';"],
      [module('pledges/b.ts'), "import type { z } from '../ledger/index.js';"],
      [module('pledges/c.test.ts'), "import { z } from '../covers/index.js';"],
      ['packages/server/src/app.ts', "import { z } from './modules/covers/index.js';"],
    ]);
    expect([...imports.get('pledges')].sort()).toEqual(['ledger', 'projects']);
    expect([...imports.get('projects')]).toEqual([]);
  });

  it('leaves out what a longer way shows', () => {
    const imports = new Map([
      ['a', new Set()],
      ['b', new Set(['a'])],
      ['c', new Set(['a', 'b'])],
      ['d', new Set(['a', 'c'])],
    ]);
    expect(Object.fromEntries(withoutShortcuts(imports))).toEqual({ a: [], b: ['a'], c: ['b'], d: ['c'] });
  });
});
