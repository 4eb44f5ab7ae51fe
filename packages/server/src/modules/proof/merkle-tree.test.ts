import { describe, expect, it } from 'vitest';
import {
  consistencyRanges,
  edgeOf,
  EMPTY_ROOT,
  GrowingTree,
  inclusionRanges,
  joinHashes,
  LEVELS_A_STEP,
  leafHash,
  parentHash,
  rootOf,
  storedHashesOf,
  subtreesOf,
  type Hash,
  type Range,
} from './merkle-tree.js';

// The vectors of Certificate Transparency's reference implementations (RFC 6962, leaves as hex).
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(
  (hex) => Buffer.from(hex, 'hex'),
);
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

/** MTH(D[n]) as the RFC defines it, word for word. */
function treeHash(leaves: readonly Buffer[]): Hash {
  if (leaves.length === 0) return EMPTY_ROOT;
  if (leaves.length === 1) return leafHash(leaves[0]!);
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return parentHash(treeHash(leaves.slice(0, k)), treeHash(leaves.slice(k)));
}

const manyLeaves = Array.from({ length: 700 }, (_, index) => Buffer.from(`leaf ${index}`));
const rangeHash = (leaves: readonly Buffer[], { start, end }: Range): Hash => treeHash(leaves.slice(start, end));
const hex = (hashes: readonly Hash[]) => hashes.map((hash) => hash.toString('hex'));

describe('the tree of RFC 6962', () => {
  it('without leaves has the hash of the empty string as root', () =>
    expect(new GrowingTree().root().toString('hex')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    ));

  it.each(ROOTS.map((root, index) => [index + 1, root]))('with %i leaves has the published root', (size, root) => {
    const tree = new GrowingTree();
    for (const leaf of LEAVES.slice(0, Number(size))) tree.append(leafHash(leaf));
    expect(tree.root().toString('hex')).toBe(root);
    expect(treeHash(LEAVES.slice(0, Number(size))).toString('hex')).toBe(root);
  });

  it.each([
    [
      0,
      8,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      5,
      8,
      [
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
    [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
    [
      1,
      5,
      [
        '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      ],
    ],
  ])('proves leaf %i of %i by the published path', (leaf, size, path) =>
    expect(hex(inclusionRanges(leaf, size).map((range) => rangeHash(LEAVES, range)))).toEqual(path),
  );

  it.each([
    [1, 1, []],
    [
      1,
      8,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      6,
      8,
      [
        '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
    [
      2,
      5,
      [
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      ],
    ],
  ])('proves by the published path that %i leaves grew to %i', (earlier, size, path) =>
    expect(hex(consistencyRanges(earlier, size).map((range) => rangeHash(LEAVES, range)))).toEqual(path),
  );
});

describe('a growing tree', () => {
  const stored = new Map<string, Hash>();
  const roots: Hash[] = [EMPTY_ROOT];
  const tree = new GrowingTree();
  for (const [index, leaf] of manyLeaves.entries()) {
    stored.set(`0 ${index}`, leafHash(leaf));
    for (const node of tree.append(leafHash(leaf))) stored.set(`${node.level} ${node.index}`, node.hash);
    roots.push(tree.root());
  }
  const read = ({ level, index, count }: { level: number; index: number; count: number }) =>
    Array.from({ length: count }, (_, offset) => stored.get(`${level} ${index + offset}`)!);

  it('has at every size the root that the RFC defines', () => {
    for (const size of [0, 1, 2, 3, 15, 16, 17, 255, 256, 257, 271, 272, 511, 512, 513, 700])
      expect(roots[size], `${size} leaves`).toEqual(treeHash(manyLeaves.slice(0, size)));
  });

  it('continues from its stored edge', () => {
    for (let size = 0; size < manyLeaves.length; size += 7) {
      const resumed = new GrowingTree(size, edgeOf(size).map(read));
      expect(resumed.root()).toEqual(roots[size]);
      resumed.append(leafHash(manyLeaves[size]!));
      expect(resumed.root(), `${size} leaves and one`).toEqual(roots[size + 1]);
    }
  });

  it('stores each complete subtree of every fourth level once', () => {
    const levels = [...stored.keys()].map((key) => Number(key.split(' ')[0]));
    expect(new Set(levels)).toEqual(new Set([0, LEVELS_A_STEP, 2 * LEVELS_A_STEP]));
    expect(stored.size).toBe(700 + 43 + 2);
  });

  it('calculates the root of any range of a proof from stored hashes', () => {
    for (const size of [1, 2, 16, 17, 100, 255, 256, 257, 600, 700]) {
      for (const at of [0, 1, size >> 1, size - 1].filter((index) => index < size)) {
        for (const range of [...inclusionRanges(at, size), ...(at > 0 ? consistencyRanges(at, size) : [])]) {
          expect(
            rootOf(subtreesOf(range).map((subtree) => joinHashes(read(storedHashesOf(subtree))))),
            `${range.start}-${range.end} of ${size}`,
          ).toEqual(rangeHash(manyLeaves, range));
        }
      }
    }
  });

  it('reads few stored hashes for a proof in a large tree', () => {
    const size = 1_000_003;
    for (const leaf of [0, 1, 543_210, size - 1]) {
      const reads = inclusionRanges(leaf, size)
        .flatMap(subtreesOf)
        .map(storedHashesOf)
        .reduce((sum, { count }) => sum + count, 0);
      expect(reads).toBeLessThanOrEqual(15 * 6);
    }
  });
});
