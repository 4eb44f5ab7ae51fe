/** Who is given a platform role or loses it, and by whose decision. */
export { appointmentsModule } from './module.js';
