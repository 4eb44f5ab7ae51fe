// `pnpm schema`: writes the served schema, the typed documents and the generated pages of docs/, and prints what
// changes for clients.
import './lib/node-version.mjs';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePages, printServedSchema, schemaFile } from './lib/checks.mjs';
import { buildServer, install, stopWith } from './lib/prepare.mjs';
import { root, runNode } from './lib/run.mjs';
import { done, fail, warn } from './lib/say.mjs';
import { describeChanges } from './lib/schema-changes.mjs';

try {
  await install();
  await buildServer();
  const path = join(root, schemaFile);
  const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const after = await printServedSchema();
  const changes = before === '' || before === after ? [] : await describeChanges(before, after);
  for (const { level, message } of changes)
    (level === 'BREAKING' ? warn : done)(`${level.toLowerCase().replace('_', ' ')}: ${message}`);
  if (changes.some(({ level }) => level === 'BREAKING')) warn('Breaking changes have to be announced in CHANGELOG.md.');
  writeFileSync(path, after);
  done(`${schemaFile}${before === after ? ' was up to date' : ' written'}`);

  const { code, output } = await runNode(['packages/schema/generate.mjs']);
  if (code !== 0) {
    fail('The operations in packages/schema/documents do not fit the schema:');
    throw Object.assign(new Error(output), { shown: output });
  }
  done('Typed documents written');

  for (const [file, text] of Object.entries(await makePages())) writeFileSync(join(root, file), text);
  done('Pages of docs/ written');
} catch (error) {
  stopWith(error);
}
