// What visitors read while a project is full of gifts: its page, the list of projects, and its gifts page by page. The
// documents are those of our pages, sent signed out. The baselines run in turns: a bare Apollo Server that returns
// hello, and the same reads of a project with ten gifts, because the cost of a read must not grow with the number of
// gifts. The same two projects also show that the cost of a gift does not grow.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { startMariadb } from '../../scripts/lib/mariadb.mjs';
import { connectDirectly } from '../support/direct-database.mjs';
import { documentOf } from '../support/documents.mjs';
import { giveMany } from '../support/many-gifts.mjs';
import { inDays } from '../support/product-town.mjs';
import { send, startProduct } from '../support/product.mjs';
import { createTown, giveSignUps, load, median, publishProject } from './city.mjs';
import { cpuOf, cpuSince, sharesOf, printShares } from './cpu.mjs';
import { startPeer } from './peers/start.mjs';

const CONNECTIONS = 128;
const FEW = 10;
const OTHER_PROJECTS = 40;
const PAGE = 20;
const DAYS_OF_GIVING = 6;
const DAY_MS = 86_400_000;
const STORY = `## 为什么做\n\n石岐约有 9,000 名党员，其中退休党员 **3,812** 名。他们亲历了这座城市的变化，许多故事还没有人记下来。\n\n## 怎么做\n\n${'1. 社工和志愿者上门采访，录音、拍照、整理成文，一起走进学校与社区，把故事讲给孩子和街坊听。\n'.repeat(8)}`;

/** Uploads a cover as its publisher does. */
async function uploadCover({ url, cookies: { publisher } }) {
  const picture = await sharp({ create: { width: 1_200, height: 800, channels: 3, background: '#9e2b25' } })
    .jpeg()
    .toBuffer();
  const response = await fetch(`${url}/uploads/covers?alt=${encodeURIComponent('老党员讲故事')}`, {
    method: 'POST',
    headers: { 'content-type': 'image/jpeg', 'x-requested-with': 'hongchuang', cookie: publisher },
    body: picture,
  });
  if (!response.ok) throw new Error(`The cover was refused: ${await response.text()}`);
  return (await response.json()).id;
}

/** Starts the product with a few dozen projects, one of which has `gifts` gifts. */
export async function startGivenCity(mariadb, gifts, nodeOptions = []) {
  const product = await startProduct({ mariadb, nodeOptions, env: { PUBLIC_NOTICE_DAYS: '0' } });
  try {
    const { url } = product;
    const town = await createTown(product);
    const units = [];
    for (const name of ['石岐汽车集团党委', '古镇灯饰协会', '小榄商会', '社区居委会'])
      units.push(await town.foundUnit('publisher', name, 'ENTERPRISE'));
    const coverId = await uploadCover(town);
    const milestones = (title, days) => ({ title, amount: 400_000_000, dueOn: inDays(days) });
    const content = {
      coverId,
      story: STORY,
      milestones: [
        milestones('上门采访与口述史整理', 90),
        milestones('编辑成书', 120),
        milestones('进学校、进社区讲述', 150),
      ],
      indicators: [
        { name: '接受采访的退休党员', unit: '人', kind: 'PEOPLE_SERVED', target: 120 },
        { name: '进学校、进社区讲述', unit: '场', kind: 'ACTIVITIES_HELD', target: 40 },
      ],
    };
    const title = '红色足迹';
    const project = { title, ...(await publishProject(town, { ...content, title })) };
    let last = project;
    for (let index = 1; index <= OTHER_PROJECTS; index += 1)
      last = await publishProject(town, { ...content, title: `社区故事第 ${index} 期` });
    for (const one of [project, last]) await town.untilOpen(one);
    const cookies = await giveSignUps(url, 32);
    // Nothing else may write while the gifts are filled in, least of all with SQLite.
    await product.kill();
    const database = await connectDirectly({
      databaseUrl: product.databaseUrl,
      file: join(product.folder, 'hongchuang.sqlite'),
      trusted: true,
    });
    const to = Date.now();
    await giveMany(database, { project, units, count: gifts, from: to - DAYS_OF_GIVING * DAY_MS, to });
    // MariaDB refreshes the statistics of a table once the table has grown by a tenth, but not at once.
    if (mariadb) await database.query('ANALYZE TABLE pledges, receipts, journal_entries, postings, donors');
    await database.close();
    product.launch();
    await product.untilReady();
    // Waits until the tree has taken in all entries, because another benchmark measures that work.
    while ((await send(url, '{ treeHead { size } }', {})).data.treeHead?.size !== gifts) await sleep(200);
    return { product, project, cookies };
  } catch (error) {
    await product.stop();
    throw error;
  }
}

const body = (operation, variables) =>
  JSON.stringify({
    operationName: operation,
    variables,
    extensions: { persistedQuery: { version: 1, sha256Hash: documentOf(operation).hash } },
  });

/** Reads the first ten pages of gifts, one after the other, as a reader does. */
async function readFeed({ product: { url }, project: { id } }) {
  const bodies = [];
  for (let after = null; bodies.length < 10;) {
    const variables = { id, first: PAGE, after };
    bodies.push(body('ProjectGifts', variables));
    const {
      data: {
        project: {
          pledges: { pageInfo },
        },
      },
    } = await send(url, documentOf('ProjectGifts').text, variables);
    if (!pageInfo.hasNextPage) break;
    after = pageInfo.endCursor;
  }
  return bodies;
}

