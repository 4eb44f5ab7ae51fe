/** What this installation offers. */
export { PlatformResolver } from './platform.resolver.js';
