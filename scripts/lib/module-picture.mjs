// The diagram of the server's modules: which module imports which, drawn from the imports.
import { importsOf, moduleOrder } from './import-rules.mjs';

/** The modules that each module imports, by name. `files` is an iterable of [path from the root, text]. */
export function importsBetweenModules(files) {
  const imports = new Map(moduleOrder.map((name) => [name, new Set()]));
  for (const [file, text] of files) {
    const from = /^packages\/server\/src\/modules\/([^/]+)\//.exec(file)?.[1];
    if (from === undefined || file.endsWith('.test.ts')) continue;
    for (const { specifier } of importsOf(text)) {
      const to = /^\.\.\/([\w-]+)\/index\.js$/.exec(specifier)?.[1];
      if (to !== undefined) imports.get(from).add(to);
    }
  }
  return imports;
}

/** Leaves out each arrow from a module to one that it also reaches through another module. */
export function withoutShortcuts(imports) {
  const reaches = (from, to, seen = new Set()) =>
    [...imports.get(from)].some((next) => {
      if (next === to) return true;
      if (seen.has(next)) return false;
      seen.add(next);
      return reaches(next, to, seen);
    });
  return new Map(
    [...imports].map(([from, targets]) => [
      from,
      [...targets].filter((to) => ![...targets].some((other) => other !== to && reaches(other, to))),
    ]),
  );
}

/** The page `docs/modules.md`. */
export function drawModules(files) {
  const imports = importsBetweenModules(files);
  const arrows = [...withoutShortcuts(imports)].flatMap(([from, targets]) =>
    targets.sort().map((to) => `  ${from} --> ${to}`),
  );
  return `# Modules

\`pnpm schema\` draws this page from the imports in \`packages/server/src/modules\`. An arrow leads from a module to one that it imports. What a module reaches through another module has no arrow of its own. \`pnpm check\` refuses an arrow that leads down the list in \`packages/server/src/modules.ts\`, so there is no circle.

\`\`\`mermaid
flowchart BT
${moduleOrder.map((name) => `  ${name}`).join('\n')}
${arrows.join('\n')}
\`\`\`

| module | imports |
| --- | --- |
${[...imports].map(([name, targets]) => `| \`${name}\` | ${[...targets].sort().join(', ') || 'nothing'} |`).join('\n')}
`;
}
