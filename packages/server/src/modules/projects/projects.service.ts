import type { RequestContext } from '../../context.js';
import { requireViewer } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { invalidState, notFound } from '../../errors.js';
import { newId, newReadableCode } from '../../lib/ids.js';
import { syllablesOf } from '../../lib/pinyin.js';
import { searchText } from '../../lib/search-text.js';
import { recordOnce } from '../../recorded-once.js';
import { getOwnCover, lockCover } from '../covers/index.js';
import { MembershipRole, organizationLoader, requireMembership, requireVerified } from '../organizations/index.js';
import { putInSearch } from '../search/index.js';
import { projectSearch } from './projects.everywhere.js';
import {
  GiftExample,
  Indicator,
  Milestone,
  Project,
  ProjectCounters,
  ProjectEvent,
  ProjectSubmission,
} from './project.entity.js';
import { FundingRule, ProjectActor, ProjectStatus } from './project.enums.js';
import type { CreateProjectInput, UpdateProjectInput } from './project.inputs.js';
import { lockProject, takeStep } from './project.lifecycle.js';
import { EDITABLE, flatten, goalOf, readContent, type Content } from './project.rules.js';
import { submissionRefusals } from './project-hooks.js';
import { PROJECT } from './projects.topics.js';
import { requireEditor } from './projects.access.js';

const SLUG_LENGTH = 60;

/** Returns a readable name for addresses that nobody can guess: pinyin of the title and six random characters. */
export function newSlug(title: string): string {
  const readable = syllablesOf(title)
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, SLUG_LENGTH)
    .replace(/^-+|-+$/g, '');
  return `${readable || 'project'}-${newReadableCode(6).toLowerCase()}`;
}

/** Creates a draft. */
export async function createProject(context: RequestContext, input: CreateProjectInput): Promise<Project> {
  const { userId } = requireViewer(context);
  const { organization } = await requireMembership(context, input.organizationId, MembershipRole.EDITOR);
  // The schema requires every field of the input, so the content is complete.
  const content = readContent(
    {
      ...input,
      acceptsOverGoal: input.acceptsOverGoal ?? true,
      fundingRule: input.fundingRule ?? FundingRule.KEEP_WHAT_CAME,
      giftExamples: input.giftExamples ?? [],
    },
    context.clock.now(),
  ) as Content;
  const { milestones, indicators, giftExamples, ...columns } = content;
  const coverId = input.coverId == null ? null : (await getOwnCover(context, input.coverId)).id;
  const record = async (tx: Tx): Promise<Project> => {
    await lockCover(tx, coverId);
    const project = tx.manager.create(Project, {
      id: newId(tx.now),
      slug: newSlug(columns.title),
      organizationId: organization.id,
      createdById: userId,
      status: ProjectStatus.DRAFT,
      isPublic: false,
      noticeStartsAt: null,
      noticeEndsAt: null,
      noticePausedAt: null,
      submittedAt: null,
      demoNote: null,
      createdAt: tx.now,
      searchText: searchText(columns.title, columns.summary),
      goalFen: goalOf(milestones),
      coverId,
      ...columns,
    });
    await tx.manager.insert(Project, project);
    putInSearch(tx, projectSearch, project);
    await tx.manager.insert(ProjectCounters, {
      projectId: project.id,
      raisedFen: 0,
      matchedFen: 0,
      pendingFen: 0,
      heldFen: 0,
      heldByStrangersFen: 0,
      backerCount: 0,
      pledgeCount: 0,
      version: 1,
    });
    await tx.manager.insert(ProjectEvent, {
      id: newId(tx.now),
      projectId: project.id,
      from: null,
      to: ProjectStatus.DRAFT,
      at: tx.now,
      actor: ProjectActor.IMPLEMENTER,
      userId,
      reason: null,
    });
    await insertParts(tx, project.id, { milestones, indicators, giftExamples });
    return project;
  };
  const { recorded } = await recordOnce(context, {
    operation: 'createProject',
    userId,
    input,
    find: (manager, id) => manager.findOneBy(Project, { id }),
    record,
  });
  return recorded;
}

