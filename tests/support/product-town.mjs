// The people, units and projects of a running product, made through HTTP as people make them.
import { setTimeout as sleep } from 'node:timers/promises';
import { send, signUp } from './product.mjs';

const AT_ONCE = 8;
const OPENS_WITHIN_MS = 30_000;
const DAY_MS = 86_400_000;

const STAFF = { admin: 'ADMIN', reviewer: 'REVIEWER', treasurer: 'TREASURER', cosigner: 'TREASURER' };

const OPERATIONS = {
  unit: 'mutation Unit($input: CreateOrganizationInput!) { createOrganization(input: $input) { id } }',
  verify: 'mutation Verify($id: ID!) { verifyOrganization(id: $id, accepted: true) { id } }',
  create:
    'mutation Create($input: CreateProjectInput!) { createProject(input: $input) { id slug milestones { id amount } indicators { id } } }',
  submit: 'mutation Submit($id: ID!) { submitProject(id: $id) { id } }',
  approve: 'mutation Approve($id: ID!) { reviewProject(input: { projectId: $id, decision: APPROVE }) { id } }',
  cancel: 'mutation Cancel($id: ID!, $reason: String!) { cancelProject(id: $id, reason: $reason) { id } }',
  status: 'query Status($id: ID!) { project(id: $id) { status } }',
};

export const inDays = (days) => new Date(Date.now() + days * DAY_MS).toISOString();

/** Does `work` for every item, `atOnce` at a time; returns the results in the order of the items. */
export async function forAll(items, work, atOnce = AT_ONCE) {
  const results = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: Math.min(atOnce, items.length) }, async () => {
      for (let index = next++; index < items.length; index = next++) results[index] = await work(items[index], index);
    }),
  );
  return results;
}

export class Town {
  /** The session of each person, by name. @type {Record<string, string>} */
  cookies = {};
  /** The people whose addresses are verified. @type {Set<string>} */
  verified = new Set();

  /** @param {{ url: string, command: (...words: string[]) => Promise<void> }} product */
  constructor({ url, command }) {
    this.url = url;
    this.command = command;
  }

  /** Creates the accounts of the staff with their roles. */
  async hireStaff() {
    await forAll(Object.keys(STAFF), (person) => this.signUp(person));
    await this.verify(Object.keys(STAFF));
    for (const [person, role] of Object.entries(STAFF)) await this.command('grant', `${person}@example.test`, role);
  }

  async signUp(person, name = person) {
    this.cookies[person] = await signUp(this.url, `${person}@example.test`, name);
  }

  /** Counts the addresses of these people as verified, as the operator can do. */
  async verify(people) {
    const left = people.filter((person) => !this.verified.has(person));
    if (left.length > 0) await this.command('verify-email', ...left.map((person) => `${person}@example.test`));
    for (const person of left) this.verified.add(person);
  }

  /** Sends a query as `person`, or signed out when `person` is null; throws when the query is refused. */
  async ask(person, query, variables = {}) {
    return (await send(this.url, query, variables, person === null ? undefined : this.cookies[person])).data;
  }

  /** Creates a verified unit of `owner`; returns its id. */
  async foundUnit(owner, name, kind) {
    await this.verify([owner]);
    const {
      createOrganization: { id },
    } = await this.ask(owner, OPERATIONS.unit, { input: { name, kind } });
    await this.ask('admin', OPERATIONS.verify, { id });
    return id;
  }

  /** Publishes a project that passed review. Without public notice the project opens with the server's next tick. */
  async publish(publisher, input) {
    const { createProject: project } = await this.ask(publisher, OPERATIONS.create, { input });
    await this.ask(publisher, OPERATIONS.submit, { id: project.id });
    await this.ask('reviewer', OPERATIONS.approve, { id: project.id });
    return { ...project, publisher };
  }

  async untilOpen({ id }) {
    await this.until(
      async () => (await this.ask(null, OPERATIONS.status, { id })).project.status === 'FUNDRAISING',
      'a project takes gifts',
    );
  }

  /** Waits until `isSo` returns true. `what` says what is waited for. */
  async until(isSo, what) {
    for (const deadline = Date.now() + OPENS_WITHIN_MS; !(await isSo()); await sleep(100))
      if (Date.now() > deadline) throw new Error(`Waited in vain until ${what}.`);
  }

  async cancel({ id, publisher }, reason) {
    await this.ask(publisher, OPERATIONS.cancel, { id, reason });
  }
}
