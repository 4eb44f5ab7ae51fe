// Who may import whom, as data and one pure function. `scripts/check-imports.mjs` runs it over the tree.
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';

/**
 * The folders of the server's modules from upstream to downstream, as `modules.ts` lists them. A module may import only
 * the index.ts of the modules above it. With imports in one direction, a reader understands a module from its imports
 * alone. A new module needs no change in the old ones, because it adds its field to an upstream type from its own
 * folder.
 */
export function readModuleOrder(text) {
  const folders = new Map();
  for (const [, names, folder] of text.matchAll(/import \{([^}]*)\} from '\.\/modules\/([\w-]+)\/index\.js'/g))
    for (const name of names.split(',')) folders.set(name.trim(), folder);
  const list = /export const modules: readonly Module\[\] = \[(.*?)\n\];/s.exec(text)?.[1] ?? '';
  return [...list.matchAll(/^ {2}(\w+Module),$/gm)].map(([, name]) => folders.get(name)).filter(Boolean);
}

const listFile = new URL('../../packages/server/src/modules.ts', import.meta.url);
export const moduleOrder = readModuleOrder(readFileSync(listFile, 'utf8'));

/** Packages and Node modules that do input or output. A type-only import of one is erased, so it is allowed. */
const inputOutput =
  /^(node:)?(fs|fs\/promises|net|http|https|http2|tls|dgram|dns|child_process|worker_threads|timers|timers\/promises)$|^(typeorm|mysql2|libsql|nodemailer|pino|sharp|ws|graphql-ws|sirv|@apollo\/server|dataloader|pdfkit|fontkit)(\/|$)/;

const server = 'packages/server/src/';
/** Helpers of the tests beside the server's code. Server and tests import it by a name: `resolve` knows both names. */
const testing = 'packages/server/testing';
const web = 'packages/web/src/';

/**
 * Every import of a file: { specifier, line, typeOnly }. Import statements begin a line in this code base, and no
 * comment looks like one.
 */
