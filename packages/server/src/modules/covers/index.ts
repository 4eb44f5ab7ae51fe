/** Cover pictures: uploaded over HTTP, checked, redrawn, and seen by whoever knows their address. */
export { Cover } from './cover.entity.js';
export { coverRoutes } from './covers.http.js';
export { coverLoader } from './covers.loaders.js';
export { getOwnCover, lockCover } from './covers.service.js';
export { definePicturePlaces, keepPicturesIn, UnusedCovers } from './unused-covers.js';
