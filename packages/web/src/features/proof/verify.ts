import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

// The functions with which a browser verifies the ledger by itself: RFC 6962 hashes, RFC 9162 proofs, Ed25519
// signatures. Nothing here asks the server, and nothing uses crypto.subtle, which is missing on plain http.

type Hash = ReturnType<typeof sha256>;

const LEAF = Uint8Array.of(0);
const INNER = Uint8Array.of(1);
const leafHash = (leaf: string): Hash => sha256(concatBytes(LEAF, utf8ToBytes(leaf)));
const pairHash = (left: Hash, right: Hash): Hash => sha256(concatBytes(INNER, left, right));

const half = (number: number): number => Math.floor(number / 2);
const isOdd = (number: number): boolean => number % 2 === 1;

/** One step of the path to the root: the side of the neighbour, its hash, and the hash of both. */
export interface Step {
  side: 'left' | 'right';
  neighbour: string;
  hash: string;
}

export interface Walk {
  leaf: string;
  steps: Step[];
  root: string;
}

/**
 * Returns the path from a leaf to the root, after RFC 9162, section 2.1.3.2; null when the path cannot belong to this
 * position.
 */
export function walkPath(leaf: string, position: number, size: number, path: readonly string[]): Walk | null {
  if (!(position >= 0 && position < size)) return null;
  let node = position;
  let last = size - 1;
  let hash = leafHash(leaf);
  const walk: Walk = { leaf: bytesToHex(hash), steps: [], root: '' };
  for (const neighbour of path) {
    if (last === 0) return null;
    const side = isOdd(node) || node === last ? 'left' : 'right';
    hash = side === 'left' ? pairHash(hexToBytes(neighbour), hash) : pairHash(hash, hexToBytes(neighbour));
    walk.steps.push({ side, neighbour, hash: bytesToHex(hash) });
    // At the right edge, levels without a neighbour are skipped.
    while (side === 'left' && !isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    [node, last] = [half(node), half(last)];
  }
  return last === 0 ? { ...walk, root: bytesToHex(hash) } : null;
}

export interface TreeState {
  size: number;
  root: string;
}

/** Whether `later` begins with all of `earlier`, unchanged, after RFC 9162, section 2.1.4.2. */
export function isConsistent(earlier: TreeState, later: TreeState, proof: readonly string[]): boolean {
  if (earlier.size === later.size) return earlier.root === later.root && proof.length === 0;
  if (!(earlier.size > 0 && earlier.size < later.size)) return false;
  let node = earlier.size - 1;
  let last = later.size - 1;
  while (isOdd(node)) [node, last] = [half(node), half(last)];
  // A complete earlier tree is itself the first hash, so the proof leaves that hash out.
  const path = node === 0 ? [earlier.root, ...proof] : proof;
  const first = path[0];
  if (first === undefined) return false;
  let earlierHash = hexToBytes(first);
  let laterHash = earlierHash;
  for (const text of path.slice(1)) {
    if (last === 0) return false;
    const neighbour = hexToBytes(text);
    if (isOdd(node) || node === last) {
      earlierHash = pairHash(neighbour, earlierHash);
      laterHash = pairHash(neighbour, laterHash);
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      laterHash = pairHash(laterHash, neighbour);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && bytesToHex(earlierHash) === earlier.root && bytesToHex(laterHash) === later.root;
}

export interface SignedHead extends TreeState {
  signedAt: string;
  keyId: string;
  signature: string;
}

const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** Whether the owner of `publicKey` signed exactly this head. */
export function isSigned({ size, root, signedAt, keyId, signature }: SignedHead, publicKey: string): boolean {
  const text = `hongchuang tree head v1\nsize ${size}\nroot ${root}\ntimestamp ${signedAt}\nkeyId ${keyId}\n`;
  try {
    const key = fromBase64(publicKey);
    return (
      bytesToHex(sha256(key)).startsWith(keyId) &&
      keyId.length === 16 &&
      ed25519.verify(fromBase64(signature), utf8ToBytes(text), key, { zip215: false })
    );
  } catch {
    // Malformed bytes are no signature.
    return false;
  }
}
