import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { root } from './run.mjs';

const NOT_WRITTEN_BY_HAND = ['node_modules', 'dist', 'dist-server', 'generated', '.artifacts'];

/** Yields every source file below `folder` as [path from the root, text]. */
export function* sourcesIn(folder) {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    if (NOT_WRITTEN_BY_HAND.includes(entry.name)) continue;
    const path = join(root, folder, entry.name);
    const fromRoot = relative(root, path).split(sep).join('/');
    if (entry.isDirectory()) yield* sourcesIn(fromRoot);
    else if (/\.(ts|tsx|mjs)$/.test(entry.name)) yield [fromRoot, readFileSync(path, 'utf8')];
  }
}
