// Six days of giving in Hebi, September 2022: 554,300 gifts of ¥77,536,700 in all, matching money included, sent one by
// one through HTTP to a giving day and proved to the fen.
import { cpuOf, cpuSince, sharesOf, printShares } from '../bench/cpu.mjs';
import { seededRandom } from '../support/random.mjs';
import { startProduct } from '../support/product.mjs';
import { Acknowledgements } from './acknowledgements.mjs';
import { Givers, PLEDGE } from './givers.mjs';
import { byDay, DAYS, figuresAt, indexOf, keyOf, requestsOf } from './hebi-gifts.mjs';
import { Pace } from './pace.mjs';
import { brokenInvariants, pledgesOf, Proof, proveShownMoney, readTables } from './proof.mjs';
import { forAll, inDays, Town } from '../support/product-town.mjs';
import { Treasurer } from './treasurer.mjs';

/** The projects that receive the money, with their shares. The names and the shares are invented. */
const PROJECTS = [
  { title: '淇河两岸灾后重建', region: '浚县', category: '应急救灾', share: 0.4 },
  { title: '乡村学校复课计划', region: '淇县', category: '青少年关爱', share: 0.15 },
  { title: '受灾老党员暖冬行动', region: '浚县', category: '困难帮扶', share: 0.1 },
  { title: '村卫生室再开门', region: '淇滨', category: '社区治理', share: 0.1 },
  { title: '独居老人一日一访', region: '山城', category: '为老服务', share: 0.05 },
  { title: '残疾人家门口就业', region: '鹤山', category: '助残就业', share: 0.05 },
  { title: '红色讲解员进校园', region: '淇滨', category: '红色传承', share: 0.1 },
  { title: '志愿者应急装备', region: '全市', category: '志愿服务', share: 0.05 },
];
const UNIT_KINDS = ['ENTERPRISE', 'PARTY_COMMITTEE', 'ENTERPRISE', 'GOVERNMENT', 'COMMUNITY'];
const UNKNOWN_PROJECT = '00000000-0000-7000-8000-000000000000';
const CONNECTIONS = 128;
/** What the match fund adds to one gift at most, so that it lasts for some days and is empty at the end. */
const MATCHED_PER_GIFT_FEN = 5_000;

/**
 * More gifts need more accounts, and each account costs a password hash. The number of accounts grows with the
 * square root of the number of gifts, which still spreads the accounts over all gifts.
 */
const crowdOf = ({ gifts }) => ({
  accounts: Math.max(12, Math.ceil(Math.sqrt(gifts) / 3)),
  units: Math.max(3, Math.ceil(Math.sqrt(gifts) / 20)),
});

/** The name of the owner of an account. */
const nameOf = (account) => `捐赠人${account}`;

/**
 * @typedef {{ seed: number, scale: number, connections?: number, mariadb?: Awaited<ReturnType<typeof
 * import('../../scripts/lib/mariadb.mjs').startMariadb>>, human?: (line: string) => void, watch?: (of: { total: number,
 * unit: string, done: () => number, note: () => string }) => { stop(): void } }} Options
 */

/**
 * Plays the six days on a server of its own. Returns figures, `prove`, which compares every acknowledgement with the
 * database, and `stop`.
 * @param {Options} options
 */
