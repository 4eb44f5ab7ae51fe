import * as argon2 from '../../packages/server/node_modules/@node-rs/argon2/index.js';

// Stories sign thousands of people up. A hash as dear as the product's takes ten milliseconds of processor time each, and
// proves the same; `passwords.test.ts` and the rehearsals of the built product use the real cost.
export const hash = (password: string): Promise<string> => argon2.hash(password, { memoryCost: 64, timeCost: 1 });
export const { verify } = argon2;
