// How many gifts a second the whole product takes through HTTP: signed-in donors, receipts, double entries, counters, durable commits.
// Beside it, in turns on the same machine: a bare Apollo Server that says hello, the same behind Express, our own product with one
// transaction a pledge, and the same rows written with no GraphQL at all.
import { setTimeout as sleep } from 'node:timers/promises';
import { startMariadb } from '../../scripts/lib/mariadb.mjs';
import { runNode } from '../../scripts/lib/run.mjs';
import { send, signUp, startProduct } from '../support/product.mjs';
import { cpuSeconds } from './cpu.mjs';
import { startPeer } from './peers/start.mjs';

const CONNECTIONS = [32, 128];
const DONORS = 32;

/** The people and the unit without whom nothing is published. */
export async function openOffice({ url, command }) {
  const people = {};
  for (const role of ['admin', 'reviewer', 'publisher']) people[role] = await signUp(url, `${role}@example.test`, role);
  await command('grant', 'admin@example.test', 'ADMIN');
  await command('grant', 'reviewer@example.test', 'REVIEWER');
  return { url, ...people, organizationId: await addUnit({ url, ...people }, '测量用的机构') };
}

/** A verified unit; answers its id. */
export async function addUnit({ url, admin, publisher }, name) {
  const { data: { createOrganization: { id } } } = await send(url, 'mutation Unit($input: CreateOrganizationInput!) { createOrganization(input: $input) { id } }', { input: { name, kind: 'SOCIAL_WORK' } }, publisher);
  await send(url, 'mutation Verify($id: ID!) { verifyOrganization(id: $id, accepted: true) { id } }', { id }, admin);
  return id;
}

const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString();

/** A project that takes gifts, with `changes` to what it usually is; its goal is far beyond what a run can give. */
export async function publishProject({ url, publisher, reviewer, organizationId }, changes = {}) {
  const { data: { createProject: { id } } } = await send(url, 'mutation Create($input: CreateProjectInput!) { createProject(input: $input) { id } }', {
    input: {
      organizationId, title: '测量用的项目', summary: '用来测量每秒认捐数。', story: '每一笔都入账。',
      category: '红色传承', region: '石岐', fundingEndsAt: inDays(60),
      milestones: [{ title: '全部', amount: 1_000_000_000, dueOn: inDays(90) }],
      indicators: [{ name: '服务人数', unit: '人', kind: 'PEOPLE_SERVED', target: 100 }],
      ...changes,
    },
  }, publisher);
  await send(url, 'mutation Submit($id: ID!) { submitProject(id: $id) { id } }', { id }, publisher);
  await send(url, 'mutation Review($input: ReviewProjectInput!) { reviewProject(input: $input) { id } }', { input: { projectId: id, decision: 'APPROVE' } }, reviewer);
  return id;
}

/** Without public notice a project opens at once, which is to say with the server's next look at the clock. */
export async function untilOpen(url, id) {
  for (let patience = 50; ; patience -= 1) {
    const { data: { project } } = await send(url, 'query Status($id: ID!) { project(id: $id) { status } }', { id });
    if (project?.status === 'FUNDRAISING') return;
    if (patience === 0) throw new Error(`The project should take gifts by now, but it is ${project?.status ?? 'not public'}.`);
    await sleep(100);
  }
}

/** A project that takes gifts, made as its people would make it. */
export async function openProject(product) {
  const id = await publishProject(await openOffice(product));
  await untilOpen(product.url, id);
  return id;
}

/** Runs a script of this folder that prints one JSON line. */
export async function runScript(script, input, seconds) {
  const { code, output, stdout } = await runNode([`tests/bench/${script}`, JSON.stringify(input)], { timeoutMs: (seconds + 60) * 1000 });
  if (code !== 0) throw new Error(`${script} failed:\n${output.slice(0, 2_000)}`);
  return JSON.parse(stdout);
}

export async function load(input) {
  const result = await runScript('load.mjs', input, input.seconds);
  if (result.refusals.length > 0) throw new Error(`The server refused requests of the benchmark:\n${JSON.stringify(result.refusals, null, 2)}`);
  return result;
}