export async function playHebi({
  seed,
  scale,
  connections = CONNECTIONS,
  mariadb,
  human = () => undefined,
  watch = () => ({ stop: () => undefined }),
}) {
  const figures = figuresAt(scale);
  const plan = { seed, ...figures, projects: PROJECTS.length, ...crowdOf(figures) };
  const product = await startProduct({ mariadb, env: { PUBLIC_NOTICE_DAYS: '0' } });
  try {
    const stage = await setStage(product, plan);
    human(
      `${product.url}: ${plan.projects} projects take gifts, ${plan.units} units and ${plan.accounts} people have accounts`,
    );
    const acknowledged = new Acknowledgements(plan.gifts);
    const pace = new Pace(plan.gifts);
    const treasurer = new Treasurer(stage.town);
    let arrived = [];
    let now = 0;
    const givers = new Givers({
      url: product.url,
      connections,
      acknowledged,
      pace,
      random: seededRandom(`${seed} pauses`),
      letterOf: letterWriter(plan, stage),
      onPromise: ({ amountFen, guest, account }, remarkCode) =>
        arrived.push({ fen: amountFen, text: remarkCode, name: guest?.name ?? nameOf(account) }),
    });
    const cpu = startCpuClock(product, mariadb);
    const bar = watch({
      total: plan.gifts,
      unit: 'gifts',
      done: () => acknowledged.count,
      note: () => `day ${now + 1} of ${DAYS}`,
    });
    try {
      for (const { day, requests } of byDay(requestsOf(plan))) {
        now = day;
        await givers.send(requests);
        treasurer.receive(arrived);
        arrived = [];
      }
    } finally {
      bar.stop();
      givers.close();
    }
    await treasurer.finished();
    const run = { pace: pace.figures(), counts: givers.counts, cpu: cpu() };
    return {
      product,
      plan,
      ...run,
      told: tell(run),
      prove: () => prove({ product, plan, stage, acknowledged, givers, treasurer }),
      stop: product.stop,
    };
  } catch (error) {
    await product.stop();
    throw error;
  }
}

/** Starts to count; returns a function with the share of the processor time that each side has used since. */
function startCpuClock(product, mariadb) {
  const used = () => {
    const { user, system } = process.cpuUsage();
    return { ...cpuOf(product, mariadb), client: (user + system) / 1e6 };
  };
  const before = used();
  return () => sharesOf(cpuSince(before, used()));
}

const tell = ({
  pace: { seconds, perSecond, first, last, ratio, p50, p99 },
  counts: { requests, repeated, hungUp, refused, unavailable, lost },
  cpu,
}) => [
  `${Math.round(perSecond)} gifts/s over ${seconds.toFixed(1)} s; p50 ${p50} ms, p99 ${p99} ms; the first tenth of the busy hours ${Math.round(first)}/s, the last ${Math.round(last)}/s (${ratio.toFixed(2)})`,
  printShares(cpu),
  `${requests} requests: ${repeated} repeated a key and ${hungUp} more did so after a connection that broke, ${refused} were to be refused; ${unavailable} were answered UNAVAILABLE and ${lost} lost their connection, and came again`,
];

/** Creates what the gifts need: staff, projects, units, accounts, and two projects at which gifts fail. */
async function setStage(product, plan) {
  const town = new Town(product);
  await town.hireStaff();
  await town.signUp('publisher', '项目办');
  const implementer = await town.foundUnit('publisher', '鹤壁市公益项目办公室', 'SOCIAL_WORK');
  const publish = ({ title, region, category, goal, ...more }) =>
    town.publish('publisher', {
      organizationId: implementer,
      title,
      region,
      category,
      summary: '六天网络募捐的项目。',
      story: '每一笔都入账,每一分都可查。',
      fundingEndsAt: inDays(60),
      ...more,
      milestones: [{ title: '全部', amount: goal, dueOn: inDays(90) }],
      indicators: [{ name: '服务人数', unit: '人', kind: 'PEOPLE_SERVED', target: 10_000 }],
    });
  // Some projects reach their goal during the replay and keep taking gifts beyond it.
  const projects = await forAll(
    PROJECTS,
    ({ share, ...project }) => publish({ ...project, goal: Math.ceil(plan.fen * share) }),
    1,
  );
  const [closed, small] = await forAll(
    ['已经撤下的项目', '只缺十元的项目'],
    (title) => publish({ title, region: '全市', category: '志愿服务', goal: 1_000, acceptsOverGoal: false }),
    1,
  );
  await forAll([...projects, closed, small], (project) => town.untilOpen(project));
  await town.cancel(closed, '场地没有了');
  const accounts = Array.from({ length: plan.accounts }, (_, index) => `giver${index}`);
  await forAll(accounts, (name, index) => town.signUp(name, nameOf(index)));
  const owners = accounts.slice(0, plan.units);
  await town.verify(owners);
  const units = await forAll(owners, (owner, index) =>
    town.foundUnit(owner, `鹤壁爱心单位${index + 1}`, UNIT_KINDS[index % UNIT_KINDS.length]),
  );
  await openMatchFund(town, owners[0], units[0], projects, plan);
  const campaign = await openCampaign(town, implementer, projects);
  return { town, projects, closed, small, units, campaign };
}

