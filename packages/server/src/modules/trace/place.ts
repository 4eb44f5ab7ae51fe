import { createHmac, hkdfSync } from 'node:crypto';
import type { Env } from '../../env.js';
import { loadSeed, type SeedSettings } from '../../secret-seed.js';

const keys = new WeakMap<object, Buffer>();

/** The key of one server's settings. It is derived from the signing key's secret, so that it is on every node. */
function keyOf(env: SeedSettings): Buffer {
  let key = keys.get(env);
  if (key === undefined)
    keys.set(env, (key = Buffer.from(hkdfSync('sha256', loadSeed(env), '', 'hongchuang trace place v1', 32))));
  return key;
}

/**
 * Returns the keyed hash of a network address. An address is personal data, and a plain hash of one is undone by trying
 * all addresses. With the key somebody who investigates can compare an address that they have from elsewhere.
 */
export const placeOf = (env: Pick<Env, keyof SeedSettings>, address: string): string =>
  createHmac('sha256', keyOf(env)).update(address).digest('hex').slice(0, 16);

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger/i, 'wechat'],
  [/Edg(?:e|A|iOS)?\//, 'edge'],
  [/Firefox|FxiOS/, 'firefox'],
  [/Chrome|CriOS|Chromium/, 'chrome'],
  [/Safari/, 'safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/HarmonyOS|OpenHarmony/, 'harmony'],
  [/Android/, 'android'],
  [/iPhone|iPad/, 'ios'],
  [/Windows/, 'windows'],
  [/Mac OS X/, 'macos'],
  [/Linux/, 'linux'],
];

/** Returns the families of browser and system in a User-Agent header. The header itself could identify a person. */
export function agentOf(userAgent: string): string {
  const family = (known: typeof BROWSERS) => known.find(([pattern]) => pattern.test(userAgent))?.[1] ?? 'other';
  return `${family(BROWSERS)}/${family(SYSTEMS)}`;
}
