import react from '@vitejs/plugin-react';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { defaultClientConditions, defaultServerConditions, defineConfig, loadEnv, type Plugin } from 'vite';
import { tokensCss } from './src/ui/tokens.ts';

// Where `pnpm dev` runs the server.
const SERVER = loadEnv('development', '.', 'SERVER_').SERVER_URL ?? 'http://127.0.0.1:4000';
// The server checks Origin on every WebSocket upgrade, so the proxy speaks with the server's own.
const toServer = { target: SERVER, changeOrigin: true, headers: { origin: SERVER } };

const here = (path: string) => join(import.meta.dirname, path);

/** The pages that are shared most, with the parts of the words that they need. */
const FIRST_PAGES = [
  { name: 'home', words: ['reading'] },
  { name: 'projects', words: ['reading'] },
  { name: 'project', words: ['reading'] },
] as const;

/** All pages that the server draws. */
const READING_PAGES = [
  ...FIRST_PAGES.map(({ name }) => name),
  'books',
  'impact',
  'organization',
  'privacy',
  'project-books',
  'proof',
  'receipt',
  'receipts',
  'search',
];

const LANGUAGES = ['zh-CN', 'en'] as const;

type Bundle = Parameters<Extract<NonNullable<Plugin['writeBundle']>, (...args: never[]) => unknown>>[1];

/** Ends the build when a page loads more script than its budget. `sizes` are those of the compressed files. */
function checkBudget(bundle: Bundle, sizes: ReadonlyMap<string, number>): void {
  const { limits } = JSON.parse(readFileSync(here('budget.json'), 'utf8')) as { limits: Record<string, number> };
  const chunks = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? [file] : []));
  const chunkOf = (module: string) => {
    const found = chunks.find(({ facadeModuleId }) => facadeModuleId === here(module));
    if (found === undefined) throw new Error(`${module} has no file of its own, so its budget cannot be checked`);
    return found.fileName;
  };
  const nameOf = (file: string) => {
    const name = chunks.find(({ fileName }) => fileName === file)?.name ?? file;
    return `${name} ${((sizes.get(file) ?? 0) / 1024).toFixed(1)}`;
  };
  const entry = chunks.find(({ isEntry }) => isEntry)!.fileName;
  for (const { name, words } of FIRST_PAGES) {
    for (const language of LANGUAGES) {
      const files = new Set([
        entry,
        chunkOf(`src/app/routes/${name}.tsx`),
        ...words.map((part) => chunkOf(`src/locales/${language}/words-${part}.ts`)),
      ]);
      // The set grows while it is walked.
      for (const file of files)
        for (const next of chunks.find(({ fileName }) => fileName === file)?.imports ?? []) files.add(next);
      const kib = [...files].reduce((sum, file) => sum + (sizes.get(file) ?? 0), 0) / 1024;
      if (kib > limits[name]!)
        throw new Error(
          `The page ${name} loads ${kib.toFixed(1)} KiB of script in ${language}, and packages/web/budget.json allows ${limits[name]}: ${[...files].map(nameOf).join(', ')}`,
        );
    }
  }
}

/**
 * Writes smaller forms of what was built beside it, once, so that the server compresses nothing while people wait, and
 * keeps the pages within their budget.
 */
const compressed = (): Plugin => ({
  name: 'compressed',
  apply: 'build',
  applyToEnvironment: ({ name }) => name === 'client',
  async writeBundle({ dir = 'dist' }, bundle) {
    const texts = Object.values(bundle).filter(({ fileName }) => /\.(js|css|html|svg)$/.test(fileName));
    const sizes = new Map<string, number>();
    await Promise.all(
      texts.map(async (file) => {
        const content = Buffer.from(file.type === 'chunk' ? file.code : file.source);
        sizes.set(file.fileName, content.length);
        // Of what fits into one packet anyway, a second form would only be one more file.
        if (content.length < 1_400) return;
        const small = await promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
        sizes.set(file.fileName, small.length);
        await writeFile(join(dir, `${file.fileName}.br`), small);
        // Browsers take Brotli over HTTPS only, and the hall's projector may well have none.
        await writeFile(join(dir, `${file.fileName}.gz`), await promisify(gzip)(content, { level: 9 }));
      }),
    );
    checkBudget(bundle, sizes);
  },
});

