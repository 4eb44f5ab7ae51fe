/** News and thanks that a unit writes about its project, who follows projects, and the pictures of a project. */
export { updatesModule } from './module.js';
export { followProject } from './follows.service.js';
export { ProjectFollow, ProjectUpdate, UpdateKind, UpdatePhoto, UpdateVersion } from './update.entities.js';
export { updatePhotos } from './updates.files.js';
export { correctUpdate, publishUpdate, saveDraft } from './updates.service.js';
