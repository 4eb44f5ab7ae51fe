// Who may import whom, as data and one pure function. `scripts/check-imports.mjs` runs it over the tree.
import { posix } from 'node:path';

/**
 * The server's modules from upstream to downstream; a module may import the index.ts of those in earlier rows only.
 * Arrows that point one way are what lets a reader understand a module from its imports alone, and lets a new
 * module arrive without touching the old ones: it adds its field to an upstream type from its own folder.
 */
export const moduleOrder = [
  { modules: ['identity', 'ledger'], why: 'people and money are what everything else is about; they know nothing of it' },
  { modules: ['proof'], why: 'the proof rests on the journal and on nothing else; whoever shows it comes later' },
  { modules: ['organizations'], why: 'units are made of people' },
  { modules: ['covers'], why: 'a picture belongs to whoever uploaded it; what shows it comes later' },
  { modules: ['files'], why: 'a file belongs to whoever uploaded it; what it proves, and who may open it, is declared downstream' },
  { modules: ['notices'], why: 'it tells people what others say is to be told; who and in which words is declared downstream' },
  { modules: ['orders'], why: 'who prepares and who signs is about people and units; what an order does is declared and carried out downstream' },
  { modules: ['projects'], why: 'a project belongs to a unit' },
  { modules: ['pledges'], why: 'a pledge is made to a project and posts to the ledger' },
  { modules: ['milestones'], why: 'a stage is paid from the gifts to its project' },
  { modules: ['refunds'], why: 'what goes back of a gift is what no stage used' },
  { modules: ['reconciliation'], why: 'the bank\'s lines are matched to gifts, stages and refunds' },
  { modules: ['payouts'], why: 'a refund is paid to the account from which the bank says that the gift came' },
  { modules: ['printouts'], why: 'papers say what became of gifts, refunds included; nothing is decided by a paper' },
  { modules: ['books'], why: 'the books name the gifts and the stages for which money moved' },
  { modules: ['impact'], why: 'impact is counted from projects and the money they were given' },
  { modules: ['disclosure'], why: 'a report to the public freezes the money of the ledger and what was measured' },
  { modules: ['platform'], why: 'tells a visitor the lists and limits of all the others' },
];

/** Packages and Node modules that reach out of the process. A type-only import of one is erased and does no harm. */
const inputOutput = /^(node:)?(fs|fs\/promises|net|http|https|http2|tls|dgram|dns|child_process|worker_threads|timers|timers\/promises)$|^(typeorm|mysql2|libsql|nodemailer|pino|sharp|ws|graphql-ws|sirv|@apollo\/server|dataloader|pdfkit|fontkit)(\/|$)/;

const rank = new Map(moduleOrder.flatMap(({ modules }, index) => modules.map((name) => [name, index])));
const server = 'packages/server/src/';
const web = 'packages/web/src/';