/**
 * The requests of each benchmark: `bodies` fit the size of the city; to `alike` a city of any size returns an answer of
 * the same length.
 */
export const READS = {
  'project-page': async ({ project: { slug } }) => alike([body('ProjectPage', { slug })]),
  'project-list': async () => alike([body('ProjectList', { filter: {}, sort: 'NEWEST', first: PAGE })]),
  'pledge-feed': async (city) => ({
    bodies: await readFeed(city),
    alike: [body('ProjectGifts', { id: city.project.id, first: FEW })],
  }),
};
const alike = (bodies) => ({ bodies, alike: bodies });

const BARE = 'bare Apollo Server on node:http';

export async function measure({ names, database, rounds, seconds, pledges, human }) {
  const mariadb = database === 'mariadb' ? await startMariadb({ size: 'server' }) : undefined;
  const stops = [async () => mariadb?.stop()];
  const startedAt = performance.now();
  try {
    const cities = {};
    for (const [size, gifts] of Object.entries({ few: FEW, many: pledges })) {
      cities[size] = await startGivenCity(mariadb, gifts);
      stops.unshift(() => cities[size].product.stop());
    }
    human(
      `${pledges.toLocaleString('en')} gifts were filled in within ${((performance.now() - startedAt) / 1_000).toFixed(0)} s`,
    );
    const bare = await startPeer('apollo-node-http');
    stops.unshift(async () => bare.stop());

    const read =
      ({ product }, bodies) =>
      async () => {
        const before = cpuOf(product, mariadb);
        const result = await load({
          url: product.url,
          connections: CONNECTIONS,
          kind: 'read',
          bodies,
          seconds,
          cookies: [],
        });
        return { ...result, cpu: { ...cpuSince(before, cpuOf(product, mariadb)), client: result.cpuSeconds } };
      };
    const give =
      ({ product, project, cookies }) =>
      () =>
        load({ url: product.url, connections: CONNECTIONS, kind: 'pledge', projectId: project.id, seconds, cookies });
    const kinds = {
      [BARE]: () => load({ url: bare.url, connections: CONNECTIONS, kind: 'hello', seconds, cookies: [] }),
    };
    for (const name of names) {
      if (name === 'pledge-growth') {
        for (const size of ['few', 'many']) kinds[`${name} ${size}`] = give(cities[size]);
        continue;
      }
      const [few, many] = [await READS[name](cities.few), await READS[name](cities.many)];
      kinds[name] = read(cities.many, many.bodies);
      kinds[`${name} few`] = read(cities.few, few.alike);
      // When `alike` equals `bodies`, the same request is not measured twice.
      if (many.alike !== many.bodies) kinds[`${name} many`] = read(cities.many, many.alike);
    }
    const figures = await takeTurns(kinds, rounds, human);
    return names.flatMap((name) => rowsOf(name, database, pledges, figures, human));
  } finally {
    for (const stop of stops) await stop();
  }
}

/**
 * Runs all kinds in turns, so that a slow minute of the machine affects all alike. The first round warms up what is
 * warm in a rush.
 */
async function takeTurns(kinds, rounds, human) {
  const figures = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [kind, run] of Object.entries(kinds)) {
      const result = await run();
      if (round > 0) figures[kind].push(result);
    }
    if (round > 0)
      human(
        `  round ${round}: ${Object.entries(figures)
          .map(([kind, results]) => `${kind} ${results.at(-1).perSecond.toFixed(0)}`)
          .join('   ')}`,
      );
  }
  return figures;
}

function rowsOf(name, database, pledges, figures, human) {
  const of = (kind, figure = 'perSecond') => median(figures[kind].map((result) => result[figure]));
  const few = Math.round(of(`${name} few`));
  const many = Math.round(of(`${name} many` in figures ? `${name} many` : name));
  const growth = {
    bench: `${name.replace('-growth', '')}-growth`,
    database,
    value: few,
    unit: name === 'pledge-growth' ? 'pledges/s' : 'reads/s',
    baseline: `with ${pledges} pledges`,
    baselineValue: many,
    ratio: Number((few / many).toFixed(4)),
    pledges,
    connections: CONNECTIONS,
  };
  if (name === 'pledge-growth') return [growth];
  const cpu = sharesOf(addUp(figures[name].map((result) => result.cpu)));
  const [value, p50, p99, bare] = [Math.round(of(name)), of(name, 'p50'), of(name, 'p99'), Math.round(of(BARE))];
  human(`  ${name}: ${value} reads/s: p50 ${p50} ms, p99 ${p99} ms; ${printShares(cpu)}`);
  return [
    {
      bench: name,
      database,
      value,
      unit: 'reads/s',
      baseline: BARE,
      baselineValue: bare,
      ratio: Number((value / bare).toFixed(4)),
      pledges,
      connections: CONNECTIONS,
      p50,
      p99,
      cpu,
    },
    growth,
  ];
}

const addUp = (parts) =>
  parts.reduce(
    (sum, part) => Object.fromEntries(Object.entries(part).map(([who, seconds]) => [who, seconds + (sum[who] ?? 0)])),
    {},
  );