/** Opens the fund that doubles gifts, a part of each at most, until it is empty. */
async function openMatchFund(town, owner, organizationId, projects, { matchedFen }) {
  const { foundMatchFund: fund } = await town.ask(
    owner,
    'mutation Found($input: FoundMatchFundInput!) { foundMatchFund(input: $input) { id } }',
    {
      input: {
        organizationId,
        title: '六天配捐',
        payment: 'SANDBOX',
        factor: 100,
        perGift: MATCHED_PER_GIFT_FEN,
        opensAt: inDays(-1),
        closesAt: inDays(30),
        scope: 'PROJECTS',
        projectIds: projects.map(({ id }) => id),
        place: 1,
      },
    },
  );
  await town.ask('reviewer', 'mutation Decide($id: ID!) { decideMatchFund(id: $id, accepted: true) { id } }', fund);
  await town.ask(
    'treasurer',
    'mutation Fill($input: ConfirmMatchPaymentInput!) { confirmMatchPayment(input: $input) { id } }',
    { input: { fundId: fund.id, amount: matchedFen, bankReference: '六天配捐' } },
  );
}

/** Publishes the giving day for which all gifts count, and waits until it is open. */
async function openCampaign(town, organizerId, projects) {
  const { createCampaign } = await town.ask(
    'publisher',
    'mutation Create($organizerId: ID!, $input: CampaignInput!) { createCampaign(organizerId: $organizerId, input: $input) { id } }',
    {
      organizerId,
      input: {
        kind: 'GIVING_DAY',
        title: '鹤壁六日网络募捐',
        theme: '六天里，一起为灾后重建出力',
        rules: '每一笔都进入所选项目的专用资金。',
        opensAt: new Date(Date.now() + 2_000).toISOString(),
        closesAt: inDays(30),
        projectIds: projects.map(({ id }) => id),
      },
    },
  );
  const { id } = createCampaign;
  await town.ask('reviewer', 'mutation Publish($id: ID!) { publishCampaign(id: $id, version: 0) { id } }', { id });
  await town.until(
    async () =>
      (await town.ask(null, '{ campaigns(first: 1) { edges { node { state } } } }')).campaigns.edges[0].node.state ===
      'OPEN',
    'the campaign is open',
  );
  return id;
}

/** Returns a function that writes each request of the plan as the bytes that are sent. */
function letterWriter({ seed, accounts, units }, { town, projects, closed, small, units: unitIds, campaign }) {
  const wrongs = {
    NO_AMOUNT: (input) => ({ ...input, amount: 0 }),
    TOO_LARGE: (input) => ({ ...input, amount: 1_000_000_001 }),
    NOT_A_NUMBER: (input) => ({ ...input, amount: '12.50' }),
    NO_NAME: (input) => ({ ...input, onBehalfOfId: undefined, guest: { name: ' ' } }),
    NOBODY: (input) => ({ ...input, onBehalfOfId: undefined, guest: undefined }),
    FOREIGN_UNIT: (input) => ({ ...input, guest: undefined, onBehalfOfId: unitIds[0] }),
    UNKNOWN_PROJECT: (input) => ({ ...input, projectId: UNKNOWN_PROJECT }),
    CLOSED_PROJECT: (input) => ({ ...input, projectId: closed.id }),
    PAST_GOAL: (input) => ({ ...input, projectId: small.id, amount: 100_000 }),
    KEY_REUSED: (input) => ({ ...input, amount: input.amount + 100 }),
  };
  /** The sender of requests that are wrong because of their sender. */
  const askers = { NO_NAME: null, NOBODY: null, FOREIGN_UNIT: units < accounts ? units : 1 };
  return ({ gift, fault, nth }) => {
    const input = {
      projectId: projects[gift.project].id,
      amount: gift.amountFen,
      idempotencyKey: keyOf(seed, gift.index),
      payment: gift.payment,
      anonymous: gift.anonymous,
      message: gift.message ?? undefined,
      guest: gift.guest ?? undefined,
      onBehalfOfId: gift.unit === null ? undefined : unitIds[gift.unit],
      campaignId: campaign,
      donorCategory: gift.unit === null ? 'PUBLIC' : 'MEMBER',
    };
    const asker = fault !== null && fault in askers ? askers[fault] : gift.account;
    const wrong =
      fault === null
        ? input
        : wrongs[fault](fault === 'KEY_REUSED' ? input : { ...input, idempotencyKey: `refused-${nth}` });
    return {
      body: JSON.stringify({ query: PLEDGE, variables: { input: wrong } }),
      cookie: asker === null ? undefined : town.cookies[`giver${asker}`],
    };
  };
}

