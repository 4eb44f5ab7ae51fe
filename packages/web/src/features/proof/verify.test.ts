import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isConsistent, isSigned, walkPath } from './verify';

// Published test vectors of RFC 6962: eight leaves. The plain ASCII ones are written as text.
const LEAVES = ['', '\0', '\x10', ' !', '01', '@ABC', 'PQRSTUVW', '`abcdefghijklmno'];
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
const state = (size: number) => ({ size, root: ROOTS[size - 1]! });

const INCLUSION: [position: number, size: number, path: string[]][] = [
  [0, 1, []],
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
];

describe('the path from a leaf to the root', () => {
  it.each(INCLUSION)('of leaf %i of %i ends at the published root', (position, size, path) => {
    const walk = walkPath(LEAVES[position]!, position, size, path)!;
    expect(walk.root).toBe(ROOTS[size - 1]);
    expect(walk.steps.at(-1)?.hash ?? walk.leaf).toBe(walk.root);
  });

  const [, , proof] = INCLUSION[2]!;
  it('shows on which side each neighbour is', () =>
    expect(walkPath(LEAVES[5]!, 5, 8, proof)!.steps.map(({ side }) => side)).toEqual(['left', 'right', 'left']));

  it.each<[string, Parameters<typeof walkPath>]>([
    ['another leaf', ['@ABD', 5, 8, proof]],
    ['another position', [LEAVES[5]!, 4, 8, proof]],
    ['a position behind the end', [LEAVES[5]!, 8, 8, proof]],
    ['another size', [LEAVES[5]!, 5, 9, proof]],
    ['a path too short', [LEAVES[5]!, 5, 8, proof.slice(1)]],
    ['a path too long', [LEAVES[5]!, 5, 8, [...proof, proof[0]!]]],
    ['a changed path', [LEAVES[5]!, 5, 8, [proof[1]!, proof[0]!, proof[2]!]]],
    ['no path', [LEAVES[5]!, 5, 8, []]],
  ])('with %s does not end at the root', (_what, args) => expect(walkPath(...args)?.root).not.toBe(ROOTS[7]));
});

const CONSISTENCY: [earlier: number, later: number, proof: string[]][] = [
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
];

describe('a tree that grew', () => {
  it.each(CONSISTENCY)('from %i to %i leaves is accepted with its published proof', (earlier, later, proof) =>
    expect(isConsistent(state(earlier), state(later), proof)).toBe(true),
  );

  const [, , proof] = CONSISTENCY[2]!;
  it.each<[string, Parameters<typeof isConsistent>]>([
    ['another beginning', [{ size: 6, root: ROOTS[4]! }, state(8), proof]],
    ['another end', [state(6), { size: 8, root: ROOTS[6]! }, proof]],
    ['another size', [{ size: 5, root: ROOTS[5]! }, state(8), proof]],
    ['a shrunk tree', [state(8), state(6), proof]],
    ['the same size and another root', [state(8), { size: 8, root: ROOTS[6]! }, []]],
    ['no proof', [state(6), state(8), []]],
    ['a proof too short', [state(6), state(8), proof.slice(0, 2)]],
    ['a proof too long', [state(6), state(8), [...proof, proof[0]!]]],
    ['a changed proof', [state(6), state(8), [proof[0]!, proof[2]!, proof[1]!]]],
    ['nothing before', [{ size: 0, root: ROOTS[0]! }, state(8), []]],
  ])('is not accepted with %s', (_what, args) => expect(isConsistent(...args)).toBe(false));
});

describe('a signature', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const bytes = Buffer.from(publicKey.export({ format: 'jwk' }).x!, 'base64url');
  const key = bytes.toString('base64');
  const keyId = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  const statement = { size: 8, root: ROOTS[7]!, signedAt: '2026-11-22T01:43:27.123Z', keyId };
  const signature = sign(
    null,
    Buffer.from(
      `hongchuang tree head v1\nsize 8\nroot ${ROOTS[7]}\ntimestamp 2026-11-22T01:43:27.123Z\nkeyId ${keyId}\n`,
    ),
    privateKey,
  ).toString('base64');
  const head = { ...statement, signature };

  it('of the server is accepted', () => expect(isSigned(head, key)).toBe(true));

  it.each([
    ['another size', { ...head, size: 9 }, key],
    ['another root', { ...head, root: ROOTS[6]! }, key],
    ['another time', { ...head, signedAt: '2026-11-22T01:43:27.124Z' }, key],
    ['another key id', { ...head, keyId: '0'.repeat(16) }, key],
    ['another key', head, Buffer.alloc(32, 9).toString('base64')],
    ['a cut signature', { ...head, signature: signature.slice(0, 40) }, key],
    ['no base64', { ...head, signature: '%%%' }, key],
  ])('with %s is refused', (_what, forged, by) => expect(isSigned(forged, by)).toBe(false));
});
