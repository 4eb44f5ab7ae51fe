import type { TestApp, TestUser } from './app.ts';
import { createCity, pledgeInput, projectInput, verifiedOrganization, type City } from './city.ts';
import { DAY_MS } from './clock.ts';
import { lettersTo } from './letters.ts';
import { MUTATIONS } from './operations.ts';

/** A city with a person for every role. */
export interface Town extends City {
  stranger: TestUser;
  donor: TestUser;
  member: TestUser;
  editor: TestUser;
  /** Owns `organization`; the same as `publisher`. */
  owner: TestUser;
  /** Owns `rivals`, another verified unit, and nothing else. */
  rival: TestUser;
  rivals: { id: string; name: string };
  /** A unit of the rival's that no administrator has looked at. */
  hidden: { id: string; name: string };
  /** A reviewer who belongs to `organization`. */
  insider: TestUser;
  /** A second treasurer, who prepares what others decide on. */
  preparer: TestUser;
  /** Sees all that staff see, and changes nothing. */
  auditor: TestUser;
}

export async function createTown(app: TestApp): Promise<Town> {
  const city = await createCity(app);
  const [stranger, donor, member, editor, rival, insider, preparer, auditor] = await Promise.all([
    app.signUp({ name: '路人' }),
    app.signUp({ name: '捐赠人' }),
    app.signUp({ name: '成员' }),
    app.signUp({ name: '编辑' }),
    app.signUp({ name: '别家负责人' }),
    app.signUp({ name: '评审员兼成员', roles: ['REVIEWER'] }),
    app.signUp({ name: '制单员', roles: ['TREASURER'] }),
    app.signUp({ name: '审计员', roles: ['AUDITOR'] }),
  ]);
  const rivals = await verifiedOrganization(rival, city.admin, { name: '小榄社会工作服务站', kind: 'SOCIAL_WORK' });
  const { createOrganization: hidden } = await rival.client.must(MUTATIONS.createOrganization, {
    input: { name: '还没有认证的单位', kind: 'COMMUNITY' },
  });
  for (const [person, role] of [
    [member, 'MEMBER'],
    [editor, 'EDITOR'],
    [insider, 'MEMBER'],
  ] as const)
    await joinUnit(app, city, person, role);
  return {
    ...city,
    owner: city.publisher,
    stranger,
    donor,
    member,
    editor,
    rival,
    rivals,
    hidden,
    insider,
    preparer,
    auditor,
  };
}

/** Registers a unit of the rival that asks to belong to `organization`, whose owner has to consent. */
export async function askingUnit(town: Town): Promise<{ id: string; request: string }> {
  const { createOrganization } = await town.rival.client.must(
    'mutation Ask($input: CreateOrganizationInput!) { createOrganization(input: $input) { id parent { id } parentRequest { id state } } }',
    { input: { name: '想归属的服务站', kind: 'SOCIAL_WORK', parentId: town.organization.id } },
  );
  return { id: createOrganization.id, request: createOrganization.parentRequest.id };
}

/** Joins by invitation, the only way to join a unit. */
export async function joinUnit(app: TestApp, city: City, person: TestUser, role: string): Promise<void> {
  await city.publisher.client.must(MUTATIONS.inviteMember, {
    input: { organizationId: city.organization.id, email: person.email, role },
  });
  await person.client.must(MUTATIONS.acceptInvitation, { token: invitationTokenFor(app, person.email) });
}

/** The secret in the newest invitation that was mailed to `email`. */
export function invitationTokenFor(app: TestApp, email: string): string {
  for (const letter of lettersTo(app, email)) {
    const token = /\/invitations\/([A-Za-z0-9_-]+)/.exec(letter)?.[1];
    if (token !== undefined) return token;
  }
  throw new Error(`No invitation to ${email} lies in the outbox: has the letter changed its form?`);
}

export interface StagedProject {
  id: string;
  slug: string;
  milestones: { id: string }[];
  indicators: { id: string }[];
}

export type Stage = 'DRAFT' | 'SUBMITTED' | 'CHANGES_REQUESTED' | 'REJECTED' | 'PUBLIC_NOTICE' | 'FUNDRAISING';

/**
 * Creates a project of `organization` in the given stage of its life. The clock does not move, because every session
 * depends on it.
 */
export async function projectAt(
  app: TestApp,
  city: City,
  stage: Stage,
  changes: Record<string, unknown> = {},
): Promise<StagedProject> {
  const editor = city.publisher.client;
  const { createProject: project } = await editor.must(MUTATIONS.createProject, {
    input: projectInput(app, city.organization.id, changes),
  });
  if (stage === 'DRAFT') return project;
  await editor.must(MUTATIONS.submitProject, { id: project.id });
  const decision = {
    CHANGES_REQUESTED: 'REQUEST_CHANGES',
    REJECTED: 'REJECT',
    PUBLIC_NOTICE: 'APPROVE',
    FUNDRAISING: 'APPROVE',
    SUBMITTED: null,
  }[stage];
  if (decision === null) return project;
  await city.reviewer.client.must(MUTATIONS.reviewProject, {
    input: { projectId: project.id, decision, comment: '看过了' },
  });
  if (stage === 'FUNDRAISING') await endNotice(app, project.id);
  return project;
}

/** Creates a project that reached its goal by one gift of the donor. */
export async function fundedProject(app: TestApp, town: Town): Promise<StagedProject> {
  const project = await projectAt(app, town, 'FUNDRAISING', {
    milestones: [
      { title: '第一段', amount: 6_000, dueOn: inDays(app, 80) },
      { title: '第二段', amount: 4_000, dueOn: inDays(app, 90) },
    ],
  });
  await town.donor.client.must(MUTATIONS.pledge, {
    input: pledgeInput(project.id, { amount: 10_000, anonymous: true, onBehalfOfId: null }),
  });
  return project;
}

