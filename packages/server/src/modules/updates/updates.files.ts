import { invalidState } from '../../errors.js';
import type { FilePurpose } from '../files/index.js';
import { isMemberOf } from '../organizations/index.js';
import { findVisibleProject, PROJECT, requireEditor } from '../projects/index.js';
import { ProjectUpdate, UpdatePhoto } from './update.entities.js';

/** Photos of updates. Their subject is the project, because a draft may not be stored yet when its first photo comes. */
export const updatePhotos: FilePurpose = {
  name: 'update',

  async requireAttacher(context, projectId) {
    const project = await requireEditor(context, projectId, 'subjectId');
    if (!project.isPublic) throw invalidState('update.notPublic');
  },

  /** Everybody sees the photos of the shown version; members of the unit also see those of drafts and older versions. */
  async mayOpen(context, { id, subjectId }) {
    const project = await findVisibleProject(context, { id: subjectId });
    if (project === null) return false;
    const shown = await context.db.read
      .createQueryBuilder(UpdatePhoto, 'photo')
      .innerJoin(ProjectUpdate, 'shown', 'shown.id = photo.updateId AND shown.number = photo.number')
      .where('photo.fileId = :id AND shown.publishedAt IS NOT NULL AND shown.takenDownAt IS NULL', { id })
      .getExists();
    return shown || isMemberOf(context, project.organizationId);
  },

  async seesRestricted(context, { subjectId }) {
    const project = await findVisibleProject(context, { id: subjectId });
    return project !== null && isMemberOf(context, project.organizationId);
  },

  takenDown(tx, { subjectId }) {
    tx.changed(PROJECT.of(subjectId));
    return Promise.resolve();
  },
};
