/** Aid programmes: earmarked money beside projects, each source kept apart, from which grants are paid. */
export { programmesModule } from './module.js';
