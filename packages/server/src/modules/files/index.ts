/**
 * Files that people upload as evidence. Each file is checked by content, stored under its digest, and opened only by
 * people who may see it.
 */
export { filesModule } from './module.js';
export { filePurposes, type FilePurpose } from './file-purposes.js';
export { addFile, findFiles, releaseFiles, useFiles } from './files.service.js';
export { removeContent } from './files.takedown.js';
export { FileAudience, FileContent, StoredFile } from './stored-file.entity.js';
