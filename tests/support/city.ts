import { randomUUID } from 'node:crypto';
import type { TestApp, TestUser } from './app.ts';
import type { Client } from './client.ts';
import { DAY_MS } from './clock.ts';
import { MUTATIONS } from './operations.ts';

/** The people whom most stories need. */
export interface City {
  admin: TestUser;
  reviewer: TestUser;
  treasurer: TestUser;
  /** Owns `organization`, a verified social-work unit. */
  publisher: TestUser;
  organization: { id: string; name: string };
}

export interface OpenProject {
  id: string;
  slug: string;
  goal: number;
}

export const CREATE_ORGANIZATION =
  'mutation CreateOrganization($input: CreateOrganizationInput!) { createOrganization(input: $input) { id name } }';
export const VERIFY_ORGANIZATION =
  'mutation VerifyOrganization($id: ID!, $accepted: Boolean!, $comment: String) { verifyOrganization(id: $id, accepted: $accepted, comment: $comment) { id verification } }';
export const CREATE_PROJECT =
  'mutation CreateProject($input: CreateProjectInput!) { createProject(input: $input) { id slug goal status } }';
export const SUBMIT_PROJECT = 'mutation SubmitProject($id: ID!) { submitProject(id: $id) { id status } }';
export const REVIEW_PROJECT =
  'mutation ReviewProject($input: ReviewProjectInput!) { reviewProject(input: $input) { id status noticeEndsAt } }';
export const PLEDGE =
  'mutation Pledge($input: PledgeInput!) { pledge(input: $input) { id status amount displayName remarkCode receipt { number amount donorName projectTitle } } }';

/** Creates a unit that `owner` registers and `admin` verifies, under a name that no other unit of the app has. */
export async function verifiedOrganization(
  owner: TestUser,
  admin: TestUser,
  input: { name: string; kind: string; creditCode?: string },
): Promise<{ id: string; name: string }> {
  const { createOrganization: unit } = await owner.client.must(CREATE_ORGANIZATION, { input });
  const { errors } = await admin.client.execute(VERIFY_ORGANIZATION, { id: unit.id, accepted: true });
  if (errors.length === 0) return unit;
  // A story that makes its city again in each test meets the unit of the test before, and adds what tells the two apart.
  if (errors[0]!.extensions?.key !== 'organization.nameTaken') throw new Error(errors[0]!.message);
  const name = `${unit.name}（${unit.id.slice(-4)}）`;
  await owner.client.must(MUTATIONS.updateOrganization, { id: unit.id, input: { name } });
  await admin.client.must(VERIFY_ORGANIZATION, { id: unit.id, accepted: true });
  return { ...unit, name };
}

export async function createCity(app: TestApp): Promise<City> {
  const admin = await app.signUp({ name: '管理员', roles: ['ADMIN'] });
  const reviewer = await app.signUp({ name: '评审员', roles: ['REVIEWER'] });
  const treasurer = await app.signUp({ name: '出纳', roles: ['TREASURER'] });
  const publisher = await app.signUp({ name: '社工小林' });
  const organization = await verifiedOrganization(publisher, admin, {
    name: '石岐社会工作服务中心',
    kind: 'SOCIAL_WORK',
  });
  return { admin, reviewer, treasurer, publisher, organization };
}

/** The input of a draft that passes review; `changes` holds the fields that a story is about. */
export function projectInput(
  app: TestApp,
  organizationId: string,
  changes: Record<string, unknown> = {},
): Record<string, unknown> {
  const inDays = (days: number) => new Date(app.clock.now().getTime() + days * DAY_MS).toISOString();
  return {
    organizationId,
    title: '老兵记忆馆',
    summary: '为社区的老兵留下声音和照片。',
    story: '志愿者走进五十户老兵家庭,记录他们的故事。',
    category: '红色传承',
    region: '石岐',
    fundingEndsAt: inDays(60),
    milestones: [
      { title: '采访', amount: 600_000, dueOn: inDays(90) },
      { title: '布展', amount: 400_000, dueOn: inDays(120) },
    ],
    indicators: [{ name: '服务老兵', unit: '人', kind: 'PEOPLE_SERVED', target: 50 }],
    giftExamples: [
      { amount: 5_000, does: '一次上门采访' },
      { amount: 20_000, does: '一位老兵的照片与录音' },
    ],
    ...changes,
  };
}

/** Writes a project, submits it, approves it and lets the public notice end. The project then takes gifts. */
export async function openProject(
  app: TestApp,
  city: City,
  changes: Record<string, unknown> = {},
): Promise<OpenProject> {
  const { createProject: project } = await city.publisher.client.must(CREATE_PROJECT, {
    input: projectInput(app, city.organization.id, changes),
  });
  await city.publisher.client.must(SUBMIT_PROJECT, { id: project.id });
  const { reviewProject } = await city.reviewer.client.must(REVIEW_PROJECT, {
    input: { projectId: project.id, decision: 'APPROVE' },
  });
  if (reviewProject.status === 'PUBLIC_NOTICE') await app.pass(app.server.env.publicNoticeDays * DAY_MS + 1_000);
  return project;
}

/** The input of a gift of 100 yuan that is paid at once; `changes` replaces its fields. */
export const pledgeInput = (projectId: string, changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  projectId,
  amount: 10_000,
  idempotencyKey: randomUUID(),
  payment: 'SANDBOX',
  ...changes,
});

export interface Gift {
  id: string;
  status: string;
  amount: number;
  displayName: string;
  remarkCode: string | null;
  receipt: { number: string; amount: number; donorName: string; projectTitle: string } | null;
}

export async function give(client: Client, projectId: string, changes: Record<string, unknown> = {}): Promise<Gift> {
  const { pledge } = await client.must<{ pledge: Gift }>(PLEDGE, { input: pledgeInput(projectId, changes) });
  return pledge;
}
