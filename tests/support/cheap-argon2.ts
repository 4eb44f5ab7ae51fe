import { createRequire } from 'node:module';

interface Argon2 {
  hash(password: string, cost?: { memoryCost: number; timeCost: number }): Promise<string>;
  verify(hashed: string, password: string): Promise<boolean>;
}

// Loaded by Node itself, because the test runner replaces the name of the library by this file.
const argon2 = createRequire(new URL('../../packages/server/package.json', import.meta.url))(
  '@node-rs/argon2',
) as Argon2;

// Stories sign thousands of people up. A hash as dear as the product's takes ten milliseconds of processor time each, and
// proves the same. Unit tests and the rehearsals of the built product use the real cost.
export const hash = (password: string): Promise<string> => argon2.hash(password, { memoryCost: 64, timeCost: 1 });
export const verify = (hashed: string, password: string): Promise<boolean> => argon2.verify(hashed, password);
