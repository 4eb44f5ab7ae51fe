// The search for everything over many projects, through HTTP, signed out, one request at a time: how long a person
// waits. The words of each kind change from request to request, so that no answer is ready. The baseline is the list of
// projects with the same words, which compares every text by LIKE; both are asked in turns.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startMariadb } from '../../scripts/lib/mariadb.mjs';
import { connectDirectly } from '../support/direct-database.mjs';
import { documentOf } from '../support/documents.mjs';
import { send, startProduct } from '../support/product.mjs';
import { seededRandom } from '../support/random.mjs';
import { createTown, publishProject } from './city.mjs';

const GOAL_MS = 50;
const UNITS = 1_000;
const ROWS_A_COMMIT = 5_000;
const ASKED_A_KIND = 40;
const LIST =
  'query ($search: String!) { projects(filter: { search: $search }, first: 20) { edges { node { id title } } } }';

const PLACES = [
  ['石岐', 'shiqi'],
  ['小榄', 'xiaolan'],
  ['大涌', 'dachong'],
  ['三乡', 'sanxiang'],
  ['坦洲', 'tanzhou'],
  ['沙溪', 'shaxi'],
  ['南朗', 'nanlang'],
  ['黄圃', 'huangpu'],
  ['古镇', 'guzhen'],
  ['横栏', 'henglan'],
  ['东凤', 'dongfeng'],
  ['阜沙', 'fusha'],
];
const PEOPLE = [
  ['长者', 'zhangzhe'],
  ['儿童', 'ertong'],
  ['青少年', 'qingshaonian'],
  ['残障人士', 'canzhangrenshi'],
  ['退役军人', 'tuiyijunren'],
  ['困境家庭', 'kunjingjiating'],
  ['新市民', 'xinshimin'],
  ['老党员', 'laodangyuan'],
];
const WORK = [
  ['居家养老', 'jujiayanglao'],
  ['口述历史', 'koushulishi'],
  ['四点半课堂', 'sidianbanketang'],
  ['就业培训', 'jiuyepeixun'],
  ['心理支持', 'xinlizhichi'],
  ['法律援助', 'falvyuanzhu'],
  ['应急演练', 'yingjiyanlian'],
  ['爱心食堂', 'aixinshitang'],
  ['健康监测', 'jiankangjiance'],
  ['环境整治', 'huanjingzhengzhi'],
  ['结对帮扶', 'jieduibangfu'],
  ['志愿服务', 'zhiyuanfuwu'],
];
const SUMMARIES = [
  '社工和志愿者每月上门探访,了解需要,联系社区医生和街坊,把情况记下来并回应。',
  '依托社区党群服务中心开展活动,邀请企业党组织认领课程,让更多居民参加。',
  '为辖区家庭提供陪伴、培训和转介,并在节日组织慰问与展览。',
  '整理资料、拍摄影像、编印读本,走进学校和社区分享。',
];
const initialsOf = (words) => words.map((word) => word[0]).join('');
const SYLLABLE = /(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?[iuvaeo][iuaeo]*(?:ng|n(?![aeiouv])|r(?![aeiouv]))?/g;
const shortOf = (pinyin) => initialsOf(pinyin.match(SYLLABLE));
const swapLetter = (random, word) => {
  const at = random.between(1, word.length - 2);
  return word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
};
const swapSign = (random, word) => {
  const at = random.between(0, word.length - 1);
  return `${word.slice(0, at)}龘${word.slice(at + 1)}`;
};
const wide = (text) =>
  text.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)).replaceAll(' ', '\u3000');

/** What people type, by kind. */
const KINDS = {
  'common two characters': (random) => random.pick(['社区', '服务', '志愿', '党员', '探访', '街坊']),
  'two common words': (random) => `社区 ${random.pick(['培训', '活动', '节日', '学校', '医生', '企业'])}`,
  'place and work': (random) => `${random.pick(PLACES)[0]} ${random.pick(WORK)[0]}`,
  'pinyin of both': (random) => `${random.pick(PLACES)[1]} ${random.pick(WORK)[1]}`,
  'initials of both': (random) => `${shortOf(random.pick(PLACES)[1])} ${shortOf(random.pick(WORK)[1])}`,
  'initials of one': (random) => shortOf(random.pick(WORK)[1]),
  'begun pinyin': (random) => random.pick(WORK)[1].slice(0, random.between(2, 5)),
  'full width': (random) => wide(`${random.pick(PLACES)[1]} ${random.pick(PEOPLE)[0]}`),
  'a wrong character': (random) => swapSign(random, random.pick(WORK)[0]),
  'mistyped pinyin': (random) => swapLetter(random, random.pick(WORK)[1]),
  'without a blank': (random) => `${random.pick(PLACES)[0]}${random.pick(WORK)[0]}${random.pick(PEOPLE)[0]}`,
  nothing: (random) => `香炉峰${random.between(100, 999)}`,
};

const idOf = (number) => {
  const moment = (Date.UTC(2026, 0, 1) + number * 1_000).toString(16).padStart(12, '0');
  return `${moment.slice(0, 8)}-${moment.slice(8)}-7000-8000-${number.toString(16).padStart(12, '0')}`;
};

