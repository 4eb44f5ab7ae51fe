/** Cover pictures: uploaded over HTTP, checked, redrawn, and seen by whoever knows their address. */
export { Cover } from './cover.entity.js';
export { coverRoutes } from './covers.http.js';
export { coverJobs } from './covers.jobs.js';
export { coverLoader } from './covers.loaders.js';
export { getOwnCover, lockCover } from './covers.service.js';
export { definePicturePlaces, keepPicturesIn } from './unused-covers.js';