async function insertParts(
  tx: Tx,
  projectId: string,
  parts: Partial<Pick<Content, 'milestones' | 'indicators' | 'giftExamples'>>,
): Promise<void> {
  for (const milestone of parts.milestones ?? [])
    await tx.manager.insert(Milestone, { id: newId(tx.now), projectId, ...milestone });
  for (const indicator of parts.indicators ?? [])
    await tx.manager.insert(Indicator, { id: newId(tx.now), projectId, ...indicator });
  for (const example of parts.giftExamples ?? []) await tx.manager.insert(GiftExample, { projectId, ...example });
}

/** Changes a draft, or a project that was sent back for changes. */
export async function updateProject(
  context: RequestContext,
  rawId: string,
  input: UpdateProjectInput,
): Promise<Project> {
  const { id } = await requireEditor(context, rawId);
  const { milestones, indicators, giftExamples, ...columns } = readContent(input, context.clock.now());
  const cover =
    input.coverId === undefined
      ? {}
      : { coverId: input.coverId === null ? null : (await getOwnCover(context, input.coverId)).id };
  return context.db.transact(async (tx) => {
    const project = await lockExisting(context, tx, id);
    if (!EDITABLE.includes(project.status)) throw invalidState('project.notEditable', { status: project.status });
    await lockCover(tx, cover.coverId);
    const merged = { ...project, ...columns };
    const changes = {
      ...columns,
      ...cover,
      ...(milestones && { goalFen: goalOf(milestones) }),
      searchText: searchText(merged.title, merged.summary),
    };
    await tx.manager.update(Project, { id }, changes);
    putInSearch(tx, projectSearch, { ...project, ...changes });
    tx.changed(PROJECT.of(id));
    // Nothing refers to the parts of a project before approval, so they are deleted and inserted again.
    if (milestones) await tx.manager.delete(Milestone, { projectId: id });
    if (indicators) await tx.manager.delete(Indicator, { projectId: id });
    if (giftExamples) await tx.manager.delete(GiftExample, { projectId: id });
    await insertParts(tx, id, { milestones, indicators, giftExamples });
    return Object.assign(project, changes);
  });
}

/**
 * Submits a draft to the reviewers, and stores the submitted content so that the next submission can be compared with
 * it.
 */
export async function submitProject(context: RequestContext, rawId: string): Promise<Project> {
  requireViewer(context);
  const { id, organizationId } = await requireEditor(context, rawId);
  const organization = await organizationLoader(context).load(organizationId);
  if (organization === null) throw notFound('id');
  return context.db.transact(async (tx) => {
    const project = await lockExisting(context, tx, id);
    await takeStep(context, tx, project, 'submit', { by: context, changes: { submittedAt: tx.now } });
    requireVerified(organization);
    if (project.fundingEndsAt <= tx.now) throw invalidState('project.fundingEndPast');
    for (const refuse of submissionRefusals) {
      const refusal = await refuse(tx, project);
      if (refusal !== null) throw refusal;
    }
    const milestones = await tx.manager.find(Milestone, { where: { projectId: id }, order: { position: 'ASC' } });
    const indicators = await tx.manager.find(Indicator, { where: { projectId: id }, order: { position: 'ASC' } });
    const giftExamples = await tx.manager.find(GiftExample, { where: { projectId: id }, order: { amountFen: 'ASC' } });
    await tx.manager.insert(ProjectSubmission, {
      id: newId(tx.now),
      projectId: id,
      submittedAt: tx.now,
      content: JSON.stringify(flatten({ ...project, milestones, indicators, giftExamples })),
    });
    return project;
  });
}

/** Withdraws a submitted project, so that its editors can continue. */
export async function withdrawProject(context: RequestContext, rawId: string): Promise<Project> {
  requireViewer(context);
  const { id } = await requireEditor(context, rawId);
  return context.db.transact(async (tx) => {
    const project = await lockExisting(context, tx, id);
    await takeStep(context, tx, project, 'withdraw', { by: context });
    return project;
  });
}

/**
 * Locks the project and takes the steps that time has made due. Throws NOT_FOUND when the project was deleted since it
 * was read.
 */
export async function lockExisting(context: RequestContext, tx: Tx, id: string): Promise<Project> {
  const project = await lockProject(context, tx, id);
  if (project === null) throw notFound('id');
  return project;
}
