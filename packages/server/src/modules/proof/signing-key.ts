import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Env } from '../../env.js';
import { OWNER_ONLY } from '../../lib/file-modes.js';
import { SigningKey } from './tree-head.js';

const hasCode = (error: unknown, code: string): boolean => error instanceof Error && 'code' in error && error.code === code;

/** The key of PROOF_SIGNING_KEY; without that setting the one in DATA_DIR, made at first use. */
export function loadSigningKey({ proofSigningKey, proofKeyFile }: Pick<Env, 'proofSigningKey' | 'proofKeyFile'>): SigningKey {
  return new SigningKey(proofSigningKey ?? readKeyFile(proofKeyFile) ?? makeKeyFile(proofKeyFile));
}

function readKeyFile(file: string): Buffer | null {
  try {
    const seed = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
    if (seed.length === 32) return seed;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw new Error(`DATA_DIR: ${file} cannot be read`, { cause: error });
  }
  throw new Error(`DATA_DIR: ${file} does not hold the 32 bytes of a signing key in base64. Put it back from a copy, or remove it to have a new key made; heads that the lost key signed stay valid.`);
}

/** Writes it whole under another name first: of two processes that start at once, both use the key of the one that came first. */
function makeKeyFile(file: string): Buffer {
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
  return readKeyFile(file)!;
}
