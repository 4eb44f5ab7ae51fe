/** The telephone numbers that people add to their accounts and confirm by a code. */
export { phonesModule } from './module.js';
export { findPhone } from './phones.service.js';
