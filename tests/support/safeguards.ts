import { readFileSync } from 'node:fs';
import type { TestApp } from './app.ts';
import type { Answer, Client } from './client.ts';

// Sends as on a server that demands a second factor, or a recent proof of the person, while the story itself goes on
// without.

const PROOF_MINUTES = 30;

/** The names of the permissions that need a proof, in order, as the generated page lists them. */
export const PERMISSIONS_WITH_PROOF: readonly string[] = readFileSync(
  new URL('../../docs/permissions.md', import.meta.url),
  'utf8',
)
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter((cells) => cells[4] === '●')
  .map(([, name]) => name!.replaceAll('`', ''))
  .sort();

/** Sends while the server has other settings. */
export async function sendWithSettings(
  app: TestApp,
  settings: Partial<{ secondFactorDemanded: boolean; proofMinutes: number }>,
  client: Client,
  operation: string,
  variables: Record<string, unknown>,
): Promise<Answer<any>> {
  const { env } = app.server;
  const before = { ...env };
  Object.assign(env, settings);
  try {
    return await client.execute(operation, variables);
  } finally {
    Object.assign(env, before);
  }
}

/** Dates the last proof of everybody back by the given number of minutes. */
export const proveBefore = (app: TestApp, minutes: number) =>
  app.db.transact(({ manager, now }) =>
    manager.query('UPDATE sessions SET proved_at = ?', [
      new Date(now.getTime() - minutes * 60_000).toISOString().slice(0, 23).replace('T', ' '),
    ]),
  );

/** Sends to a server that demands a proof, as somebody whose last one is new, or too old by now. */
export async function sendProved(
  app: TestApp,
  client: Client,
  age: 'new' | 'old',
  operation: string,
  variables: Record<string, unknown>,
): Promise<Answer<any>> {
  await proveBefore(app, age === 'new' ? 0 : PROOF_MINUTES);
  return sendWithSettings(app, { proofMinutes: PROOF_MINUTES }, client, operation, variables);
}

/** Returns the permission for which a newer proof is asked, or null when none is. */
export function askedForProof({ errors: [error] }: Answer<unknown>): string | null {
  const { key, permission } = error?.extensions ?? {};
  return key === 'identity.proofRequired' ? String(permission) : null;
}
