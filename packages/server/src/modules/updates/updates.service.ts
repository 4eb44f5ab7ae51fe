import { In } from 'typeorm';
import { requirePermission, requireViewer, type RequestContext } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { insertRows } from '../../db/rows.js';
import { badInput, conflict, invalidState, notFound } from '../../errors.js';
import { readId, readList, readText } from '../../input.js';
import { newId } from '../../lib/ids.js';
import { requireFewIn } from '../../limits/limiter.js';
import { recordOnce } from '../../recorded-once.js';
import { findFiles, releaseFiles, removeContent, StoredFile, useFiles } from '../files/index.js';
import {
  digestOfText,
  putTombstone,
  readTakedown,
  takeDown,
  TakedownOf,
  type TakedownCause,
} from '../privacy/index.js';
import {
  Milestone,
  MilestoneStatus,
  PROJECT,
  type Project,
  requireEditor,
  getVisibleProject,
} from '../projects/index.js';
import { record as trace } from '../trace/index.js';
import { ProjectUpdate, UpdateKind, UpdatePhoto, UpdateVersion } from './update.entities.js';
import { newsCounts } from './updates.counts.js';
import { updatePhotos } from './updates.files.js';
import type { CorrectUpdateInput, PhotoInput, SaveUpdateDraftInput } from './updates.inputs.js';
import { noteUpdate } from './updates.notices.js';
import { editsFor } from './updates.queries.js';
import { LIMITS, refusePublication } from './updates.rules.js';
import { updateCorrected, updatePublished } from './updates.trace.js';

interface Content {
  readonly title: string;
  readonly text: string;
  readonly photos: readonly { readonly fileId: string; readonly alt: string }[];
}

const readContent = (
  { title, text, photos }: { title: string; text: string; photos: readonly PhotoInput[] },
  min: 0 | 1,
): Content => ({
  title: readText('title', title, { ...LIMITS.title, min }),
  text: readText('text', text, { ...LIMITS.text, min }),
  photos: readPhotos(photos),
});

function readPhotos(photos: readonly PhotoInput[]): Content['photos'] {
  const seen = new Set<string>();
  return readList('photos', photos, LIMITS.photos).map(({ fileId, alt }, index) => {
    if (seen.has(fileId)) throw badInput(`photos.${index}.fileId`, 'takedown.twice');
    seen.add(fileId);
    return { fileId, alt: readText(`photos.${index}.alt`, alt ?? '', { ...LIMITS.alt, min: 0 }) };
  });
}

/**
 * Returns an update of a project for whose unit the viewer edits. A draft gives everybody else NOT_FOUND, as if it did
 * not exist.
 */
async function getOwnUpdate(
  context: RequestContext,
  rawId: string,
): Promise<{ update: ProjectUpdate; project: Project }> {
  requireViewer(context);
  const update = await context.db.read.findOneBy(ProjectUpdate, { id: readId('id', rawId) });
  if (update === null) throw notFound('id');
  const project = await getVisibleProject(context, update.projectId, 'id');
  if (update.publishedAt === null && !(await editsFor(context, project))) throw notFound('id');
  return { update, project: await requireEditor(context, update.projectId, 'id') };
}

async function lockUpdate(tx: Tx, id: string): Promise<ProjectUpdate> {
  const update = await tx.lock(ProjectUpdate, { id });
  if (update === null) throw notFound('id');
  return update;
}

/** Replaces the photos of a version, and keeps their files. */
async function storePhotos(
  context: RequestContext,
  tx: Tx,
  { id: updateId, projectId }: Pick<ProjectUpdate, 'id' | 'projectId'>,
  number: number,
  photos: Content['photos'],
): Promise<void> {
  const ids = photos.map(({ fileId }) => fileId);
  await useFiles(context, tx, { purpose: updatePhotos, subjectId: projectId, ids, field: 'photos', part: 'fileId' });
  const files = await findFiles({ db: context.db }, ids);
  ids.forEach((fileId, index) => {
    const file = files.get(fileId);
    if (file?.width === null) throw badInput(`photos.${index}.fileId`, 'picture.type');
  });
  await tx.manager.delete(UpdatePhoto, { updateId, number });
  insertRows(
    tx,
    UpdatePhoto,
    photos.map(({ fileId, alt }, position) => ({ updateId, number, position, fileId, alt })),
  );
}