export function importsOf(text) {
  const found = [];
  const add = (match, specifier, typeOnly) => {
    const start = match.index + match[0].search(/\S/);
    found.push({ specifier, typeOnly, line: text.slice(0, start).split('\n').length });
  };
  for (const match of text.matchAll(/^[ \t]*(?:import|export)\s+(type\s)?[^'"`;=()]*?\bfrom\s*['"]([^'"]+)['"]/gm))
    add(match, match[2], Boolean(match[1]));
  for (const match of text.matchAll(/^[ \t]*import\s*['"]([^'"]+)['"]/gm)) add(match, match[1], false);
  for (const match of text.matchAll(/^(?![ \t]*(?:\/\/|\*)).*?\b(?:import|require)\s*\(\s*['"]([^'"]+)['"]\s*\)/gm))
    add(match, match[1], false);
  return found;
}

/** Resolves a specifier to a path of this repository (without extension) or to { external }. */
function resolve(file, specifier) {
  if (specifier === '#testing' || specifier === '@hongchuang/server/testing') return { path: testing };
  const own = /^@hongchuang\/(\w+)(?:\/(.*))?$/.exec(specifier);
  if (own) {
    const inside = own[2] ?? '';
    return {
      path: stripExtension(
        own[1] === 'tests' ? `tests/${inside}` : `packages/${own[1]}/${own[1] === 'server' ? 'src/' : ''}${inside}`,
      ),
    };
  }
  if (specifier.startsWith('.')) return { path: stripExtension(posix.join(posix.dirname(file), specifier)) };
  return { external: specifier };
}

const stripExtension = (path) => path.replace(/\.(?:js|ts|jsx|tsx|mjs)$/, '').replace(/\/index$/, '');
const under = (path, folder) => path === folder.replace(/\/$/, '') || path.startsWith(folder);
const moduleOf = (path) => /^packages\/server\/src\/modules\/([^/]+)/.exec(path)?.[1];
const featureOf = (path) => /^packages\/web\/src\/features\/([^/]+)/.exec(path)?.[1];
const property = 'tests/property/';
/** The files of the model of a project's books. */
const MODEL = /^tests\/property\/books-[a-z]+\.ts$/;
const isTest = (file) => /\.test\.tsx?$/.test(file);
const isTestSupport = (path) => path === testing;

/**
 * Each rule checks one import and returns nothing, or a sentence about the violation.
 * `file` is the importing file, `to` a path of this repository without extension, `external` a package name.
 */
const rules = [
  {
    name: 'lib-is-a-leaf',
    why: 'lib is arithmetic and text that anything may use; one import upward would tie all of the server into a knot',
    breaks: ({ file, to }) =>
      under(file, `${server}lib/`) &&
      to &&
      !under(to, `${server}lib/`) &&
      !isTestSupport(to) &&
      'lib imports nothing of ours',
  },
  {
    name: 'lib-is-pure',
    why: 'what lib computes must be the same on every machine and in every test',
    breaks: ({ file, external, typeOnly }) =>
      under(file, `${server}lib/`) &&
      !isTest(file) &&
      external &&
      !typeOnly &&
      inputOutput.test(external) &&
      'lib does no input or output',
  },
  {
    name: 'db-knows-no-domain',
    why: 'the database layer serves every module; if it knew one, no module could be understood or replaced alone',
    breaks: ({ file, to }) =>
      under(file, `${server}db/`) &&
      to &&
      !under(to, `${server}db/`) &&
      !under(to, `${server}lib/`) &&
      !isTestSupport(to) &&
      'db imports lib only',
  },
  {
    name: 'test-support-is-for-tests',
    why: 'it opens doors that the running server must not have, such as sessions without a password',
    breaks: ({ file, to }) =>
      to &&
      isTestSupport(to) &&
      !isTest(file) &&
      !under(file, property) &&
      'packages/server/testing is imported by tests beside the code and by the property test only',
  },
  {
    name: 'rules-are-pure',
    why: 'the rules are tested as tables over every state; that holds only while their answer depends on their arguments alone',
    breaks({ file, to, external, typeOnly }) {
      if (!file.endsWith('.rules.ts') || typeOnly) return undefined;
      if (external) return inputOutput.test(external) && `rules do no input or output, and ${external} does`;
      if (under(to, `${server}db/`)) return 'rules do not reach the database';
      return (
        /\.(service|resolver|loaders|live|checks)$/.test(to) &&
        'rules are called by services, never the other way round'
      );
    },
  },
  {
    name: 'model-believes-nobody',
    why: 'the property test compares the product with the model; a rule that both share would be wrong in both and never be found',
    breaks: ({ file, to }) =>
      MODEL.test(file) && to && !MODEL.test(`${to}.ts`) && !MODEL.test(to) && 'the model imports nothing of ours',
  },
  {
    name: 'nothing-needs-the-demo',
    why: 'the product runs without the demo, whose accounts have a public password',
    breaks: ({ file, to }) =>
      to &&
      under(to, 'packages/demo/') &&
      !under(file, 'packages/demo/') &&
      'packages/demo is imported by nothing outside it',
  },
  {
    name: 'modules-meet-at-the-door',
    why: 'index.ts is what a module promises; the rest can change without asking anybody',
    breaks({ file, to }) {
      const target = to && moduleOf(to);
      return (
        target &&
        moduleOf(file) !== target &&
        to !== `${server}modules/${target}` &&
        `reach ${target} through modules/${target}/index.ts`
      );
    },
  },
  {
    name: 'modules-look-upstream',
    why: 'arrows in one direction mean no cycles, and a new module that no old one has to know',
    breaks({ file, to, order }) {
      const from = moduleOf(file);
      const target = to && moduleOf(to);
      if (!from || !target || from === target) return undefined;
      for (const name of [from, target])
        if (!order.includes(name)) return `module ${name} is not listed in packages/server/src/modules.ts`;
      return (
        order.indexOf(target) >= order.indexOf(from) &&
        `${from} may import only modules upstream of it, and ${target} is not (${order.join(' < ')})`
      );
    },
  },
  {
    name: 'modules-do-not-start-things',
    why: 'main, app, cli and modules put the modules together; a module that imports them cannot be put together otherwise, in a test for example',
    breaks: ({ file, to }) =>
      moduleOf(file) &&
      !isTest(file) &&
      to &&
      /^packages\/server\/src\/(main|app|cli|schema|modules|checks)$/.test(to) &&
      'a module does not import what composes it',
  },
  {
    name: 'schema-is-a-leaf',
    why: 'the contract is what both sides agree on; it must not depend on either',
    breaks: ({ file, to }) =>
      under(file, 'packages/schema/') &&
      to &&
      !under(to, 'packages/schema/') &&
      'packages/schema imports nothing of ours',
  },
  {
    name: 'web-and-server-meet-in-the-schema',
    why: 'the pages know the server by its contract only; an import would put server code, and its secrets, into the browser',
    breaks({ file, to }) {
      if (!to) return undefined;
      if (under(file, 'packages/web/') && (under(to, 'packages/server/') || under(to, 'tests/')))
        return 'web never imports server or tests';
      return (
        under(file, 'packages/server/') &&
        (under(to, 'packages/web/') || under(to, 'tests/') || under(to, 'packages/schema/')) &&
        'server never imports web, tests or the generated contract'
      );
    },
  },
  {
    name: 'verifier-stands-alone',
    why: 'a verifier that shares code with what it verifies shares its mistakes, and an auditor carries one file',
    breaks: ({ file, to, external }) =>
      under(file, 'packages/verifier/') &&
      !file.includes('.test.') &&
      (to || !external.startsWith('node:')) &&
      'the verifier imports Node and nothing else',
  },
  {
    name: 'features-stand-alone',
    why: 'a feature that knows no other can be read, changed and removed alone; app/routes puts features together',
    breaks({ file, to }) {
      const from = featureOf(file);
      if (!from || !to) return undefined;
      if (under(to, `${web}app/`)) return 'features are composed by app, they do not import it';
      const target = featureOf(to);
      return target && target !== from && `feature ${from} does not import feature ${target}`;
    },
  },
  {
    name: 'ui-knows-no-feature',
    why: 'a button that knows what a pledge is serves one page; one that does not serves all of them',
    breaks: ({ file, to }) =>
      (under(file, `${web}ui/`) || under(file, `${web}lib/`)) &&
      to &&
      (under(to, `${web}features/`) || under(to, `${web}app/`)) &&
      'ui and lib import neither features nor app',
  },
  {
    name: 'product-needs-no-stand-in',
    why: 'the stand-in pays without money; only the demo and tests may start it',
    breaks: ({ file, to }) =>
      to &&
      under(to, `${server}payment-stand-in/`) &&
      under(file, server) &&
      !under(file, `${server}payment-stand-in/`) &&
      'the server imports nothing of the payment stand-in',
  },
  {
    name: 'tests-use-the-front-door',
    why: 'a test that goes through app.ts or HTTP proves what a user gets, and survives every change behind the door',
    breaks({ file, to }) {
      if (!under(file, 'tests/') || !to) return undefined;
      if (under(to, 'packages/server/')) {
        // The API cannot grant the first platform role, because there only an administrator grants roles.
        if (under(file, 'tests/support/') && to === `${server}modules/identity`) return undefined;
        if (under(to, `${server}lib/`)) return undefined;
        // Outside the server as a real payment provider is, and reached by HTTP only.
        if (under(file, 'tests/support/') && to === `${server}payment-stand-in/stand-in`) return undefined;
        // Over HTTP ten thousand plays would take an hour, so the property test calls the services.
        if (under(file, property)) return undefined;
        // No page lists the kinds of notifications by their names, and each needs a row with hostile texts and one that
        // says whom it reaches.
        if (/^tests\/stories\/(?:mail-of-strangers|who-is-told)\.test\.ts$/.test(file) && to === `${server}modules`)
          return undefined;
        // A backup is a command. Its story would need the built command line, and a minute, for each file.
        if (under(file, 'tests/stories/') && under(to, `${server}backup/`)) return undefined;
        // These tests check the database layer on a broken connection. They need a real MariaDB behind a proxy, which
        // tests beside the code do not have.
        if (under(file, 'tests/faults/') && under(to, `${server}db/`)) return undefined;
        return (
          !['app', 'env', 'checks'].some((name) => to === `${server}${name}`) &&
          'of the server, tests import app.ts, env.ts, checks.ts and the pure lib, nothing behind them'
        );
      }
      return under(to, 'packages/web/src/') && 'tests see the pages through a browser';
    },
  },
];

/**
 * Returns all violations in `files`, an iterable of [path from the root, text]. `order` lists the modules, upstream
 * first.
 */
export function findViolations(files, order = moduleOrder) {
  const violations = [];
  for (const [file, text] of files) {
    for (const { specifier, line, typeOnly } of importsOf(text)) {
      const { path: to, external } = resolve(file, specifier);
      for (const { name, why, breaks } of rules) {
        const wrong = breaks({ file, to, external, typeOnly, order });
        if (wrong) violations.push({ file, line, specifier, rule: name, wrong, why });
      }
    }
    // A pure rule may import nothing impure, and it may not await either, because a rule that awaits depends on
    // something outside.
    if (file.endsWith('.rules.ts')) {
      for (const [index, content] of text.split('\n').entries()) {
        if (!/^\s*(\/\/|\/?\*)/.test(content) && /\b(async|await)\b/.test(content)) {
          violations.push({
            file,
            line: index + 1,
            specifier: content.trim(),
            rule: 'rules-are-pure',
            wrong: 'rules never await',
            why: rules.find(({ name }) => name === 'rules-are-pure').why,
          });
        }
      }
    }
  }
  return violations;
}
