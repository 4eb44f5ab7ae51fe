// What benchmarks measure: the product with a project that takes gifts and with signed-in donors, and the load that is
// put on it.
import { runNode } from '../../scripts/lib/run.mjs';
import { inDays, Town } from '../support/product-town.mjs';
import { send, signUp, startProduct } from '../support/product.mjs';

const DONORS = 32;

/** Creates the staff and the unit that publishing a project needs. */
export async function createTown(product) {
  const town = new Town(product);
  await town.hireStaff();
  await town.signUp('publisher');
  return Object.assign(town, { unitId: await town.foundUnit('publisher', '测量用的机构', 'SOCIAL_WORK') });
}

/** Publishes a project with `changes` to the usual input. Its goal is far beyond what a run can give. */
export const publishProject = (town, changes = {}) =>
  town.publish('publisher', {
    organizationId: town.unitId,
    title: '测量用的项目',
    summary: '用来测量每秒认捐数。',
    story: '每一笔都入账。',
    category: '红色传承',
    region: '石岐',
    fundingEndsAt: inDays(60),
    milestones: [{ title: '全部', amount: 1_000_000_000, dueOn: inDays(90) }],
    indicators: [{ name: '服务人数', unit: '人', kind: 'PEOPLE_SERVED', target: 100 }],
    ...changes,
  });

/** Publishes a project that takes gifts, through the same steps as a user, and returns it with its town. */
export async function openProject(product) {
  const town = await createTown(product);
  const project = await publishProject(town);
  await town.untilOpen(project);
  return { town, projectId: project.id };
}

/** Opens a match fund of play money that doubles every gift and that a run cannot empty. */
export async function openMatchFund(town) {
  const { foundMatchFund: fund } = await town.ask(
    'publisher',
    'mutation Found($input: FoundMatchFundInput!) { foundMatchFund(input: $input) { id } }',
    {
      input: {
        organizationId: town.unitId,
        title: '测量用的配捐',
        payment: 'SANDBOX',
        factor: 100,
        perGift: 1_000_000,
        perDonor: 10_000_000_000,
        perProject: 10_000_000_000,
        perDay: 10_000_000_000,
        opensAt: inDays(-1),
        closesAt: inDays(30),
        scope: 'ALL',
        place: 1,
      },
    },
  );
  await town.ask('reviewer', 'mutation Decide($id: ID!) { decideMatchFund(id: $id, accepted: true) { id } }', fund);
  await town.ask(
    'treasurer',
    'mutation Fill($input: ConfirmMatchPaymentInput!) { confirmMatchPayment(input: $input) { id } }',
    { input: { fundId: fund.id, amount: 10_000_000_000, bankReference: '测量用的资金' } },
  );
}

/**
 * Opens a drive: every donor gives on behalf of a unit of the own, each of them the lowest of five levels, to a campaign
 * that calls for the project. Returns what each donor adds to a gift.
 */
async function openDrive(town, projectId, donors) {
  const levels = [];
  for (const name of ['市委', '区委', '街道党工委', '社区党委'])
    levels.push(await placed(town, await town.foundUnit('publisher', name, 'PARTY_COMMITTEE'), levels.at(-1)));
  const units = [];
  for (const donor of donors)
    units.push(await placed(town, await town.foundUnit(donor, `${donor} 的支部`, 'COMMUNITY'), levels.at(-1)));
  const { createCampaign: campaign } = await town.ask(
    'publisher',
    'mutation Create($organizerId: ID!, $input: CampaignInput!) { createCampaign(organizerId: $organizerId, input: $input) { id } }',
    {
      organizerId: town.unitId,
      input: {
        kind: 'UNIT_DRIVE',
        title: '测量用的活动',
        theme: '用来测量每秒认捐数',
        rules: '每一笔都入账。',
        opensAt: new Date(Date.now() + 2_000).toISOString(),
        closesAt: inDays(30),
        projectIds: [projectId],
      },
    },
  );
  await town.ask('reviewer', 'mutation Publish($id: ID!) { publishCampaign(id: $id, version: 0) { id } }', campaign);
  const isOpen = async () =>
    (await town.ask(null, 'query State($id: ID!) { campaign(id: $id) { state } }', campaign)).campaign.state === 'OPEN';
  await town.until(isOpen, 'the campaign is open');
  return units.map((onBehalfOfId) => ({ onBehalfOfId, campaignId: campaign.id, donorCategory: 'MEMBER' }));
}

/** Puts a unit below another one; without a parent it stays where it is. Returns its id. */
async function placed(town, id, parentId) {
  if (parentId !== undefined)
    await town.ask(
      'admin',
      'mutation Place($id: ID!, $parentId: ID) { updateOrganization(id: $id, input: { parentId: $parentId, parentReason: "隶属关系" }) { id } }',
      { id, parentId },
    );
  return id;
}

/** Runs a script of this folder that prints one JSON line. */
export async function runScript(script, input, seconds) {
  const { code, output, stdout } = await runNode([`tests/bench/${script}`, JSON.stringify(input)], {
    timeoutMs: (seconds + 60) * 1000,
  });
  if (code !== 0) throw new Error(`${script} failed:\n${output.slice(0, 2_000)}`);
  return JSON.parse(stdout);
}

export async function load(input) {
  const result = await runScript('load.mjs', input, input.seconds);
  if (result.refusals.length > 0)
    throw new Error(`The server refused requests of the benchmark:\n${JSON.stringify(result.refusals, null, 2)}`);
  return result;
}

/** Signs `count` new people up; returns their sessions. */
export async function giveSignUps(url, count) {
  const cookies = [];
  for (let index = 0; index < count; index += 1)
    cookies.push(await signUp(url, `donor${index}@example.test`, `捐赠人${index}`));
  return cookies;
}

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** Starts the product with a project that takes gifts and with signed-in donors. */
export async function startCity(mariadb, env = {}, nodeOptions = [], { isMatched = false, isDrive = false } = {}) {
  const product = await startProduct({ mariadb, nodeOptions, env: { PUBLIC_NOTICE_DAYS: '0', ...env } });
  const { town, projectId } = await openProject(product);
  if (isMatched) await openMatchFund(town);
  const cookies = await giveSignUps(product.url, DONORS);
  for (const [index, cookie] of cookies.entries()) town.cookies[`donor${index}`] = cookie;
  const gifts = isDrive
    ? await openDrive(
        town,
        projectId,
        Object.keys(cookies).map((index) => `donor${index}`),
      )
    : [];
  let recorded = 0;
  return {
    product,
    projectId,
    cookies,
    async give(connections, seconds) {
      const result = await load({ url: product.url, connections, projectId, kind: 'pledge', seconds, cookies, gifts });
      recorded += result.accepted;
      return result;
    },
    /**
     * Throws when an acknowledged gift was not recorded: the speed of a gift that is not recorded counts for nothing.
     */
    async assertAllRecorded() {
      const {
        data: { project },
      } = await send(
        product.url,
        'query Progress($id: ID!) { project(id: $id) { progress { pledgeCount raised } fund { received } } }',
        { id: projectId },
      );
      const found = { ...project.progress, received: project.fund.received };
      const each = isMatched ? 200 : 100;
      const exact = { pledgeCount: recorded, raised: recorded * each, received: recorded * each };
      for (const [name, expected] of Object.entries(exact))
        if (found[name] !== expected)
          throw new Error(
            `${recorded} pledges were acknowledged, but ${name} is ${found[name]} instead of ${expected}.`,
          );
    },
  };
}