/** Compares the acknowledgements with the tables, the pages, the books and their exports. */
async function prove({ product, plan, stage, acknowledged, givers, treasurer }) {
  const proof = new Proof();
  const { gifts, fen, seed } = plan;
  proof.none('answers that were not what they have to be', givers.faults);
  proof.equal('gifts acknowledged', acknowledged.count, gifts);
  proof.equal('fen acknowledged', acknowledged.fen, fen);

  const { pledges, receipts, entries, postings } = await readTables(product);
  for (const [what, found] of Object.entries({
    'pledges recorded': pledges.count,
    'of them paid': pledges.paid,
    receipts: receipts.count,
    'entries of gifts in the journal': entries.count,
  }))
    proof.equal(what, found, gifts);
  for (const [what, found] of Object.entries({
    'fen in pledges': pledges.fen,
    'fen in receipts': receipts.fen,
    'fen posted to funds': postings.fen,
  }))
    proof.equal(what, found, fen);

  const { lost, doubled, different, unknown } = await compareRows({
    product,
    seed,
    gifts,
    acknowledged,
    projects: stage.projects,
  });
  proof.none('gifts acknowledged and lost', lost);
  proof.none('gifts that are there twice', doubled);
  proof.none('gifts that are not what was acknowledged', different);
  proof.none(`pledges of nobody, ${givers.counts.refused} refused ones among them`, unknown);
  proof.equal("transfers confirmed from the bank's statements", treasurer.confirmed, acknowledged.transfers);

  await proveShownMoney(proof, stage.town, stage.projects, acknowledged.sums(plan.projects), plan.matchedFen);
  const figures = await campaignFigures(stage);
  proof.equal('fen of the campaign, with what was matched', figures.raisedFen, plan.raisedFen);
  proof.equal('fen of it that the match fund added', figures.matchedFen, plan.matchedFen);
  proof.equal('gifts of the campaign', figures.participations, gifts);
  proof.equal('fen in the ranking of its projects', figures.rankedFen, plan.raisedFen);
  proof.figures = {
    participations: figures.participations,
    raisedFen: figures.raisedFen,
    matchedFen: figures.matchedFen,
  };
  proof.none('invariants that do not hold', await brokenInvariants(product));
  return proof;
}

/** Reads the figures of the campaign as everybody sees them. */
async function campaignFigures({ town, campaign: id }) {
  const { campaign } = await town.ask(
    null,
    'query C($id: ID!) { campaign(id: $id) { progress { raised matched giftCount } ranking(of: PROJECTS, first: 50) { edges { node { raised } } } } }',
    { id },
  );
  const { progress, ranking } = campaign;
  return {
    raisedFen: progress.raised,
    matchedFen: progress.matched,
    participations: progress.giftCount,
    rankedFen: ranking.edges.reduce((sum, { node }) => sum + node.raised, 0),
  };
}

async function compareRows({ product, seed, gifts, acknowledged, projects }) {
  const [lost, doubled, different, unknown] = [[], [], [], []];
  const seen = new Uint8Array(gifts);
  for await (const {
    id,
    project_id: projectId,
    amount_fen: amount,
    status,
    payment,
    idempotency_key: key,
  } of pledgesOf(product)) {
    const index = indexOf(seed, key);
    const told = index === null ? null : acknowledged.of(index);
    if (index === null || told === null) {
      unknown.push({ id, key });
      continue;
    }
    if (seen[index] === 1) doubled.push({ index, id });
    seen[index] = 1;
    const isSame =
      id === told.id &&
      Number(amount) === told.amountFen &&
      projectId === projects[told.project].id &&
      payment === told.payment &&
      status === 'PAID';
    if (!isSame) different.push({ index, told, found: { id, amount: Number(amount), projectId, payment, status } });
  }
  for (let index = 0; index < gifts; index += 1)
    if (acknowledged.has(index) && seen[index] === 0) lost.push({ index, ...acknowledged.of(index) });
  return { lost, doubled, different, unknown };
}
