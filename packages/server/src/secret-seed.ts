import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Env } from './env.js';
import { OWNER_ONLY } from './lib/file-modes.js';

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

export type SeedSettings = Pick<Env, 'proofSigningKey' | 'proofKeyFile'>;

/**
 * Returns the server's 32 secret bytes: those of PROOF_SIGNING_KEY, or without that setting those in DATA_DIR, which are
 * made at first use. The signing key and the keys of keyed hashes are derived from them.
 */
export function loadSeed({ proofSigningKey, proofKeyFile }: SeedSettings): Buffer {
  return proofSigningKey ?? loadKeyFile(proofKeyFile, LOST);
}

const LOST = 'Put it back from a copy, or remove it to have a new key made; heads that the lost key signed stay valid.';

/** Returns the 32 bytes in `file`, which are made at first use. `lost` says what to do when the file is damaged. */
export const loadKeyFile = (file: string, lost: string): Buffer => readKeyFile(file, lost) ?? makeKeyFile(file, lost);

function readKeyFile(file: string, lost: string): Buffer | null {
  try {
    const seed = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
    if (seed.length === 32) return seed;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw new Error(`DATA_DIR: ${file} cannot be read`, { cause: error });
  }
  throw new Error(`DATA_DIR: ${file} does not hold the 32 bytes of a key in base64. ${lost}`);
}

/**
 * Writes the key file completely under another name first. When two processes start at once, both use the key of the
 * one that linked its file first.
 */
function makeKeyFile(file: string, lost: string): Buffer {
  mkdirSync(dirname(file), { recursive: true, mode: OWNER_ONLY.folder });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${randomBytes(32).toString('base64')}\n`, { mode: OWNER_ONLY.file });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw new Error(`DATA_DIR: ${file} cannot be written`, { cause: error });
  } finally {
    rmSync(draft);
  }
  return readKeyFile(file, lost)!;
}
