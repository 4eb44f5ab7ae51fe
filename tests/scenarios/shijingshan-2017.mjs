// The drive 共产党员献爱心 of Shijingshan, 20 June to the end of July 2017: 165 units collect from 19,082 members and 2,716
// others, ¥1,270,000 in all. Every coordinator uploads the list of the unit, its money comes by one transfer, and the
// treasurer finds it on the bank's statement. What the drives paid for is played by shijingshan-programmes.mjs.
import { startProduct } from '../support/product.mjs';
import { forAll, inDays, Town } from '../support/product-town.mjs';
import { seededRandom } from '../support/random.mjs';
import { brokenInvariants, Proof, proveShownMoney } from './proof.mjs';
import { scaled, splitHeavily } from './shares.mjs';
import { playProgrammes } from './shijingshan-programmes.mjs';
import { Treasurer } from './treasurer.mjs';

/** The published figures of the drive, and of all drives from 2005 to 2017 together. */
const PUBLISHED = {
  units: 165,
  members: 19_082,
  others: 2_716,
  fen: 127_000_000,
  everParticipations: 250_000,
  everFen: 1_000_000_000,
};
const FIRST_YEAR = 2005;
const YEAR = 2017;
/** With fewer units the parts of the whole are no longer there. */
export const SMALLEST_SCALE = 0.015;

const COMMITTEES = ['街道党工委', '区直机关工委', '教育工委', '卫生系统党委', '国资系统党委'];
const OTHERS = ['入党申请人', '团员', '党外人士', '群众'];

const OPERATIONS = {
  place:
    'mutation Place($id: ID!, $parentId: ID) { updateOrganization(id: $id, input: { parentId: $parentId, parentReason: "隶属关系" }) { id } }',
  campaign:
    'mutation Campaign($organizerId: ID!, $input: CampaignInput!) { createCampaign(organizerId: $organizerId, input: $input) { id } }',
  publish: 'mutation Publish($id: ID!) { publishCampaign(id: $id, version: 0) { id } }',
  end: 'mutation End($id: ID!) { endCampaign(id: $id, reason: "七月底结束") { id } }',
  state: 'query State($id: ID!) { campaign(id: $id) { state } }',
  commit:
    'mutation Commit($id: ID!, $projectId: ID!, $campaignId: ID) { commitCollectedList(id: $id, version: 0, projectId: $projectId, campaignId: $campaignId) { id } }',
  list: 'query List($id: ID!) { collectedList(id: $id) { remarkCode amount } }',
  figures: `query Figures($id: ID!, $district: ID!) { campaign(id: $id) {
    progress { raised giftCount donorCount } categories { category donorCount }
    earlierYears { raised giftCount }
    units: ranking(of: UNITS, first: 1) { totalCount }
    committees: ranking(of: TREE, below: $district, first: 50) { edges { node { raised donorCount } } }
    district: ranking(of: TREE, first: 1) { edges { node { raised giftCount donorCount } } }
  } }`,
};

const sumOf = (numbers) => numbers.reduce((sum, number) => sum + number, 0);

/** The figures of a replay at `scale`. */
export const figuresAt = (scale) =>
  Object.fromEntries(Object.entries(PUBLISHED).map(([name, figure]) => [name, scaled(figure, scale)]));

/**
 * The lists of the units: who gave, how much and as what. The unit of a giver, and what each of the others is, were not
 * published; they follow from the seed.
 * @param {{ scale: number, seed: number }} of
 */
export function plannedLists({ scale, seed }) {
  const { units, members, others, fen } = figuresAt(scale);
  const random = seededRandom(`${seed} drive`);
  const people = members + others;
  const amounts = splitHeavily({ total: fen, count: people, step: 100, spread: 60, random });
  const lists = Array.from({ length: units }, () => []);
  for (let index = 0; index < people; index += 1) {
    // Each unit has a giver, and the others are spread by chance.
    const unit = index < units ? index : random.between(0, units - 1);
    const category = index < members ? '党员' : OTHERS[(index - members) % OTHERS.length];
    lists[unit].push({ name: `捐款人${index + 1}`, fen: amounts[index], category });
  }
  return lists;
}

