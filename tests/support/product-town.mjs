// The people, units and projects of a running product, made through HTTP as people make them.
import { setTimeout as sleep } from 'node:timers/promises';
import { send, signUp } from './product.mjs';

const AT_ONCE = 8;
const OPENS_WITHIN_MS = 30_000;
const DAY_MS = 86_400_000;

const STAFF = { reviewer: 'REVIEWER', treasurer: 'TREASURER', cosigner: 'TREASURER' };

const OPERATIONS = {
  self: '{ viewer { id } }',
  appoint: 'mutation Appoint($userId: ID!, $roles: [PlatformRole!]!) { setPlatformRoles(userId: $userId, roles: $roles) { id } }',
  unit: 'mutation Unit($input: CreateOrganizationInput!) { createOrganization(input: $input) { id } }',
  verify: 'mutation Verify($id: ID!) { verifyOrganization(id: $id, accepted: true) { id } }',
  create: 'mutation Create($input: CreateProjectInput!) { createProject(input: $input) { id slug milestones { id amount } indicators { id } } }',
  submit: 'mutation Submit($id: ID!) { submitProject(id: $id) { id } }',
  approve: 'mutation Approve($id: ID!) { reviewProject(input: { projectId: $id, decision: APPROVE }) { id } }',
  cancel: 'mutation Cancel($id: ID!, $reason: String!) { cancelProject(id: $id, reason: $reason) { id } }',
  status: 'query Status($id: ID!) { project(id: $id) { status } }',
};

export const inDays = (days) => new Date(Date.now() + days * DAY_MS).toISOString();

/** Does `work` for every item, a few at a time; answers what each came to, in their order. */
export async function forAll(items, work, atOnce = AT_ONCE) {
  const results = [];
  let next = 0;
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, async () => {
    for (let index = next++; index < items.length; index = next++) results[index] = await work(items[index], index);
  }));
  return results;
}

export class Town {
  /** The session of each person, by name. @type {Record<string, string>} */
  cookies = {};

  /** @param {{ url: string, command: (...words: string[]) => Promise<void> }} product */
  constructor({ url, command }) {
    this.url = url;
    this.command = command;
  }

  /** Those who run the platform. */
  async hireStaff() {
    await forAll(['admin', ...Object.keys(STAFF)], (person) => this.signUp(person));
    // The first administrator comes by the command line, all others by the first.
    await this.command('grant', 'admin@example.test', 'ADMIN');
    for (const [person, role] of Object.entries(STAFF)) {
      const { viewer: { id } } = await this.ask(person, OPERATIONS.self);
      await this.ask('admin', OPERATIONS.appoint, { userId: id, roles: [role] });
    }
  }

  async signUp(person, name = person) {
    this.cookies[person] = await signUp(this.url, `${person}@example.test`, name);
  }

  /** What `person` is answered, or nobody in particular; throws when it is refused. */
  async ask(person, query, variables = {}) {
    return (await send(this.url, query, variables, person === null ? undefined : this.cookies[person])).data;
  }

  /** A verified unit of `owner`; answers its id. */
  async foundUnit(owner, name, kind) {
    const { createOrganization: { id } } = await this.ask(owner, OPERATIONS.unit, { input: { name, kind } });
    await this.ask('admin', OPERATIONS.verify, { id });
    return id;
  }

  /** A project that passed review; without public notice it opens with the server's next look at the clock. */
  async publish(publisher, input) {
    const { createProject: project } = await this.ask(publisher, OPERATIONS.create, { input });
    await this.ask(publisher, OPERATIONS.submit, { id: project.id });
    await this.ask('reviewer', OPERATIONS.approve, { id: project.id });
    return { ...project, publisher };
  }

  async untilOpen({ id }) {
    for (const deadline = Date.now() + OPENS_WITHIN_MS; ;) {
      const { project: { status } } = await this.ask(null, OPERATIONS.status, { id });
      if (status === 'FUNDRAISING') return;
      if (Date.now() > deadline) throw new Error(`A project should take gifts by now, but it is ${status}.`);
      await sleep(100);
    }
  }

  async cancel({ id, publisher }, reason) {
    await this.ask(publisher, OPERATIONS.cancel, { id, reason });
  }
}
