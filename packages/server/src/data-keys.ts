import type { Env } from './env.js';
import type { DataKeys } from './lib/sealed.js';
import { loadKeyFile } from './secret-seed.js';

const keys = new WeakMap<object, DataKeys>();

/**
 * Returns the keys that seal personal data at rest: those of DATA_KEYS, or without that setting one in DATA_DIR, which
 * is made at first use.
 */
export function dataKeysOf(env: Pick<Env, 'dataKeys' | 'dataKeyFile'>): DataKeys {
  let known = keys.get(env);
  if (known === undefined)
    keys.set(env, (known = env.dataKeys ?? [{ id: 'file', secret: loadKeyFile(env.dataKeyFile, LOST) }]));
  return known;
}

const LOST =
  'Put it back from a copy. Without it, telephone numbers, kept names of donors, account numbers of units and secrets of authenticator apps cannot be read any more.';