const yuan = (fen) => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;

/** What the drives before this one brought, spread evenly over the years. */
function earlierYears({ everParticipations, everFen, members, others, fen }) {
  const years = YEAR - FIRST_YEAR;
  const part = (total, index) => Math.floor((total * (index + 1)) / years) - Math.floor((total * index) / years);
  return Array.from({ length: years }, (_, index) => ({
    year: FIRST_YEAR + index,
    raised: part(everFen - fen, index),
    giftCount: part(everParticipations - members - others, index),
    source: '公开报道的历年合计',
  }));
}

/**
 * Plays the drive on a server of its own. Returns `prove`, which compares what was collected with what is shown, and
 * `stop`.
 * @param {{ scale: number, seed: number, mariadb?: Awaited<ReturnType<typeof
 * import('../../scripts/lib/mariadb.mjs').startMariadb>>, human?: (line: string) => void }} options
 */
export async function playShijingshan({ scale, seed, mariadb, human = () => undefined }) {
  const plan = { scale, seed, ...figuresAt(scale) };
  const lists = plannedLists(plan);
  const product = await startProduct({ mariadb, env: { PUBLIC_NOTICE_DAYS: '0' } });
  try {
    const stage = await setStage(product, plan);
    human(`${product.url}: ${lists.length} units in ${COMMITTEES.length} committees collect for one project`);
    const collected = await forAll(lists, (list, index) => collect(stage, list, index));
    const treasurer = new Treasurer(stage.town);
    treasurer.receive(collected);
    await treasurer.finished();
    await stage.town.ask('publisher', OPERATIONS.end, { id: stage.campaign });
    const programmes = await playProgrammes({ town: stage.town, scale, seed });
    return {
      product,
      plan,
      told: [`${treasurer.confirmed} transfers pay ${plan.members + plan.others} gifts`],
      prove: () => prove({ product, plan, stage, treasurer, programmes }),
      stop: product.stop,
    };
  } catch (error) {
    await product.stop();
    throw error;
  }
}

/** Creates the staff, the units in their tree, the project and the open campaign. */
async function setStage(product, plan) {
  const town = new Town(product);
  await town.hireStaff();
  await town.signUp('publisher', '区委组织部');
  const found = async (owner, name, parentId) => {
    const id = await town.foundUnit(owner, name, 'PARTY_COMMITTEE');
    if (parentId !== null) await town.ask('admin', OPERATIONS.place, { id, parentId });
    return id;
  };
  const district = await found('publisher', '石景山区委', null);
  const committees = [];
  for (const name of COMMITTEES) committees.push(await found('publisher', name, district));
  const coordinators = Array.from({ length: plan.units }, (_, index) => `coordinator${index}`);
  await forAll(coordinators, (name) => town.signUp(name));
  await town.verify(coordinators);
  const units = await forAll(coordinators, (coordinator, index) =>
    found(coordinator, `第${index + 1}党支部`, committees[index % committees.length]),
  );
  const project = await town.publish('publisher', {
    organizationId: district,
    title: '共产党员献爱心',
    region: '全市',
    category: '困难帮扶',
    summary: '捐款进入专账，用于救助。',
    story: '专款专用，专人管理。',
    fundingEndsAt: inDays(60),
    milestones: [{ title: '救助', amount: plan.fen, dueOn: inDays(90) }],
    indicators: [{ name: '受助人数', unit: '人', kind: 'PEOPLE_SERVED', target: 3_000 }],
  });
  await town.untilOpen(project);
  const { createCampaign } = await town.ask('publisher', OPERATIONS.campaign, {
    organizerId: district,
    input: {
      kind: 'UNIT_DRIVE',
      title: '共产党员献爱心',
      theme: '各单位组织党员和群众捐款',
      rules: '捐款进入专账，专款专用。',
      opensAt: new Date(Date.now() + 2_000).toISOString(),
      closesAt: inDays(41),
      projectIds: [project.id],
      earlierYears: earlierYears(plan),
    },
  });
  await town.ask('reviewer', OPERATIONS.publish, createCampaign);
  const isOpen = async () => (await town.ask(null, OPERATIONS.state, createCampaign)).campaign.state === 'OPEN';
  await town.until(isOpen, 'the campaign is open');
  return { town, district, units, project, campaign: createCampaign.id };
}

