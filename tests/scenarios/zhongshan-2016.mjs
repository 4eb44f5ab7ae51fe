// A year of red venture philanthropy in Zhongshan: 1,130 projects of many organisations, sponsors who pledge on behalf
// of their units, stages that are reported, verified and paid, and people who are served. Every fen is traced to the
// stage that used it.
import { randomUUID } from 'node:crypto';
import { startProduct } from '../support/product.mjs';
import { brokenInvariants, moneyOfCity, Proof, proveShownMoney, readTables } from './proof.mjs';
import { forAll, inDays, Town } from '../support/product-town.mjs';
import { figuresAt, projectsOf } from './zhongshan-projects.mjs';

const UNIT_KINDS = ['ENTERPRISE', 'PARTY_COMMITTEE', 'ENTERPRISE', 'GOVERNMENT', 'COMMUNITY'];
/** Every fifth gift comes by bank transfer, which the treasurer confirms by hand. */
const GIFTS_PER_TRANSFER = 5;

const OPERATIONS = {
  pledge: 'mutation Pledge($input: PledgeInput!) { pledge(input: $input) { id } }',
  confirm: 'mutation Confirm($input: ConfirmPaymentInput!) { confirmPayment(input: $input) { status } }',
  report: 'mutation Report($input: SubmitMilestoneInput!) { submitMilestone(input: $input) { id } }',
  accept: 'mutation Accept($id: ID!) { reviewMilestone(input: { milestoneId: $id, accepted: true }) { id } }',
  release: 'mutation Release($id: ID!) { releaseMilestone(id: $id) { status } }',
  measure: 'mutation Measure($input: RecordMeasurementInput!) { recordMeasurement(input: $input) { id } }',
  verify: 'mutation Verify($id: ID!) { verifyMeasurement(id: $id, accepted: true) { id } }',
  trace: `query Trace($id: ID!) { project(id: $id) {
    status fund { received released }
    milestones { id status release { amount releasedAt } }
    sponsors { organization { id } amount }
    pledges(first: 100) { edges { node { id amount status uses { amount milestone { id } } } } }
  } }`,
  impact: '{ impactSummary { peopleServed raised projects } cityTotals { peopleServed projectCount } }',
};

/** The number of units and people in a city with this many projects. */
const cityOf = ({ projects }) => ({
  implementers: Math.max(2, Math.ceil(Math.sqrt(projects) / 2)),
  sponsors: Math.max(3, Math.ceil(Math.sqrt(projects))),
  members: 6,
});

/**
 * Plays the year on a server of its own. Returns figures, `prove`, which compares every acknowledgement with the
 * database, and `stop`.
 * @param {{ seed: number, scale: number, mariadb?: { urlOf(database: string): string }, human?: (line: string) => void,
 * watch?: (of: { total: number, unit: string, done: () => number }) => { stop(): void } }} options
 */
export async function playZhongshan({
  seed,
  scale,
  mariadb,
  human = () => undefined,
  watch = () => ({ stop: () => undefined }),
}) {
  const figures = figuresAt(scale);
  const plan = { seed, ...figures, ...cityOf(figures) };
  const product = await startProduct({ mariadb, env: { PUBLIC_NOTICE_DAYS: '0' } });
  try {
    const { town, sponsors, implementers } = await setStage(product, plan);
    human(
      `${product.url}: ${plan.implementers} implementers, ${plan.sponsors} sponsors and ${plan.members} members have accounts`,
    );
    /** The acknowledgements, project by project. @type {Played[]} */
    const played = [];
    const bar = watch({ total: plan.projects, unit: 'projects', done: () => played.length });
    const startedAt = performance.now();
    try {
      await forAll(projectsOf(plan), async (project) => {
        played.push(await playProject(town, { sponsors, implementers }, project));
      });
    } finally {
      bar.stop();
    }
    const seconds = (performance.now() - startedAt) / 1_000;
    const gifts = played.reduce((sum, one) => sum + one.gifts.length, 0);
    const told = [
      `${played.length} projects with ${gifts} gifts in ${seconds.toFixed(1)} s, of them ${played.filter(({ plan: { end } }) => end === 'COMPLETED').length} completed`,
    ];
    return { product, plan, told, prove: () => prove({ product, plan, town, played }), stop: product.stop };
  } catch (error) {
    await product.stop();
    throw error;
  }
}