/** Puts the colours into the head, where they hold before any script runs. */
const colours = (): Plugin => ({
  name: 'colours',
  transformIndexHtml: () => [{ tag: 'style', children: tokensCss(), injectTo: 'head-prepend' }],
});

const DOCUMENTS = /\/schema\/src\/generated\/documents\.ts$/;
const ONE_DOCUMENT = /^(.*\/schema\/src\/generated\/documents\.ts)\?only=(\w+)$/;

/**
 * Makes each operation a module of its own. The generated file holds all operations of the site, and a bundler cannot
 * divide a file: the first page would load every one of them.
 */
const eachDocument = (): Plugin => {
  const line = /^export const (\w+) = (\{.*\}) as unknown as DocumentNode.*$/gm;
  return {
    name: 'each-document',
    apply: 'build',
    enforce: 'pre',
    resolveId: (id) => (ONE_DOCUMENT.test(id) ? id : undefined),
    load(id) {
      const [, file, name] = ONE_DOCUMENT.exec(id) ?? [];
      if (file === undefined) return undefined;
      const text = this.fs.readFile(file, { encoding: 'utf8' });
      return text.then((all) => {
        const json = [...all.matchAll(line)].find(([, one]) => one === name)?.[2];
        if (json === undefined) throw new Error(`${file} has no ${name}`);
        return { code: `export const ${name} = ${json};`, moduleSideEffects: false };
      });
    },
    transform(code, id) {
      if (!DOCUMENTS.test(id)) return undefined;
      const names = [...code.matchAll(line)].map(([, name]) => name!);
      if (names.length < 50) throw new Error(`${id} is written in another way than this build reads it`);
      return {
        code: names.map((name) => `export { ${name} } from ${JSON.stringify(`${id}?only=${name}`)};`).join('\n'),
        map: null,
        moduleSideEffects: false,
      };
    },
  };
};

/**
 * Chooses the production build of react-router, which its package offers under no condition of its own. The development
 * server keeps the other one, with its warnings.
 */
const productionRouter = (): Plugin => {
  const builds: Record<string, string> = { 'react-router': 'index.mjs', 'react-router/dom': 'dom-export.mjs' };
  return {
    name: 'production-router',
    apply: 'build',
    enforce: 'pre',
    resolveId(id, importer) {
      const file = builds[id];
      if (file === undefined) return undefined;
      return this.resolve(here(`node_modules/react-router/dist/production/${file}`), importer, { skipSelf: true });
    },
  };
};

const routeOf = (name: string) => here(`src/app/routes/${name}.tsx`);

/** The parts of pages below the first screen, which load after it; see `src/lib/later.tsx`. */
const BODIES = { home: here('src/app/home-body.tsx'), project: here('src/app/project-body.tsx') };

/**
 * Parts of packages that no reading page needs at first. The index of a package leads to all of its parts, so they would
 * count as needed.
 */
const LATER =
  /\/@apollo\/client\/(?:link\/(?:client-awareness|context|error|http|persisted-queries|retry|subscriptions|ws)|react\/hooks\/use(?:LazyQuery|Mutation))/;

interface Graph {
  getModuleInfo(id: string): { importedIds: readonly string[] } | null;
}

interface ModulesOfPages {
  /**
   * What every page needs, or two of the pages that are shared most. It is one file, because each file costs a slow line
   * a round trip.
   */
  shared: Set<string>;
  ofProject: Set<string>;
  /** What the first screen of any of these pages needs. */
  first: Set<string>;
  /** What the parts below the first screen need. They load after it. */
  below: { home: Set<string>; project: Set<string> };
}

