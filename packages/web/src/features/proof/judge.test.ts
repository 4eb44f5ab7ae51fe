import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { type AskConsistency, judgeHead, judgeReceipt } from './judge';

const sha256 = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
const leafHash = (leaf: string) => sha256(Buffer.of(0), Buffer.from(leaf));
const pair = (left: Buffer, right: Buffer) => sha256(Buffer.of(1), left, right);

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const bytes = Buffer.from(publicKey.export({ format: 'jwk' }).x!, 'base64url');
const keyId = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
const keys = [
  { __typename: 'ProofKey' as const, keyId, publicKey: bytes.toString('base64'), fingerprint: '', since: '' },
];

function signHead(size: number, root: Buffer) {
  const signedAt = '2026-11-22T01:43:27.123Z';
  const text = `hongchuang tree head v1\nsize ${size}\nroot ${root.toString('hex')}\ntimestamp ${signedAt}\nkeyId ${keyId}\n`;
  return {
    __typename: 'TreeHead' as const,
    size,
    root: root.toString('hex'),
    signedAt,
    keyId,
    signature: sign(null, Buffer.from(text), privateKey).toString('base64'),
  };
}

const entry = (id: string, document: string, fen = 10_000) =>
  JSON.stringify({
    v: 1,
    id,
    kind: 'GIFT_RECEIVED',
    sourceKey: `gift:${id}`,
    document,
    postedAt: '2026-11-22T00:00:00.000Z',
    reversesId: null,
    lines: [
      ['bank:special', fen],
      ['fund:p:received', -fen],
    ],
  });
const leaves = [entry('a', 'HC-2026-000001'), entry('b', 'HC-2026-000002')];
const [one, two] = [leafHash(leaves[0]!), leafHash(leaves[1]!)];
const heads = [signHead(1, one), signHead(2, pair(one, two))] as const;
const ask = async (from: number, to: number) => (from === 1 && to === 2 ? [two.toString('hex')] : []);
const receipt = { number: 'HC-2026-000002', amount: 10_000, projectId: 'p' };
const proof = {
  __typename: 'DocumentProof' as const,
  document: 'HC-2026-000002',
  head: heads[1],
  entries: [{ __typename: 'EntryProof' as const, leaf: leaves[1]!, position: 1, path: [one.toString('hex')] }],
};
const entryProof = proof.entries[0]!;

describe('a receipt', () => {
  it('is proven for a first-time visitor without a consistency proof', async () => {
    const never = vi.fn<AskConsistency>();
    const verdict = await judgeReceipt(receipt, proof, keys, undefined, never);
    expect(verdict).toMatchObject({
      state: 'proven',
      facts: { amount: 10_000, takenBack: 0 },
      entries: [{ position: 1 }],
    });
    expect(never).not.toHaveBeenCalled();
  });

  it('is proven to follow from the head that this browser saw before', async () =>
    expect(await judgeReceipt(receipt, proof, keys, heads[0], ask)).toMatchObject({ state: 'proven' }));

  it.each<[string, Parameters<typeof judgeReceipt>, object]>([
    ['waits while nothing is signed', [receipt, { ...proof, head: null }, keys, undefined, ask], { state: 'waiting' }],
    [
      'waits while its entry is not in the tree',
      [receipt, { ...proof, entries: [{ ...entryProof, position: null, path: [] }] }, keys, undefined, ask],
      { state: 'waiting' },
    ],
    ['fails without an entry', [receipt, null, keys, undefined, ask], { fault: 'unnamed' }],
    ['fails without a gift', [receipt, { ...proof, entries: [] }, keys, undefined, ask], { fault: 'unnamed' }],
    ['fails by an unknown key', [receipt, proof, [], undefined, ask], { fault: 'unsigned' }],
    [
      'fails by a forged head',
      [receipt, { ...proof, head: { ...heads[1], root: heads[0].root } }, keys, undefined, ask],
      { fault: 'unsigned' },
    ],
    [
      'fails by a changed entry',
      [
        receipt,
        { ...proof, entries: [{ ...entryProof, leaf: leaves[1]!.replaceAll('10000', '90000') }] },
        keys,
        undefined,
        ask,
      ],
      { fault: 'notInTree' },
    ],
    [
      'fails by a wrong path',
      [receipt, { ...proof, entries: [{ ...entryProof, path: [two.toString('hex')] }] }, keys, undefined, ask],
      { fault: 'notInTree' },
    ],
    [
      'fails by another entry',
      [{ ...receipt, number: 'HC-2026-000001' }, proof, keys, undefined, ask],
      { fault: 'differs', facts: { differences: ['number'] } },
    ],
    [
      'fails by another amount',
      [{ ...receipt, amount: 9_999 }, proof, keys, undefined, ask],
      { fault: 'differs', facts: { differences: ['amount'] } },
    ],
    [
      'fails by another project',
      [{ ...receipt, projectId: 'q' }, proof, keys, undefined, ask],
      { fault: 'differs', facts: { differences: ['project'] } },
    ],
    ['fails when the past was rewritten', [receipt, proof, keys, signHead(1, two), ask], { fault: 'rewritten' }],
    [
      'fails when the present was rewritten',
      [receipt, proof, keys, signHead(2, pair(two, one)), ask],
      { fault: 'rewritten' },
    ],
    ['fails when the ledger shrank', [receipt, proof, keys, signHead(3, one), ask], { fault: 'shrunk' }],
  ])('%s', async (_what, args, expected) => expect(await judgeReceipt(...args)).toMatchObject(expected));
});

describe('a head', () => {
  it('is valid by its key', async () =>
    expect(await judgeHead(heads[1], keys, heads[0], ask)).toMatchObject({ state: 'good', key: { keyId } }));
  it('is invalid when its consistency with an earlier head is not proven', async () =>
    expect(await judgeHead(heads[1], keys, heads[0], async () => [])).toEqual({ state: 'bad', fault: 'rewritten' }));
});
