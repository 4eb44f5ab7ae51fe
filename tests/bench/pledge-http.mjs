// How many gifts a second the whole product takes through HTTP, beside the same server's trivial query: the ratio says
// what recording a gift costs on top of the layers that every request passes.
import { setTimeout as sleep } from 'node:timers/promises';
import { startMariadb } from '../../scripts/lib/mariadb.mjs';
import { runNode } from '../../scripts/lib/run.mjs';
import { send, signUp, startProduct } from '../support/product.mjs';

const CONNECTIONS = 32;

/** A project that takes gifts, made as its people would make it; its goal is far beyond what a run can give. */
export async function openProject({ url, command }) {
  const people = {};
  for (const role of ['admin', 'reviewer', 'publisher']) people[role] = await signUp(url, `${role}@example.test`, role);
  await command('grant', 'admin@example.test', 'ADMIN');
  await command('grant', 'reviewer@example.test', 'REVIEWER');
  const { data: { createOrganization } } = await send(url, 'mutation Unit($input: CreateOrganizationInput!) { createOrganization(input: $input) { id } }', { input: { name: '测量用的机构', kind: 'SOCIAL_WORK' } }, people.publisher);
  await send(url, 'mutation Verify($id: ID!) { verifyOrganization(id: $id, accepted: true) { id } }', { id: createOrganization.id }, people.admin);
  const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString();
  const { data: { createProject: { id } } } = await send(url, 'mutation Create($input: CreateProjectInput!) { createProject(input: $input) { id } }', {
    input: {
      organizationId: createOrganization.id, title: '测量用的项目', summary: '用来测量每秒认捐数。', story: '每一笔都入账。',
      category: '红色传承', region: '石岐', fundingEndsAt: inDays(60),
      milestones: [{ title: '全部', amount: 1_000_000_000, dueOn: inDays(90) }],
      indicators: [{ name: '服务人数', unit: '人', kind: 'PEOPLE_SERVED', target: 100 }],
    },
  }, people.publisher);
  await send(url, 'mutation Submit($id: ID!) { submitProject(id: $id) { id } }', { id }, people.publisher);
  await send(url, 'mutation Review($input: ReviewProjectInput!) { reviewProject(input: $input) { id } }', { input: { projectId: id, decision: 'APPROVE' } }, people.reviewer);
  // Without public notice it opens at once, which is to say with the server's next look at the clock.
  for (let patience = 50; ; patience -= 1) {
    const { data: { project } } = await send(url, 'query Status($id: ID!) { project(id: $id) { status } }', { id });
    if (project?.status === 'FUNDRAISING') return id;
    if (patience === 0) throw new Error(`The project should take gifts by now, but it is ${project?.status ?? 'not public'}.`);
    await sleep(100);
  }
}

export async function load(input) {
  const { code, output, stdout } = await runNode(['tests/bench/load.mjs', JSON.stringify(input)], { timeoutMs: (input.seconds + 60) * 1000 });
  if (code !== 0) throw new Error(`The load client failed:\n${output}`);
  const result = JSON.parse(stdout);
  if (result.refusals.length > 0) throw new Error(`The server refused requests of the benchmark:\n${JSON.stringify(result.refusals, null, 2)}`);
  return result;
}

/** The sessions of `count` new people. */
export async function giveSignUps(url, count) {
  const cookies = [];
  for (let index = 0; index < count; index += 1) cookies.push(await signUp(url, `donor${index}@example.test`, `捐赠人${index}`));
  return cookies;
}

const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

export async function measure({ database, rounds, seconds, human }) {
  const mariadb = database === 'mariadb' ? await startMariadb() : undefined;
  let product;
  try {
    product = await startProduct({ mariadb, env: { PUBLIC_NOTICE_DAYS: '0', DEMO: 'off' } });
    const { url } = product;
    const projectId = await openProject(product);
    const cookies = [];
    for (let index = 0; index < CONNECTIONS; index += 1) cookies.push(await signUp(url, `donor${index}@example.test`, `捐赠人${index}`));
    const common = { url, connections: CONNECTIONS, projectId };
    human(`pledge-http on ${database}: ${CONNECTIONS} connections, ${rounds} alternating rounds of ${seconds} s`);
    // Warm: compiled code and full caches are the state a launch event meets.
    let recorded = (await load({ ...common, kind: 'pledge', seconds: 1, cookies })).accepted;
    await load({ ...common, kind: 'trivial', seconds: 1, cookies: [] });
    const values = [];
    const baselines = [];
    for (let round = 1; round <= rounds; round += 1) {
      // Alternating, so that a slow minute of the machine hits both alike.
      const trivial = await load({ ...common, kind: 'trivial', seconds, cookies: [] });
      const pledge = await load({ ...common, kind: 'pledge', seconds, cookies });
      recorded += pledge.accepted;
      baselines.push(trivial.perSecond);
      values.push(pledge.perSecond);
      human(`  round ${round}: ${pledge.perSecond.toFixed(0).padStart(6)} pledges/s (p50 ${pledge.p50} ms, p99 ${pledge.p99} ms)   ${trivial.perSecond.toFixed(0).padStart(6)} trivial queries/s`);
    }
    // A fast answer that was not recorded is worth nothing.
    const { data: { project } } = await send(url, 'query Progress($id: ID!) { project(id: $id) { progress { pledgeCount raised } fund { received } } }', { id: projectId });
    const exact = { pledgeCount: recorded, raised: recorded * 100, received: recorded * 100 };
    const found = { ...project.progress, received: project.fund.received };
    for (const [name, expected] of Object.entries(exact)) if (found[name] !== expected) throw new Error(`${recorded} pledges were acknowledged, but ${name} is ${found[name]} instead of ${expected}.`);
    const value = Math.round(median(values));
    const baselineValue = Math.round(median(baselines));
    return { bench: 'pledge-http', database, value, unit: 'pledges/s', baseline: 'trivial query', baselineValue, ratio: Number((value / baselineValue).toFixed(4)) };
  } finally {
    await product?.stop();
    await mariadb?.stop();
  }
}