async function setStage(product, plan) {
  const town = new Town(product);
  await town.hireStaff();
  const named = (name, count) => Array.from({ length: count }, (_, index) => `${name}${index}`);
  const found = async (owners, nameOf, kindOf) => {
    await forAll(owners, (owner, index) => town.signUp(owner, `${nameOf(index)}负责人`));
    await town.verify(owners);
    return forAll(owners, async (owner, index) => ({
      owner,
      id: await town.foundUnit(owner, nameOf(index), kindOf(index)),
    }));
  };
  const implementers = await found(
    named('implementer', plan.implementers),
    (index) => `中山社会工作服务中心${index + 1}`,
    () => 'SOCIAL_WORK',
  );
  const sponsors = await found(
    named('sponsor', plan.sponsors),
    (index) => `中山爱心单位${index + 1}党委`,
    (index) => UNIT_KINDS[index % UNIT_KINDS.length],
  );
  await forAll(named('member', plan.members), (name, index) => town.signUp(name, `党员${index + 1}`));
  return { town, implementers, sponsors };
}

/**
 * @typedef {{ id: string, amountFen: number, unit: string | null }} PlayedGift
 * @typedef {{ id: string, slug: string, plan: import('./zhongshan-projects.mjs').PlannedProject, gifts: PlayedGift[], released: Map<string, number> }} Played what people were told of a project
 */

/** Plays one project, as far as it came that year. @returns {Promise<Played>} */
async function playProject(town, { sponsors, implementers }, plan) {
  const { owner, id: organizationId } = implementers[plan.implementer];
  const project = await town.publish(owner, {
    organizationId,
    title: plan.title,
    region: plan.region,
    category: plan.category,
    summary: '党建+公益的服务项目。',
    story: '党组织发布,单位和党员认捐,服务群众。',
    fundingEndsAt: inDays(60),
    milestones: plan.stagesFen.map((amount, index) => ({
      title: `第${index + 1}阶段`,
      amount,
      dueOn: inDays(90 + index),
    })),
    indicators: [{ name: '服务人次', unit: '人', kind: 'PEOPLE_SERVED', target: Math.max(1, plan.people) }],
  });
  const gifts = [];
  for (const [index, gift] of plan.gifts.entries())
    gifts.push(await give(town, sponsors, project, gift, (plan.index + index) % GIFTS_PER_TRANSFER === 0));
  const released = new Map();
  const paid = { COMPLETED: project.milestones.length, EXECUTING: 1, FUNDED: 0, FUNDRAISING: 0 }[plan.end];
  for (const { id, amount } of project.milestones.slice(0, paid)) {
    await town.ask(owner, OPERATIONS.report, {
      input: {
        milestoneId: id,
        report: '按计划完成,名单和照片已公示。',
        evidenceUrls: ['https://example.test/report'],
      },
    });
    await town.ask('reviewer', OPERATIONS.accept, { id });
    // The people are served by the time the last stage is paid, so their number is measured before that payment.
    if (released.size === paid - 1 && plan.people > 0) await measure(town, owner, project, plan.people);
    await release(town, id);
    released.set(id, amount);
  }
  return { id: project.id, slug: project.slug, plan, gifts, released };
}

/**
 * Gives once: a sponsor for the unit, a member alone. The treasurer confirms transfers by hand. @returns
 * {Promise<PlayedGift>}
 */
async function give(town, sponsors, project, { amountFen, sponsor, member }, isTransfer) {
  const unit = sponsor === null ? null : sponsors[sponsor];
  const {
    pledge: { id },
  } = await town.ask(unit?.owner ?? `member${member}`, OPERATIONS.pledge, {
    input: {
      projectId: project.id,
      amount: amountFen,
      idempotencyKey: randomUUID(),
      payment: isTransfer ? 'BANK_TRANSFER' : 'SANDBOX',
      onBehalfOfId: unit?.id,
    },
  });
  if (isTransfer)
    await town.ask('treasurer', OPERATIONS.confirm, {
      input: { pledgeId: id, amount: amountFen, bankReference: `流水 ${id.slice(-12)}` },
    });
  return { id, amountFen, unit: unit?.id ?? null };
}

async function measure(town, owner, { indicators: [{ id }] }, people) {
  const { recordMeasurement } = await town.ask(owner, OPERATIONS.measure, {
    input: { indicatorId: id, value: people, on: new Date().toISOString() },
  });
  await town.ask('reviewer', OPERATIONS.verify, { id: recordMeasurement.id });
}

/** Large payments need a second signature. */
async function release(town, id) {
  const {
    releaseMilestone: { status },
  } = await town.ask('treasurer', OPERATIONS.release, { id });
  if (status !== 'RELEASED') await town.ask('cosigner', OPERATIONS.release, { id });
}

const sumOf = (numbers) => [...numbers].reduce((sum, number) => sum + number, 0);