/** The sessions of `count` new people. */
export async function giveSignUps(url, count) {
  const cookies = [];
  for (let index = 0; index < count; index += 1) cookies.push(await signUp(url, `donor${index}@example.test`, `捐赠人${index}`));
  return cookies;
}

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** The product with a project that takes gifts and donors who are signed in. */
export async function startCity(mariadb, env = {}, nodeOptions = []) {
  const product = await startProduct({ mariadb, nodeOptions, env: { PUBLIC_NOTICE_DAYS: '0', DEMO: 'off', ...env } });
  const projectId = await openProject(product);
  const cookies = await giveSignUps(product.url, DONORS);
  let recorded = 0;
  return {
    product,
    projectId,
    cookies,
    async give(connections, seconds) {
      const result = await load({ url: product.url, connections, projectId, kind: 'pledge', seconds, cookies });
      recorded += result.accepted;
      return result;
    },
    /** A fast answer that was not recorded is worth nothing. */
    async assertAllRecorded() {
      const { data: { project } } = await send(product.url, 'query Progress($id: ID!) { project(id: $id) { progress { pledgeCount raised } fund { received } } }', { id: projectId });
      const found = { ...project.progress, received: project.fund.received };
      const exact = { pledgeCount: recorded, raised: recorded * 100, received: recorded * 100 };
      for (const [name, expected] of Object.entries(exact)) if (found[name] !== expected) throw new Error(`${recorded} pledges were acknowledged, but ${name} is ${found[name]} instead of ${expected}.`);
    },
  };
}

export async function measure({ database, rounds, seconds, human }) {
  const mariadb = database === 'mariadb' ? await startMariadb({ size: 'server' }) : undefined;
  const stops = [async () => mariadb?.stop()];
  const started = async (starting) => {
    const one = await starting;
    stops.unshift(async () => (one.product ?? one).stop());
    return one;
  };
  try {
    const city = await started(startCity(mariadb));
    const oneByOne = await started(startCity(mariadb, { PLEDGES_PER_COMMIT: '1' }));
    const bare = await started(startPeer('apollo-node-http'));
    const express = await started(startPeer('apollo-express'));
    const hello = (url, connections) => load({ url, connections, kind: 'hello', seconds, cookies: [] });
    const rows = [];
    for (const connections of CONNECTIONS) {
      const kinds = {
        pledge: () => city.give(connections, seconds),
        'bare Apollo Server on node:http': () => hello(bare.url, connections),
        'bare Apollo Server behind Express': () => hello(express.url, connections),
        'one transaction a pledge': () => oneByOne.give(connections, seconds),
        'the same rows without GraphQL': () => runScript('raw-rows.mjs', { databaseUrl: city.product.databaseUrl, file: `${oneByOne.product.folder}/raw.sqlite`, seconds }, seconds),
      };
      if (database === 'sqlite') await city.product.copyDatabase(`${oneByOne.product.folder}/raw.sqlite`);
      const figures = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, []]));
      const shares = { server: 0, database: 0, client: 0 };
      human(`pledge-http on ${database}: ${connections} connections, ${rounds} rounds of ${seconds} s each in turns`);
      for (let round = 0; round <= rounds; round += 1) {
        // In turns, so that a slow minute of the machine hits all alike; the first round warms what a launch event finds warm.
        for (const [kind, run] of Object.entries(kinds)) {
          const before = [cpuSeconds(city.product.pid), mariadb && cpuSeconds(mariadb.pid)];
          const result = await run();
          if (round === 0) continue;
          figures[kind].push(result);
          if (kind !== 'pledge') continue;
          shares.server += cpuSeconds(city.product.pid) - before[0];
          shares.database += mariadb ? cpuSeconds(mariadb.pid) - before[1] : 0;
          shares.client += result.cpuSeconds;
        }
        if (round > 0) human(`  round ${round}: ${Object.entries(figures).map(([kind, results]) => `${kind} ${results.at(-1).perSecond.toFixed(0)}`).join('   ')}`);
      }
      const of = (kind, figure) => median(figures[kind].map((result) => result[figure]));
      const value = Math.round(of('pledge', 'perSecond'));
      const spent = shares.server + shares.database + shares.client;
      const cpu = Object.fromEntries(Object.entries(shares).map(([who, used]) => [who, Number((used / spent).toFixed(2))]));
      human(`  ${value} pledges/s: p50 ${of('pledge', 'p50')} ms, p99 ${of('pledge', 'p99')} ms; processor time ${Object.entries(cpu).map(([who, share]) => `${who} ${Math.round(share * 100)} %`).join(', ')}`);
      for (const baseline of Object.keys(kinds).slice(1)) {
        const baselineValue = Math.round(of(baseline, 'perSecond'));
        rows.push({ bench: baseline === 'the same rows without GraphQL' ? 'pledge-raw' : 'pledge-http', database, value, unit: 'pledges/s', baseline, baselineValue, ratio: Number((value / baselineValue).toFixed(4)), connections, p50: of('pledge', 'p50'), p99: of('pledge', 'p99'), cpu });
      }
    }
    await city.assertAllRecorded();
    await oneByOne.assertAllRecorded();
    return rows;
  } finally {
    for (const stop of stops) await stop();
  }
}
