/** The trace for those who watch over the platform: reading, downloads, its signed tree and unusual patterns in it. */
export { auditModule } from './module.js';
export { traceLog } from './trace-log.js';
