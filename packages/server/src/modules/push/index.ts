/** Notifications on people's devices although no page is open: Web Push (RFC 8030, 8291 and 8292). */
export { pushModule } from './module.js';