/** Stops keeping files that were photos of a draft and are photos of nothing any more. */
async function releasePhotos(tx: Tx, before: readonly string[]): Promise<void> {
  if (before.length === 0) return;
  const used = await tx.manager.findBy(UpdatePhoto, { fileId: In([...before]) });
  await releaseFiles(
    tx,
    before.filter((fileId) => !used.some((photo) => photo.fileId === fileId)),
  );
}

const photosOf = async (tx: Tx, updateId: string, number: number): Promise<UpdatePhoto[]> =>
  tx.manager.find(UpdatePhoto, { where: { updateId, number }, order: { position: 'ASC' } });

/** Saves a draft, a new one unless `id` names one. Everybody who edits for the unit sees it. */
export async function saveDraft(context: RequestContext, input: SaveUpdateDraftInput): Promise<ProjectUpdate> {
  const { userId } = requireViewer(context);
  const project = await requireEditor(context, input.projectId, 'projectId');
  if (!project.isPublic) throw invalidState('update.notPublic');
  const content = readContent(input, 0);
  const kind = input.kind ?? UpdateKind.NEWS;
  const milestoneId = await readStage(context, project, kind, input.milestoneId);
  const { title, text, photos } = content;
  if (input.id != null) {
    const { update } = await getOwnUpdate(context, input.id);
    if (update.projectId !== project.id) throw notFound('id');
    return context.db.transact(async (tx) => {
      const draft = await lockUpdate(tx, update.id);
      if (draft.publishedAt !== null) throw invalidState('update.published');
      const changes = { kind, milestoneId, title, text, savedAt: tx.now };
      const before = (await photosOf(tx, draft.id, 0)).map(({ fileId }) => fileId);
      await tx.manager.update(ProjectUpdate, { id: draft.id }, changes);
      await storePhotos(context, tx, draft, 0, photos);
      await releasePhotos(tx, before);
      return Object.assign(draft, changes);
    });
  }
  const { recorded } = await recordOnce(context, {
    operation: 'saveUpdateDraft',
    userId,
    input: { ...input, photos: input.photos.map(({ fileId, alt }) => ({ fileId, alt })) },
    find: (manager, id) => manager.findOneBy(ProjectUpdate, { id }),
    async record(tx) {
      const draft = tx.manager.create(ProjectUpdate, {
        id: newId(tx.now),
        projectId: project.id,
        kind,
        milestoneId,
        title,
        text,
        number: 0,
        createdById: userId,
        createdAt: tx.now,
        savedAt: tx.now,
        publishedAt: null,
        editedAt: null,
        takenDownAt: null,
      });
      await tx.manager.insert(ProjectUpdate, draft);
      await storePhotos(context, tx, draft, 0, photos);
      return draft;
    },
  });
  return recorded;
}

/** Returns the stage whose donors are to be thanked, or null for all donors of the project. */
async function readStage(
  context: RequestContext,
  { id: projectId }: Project,
  kind: UpdateKind,
  rawId: string | null | undefined,
): Promise<string | null> {
  if (rawId == null) return null;
  const stage = await context.db.read.findOneBy(Milestone, { id: readId('milestoneId', rawId), projectId });
  if (stage === null) throw notFound('milestoneId');
  if (kind !== UpdateKind.THANKS) throw badInput('milestoneId', 'update.newsHasNoStage');
  if (stage.status !== MilestoneStatus.RELEASED) throw invalidState('update.stageNotPaid');
  return stage.id;
}

/**
 * Publishes a draft at once, and records that its readers are to be told. A repeated request changes nothing more.
 */
export async function publishUpdate(context: RequestContext, rawId: string): Promise<ProjectUpdate> {
  const { userId } = requireViewer(context);
  const { update: found, project } = await getOwnUpdate(context, rawId);
  return context.db.transact(async (tx) => {
    const update = await lockUpdate(tx, found.id);
    if (update.takenDownAt !== null) throw invalidState('update.takenDown');
    if (update.publishedAt !== null) return update;
    const refusal = refusePublication(update);
    if (refusal !== null) throw refusal;
    await requireFewIn(context, tx, { limit: 'update.account', of: userId });
    const { id, kind, title, text } = update;
    const photos = await photosOf(tx, id, 0);
    const changes = { number: 1, savedAt: tx.now, publishedAt: tx.now };
    await tx.manager.update(ProjectUpdate, { id }, changes);
    await tx.manager.insert(UpdateVersion, { updateId: id, number: 1, title, text, at: tx.now, byId: userId });
    await tx.manager.delete(UpdatePhoto, { updateId: id, number: 0 });
    insertRows(
      tx,
      UpdatePhoto,
      photos.map((photo) => ({ ...photo, number: 1 })),
    );
    Object.assign(update, changes);
    if (kind === UpdateKind.NEWS) await newsCounts.add(tx, { project_id: project.id }, { updates: 1, followers: 0 });
    await noteUpdate(tx, project, update);
    trace(tx, context, updatePublished, { subject: id, after: { project: project.id, kind } });
    tx.changed(PROJECT.of(project.id));
    return update;
  });
}