/** Reports the first stage of such a project and, on request, verifies the report. */
export async function reportedStage(
  app: TestApp,
  town: Town,
  verified = false,
): Promise<{ id: string; project: StagedProject }> {
  const project = await fundedProject(app, town);
  const { id } = project.milestones[0]!;
  await town.editor.client.must(MUTATIONS.submitMilestone, {
    input: { milestoneId: id, report: '做完了', evidenceUrls: ['https://example.test/photo.jpg'] },
  });
  if (verified)
    await town.reviewer.client.must(MUTATIONS.reviewMilestone, { input: { milestoneId: id, accepted: true } });
  return { id, project };
}

/**
 * Creates a stage above the limit of one signature, with a payment that a treasurer prepared who has no other role in
 * the town.
 */
export async function preparedRelease(app: TestApp, town: Town): Promise<{ id: string; project: StagedProject }> {
  const project = await projectAt(app, town, 'FUNDRAISING', {
    milestones: [{ title: '建馆', amount: 1_000_001, dueOn: inDays(app, 80) }],
  });
  const { id } = project.milestones[0]!;
  await town.donor.client.must(MUTATIONS.pledge, { input: pledgeInput(project.id, { amount: 1_000_001 }) });
  await town.editor.client.must(MUTATIONS.submitMilestone, {
    input: { milestoneId: id, report: '做完了', evidenceUrls: [] },
  });
  await town.reviewer.client.must(MUTATIONS.reviewMilestone, { input: { milestoneId: id, accepted: true } });
  await town.preparer.client.must(MUTATIONS.releaseMilestone, { id });
  return { id, project };
}

/** Creates a project whose first report to the public is due, as if its funding had opened seventy days ago. */
export async function owingProject(app: TestApp, town: Town): Promise<StagedProject> {
  const project = await fundedProject(app, town);
  const opened = new Date(app.clock.now().getTime() - 70 * DAY_MS).toISOString().slice(0, 23).replace('T', ' ');
  await app.db.transact((tx) =>
    tx.manager.query("UPDATE project_events SET happened_at = ? WHERE project_id = ? AND to_status = 'FUNDRAISING'", [
      opened,
      project.id,
    ]),
  );
  return project;
}

export const reportInput = (projectId: string, changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  projectId,
  kind: 'PROGRESS',
  number: 1,
  text: '走访了三十二户老兵家庭，支出见账目，下一步开始布展。',
  evidenceUrls: [],
  ...changes,
});

/** Publishes the first report of such a project. */
export async function publishedReport(app: TestApp, town: Town): Promise<{ id: string }> {
  const { id } = await owingProject(app, town);
  return (await town.editor.client.must(MUTATIONS.publishDisclosureReport, { input: reportInput(id) }))
    .publishDisclosureReport;
}

/** Creates a project that was cancelled after a gift. */
export async function endedProject(app: TestApp, town: Town): Promise<StagedProject & { gift: { id: string } }> {
  const project = await projectAt(app, town, 'FUNDRAISING');
  const { pledge: gift } = await town.donor.client.must(MUTATIONS.pledge, { input: pledgeInput(project.id) });
  await town.owner.client.must(MUTATIONS.cancelProject, { id: project.id, reason: '场地没有了' });
  return { ...project, gift };
}

/** Prepares a refund of such a project, which waits for a second person. */
export async function preparedRefund(app: TestApp, town: Town): Promise<{ id: string; project: StagedProject }> {
  const project = await endedProject(app, town);
  const { prepareRefund } = await town.treasurer.client.must(MUTATIONS.prepareRefund, {
    input: { projectId: project.id, reason: '项目终止,原路退回' },
  });
  return { id: prepareRefund.id, project };
}

/** Returns a transfer of the donor that the treasurer confirmed. */
export async function confirmedTransfer(app: TestApp, town: Town): Promise<{ id: string }> {
  const { id, amount } = await promise(town.donor, (await projectAt(app, town, 'FUNDRAISING')).id);
  await town.treasurer.client.must(MUTATIONS.confirmPayment, {
    input: { pledgeId: id, amount, bankReference: `流水 ${id}` },
  });
  return { id };
}

/** Ends the public notice of this project, as if its days had passed for this project alone. */
export async function endNotice(app: TestApp, projectId: string): Promise<void> {
  const past = new Date(app.clock.now().getTime() - 1_000).toISOString().slice(0, 23).replace('T', ' ');
  await app.db.transact((tx) =>
    tx.manager.query('UPDATE projects SET notice_ends_at = ? WHERE id = ?', [past, projectId]),
  );
  await app.server.tick();
}

/** Makes a pledge whose transfer waits for the treasurer. */
export async function promise(
  user: TestUser,
  projectId: string,
  changes: Record<string, unknown> = {},
): Promise<{ id: string; amount: number; remarkCode: string }> {
  return (
    await user.client.must(MUTATIONS.pledge, {
      input: pledgeInput(projectId, { payment: 'BANK_TRANSFER', ...changes }),
    })
  ).pledge;
}

/** Reports a measurement that waits for a reviewer. */
export async function measure(
  app: TestApp,
  city: City,
  project: StagedProject,
  changes: Record<string, unknown> = {},
): Promise<{ id: string }> {
  const input = { indicatorId: project.indicators[0]!.id, value: 3, on: app.clock.now().toISOString(), ...changes };
  return (await city.publisher.client.must(MUTATIONS.recordMeasurement, { input })).recordMeasurement;
}

export const inDays = (app: TestApp, days: number): string =>
  new Date(app.clock.now().getTime() + days * DAY_MS).toISOString();