/** Uploads and commits the list of a unit, and returns its transfer as the bank books it. */
async function collect({ town, units, project, campaign }, list, index) {
  const coordinator = `coordinator${index}`;
  const rows = list.map(({ name, fen, category }) => `${name},${yuan(fen)},${category}`);
  const search = new URLSearchParams({ organizationId: units[index], name: `第${index + 1}党支部.csv` });
  const response = await fetch(`${town.url}/uploads/collected-lists?${search}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/octet-stream',
      'x-requested-with': 'hongchuang',
      cookie: town.cookies[coordinator],
    },
    body: `\ufeff姓名,金额（元）,类别\r\n${rows.join('\r\n')}\r\n`,
  });
  if (!response.ok) throw new Error(`The list ${index + 1} was refused: ${await response.text()}`);
  const { id } = /** @type {{ id: string }} */ (await response.json());
  await town.ask(coordinator, OPERATIONS.commit, { id, projectId: project.id, campaignId: campaign });
  const read = async () => (await town.ask(coordinator, OPERATIONS.list, { id })).collectedList;
  await town.until(async () => (await read()).remarkCode !== null, `the list ${index + 1} is committed`);
  const { remarkCode, amount } = await read();
  return { fen: amount, text: remarkCode, name: `第${index + 1}党支部` };
}

/** Compares what was collected with every place that shows it. */
async function prove({ product, plan, stage, treasurer, programmes }) {
  const proof = new Proof();
  const people = plan.members + plan.others;
  const { campaign } = await stage.town.ask(null, OPERATIONS.figures, { id: stage.campaign, district: stage.district });
  const donorsOf = (isCounted) =>
    sumOf(campaign.categories.filter(({ category }) => isCounted(category)).map(({ donorCount }) => donorCount));
  const [{ node: top }] = campaign.district.edges;
  const committees = campaign.committees.edges.map(({ node }) => node);
  proof.equal('units that gave', campaign.units.totalCount, plan.units);
  proof.equal(
    'members who gave',
    donorsOf((category) => category === 'MEMBER'),
    plan.members,
  );
  proof.equal(
    'others who gave',
    donorsOf((category) => category !== 'MEMBER'),
    plan.others,
  );
  proof.equal('fen of the campaign', campaign.progress.raised, plan.fen);
  proof.equal('gifts of the campaign', campaign.progress.giftCount, people);
  proof.equal('donors of the campaign', campaign.progress.donorCount, people);
  proof.equal('fen of the district', top.raised, plan.fen);
  proof.equal('donors of the district', top.donorCount, people);
  proof.equal('fen of its committees, added up', sumOf(committees.map(({ raised }) => raised)), plan.fen);
  proof.equal('transfers on the bank’s statement', treasurer.confirmed, plan.units);
  await proveShownMoney(proof, stage.town, [stage.project], [{ count: people, fen: plan.fen }]);
  proof.none(
    'sources of programmes whose money is not all granted',
    Object.values(programmes.pages)
      .flatMap(({ sources }) => sources)
      .filter(({ received, granted, left }) => granted !== received || left !== 0),
  );
  proof.none('invariants that do not hold', await brokenInvariants(product));
  const earlier = (figure) => sumOf(campaign.earlierYears.map((year) => year[figure]));
  proof.figures = {
    units: campaign.units.totalCount,
    members: donorsOf((category) => category === 'MEMBER'),
    others: donorsOf((category) => category !== 'MEMBER'),
    raisedFen: campaign.progress.raised,
    history: {
      participations: earlier('giftCount') + campaign.progress.giftCount,
      raisedFen: earlier('raised') + campaign.progress.raised,
    },
    programmes: programmes.figures,
  };
  return proof;
}
