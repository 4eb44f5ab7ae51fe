/** Files that people upload as evidence: checked by content, kept under their digest, opened by those who may. */
export { defineFilePurpose, type FilePurpose } from './file-purposes.js';
export { fileChecks } from './files.checks.js';
export { fileRoutes } from './files.http.js';
export { fileJobs } from './files.jobs.js';
export { addFile, findFiles, useFiles } from './files.service.js';
export { FileContent, StoredFile } from './stored-file.entity.js';
