import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findViolations, importsOf, moduleOrder, readModuleOrder } from './import-rules.mjs';

const broken = (file, text) => findViolations([[file, text]]).map(({ rule, line }) => `${rule}:${line}`);
const module = (path) => `packages/server/src/modules/${path}`;

describe('importsOf', () => {
  it('sees every form of import with its line, and no comment', () => {
    const text = [
      "import { a } from './a.js';",
      "import type { B } from './b.js';",
      '// import { no } from "./comment.js"',
      ' * import { no } from "./comment.js"',
      'import {',
      '  c,',
      "} from './c.js';",
      "import './side-effect.js';",
      "export * from './d.js';",
      "const e = await import('./e.js');",
    ].join('\n');
    expect(
      importsOf(text)
        .map(({ specifier, line, typeOnly }) => [specifier, line, typeOnly])
        .sort((x, y) => x[1] - y[1]),
    ).toEqual([
      ['./a.js', 1, false],
      ['./b.js', 2, true],
      ['./c.js', 5, false],
      ['./side-effect.js', 8, false],
      ['./d.js', 9, false],
      ['./e.js', 10, false],
    ]);
  });
});

describe('import rules', () => {
  it.each([
    ['packages/server/src/lib/money.ts', "import { x } from '../db/columns.js';", 'lib-is-a-leaf:1'],
    ['packages/server/src/lib/money.ts', "import { readFileSync } from 'node:fs';", 'lib-is-pure:1'],
    ['packages/server/src/db/database.ts', "import { x } from '../modules/ledger/index.js';", 'db-knows-no-domain:1'],
    [
      'packages/server/src/db/database.ts',
      "import { x } from '../modules/ledger/ledger.entity.js';",
      'db-knows-no-domain:1',
    ],
    [
      'packages/server/src/db/database.ts',
      "import { openTestDatabase } from '#testing';",
      'test-support-is-for-tests:1',
    ],
    [
      'packages/server/src/db/database.ts',
      "import { openTestDatabase } from '../../testing/index.js';",
      'test-support-is-for-tests:1',
    ],
    [
      'tests/stories/books.test.ts',
      "import { newViewer } from '@hongchuang/server/testing';",
      'tests-use-the-front-door:1',
    ],
    [
      'tests/property/books-model.ts',
      "import { useGifts } from '@hongchuang/server/modules/milestones/index.ts';",
      'model-believes-nobody:1',
    ],
    [
      'tests/property/steps.ts',
      "import { useGifts } from '@hongchuang/server/modules/milestones/milestone.rules.ts';",
      'modules-meet-at-the-door:1',
    ],
    [
      'packages/server/src/main.ts',
      "import { DEMO_ACCOUNTS } from '@hongchuang/demo/src/accounts.js';",
      'nothing-needs-the-demo:1',
    ],
    [
      'packages/server/src/modules/payments/module.ts',
      "import { PaymentStandIn } from '../../payment-stand-in/stand-in.js';",
      'product-needs-no-stand-in:1',
    ],
    [
      'packages/demo/src/story.ts',
      "import { makePledge } from '@hongchuang/server/modules/pledges/pledges.service.js';",
      'modules-meet-at-the-door:1',
    ],
    [module('projects/projects.rules.ts'), "import { DataSource } from 'typeorm';", 'rules-are-pure:1'],
    [module('projects/projects.rules.ts'), "import { submit } from './projects.service.js';", 'rules-are-pure:1'],
    [module('projects/projects.rules.ts'), 'export const f = async () => 1;', 'rules-are-pure:1'],
    [
      module('pledges/pledges.service.ts'),
      "import { x } from '../projects/projects.service.js';",
      'modules-meet-at-the-door:1',
    ],
    [
      'packages/server/src/schema.ts',
      "import { x } from './modules/projects/projects.resolver.js';",
      'modules-meet-at-the-door:1',
    ],
    [module('projects/projects.service.ts'), "import { x } from '../pledges/index.js';", 'modules-look-upstream:1'],
    [module('ledger/ledger.service.ts'), "import { x } from '../identity/index.js';", 'modules-look-upstream:1'],
    [module('unheard-of/x.ts'), "import { x } from '../ledger/index.js';", 'modules-look-upstream:1'],
    [module('ledger/ledger.service.ts'), "import { createApp } from '../../app.js';", 'modules-do-not-start-things:1'],
    ['packages/schema/src/index.ts', "export * from '../../server/src/errors.js';", 'schema-is-a-leaf:1'],
    [
      'packages/web/src/app/main.tsx',
      "import { ErrorCode } from '@hongchuang/server/errors.js';",
      'web-and-server-meet-in-the-schema:1',
    ],
    [
      'packages/server/src/app.ts',
      "import { ViewerDocument } from '@hongchuang/schema';",
      'web-and-server-meet-in-the-schema:1',
    ],
    [
      'packages/verifier/verify.mjs',
      "import { leafHash } from '../server/src/modules/proof/merkle-tree.js';",
      'verifier-stands-alone:1',
    ],
    ['packages/verifier/verify.mjs', "import minimist from 'minimist';", 'verifier-stands-alone:1'],
    [
      'packages/web/src/features/pledge/form.tsx',
      "import { Card } from '../projects/card.js';",
      'features-stand-alone:1',
    ],
    [
      'packages/web/src/features/pledge/form.tsx',
      "import { routes } from '../../app/routes.js';",
      'features-stand-alone:1',
    ],
    ['packages/web/src/ui/button.tsx', "import { Card } from '../features/projects/card.js';", 'ui-knows-no-feature:1'],
    [
      'tests/stories/pledge.test.ts',
      "import { makePledge } from '@hongchuang/server/modules/pledges/index.ts';",
      'tests-use-the-front-door:1',
    ],
    [
      'tests/stories/pledge.test.ts',
      "import { x } from '../../packages/server/src/db/database.ts';",
      'tests-use-the-front-door:1',
    ],
  ])('%s may not %s', (file, text, expected) => {
    expect(broken(file, text)).toContain(expected);
  });

  it.each([
    ['packages/server/src/db/database.ts', "import { toFen } from '../lib/money.js';"],
    ['packages/server/src/db/database.test.ts', "import { openTestDatabase } from '#testing';"],
    [
      'tests/property/setups.ts',
      "import { contextFor } from '@hongchuang/server/testing';\nimport { makePledge } from '@hongchuang/server/modules/pledges/index.ts';",
    ],
    ['packages/demo/src/story.ts', "import { makePledge } from '@hongchuang/server/modules/pledges/index.js';"],
    [module('projects/projects.rules.ts'), "import type { DataSource } from 'typeorm';"],
    [
      module('pledges/pledges.service.ts'),
      "import { findProject } from '../projects/index.js';\nimport { post } from '../ledger/index.js';\nimport { rule } from './pledges.rules.js';",
    ],
    [
      'packages/web/src/app/routes/project.tsx',
      "import { PledgeForm } from '../../features/pledge/form.js';\nimport { ProjectDocument } from '@hongchuang/schema';",
    ],
    ['tests/support/app.ts', "import { createApp } from '@hongchuang/server/app.ts';"],
    ['tests/faults/transactions.test.ts', "import { Database } from '@hongchuang/server/db/database.ts';"],
  ])('%s may %s', (file, text) => {
    expect(broken(file, text)).toEqual([]);
  });

  it('reads the order of the modules from the list that the server is put together from', () => {
    const text = [
      "import { identityModule } from './modules/identity/index.js';",
      "import { loveMarketsModule, shelves } from './modules/love-markets/index.js';",
      'export const modules: readonly Module[] = [',
      '  baseModule,',
      '  // People.',
      '  identityModule,',
      '  loveMarketsModule,',
      '];',
    ].join('\n');
    expect(readModuleOrder(text)).toEqual(['identity', 'love-markets']);
  });

  it('knows every module of the server', () => {
    const folders = readdirSync(new URL('../../packages/server/src/modules', import.meta.url));
    expect([...moduleOrder].sort()).toEqual(folders.sort());
  });
});
