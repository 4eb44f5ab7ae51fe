/** Mergers and splits of units: asked by one, consented to by the other, carried out by an administrator of neither. */
export { unitChangesModule } from './module.js';