/** Writes rows like `model`, changed by `change(number)`, in batches. */
async function fill(database, table, model, count, change) {
  const columns = Object.keys(model).filter((name) => name !== '_metadata');
  for (let start = 0; start < count; start += ROWS_A_COMMIT) {
    await database.query('BEGIN');
    const rows = [];
    for (let number = start; number < Math.min(count, start + ROWS_A_COMMIT); number += 1) {
      const row = { ...model, ...change(number) };
      rows.push(columns.map((name) => row[name]));
    }
    await database.insert(table, columns, rows);
    await database.query('COMMIT');
  }
}

async function fillCity(database, projects) {
  const random = seededRandom('search');
  const [unit] = await database.query('SELECT * FROM organizations LIMIT 1');
  await fill(database, 'organizations', unit, UNITS, (number) => {
    const name = `${random.pick(PLACES)[0]}第${number}社会工作服务中心`;
    const code = null;
    return {
      id: idOf(10_000_000 + number),
      name,
      verified_name: name,
      name_key: null,
      credit_code: code,
      verified_code: code,
      search_text: name,
      public_search_text: name,
    };
  });
  const [project] = await database.query('SELECT * FROM projects LIMIT 1');
  const [counters] = await database.query('SELECT * FROM project_counters LIMIT 1');
  await fill(database, 'projects', project, projects, (number) => {
    const [place] = random.pick(PLACES);
    const title = `${random.chance(0.4) ? `${place}社区` : place}${random.pick(PEOPLE)[0]}${random.pick(WORK)[0]}(${number})`;
    const summary = random.pick(SUMMARIES);
    return {
      id: idOf(20_000_000 + number),
      slug: `p-${number}`,
      organization_id: idOf(10_000_000 + random.between(0, UNITS - 1)),
      title,
      summary,
      region: place,
      search_text: `${title} ${summary}`,
    };
  });
  await fill(database, 'project_counters', counters, projects, (number) => ({ project_id: idOf(20_000_000 + number) }));
  if (database.dialect === 'mysql') await database.query('ANALYZE TABLE projects, organizations');
}

const quantile = (times, share) =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))];

async function timed(work) {
  const startedAt = performance.now();
  const result = await work();
  return { result, ms: performance.now() - startedAt };
}

export async function measure({ database: kind, projects, human }) {
  const mariadb = kind === 'mariadb' ? await startMariadb({ size: 'server' }) : undefined;
  const product = await startProduct({ mariadb, env: { PUBLIC_NOTICE_DAYS: '0' } });
  try {
    const town = await createTown(product);
    await town.untilOpen(await publishProject(town));
    await product.kill();
    const database = await connectDirectly({
      databaseUrl: product.databaseUrl,
      file: join(product.folder, 'hongchuang.sqlite'),
      trusted: true,
    });
    const filled = await timed(() => fillCity(database, projects));
    await database.close();
    // The first command of the product writes the entries, as a start after an update does.
    const entries = await timed(() => product.command('grant', 'publisher@example.test', 'AUDITOR'));
    product.launch();
    await product.untilReady();
    const { text } = documentOf('SearchPage');
    const search = async (words) => (await send(product.url, text, { text: words, first: 20 })).data.search;
    const read = await timed(() => search('社区'));
    human(
      `search on ${kind}: ${projects.toLocaleString('en')} projects filled in within ${Math.round(filled.ms / 1000)} s, entries written within ${Math.round(entries.ms / 1000)} s, the index read within ${(read.ms / 1000).toFixed(1)} s`,
    );
    const times = Object.fromEntries(Object.keys(KINDS).map((name) => [name, []]));
    const byLike = [];
    const random = seededRandom('words');
    const found = {};
    for (let round = 0; round < ASKED_A_KIND + 2; round += 1)
      for (const [name, typed] of Object.entries(KINDS)) {
        const words = typed(random);
        const { result, ms } = await timed(() => search(words));
        found[name] = Math.max(found[name] ?? 0, result.totalCount);
        // The first rounds warm up what is warm in a used server.
        if (round > 1) times[name].push(ms);
        if (round > 1 && round % 10 === 0 && name === 'place and work')
          byLike.push((await timed(() => send(product.url, LIST, { search: words }))).ms);
        await sleep(2);
      }
    const all = Object.values(times).flat();
    for (const [name, own] of Object.entries(times))
      human(
        `  ${name}: median ${quantile(own, 0.5).toFixed(1)} ms, p95 ${quantile(own, 0.95).toFixed(1)} ms, up to ${found[name].toLocaleString('en')} found`,
      );
    const [p50, p95] = [quantile(all, 0.5), quantile(all, 0.95)];
    const slowest = Math.max(...Object.values(times).map((own) => quantile(own, 0.95)));
    human(
      `  all: median ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, the slowest kind's p95 ${slowest.toFixed(1)} ms; goal ${GOAL_MS} ms: ${slowest <= GOAL_MS ? 'reached' : 'missed'}`,
    );
    const likeMs = quantile(byLike, 0.5);
    return {
      bench: 'search',
      database: kind,
      value: Number(p95.toFixed(1)),
      unit: 'ms at the 95th percentile',
      baseline: 'the list of projects by LIKE, median',
      baselineValue: Number(likeMs.toFixed(1)),
      ratio: Number((p50 / likeMs).toFixed(4)),
      projects,
      p50: Number(p50.toFixed(1)),
      p95: Number(p95.toFixed(1)),
      slowest: Number(slowest.toFixed(1)),
      goal: GOAL_MS,
    };
  } finally {
    await product.stop();
    await mariadb?.stop();
  }
}
