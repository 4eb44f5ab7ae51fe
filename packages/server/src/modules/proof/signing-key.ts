import { loadSeed, type SeedSettings } from '../../secret-seed.js';
import { SigningKey } from './tree-head.js';

/** Returns the key that signs heads. */
export const loadSigningKey = (env: SeedSettings): SigningKey => new SigningKey(loadSeed(env));
