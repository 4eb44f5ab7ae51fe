/** Cover pictures: uploaded over HTTP, checked, rendered again, and shown to everybody who knows their address. */
export { coversModule } from './module.js';
export { Cover } from './cover.entity.js';
export { CoverFiles } from './covers.files.js';
export { coverLoader } from './covers.loaders.js';
export { getOwnCover, lockCover } from './covers.service.js';
export { keepPicturesIn, picturePlaces, type PicturePlace } from './unused-covers.js';