let modules: ModulesOfPages | undefined;

function modulesOfPages(graph: Graph): ModulesOfPages {
  const reach = (from: string): Set<string> => {
    const found = new Set([from]);
    // The set grows while it is walked.
    for (const id of found) for (const next of graph.getModuleInfo(id)?.importedIds ?? []) found.add(next);
    return found;
  };
  const entry = reach(here('src/main.tsx'));
  const pages = FIRST_PAGES.map(({ name }) => reach(routeOf(name)));
  for (const file of [...READING_PAGES.map(routeOf), ...Object.values(BODIES)]) {
    const kit = [...reach(file)].find((id) => /\/node_modules\/(?:antd|@ant-design\/icons)\//.test(id));
    if (kit !== undefined) throw new Error(`${file} brings the kit of forms (${kit}); see ui/in-kit.tsx`);
  }
  const all = new Set(pages.flatMap((page) => [...page]));
  const shared = [...all].filter((id) => pages.filter((page) => page.has(id)).length > 1);
  const below = { home: reach(BODIES.home), project: reach(BODIES.project) };
  return { shared: new Set([...entry, ...shared]), ofProject: pages[2]!, first: all, below };
}

/**
 * Divides the shared modules into packages, which stay for many releases, and our own code. What the page of a project
 * adds is one file as well.
 */
const groupOf = (id: string, graph: Graph): string | null => {
  // An operation goes where it is used. These are used by the frame of every page.
  if (/\?only=(?:Viewer|Platform|Queues|Changed)Document$/.test(id)) return 'site';
  if (id.includes('/generated/documents.ts')) return null;
  if (LATER.test(id)) return null;
  const { shared, ofProject, first, below } = (modules ??= modulesOfPages(graph));
  if (shared.has(id)) return id.includes('/node_modules/') ? 'packages' : 'site';
  if (ofProject.has(id)) return id === routeOf('project') ? null : 'project-page';
  if (first.has(id) || !below.project.has(id) || id === BODIES.project) return null;
  return below.home.has(id) ? 'below' : 'project-below';
};

export default defineConfig({
  plugins: [eachDocument(), productionRouter(), react(), compressed(), colours()],
  resolve: {
    // See `src/lib/translator.ts`.
    alias: { 'react-i18next': here('src/lib/use-translation.ts') },
    // rxjs has a build for browsers of this decade, without helpers for older ones.
    conditions: ['es2015', ...defaultClientConditions],
  },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/graphql': { ...toServer, ws: true },
      '/uploads': toServer,
      '/files': toServer,
      '/exports': toServer,
    },
  },
  // Builds the pages for browsers and, a second time, for the server, which draws the first screen from them.
  builder: {},
  environments: {
    client: {
      build: {
        outDir: 'dist',
        manifest: true,
        // The browsers inside chat apps on older phones.
        target: ['es2020', 'chrome87', 'safari14'],
        // ECharts and Ant Design are large by nature; ECharts loads only beside a chart.
        chunkSizeWarningLimit: 900,
        rolldownOptions: {
          output: {
            codeSplitting: { groups: [{ name: groupOf }], includeDependenciesRecursively: false },
            // The first script lists all other files. Without their names it is a kilobyte smaller; the manifest has them.
            chunkFileNames: 'assets/[hash].js',
          },
        },
      },
    },
    ssr: {
      // One file with everything in it, so that the server needs no packages of the pages.
      resolve: { noExternal: true, conditions: [...defaultServerConditions] },
      define: { 'process.env.NODE_ENV': '"production"' },
      build: {
        outDir: 'dist-server',
        copyPublicDir: false,
        emitAssets: false,
        target: 'node20',
        minify: false,
        rolldownOptions: { input: { site: 'src/entry-server.tsx' } },
      },
    },
  },
});
