/** The features and settings of this installation. */
export { platformModule } from './module.js';