/** Compares the acknowledgements with the tables, the pages, the books and the trace of every gift. */
async function prove({ product, plan, town, played }) {
  const proof = new Proof();
  const gifts = played.flatMap((one) => one.gifts);
  proof.equal('projects played', played.length, plan.projects);
  proof.equal('fen acknowledged', sumOf(gifts.map(({ amountFen }) => amountFen)), plan.fen);

  const { pledges, receipts, entries, postings } = await readTables(product);
  for (const [what, found] of Object.entries({
    'pledges recorded': pledges.count,
    'of them paid': pledges.paid,
    receipts: receipts.count,
    'entries of gifts in the journal': entries.count,
  }))
    proof.equal(what, found, gifts.length);
  for (const [what, found] of Object.entries({
    'fen in pledges': pledges.fen,
    'fen in receipts': receipts.fen,
    'fen posted to funds': postings.fen,
  }))
    proof.equal(what, found, plan.fen);

  await proveTraces(proof, town, played);
  await proveShownMoney(
    proof,
    town,
    played,
    played.map((one) => ({
      count: one.gifts.length,
      fen: sumOf(one.gifts.map(({ amountFen }) => amountFen)),
      released: sumOf(one.released.values()),
    })),
  );
  const { impactSummary, cityTotals } = await town.ask(null, OPERATIONS.impact);
  proof.equal('projects in the totals of the city', cityTotals.projectCount, plan.projects);
  proof.equal('people served, in the totals of the city', cityTotals.peopleServed, plan.people);
  proof.equal('people served, in the impact of all projects', impactSummary.peopleServed, plan.people);
  proof.equal('fen raised, in the impact of all projects', impactSummary.raised, plan.fen);
  proof.figures = {
    activities: cityTotals.projectCount,
    raisedFen: impactSummary.raised,
    peopleServed: impactSummary.peopleServed,
  };
  proof.none('invariants that do not hold', await brokenInvariants(product));
  return proof;
}

/**
 * Proves that each fund paid exactly what its stages received and never more than came in, and that the uses of its
 * gifts sum to these payments, gift by gift and stage by stage.
 */
async function proveTraces(proof, town, played) {
  const wrong = { status: [], gifts: [], released: [], overdrawn: [], traces: [], walls: [] };
  let released = 0;
  for (const one of played) {
    const { project } = await town.ask(null, OPERATIONS.trace, { id: one.id });
    const {
      status,
      fund,
      milestones,
      sponsors,
      pledges: { edges },
    } = project;
    const about = (details) => ({ project: one.slug, ...details });
    const wanted = new Map(one.gifts.map(({ id, amountFen }) => [id, amountFen]));
    const stagePaid = new Map(
      milestones.filter((stage) => stage.release?.releasedAt != null).map((stage) => [stage.id, stage.release.amount]),
    );
    const used = edges.flatMap(({ node }) => node.uses);
    released += fund.released;
    if (status !== one.plan.end) wrong.status.push(about({ status, expected: one.plan.end }));
    if (
      edges.length !== wanted.size ||
      edges.some(({ node }) => wanted.get(node.id) !== node.amount || node.status !== 'PAID')
    )
      wrong.gifts.push(about({ found: edges.length, expected: wanted.size }));
    if (stagePaid.size !== one.released.size || [...one.released].some(([id, amount]) => stagePaid.get(id) !== amount))
      wrong.released.push(about({ found: [...stagePaid.values()], expected: [...one.released.values()] }));
    if (fund.released > fund.received || fund.released !== sumOf(one.released.values()))
      wrong.overdrawn.push(about(fund));
    const usedByStage = (id) => sumOf(used.filter((use) => use.milestone.id === id).map(({ amount }) => amount));
    const overused = edges.filter(({ node }) => sumOf(node.uses.map(({ amount }) => amount)) > node.amount);
    if (
      overused.length > 0 ||
      sumOf(used.map(({ amount }) => amount)) !== fund.released ||
      [...one.released].some(([id, amount]) => usedByStage(id) !== amount)
    )
      wrong.traces.push(about({ used: used.length, released: fund.released }));
    const wall = new Map();
    for (const { unit, amountFen } of one.gifts) if (unit !== null) wall.set(unit, (wall.get(unit) ?? 0) + amountFen);
    if (
      sponsors.length !== wall.size ||
      sponsors.some(({ organization, amount }) => wall.get(organization.id) !== amount)
    )
      wrong.walls.push(about({ sponsors: sponsors.length, expected: wall.size }));
  }
  proof.none('projects that stand elsewhere than they were brought', wrong.status);
  proof.none('projects whose gifts are not those that were acknowledged', wrong.gifts);
  proof.none('projects whose stages were paid something else', wrong.released);
  proof.none('funds that paid more than they received, or something else than their stages got', wrong.overdrawn);
  proof.none('projects whose gifts are traced to something else than was paid', wrong.traces);
  proof.none('projects whose wall of sponsors says something else', wrong.walls);
  const { booksPeriod } = await moneyOfCity(town);
  proof.equal('fen paid to stages, in the public books', booksPeriod.released, released);
}