/**
 * Corrects what was published. The version before it is kept for the unit and for staff, and nobody is told again.
 * Throws CONFLICT when a colleague has corrected it meanwhile.
 */
export async function correctUpdate(context: RequestContext, input: CorrectUpdateInput): Promise<ProjectUpdate> {
  const { userId } = requireViewer(context);
  const { update: found, project } = await getOwnUpdate(context, input.id);
  const { title, text, photos } = readContent(input, 1);
  const { version } = input;
  if (version < LIMITS.version.min || version > LIMITS.version.max)
    throw badInput('version', 'number.outOfRange', LIMITS.version);
  return context.db.transact(async (tx) => {
    const update = await lockUpdate(tx, found.id);
    if (update.takenDownAt !== null) throw invalidState('update.takenDown');
    if (update.publishedAt === null) throw invalidState('update.draft');
    if (update.number !== version) throw conflict('update.changedMeanwhile', 'version');
    const { id } = update;
    const number = update.number + 1;
    const changes = { title, text, number, savedAt: tx.now, editedAt: tx.now };
    await tx.manager.update(ProjectUpdate, { id }, changes);
    await tx.manager.insert(UpdateVersion, { updateId: id, number, title, text, at: tx.now, byId: userId });
    await storePhotos(context, tx, update, number, photos);
    trace(tx, context, updateCorrected, { subject: id, after: { project: project.id, version: number } });
    tx.changed(PROJECT.of(project.id));
    return Object.assign(update, changes);
  });
}

/** Removes a draft. Its photos are removed some days later. */
export async function discardDraft(context: RequestContext, rawId: string): Promise<Project> {
  const { update: found, project } = await getOwnUpdate(context, rawId);
  await context.db.transact(async (tx) => {
    const draft = await lockUpdate(tx, found.id);
    if (draft.publishedAt !== null) throw invalidState('update.published');
    const before = (await photosOf(tx, draft.id, 0)).map(({ fileId }) => fileId);
    await tx.manager.delete(UpdatePhoto, { updateId: draft.id });
    await tx.manager.delete(ProjectUpdate, { id: draft.id });
    await releasePhotos(tx, before);
  });
  return project;
}

/**
 * Takes a published update down: its texts and photos are removed in all versions. A public tombstone stays in its
 * place.
 */
export async function takeDownUpdate(
  context: RequestContext,
  rawId: string,
  decided: { cause: TakedownCause; reason: string },
): Promise<ProjectUpdate> {
  requirePermission(context, takeDown);
  const decision = readTakedown(context, decided);
  const id = readId('id', rawId);
  const found = await context.db.read.findOneBy(ProjectUpdate, { id });
  if (found === null || found.publishedAt === null) throw notFound('id');
  await getVisibleProject(context, found.projectId, 'id');
  return context.db.transact(async (tx) => {
    const update = await lockUpdate(tx, id);
    if (update.takenDownAt !== null) throw invalidState('takedown.nothing');
    const photos = await tx.manager.findBy(UpdatePhoto, { updateId: id });
    await tx.manager.delete(UpdatePhoto, { updateId: id });
    for (const fileId of [...new Set(photos.map((photo) => photo.fileId))].sort()) {
      const file = await tx.lock(StoredFile, { id: fileId });
      const elsewhere = await tx.manager.existsBy(UpdatePhoto, { fileId });
      if (file !== null && file.takenDownAt === null && !elsewhere) await removeContent(context, tx, decision, file);
    }
    await putTombstone(context, tx, decision, {
      what: TakedownOf.UPDATE,
      subjectId: id,
      person: update.createdById,
      digest: digestOfText(context, id, `${update.title}\n${update.text}`),
    });
    const changes = { title: '', text: '', takenDownAt: tx.now };
    await tx.manager.update(ProjectUpdate, { id }, changes);
    await tx.manager.update(UpdateVersion, { updateId: id }, { title: '', text: '' });
    if (update.kind === UpdateKind.NEWS)
      await newsCounts.add(tx, { project_id: update.projectId }, { updates: -1, followers: 0 });
    tx.changed(PROJECT.of(update.projectId));
    return Object.assign(update, changes);
  });
}