/** Every import of a file: { specifier, line, typeOnly }. Import statements start a line in this code base; comments do not look like them. */
export function importsOf(text) {
  const found = [];
  const add = (match, specifier, typeOnly) => {
    const start = match.index + match[0].search(/\S/);
    found.push({ specifier, typeOnly, line: text.slice(0, start).split('\n').length });
  };
  for (const match of text.matchAll(/^[ \t]*(?:import|export)\s+(type\s)?[^'"`;=()]*?\bfrom\s*['"]([^'"]+)['"]/gm)) add(match, match[2], Boolean(match[1]));
  for (const match of text.matchAll(/^[ \t]*import\s*['"]([^'"]+)['"]/gm)) add(match, match[1], false);
  for (const match of text.matchAll(/^(?![ \t]*(?:\/\/|\*)).*?\b(?:import|require)\s*\(\s*['"]([^'"]+)['"]\s*\)/gm)) add(match, match[1], false);
  return found;
}

/** What a specifier means: a path of this repository (without extension), or { external }. */
function resolve(file, specifier) {
  const own = /^@hongchuang\/(\w+)(?:\/(.*))?$/.exec(specifier);
  if (own) {
    const inside = own[2] ?? '';
    return { path: stripExtension(own[1] === 'tests' ? `tests/${inside}` : `packages/${own[1]}/${own[1] === 'server' ? 'src/' : ''}${inside}`) };
  }
  if (specifier.startsWith('.')) return { path: stripExtension(posix.join(posix.dirname(file), specifier)) };
  return { external: specifier };
}

const stripExtension = (path) => path.replace(/\.(?:js|ts|jsx|tsx|mjs)$/, '').replace(/\/index$/, '');
const under = (path, folder) => path === folder.replace(/\/$/, '') || path.startsWith(folder);
const moduleOf = (path) => /^packages\/server\/src\/modules\/([^/]+)/.exec(path)?.[1];
const featureOf = (path) => /^packages\/web\/src\/features\/([^/]+)/.exec(path)?.[1];
const property = `${server}property/`;
const isTest = (file) => /\.test\.tsx?$/.test(file) || under(file, property);
const isTestSupport = (path) => path === `${server}testing`;

/**
 * Each rule looks at one import and answers nothing, or what is wrong with it.
 * `file` is the importing file, `to` a path of ours without extension, `external` a package name.
 */
const rules = [
  {
    name: 'lib-is-a-leaf',
    why: 'lib is arithmetic and text that anything may use; one import upward would tie all of the server into a knot',
    breaks: ({ file, to }) => under(file, `${server}lib/`) && to && !under(to, `${server}lib/`) && !isTestSupport(to) && 'lib imports nothing of ours',
  },
  {
    name: 'lib-is-pure',
    why: 'what lib computes must be the same on every machine and in every test',
    breaks: ({ file, external, typeOnly }) => under(file, `${server}lib/`) && !isTest(file) && external && !typeOnly && inputOutput.test(external) && 'lib does no input or output',
  },
  {
    name: 'db-knows-no-domain',
    why: 'the database layer serves every module; if it knew one, no module could be understood or replaced alone',
    breaks: ({ file, to }) => under(file, `${server}db/`) && to && !under(to, `${server}db/`) && !under(to, `${server}lib/`) && !isTestSupport(to) && 'db imports lib only',
  },
  {
    name: 'test-support-is-for-tests',
    why: 'it opens doors that the running server must not have, such as sessions without a password',
    breaks: ({ file, to }) => to && isTestSupport(to) && !isTest(file) && 'testing.ts is imported by tests beside the code only',
  },
  {
    name: 'rules-are-pure',
    why: 'the rules are tested as tables over every state; that holds only while their answer depends on their arguments alone',
    breaks({ file, to, external, typeOnly }) {
      if (!file.endsWith('.rules.ts') || typeOnly) return undefined;
      if (external) return inputOutput.test(external) && `rules do no input or output, and ${external} does`;
      if (under(to, `${server}db/`)) return 'rules do not reach the database';
      return /\.(service|resolver|loaders|live|checks)$/.test(to) && 'rules are called by services, never the other way round';
    },
  },
  {
    name: 'model-believes-nobody',
    why: 'the property test compares the product with the model; a rule that both share would be wrong in both and never be found',
    breaks: ({ file, to }) => file === `${property}books-model.ts` && to && 'the model imports nothing of ours',
  },
  {
    name: 'tests-are-imported-by-tests',
    why: 'what only tests need is not built and must not be needed by the server',
    breaks: ({ file, to }) => to && under(to, property) && !under(file, property) && 'property is imported by nothing outside it',
  },
  {
    name: 'modules-meet-at-the-door',
    why: 'index.ts is what a module promises; the rest can change without asking anybody',
    breaks({ file, to }) {
      const target = to && moduleOf(to);
      return target && moduleOf(file) !== target && to !== `${server}modules/${target}` && `reach ${target} through modules/${target}/index.ts`;
    },
  },
  {
    name: 'modules-look-upstream',
    why: 'arrows in one direction mean no cycles, and a new module that no old one has to know',
    breaks({ file, to }) {
      const from = moduleOf(file);
      const target = to && moduleOf(to);
      if (!from || !target || from === target) return undefined;
      for (const name of [from, target]) if (!rank.has(name)) return `module ${name} has no place in moduleOrder (scripts/lib/import-rules.mjs): give it one, with its why`;
      return rank.get(target) >= rank.get(from) && `${from} may import only modules upstream of it, and ${target} is not (${moduleOrder.map(({ modules }) => modules.join(', ')).join(' < ')})`;
    },
  },
  {
    name: 'modules-do-not-start-things',
    why: 'main, app and cli put the modules together; a module that imports them cannot be put together otherwise, in a test for example',
    breaks: ({ file, to }) => moduleOf(file) && to && /^packages\/server\/src\/(main|app|cli|schema)$/.test(to) && 'a module does not import what composes it',
  },
  {
    name: 'schema-is-a-leaf',
    why: 'the contract is what both sides agree on; it must not depend on either',
    breaks: ({ file, to }) => under(file, 'packages/schema/') && to && !under(to, 'packages/schema/') && 'packages/schema imports nothing of ours',
  },
  {
    name: 'web-and-server-meet-in-the-schema',
    why: 'the pages know the server by its contract only; an import would put server code, and its secrets, into the browser',
    breaks({ file, to }) {
      if (!to) return undefined;
      if (under(file, 'packages/web/') && (under(to, 'packages/server/') || under(to, 'tests/'))) return 'web never imports server or tests';
      return under(file, 'packages/server/') && (under(to, 'packages/web/') || under(to, 'tests/') || under(to, 'packages/schema/')) && 'server never imports web, tests or the generated contract';
    },
  },
  {
    name: 'verifier-stands-alone',
    why: 'a verifier that shares code with what it verifies shares its mistakes, and an auditor carries one file',
    breaks: ({ file, to, external }) => under(file, 'packages/verifier/') && !file.includes('.test.') && (to || !external.startsWith('node:')) && 'the verifier imports Node and nothing else',
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
    breaks: ({ file, to }) => (under(file, `${web}ui/`) || under(file, `${web}lib/`)) && to && (under(to, `${web}features/`) || under(to, `${web}app/`)) && 'ui and lib import neither features nor app',
  },
  {
    name: 'tests-use-the-front-door',
    why: 'a test that goes through app.ts or HTTP proves what a user gets, and survives every change behind the door',
    breaks({ file, to }) {
      if (!under(file, 'tests/') || !to) return undefined;
      if (under(to, server)) {
        // The first platform role cannot come through the API, where only an administrator gives one.
        if (under(file, 'tests/support/') && to === `${server}modules/identity`) return undefined;
        if (under(to, `${server}lib/`)) return undefined;
        // What the database layer makes of a broken connection needs a real MariaDB behind a proxy, which there is none of beside the code.
        if (under(file, 'tests/faults/') && under(to, `${server}db/`)) return undefined;
        return !['app', 'env', 'checks'].some((name) => to === `${server}${name}`) && 'of the server, tests import app.ts, env.ts, checks.ts and the pure lib, nothing behind them';
      }
      return under(to, 'packages/web/src/') && 'tests see the pages through a browser';
    },
  },
];

/** All violations in `files`, an iterable of [path from the root, text]. */
export function findViolations(files) {
  const violations = [];
  for (const [file, text] of files) {
    for (const { specifier, line, typeOnly } of importsOf(text)) {
      const { path: to, external } = resolve(file, specifier);
      for (const { name, why, breaks } of rules) {
        const wrong = breaks({ file, to, external, typeOnly });
        if (wrong) violations.push({ file, line, specifier, rule: name, wrong, why });
      }
    }
    // Purity is more than imports: a rule that awaits is asking somebody.
    if (file.endsWith('.rules.ts')) {
      for (const [index, content] of text.split('\n').entries()) {
        if (!/^\s*(\/\/|\/?\*)/.test(content) && /\b(async|await)\b/.test(content)) {
          violations.push({ file, line: index + 1, specifier: content.trim(), rule: 'rules-are-pure', wrong: 'rules never await', why: rules.find(({ name }) => name === 'rules-are-pure').why });
        }
      }
    }
  }
  return violations;
}
