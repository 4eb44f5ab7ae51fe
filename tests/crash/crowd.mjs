// The people of a rehearsal. Each retries until the server responds, whatever fails meanwhile, and remembers every
// acknowledgement.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { signUp } from '../support/product.mjs';
import { seededRandom } from '../support/random.mjs';

const GIVERS = 12;
const ANSWER_TIMEOUT_MS = 20_000;
/** How long an answer may take once the kills have ended. */
const PATIENCE_MS = 120_000;
/** This share of the confirmed transfers is taken back, as if they had been confirmed by mistake. */
const MISTAKES = 0.1;

const OPERATIONS = {
  unit: 'mutation Unit($input: CreateOrganizationInput!) { createOrganization(input: $input) { id } }',
  verify: 'mutation Verify($id: ID!) { verifyOrganization(id: $id, accepted: true) { id } }',
  create: 'mutation Create($input: CreateProjectInput!) { createProject(input: $input) { id milestones { id } } }',
  submit: 'mutation Submit($id: ID!) { submitProject(id: $id) { id } }',
  review: 'mutation Review($input: ReviewProjectInput!) { reviewProject(input: $input) { id } }',
  pledge: 'mutation Pledge($input: PledgeInput!) { pledge(input: $input) { id status receipt { number } } }',
  confirm: 'mutation Confirm($input: ConfirmPaymentInput!) { confirmPayment(input: $input) { id } }',
  report: 'mutation Report($input: SubmitMilestoneInput!) { submitMilestone(input: $input) { id } }',
  accept: 'mutation Accept($input: ReviewMilestoneInput!) { reviewMilestone(input: $input) { id } }',
  release: 'mutation Release($id: ID!) { releaseMilestone(id: $id) { id } }',
  cancel: 'mutation Cancel($id: ID!) { cancelProject(id: $id, reason: "场地没有了") { id } }',
  refund: 'mutation Refund($input: PrepareRefundInput!) { prepareRefund(input: $input) { id } }',
  reverse: 'mutation Reverse($input: PrepareReversalInput!) { prepareReversal(input: $input) { id } }',
  approve: 'mutation Approve($id: ID!) { approveRefund(id: $id) { id } }',
  project:
    'query Project($id: ID!) { project(id: $id) { status milestones { status } fund { received released refunded } } }',
  gift: 'query Gift($id: ID!) { pledge(id: $id) { status } }',
  orders:
    'query Orders($status: RefundStatus!) { refundOrders(first: 100, status: $status) { edges { node { id project { id } items(first: 1) { edges { node { pledge { id } } } } } } } }',
  head: '{ treeHead { size root signedAt keyId signature } }',
};

export class Crowd {
  /** Acknowledged gifts by key: the content of the request and the id that the server returned. */
  gifts = new Map();
  /** The final status of pledges that treasurers worked on: PAID, or PENDING again. */
  settled = new Map();
  /** The amount that the fund of each small project has to hold, by project. */
  funds = new Map();
  /** Heads of the ledger's tree that a reader saw and kept. */
  heads = new Map();
  /** Faults that a failing database does not explain. */
  faults = [];
  counts = { asked: 0, lost: 0, unavailable: 0 };
  #over = false;
  #deadline = Infinity;
  #toConfirm = [];
  #cookies = {};
  #projectId;
  #work;

  constructor(url, seed) {
    this.url = url;
    this.seed = seed;
  }

  /** Signs everybody up and opens a project that takes any gift. */
  async gather(command) {
    for (const person of [
      'admin',
      'reviewer',
      'publisher',
      'treasurer',
      'second',
      ...Array.from({ length: GIVERS }, (_, index) => `giver${index}`),
    ]) {
      this.#cookies[person] = await signUp(this.url, `${person}@example.test`, person);
    }
    for (const [person, role] of [
      ['admin', 'ADMIN'],
      ['reviewer', 'REVIEWER'],
      ['treasurer', 'TREASURER'],
      ['second', 'TREASURER'],
    ])
      await command('grant', `${person}@example.test`, role);
    await command('verify-email', 'publisher@example.test');
    const { createOrganization } = await this.#do('publisher', 'unit', {
      input: { name: '演练用的机构', kind: 'SOCIAL_WORK' },
    });
    this.unitId = createOrganization.id;
    await this.#do('admin', 'verify', { id: this.unitId });
    this.#projectId = (await this.#openProject([{ title: '全部', amount: 1_000_000_000 }])).id;
  }

  start() {
    const random = (name) => seededRandom(`${this.seed} ${name}`);
    const loops = [
      ...Array.from({ length: GIVERS }, (_, index) => this.#give(index, random(`giver ${index}`))),
      this.#confirm(random('treasurer')),
      this.#finishProjects(random('projects')),
      this.#watchHeads(),
    ];
    this.#work = Promise.allSettled(
      loops.map((loop) =>
        loop.catch((error) => {
          this.faults.push(error.stack ?? String(error));
        }),
      ),
    );
  }

  /** The number of acknowledged gifts and of pledges that treasurers settled. */
  get acknowledged() {
    return this.gifts.size + this.settled.size;
  }

  /** Lets everybody finish the current step, then stops. */
  async finish() {
    this.#over = true;
    this.#deadline = Date.now() + PATIENCE_MS;
    await this.#work;
    this.#deadline = Date.now() + PATIENCE_MS;
  }

  /** Sends once. Returns data, a refusal, or `unsure`: whether the request may have been carried out. */
  async #ask(person, operation, variables) {
    this.counts.asked += 1;
    let answer;
    try {
      const cookie = this.#cookies[person];
      const response = await fetch(`${this.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(cookie && { cookie }) },
        body: JSON.stringify({ query: OPERATIONS[operation], variables }),
        signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
      });
      answer = await response.json();
    } catch {
      this.counts.lost += 1;
      return { unsure: true };
    }
    if (answer.errors === undefined) return { data: answer.data };
    const [{ extensions, message }] = answer.errors;
    // A failure that no rule foresaw does not pass with a retry.
    if (extensions.code !== 'UNAVAILABLE' || extensions.key === 'unexpected')
      return { refusal: { ...extensions, message } };
    this.counts.unavailable += 1;
    return { unsure: extensions.key !== 'unavailable' };
  }

  /** Retries until an answer arrives. `wasUnsure` says that an earlier attempt may have been carried out. */
  async #insist(person, operation, variables) {
    let wasUnsure = false;
    for (let pauseMs = 20; ; pauseMs = Math.min(400, pauseMs * 2)) {
      const { data, refusal, unsure } = await this.#ask(person, operation, variables);
      if (data !== undefined) return { data, wasUnsure };
      if (refusal !== undefined) return { refusal, wasUnsure };
      wasUnsure ||= unsure;
      if (Date.now() > this.#deadline)
        throw new Error(`${operation} was not answered for ${PATIENCE_MS / 1000} s of calm`);
      await sleep(pauseMs);
    }
  }

  /** Does a step that may be refused only when an earlier attempt, whose answer was lost, has already done it. */
  async #do(person, operation, variables, isDone) {
    const { data, refusal, wasUnsure } = await this.#insist(person, operation, variables);
    if (data !== undefined) return data;
    if (wasUnsure && isDone !== undefined && (await isDone())) return null;
    throw new Error(
      `${operation} was refused${wasUnsure ? ', and no earlier attempt had done it' : ''}: ${JSON.stringify(refusal)}`,
    );
  }

  async #give(index, random) {
    const guest = index % 3 === 0 ? { name: `访客${index}`, phone: `139${String(index).padStart(8, '0')}` } : undefined;
    while (!this.#over) {
      const payment = random.chance(0.25) ? 'BANK_TRANSFER' : 'SANDBOX';
      await this.#giveTo(this.#projectId, { amount: random.between(100, 9_999), payment, guest }, `giver${index}`);
      await sleep(random.between(5, 60));
    }
  }

  async #giveTo(projectId, { amount, payment, guest }, giver) {
    const key = randomUUID();
    const input = { projectId, amount, payment, idempotencyKey: key, ...(guest && { guest }) };
    const person = guest === undefined ? giver : undefined;
    const { pledge } = await this.#do(person, 'pledge', { input });
    this.gifts.set(key, { id: pledge.id, person, input, receipt: pledge.receipt?.number ?? null });
    if (payment === 'BANK_TRANSFER') this.#toConfirm.push({ id: pledge.id, amount });
  }

  /** A treasurer confirms transfers; sometimes by mistake, and then two treasurers take the confirmation back. */
  async #confirm(random) {
    for (;;) {
      const transfer = this.#toConfirm.shift();
      if (transfer === undefined) {
        if (this.#over) return;
        await sleep(50);
        continue;
      }
      const { id, amount } = transfer;
      const statusIs = (status) => async () => (await this.#do('treasurer', 'gift', { id })).pledge.status === status;
      await this.#do(
        'treasurer',
        'confirm',
        { input: { pledgeId: id, amount, bankReference: `流水 ${id}` } },
        statusIs('PAID'),
      );
      this.settled.set(id, 'PAID');
      if (!random.chance(MISTAKES)) continue;
      const orderId = await this.#prepare(
        'reverse',
        { input: { pledgeId: id, reason: '认错了人' } },
        (order) => order.items.edges[0]?.node.pledge.id === id,
      );
      await this.#do('second', 'approve', { id: orderId }, this.#isApproved(orderId));
      this.settled.set(id, 'PENDING');
    }
  }

  /** Prepares an order to give money back. When the answer is lost, finds the order that was made. */
  async #prepare(operation, variables, isIt) {
    const { data, refusal, wasUnsure } = await this.#insist('treasurer', operation, variables);
    if (data !== undefined) return Object.values(data)[0].id;
    const order = wasUnsure ? (await this.#orders('PREPARED')).find(isIt) : undefined;
    if (order === undefined) throw new Error(`${operation} was refused: ${JSON.stringify(refusal)}`);
    return order.id;
  }

  async #orders(status) {
    return (await this.#do('treasurer', 'orders', { status })).refundOrders.edges.map(({ node }) => node);
  }

  #isApproved(orderId) {
    return async () => (await this.#orders('APPROVED')).some(({ id }) => id === orderId);
  }

  /** Runs small projects one after the other. Each is paid out stage by stage, or cancelled and given back. */
  async #finishProjects(random) {
    while (!this.#over) {
      const stages = [random.between(1_000, 5_000), random.between(1_000, 5_000)];
      const project = await this.#openProject(stages.map((amount, index) => ({ title: `第${index + 1}段`, amount })));
      const goal = stages[0] + stages[1];
      const cancels = random.chance(0.5);
      const sums = cancels ? [stages[0]] : [stages[0], stages[1]];
      for (const [index, amount] of sums.entries())
        await this.#giveTo(project.id, { amount, payment: 'SANDBOX' }, `giver${index}`);
      if (cancels) await this.#giveBack(project, stages[0]);
      else await this.#payOut(project, stages, goal);
    }
  }

  async #payOut({ id, milestones }, stages, goal) {
    const seen = async () => (await this.#do('publisher', 'project', { id })).project;
    for (const [index, { id: milestoneId }] of milestones.entries()) {
      const statusIs =
        (...status) =>
        async () =>
          status.includes((await seen()).milestones[index].status);
      await this.#do(
        'publisher',
        'report',
        { input: { milestoneId, report: '做完了', evidenceUrls: [] } },
        statusIs('SUBMITTED'),
      );
      await this.#do('reviewer', 'accept', { input: { milestoneId, accepted: true } }, statusIs('VERIFIED'));
      await this.#do('treasurer', 'release', { id: milestoneId }, statusIs('RELEASED'));
      this.funds.set(id, {
        received: goal,
        released: stages.slice(0, index + 1).reduce((sum, amount) => sum + amount, 0),
        refunded: 0,
      });
    }
  }

  async #giveBack({ id }, amount) {
    await this.#do(
      'publisher',
      'cancel',
      { id },
      async () => (await this.#do('publisher', 'project', { id })).project.status === 'CANCELLED',
    );
    const orderId = await this.#prepare(
      'refund',
      { input: { projectId: id, reason: '项目终止,原路退回' } },
      (order) => order.project.id === id,
    );
    await this.#do('second', 'approve', { id: orderId }, this.#isApproved(orderId));
    this.funds.set(id, { received: amount, released: 0, refunded: amount });
  }

  async #openProject(milestones) {
    const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString();
    const input = {
      organizationId: this.unitId,
      title: '演练用的项目',
      summary: '服务器随时会断电。',
      story: '每一笔都要入账。',
      category: '红色传承',
      region: '石岐',
      fundingEndsAt: inDays(60),
      milestones: milestones.map((milestone) => ({ ...milestone, dueOn: inDays(90) })),
      indicators: [{ name: '服务人数', unit: '人', kind: 'PEOPLE_SERVED', target: 100 }],
    };
    // A draft has no key, so a draft whose answer was lost stays in the database. Nobody sees that draft.
    const { createProject: project } = await this.#do('publisher', 'create', { input });
    const status = async () => (await this.#do('publisher', 'project', { id: project.id })).project.status;
    await this.#do('publisher', 'submit', { id: project.id }, async () => (await status()) !== 'DRAFT');
    await this.#do(
      'reviewer',
      'review',
      { input: { projectId: project.id, decision: 'APPROVE' } },
      async () => (await status()) !== 'SUBMITTED',
    );
    // Without public notice the project opens with the server's next tick.
    while ((await status()) !== 'FUNDRAISING') await sleep(100);
    return project;
  }

  /** Keeps the tree's newest published head, as a reader does who wants to verify the ledger later. */
  async #watchHeads() {
    while (!this.#over) {
      const { treeHead } = (await this.#insist(undefined, 'head')).data;
      if (treeHead !== null) this.heads.set(treeHead.size, treeHead);
      await sleep(400);
    }
  }

  /**
   * Sends every `step`-th acknowledged gift once more; returns those for which the server returned another id than the
   * first time.
   */
  async repeat(step) {
    const different = [];
    for (const [index, [key, { id, person, input }]] of [...this.gifts].entries()) {
      if (index % step !== 0) continue;
      const { data } = await this.#insist(person, 'pledge', { input });
      if (data?.pledge.id !== id) different.push({ key, id, now: data?.pledge.id ?? null });
    }
    return different;
  }

  /** Returns what the fund of each small project holds, for the projects whose fund is wrong. */
  async wrongFunds() {
    const wrong = [];
    for (const [id, expected] of this.funds) {
      const {
        project: { fund },
      } = await this.#do('publisher', 'project', { id });
      if (Object.entries(expected).some(([name, amount]) => fund[name] !== amount))
        wrong.push({ id, expected, found: fund });
    }
    return wrong;
  }
}
