import { execFile } from 'node:child_process';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashLeaf, rootOfPath, Tree } from './verify.mjs';

// The tree once more, as the definition in RFC 6962 reads, so that the program is not tested against itself.
const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest();
function treeHash(leaves) {
  if (leaves.length === 1) return sha256(Buffer.of(0), Buffer.from(leaves[0]));
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return sha256(Buffer.of(1), treeHash(leaves.slice(0, split)), treeHash(leaves.slice(split)));
}
function pathOf(index, leaves) {
  if (leaves.length === 1) return [];
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return index < split
    ? [...pathOf(index, leaves.slice(0, split)), treeHash(leaves.slice(split))]
    : [...pathOf(index - split, leaves.slice(split)), treeHash(leaves.slice(0, split))];
}

function newKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const bytes = Buffer.from(publicKey.export({ format: 'jwk' }).x, 'base64url');
  return {
    privateKey,
    text: bytes.toString('base64'),
    id: createHash('sha256').update(bytes).digest('hex').slice(0, 16),
  };
}
const ours = newKey();
const theirs = newKey();

function signHead(leaves, size, key = ours, title = 'hongchuang tree head v1') {
  const head = {
    size,
    root: treeHash(leaves.slice(0, size)).toString('hex'),
    timestamp: new Date(Date.UTC(2026, 10, 22) + size).toISOString(),
    keyId: key.id,
  };
  const text = `${title}\nsize ${size}\nroot ${head.root}\ntimestamp ${head.timestamp}\nkeyId ${key.id}\n`;
  return { ...head, signature: sign(null, Buffer.from(text), key.privateKey).toString('base64') };
}

const FUND = 'fund:01234567-89ab-7cde-8f01-23456789abcd';
const entry = (number, more = {}) => ({
  v: 1,
  id: `019aa8d2-4f00-7abc-8def-${String(number).padStart(12, '0')}`,
  kind: 'GIFT_RECEIVED',
  sourceKey: `gift:${number}`,
  document: `HC-2026-${String(number).padStart(6, '0')}`,
  postedAt: '2026-11-22T00:00:00.000Z',
  reversesId: null,
  lines: [
    ['bank:special', 10_000],
    [`${FUND}:received`, -10_000],
  ],
  ...more,
});
/** Money that moved on an earlier day than it was recorded. */
const dated = (number, day) => {
  const { reversesId, lines, ...head } = entry(number, { v: 2 });
  return { ...head, day, reversesId, lines };
};
const ENTRIES = [
  ...Array.from({ length: 10 }, (_, index) => entry(index + 1)),
  entry(11, {
    kind: 'STAGE_RELEASED',
    sourceKey: 'stage:1:released',
    document: null,
    lines: [
      [`${FUND}:released`, 50_000],
      ['bank:special', -50_000],
    ],
  }),
  entry(12, {
    kind: 'GIFT_REFUNDED',
    sourceKey: 'gift:3:refunded',
    document: null,
    reversesId: entry(3).id,
    lines: [
      [`${FUND}:refunded`, 10_000],
      ['bank:special', -10_000],
    ],
  }),
  dated(13, '2026-11-21'),
];
const SIZES = [4, 9, 13];

let folder;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hc-verifier-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const write = (name, text) => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};
const ndjson = (rows) => rows.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`).join('');

async function run(...args) {
  const { stdout, stderr, code } = await promisify(execFile)(process.execPath, [
    join(import.meta.dirname, 'verify.mjs'),
    ...args,
  ]).then(
    (done) => ({ ...done, code: 0 }),
    (error) => error,
  );
  return { code, stdout, stderr, faults: [...stdout.matchAll(/^FAILED {4}([a-z-]+):/gm)].map(([, fault]) => fault) };
}
const verifyLedger = (ledger, heads, key = ours.text) =>
  run('ledger', write('ledger.ndjson', ledger), write('heads.ndjson', heads), '--key', key);

const leavesOf = (entries) => entries.map((one) => JSON.stringify(one));
/** A ledger with heads that its own operator signed: what bookkeeping faults are tried on. */
const signed = (entries) => [ndjson(leavesOf(entries)), ndjson([signHead(leavesOf(entries), entries.length)])];

describe('a ledger', () => {
  const leaves = leavesOf(ENTRIES);
  const heads = SIZES.map((size) => signHead(leaves, size));

  it('that is unchanged verifies, and its accounts are shown', async () => {
    const result = await verifyLedger(ndjson(leaves), ndjson(heads));
    expect(result).toMatchObject({ code: 0, faults: [], stderr: '' });
    expect(result.stdout).toMatch(/Entries {3}13\n/);
    expect(result.stdout).toContain(`Root      ${treeHash(leaves).toString('hex')}\n`);
    expect(result.stdout).toMatch(/bank:special +¥500\.00\n/);
    expect(result.stdout).toMatch(/:received +-¥1,100\.00\n/);
    expect(result.stdout).toMatch(/VERIFIED/);
  });

  it('verifies with a head from another place in addition to the published ones', async () => {
    const kept = write('kept.ndjson', ndjson([signHead(leaves, 7)]));
    expect(
      await run(
        'ledger',
        write('ledger.ndjson', ndjson(leaves)),
        write('heads.ndjson', ndjson(heads)),
        kept,
        '--key',
        ours.text,
      ),
    ).toMatchObject({ code: 0 });
  });

  it('verifies across a change of keys when both keys are given', async () => {
    const mixed = ndjson([signHead(leaves, 4, theirs), heads[1], heads[2]]);
    expect(await verifyLedger(ndjson(leaves), mixed)).toMatchObject({ code: 1, faults: ['another-key'] });
    expect(
      await run(
        'ledger',
        write('ledger.ndjson', ndjson(leaves)),
        write('heads.ndjson', mixed),
        '--key',
        ours.text,
        '--key',
        write('old.key', `${theirs.text}\n`),
      ),
    ).toMatchObject({ code: 0 });
  });

  const forgedAmount = leaves.with(5, leaves[5].replaceAll('10000', '90000'));
  it.each([
    ['a forged amount', ndjson(forgedAmount), ndjson(heads), ['ledger-differs']],
    [
      'a forged amount on one line',
      ndjson(leaves.with(5, leaves[5].replace('10000', '90000'))),
      ndjson(heads),
      ['unbalanced', 'ledger-differs'],
    ],
    ['a removed entry', ndjson(leaves.toSpliced(5, 1)), ndjson(heads), ['ledger-differs', 'truncated']],
    [
      'an added entry',
      ndjson(leaves.toSpliced(5, 0, JSON.stringify(entry(99)))),
      ndjson(heads),
      ['ledger-differs', 'unsigned-entries'],
    ],
    [
      'two entries that changed places',
      ndjson(leaves.with(5, leaves[6]).with(6, leaves[5])),
      ndjson(heads),
      ['ledger-differs'],
    ],
    ['the newest entries left out', ndjson(leaves.slice(0, 9)), ndjson(heads), ['truncated']],
    ['the ledger cut off in a line', ndjson(leaves).slice(0, -20), ndjson(heads), ['truncated', 'truncated']],
    ['the heads cut off in a line', ndjson(leaves), ndjson(heads).slice(0, -20), ['truncated', 'unsigned-entries']],
    ['entries that nobody signed', ndjson([...leaves, JSON.stringify(entry(14))]), ndjson(heads), ['unsigned-entries']],
    [
      'a forged signature',
      ndjson(leaves),
      ndjson(heads.with(1, { ...heads[1], signature: heads[0].signature })),
      ['bad-signature'],
    ],
    ['a forged size', ndjson(leaves), ndjson(heads.with(1, { ...heads[1], size: 8 })), ['bad-signature']],
    [
      'a forged time',
      ndjson(leaves),
      ndjson(heads.with(1, { ...heads[1], timestamp: '2020-01-01T00:00:00.000Z' })),
      ['bad-signature'],
    ],
    [
      'a forged root',
      ndjson(forgedAmount),
      ndjson(heads.with(1, { ...heads[1], root: treeHash(forgedAmount.slice(0, 9)).toString('hex') })),
      ['bad-signature', 'ledger-differs'],
    ],
    [
      'heads by another key',
      ndjson(leaves),
      ndjson(SIZES.map((size) => signHead(leaves, size, theirs))),
      ['another-key', 'another-key', 'another-key', 'no-head'],
    ],
    ['a head from a fork', ndjson(leaves), ndjson(heads.with(1, signHead(forgedAmount, 9))), ['forked-head']],
    [
      'a newest head from a fork',
      ndjson(leaves),
      ndjson(heads.with(2, signHead(forgedAmount, 13))),
      ['ledger-differs'],
    ],
    ['heads in a wrong order', ndjson(leaves), ndjson([heads[1], heads[0], heads[2]]), ['not-a-head']],
    ['no heads', ndjson(leaves), '', ['no-head']],
    ['what is no ledger', ndjson(['{"hello":1}']), ndjson(heads), ['not-an-entry', 'truncated']],
    [
      'an entry with a space more',
      ndjson(leaves.with(5, leaves[5].replace(',', ', '))),
      ndjson(heads),
      ['not-canonical', 'ledger-differs'],
    ],
    [
      'an entry of version 2 without its day',
      ndjson(leaves.with(5, JSON.stringify(entry(6, { v: 2 })))),
      ndjson(heads),
      ['not-an-entry', 'ledger-differs'],
    ],
    [
      'an entry of version 1 with a day',
      ndjson(leaves.with(5, leaves[5].replace('"reversesId"', '"day":"2026-11-21","reversesId"'))),
      ndjson(heads),
      ['not-an-entry', 'ledger-differs'],
    ],
    [
      'an entry of the day of its recording, written as of another',
      ndjson(leaves.with(5, JSON.stringify(dated(6, '2026-11-22')))),
      ndjson(heads),
      ['not-an-entry', 'ledger-differs'],
    ],
    [
      'an entry of a day that no calendar has',
      ndjson(leaves.with(5, JSON.stringify(dated(6, '2026-02-30')))),
      ndjson(heads),
      ['not-an-entry', 'ledger-differs'],
    ],
    [
      'an entry of another day',
      ndjson(leaves.with(12, leaves[12].replace('2026-11-21', '2026-11-20'))),
      ndjson(heads),
      ['ledger-differs'],
    ],
    [
      'an entry with a field more',
      ndjson(leaves.with(5, leaves[5].replace('{', '{"x":1,'))),
      ndjson(heads),
      ['not-canonical', 'ledger-differs'],
    ],
  ])('with %s does not verify, and the message says what is wrong', async (_what, ledger, headLines, faults) => {
    const result = await verifyLedger(ledger, headLines);
    expect(result.stderr).toBe('');
    expect(result.faults.sort()).toEqual(faults.sort());
    expect(result.code).toBe(1);
    expect(result.stdout).not.toContain('VERIFIED');
  });

  it('names the entries between which the change is', async () => {
    expect((await verifyLedger(ndjson(forgedAmount), ndjson(heads))).stdout).toContain(
      'The entries 5 to 9 are not those that were signed',
    );
  });

  it.each([
    [
      'an entry that does not balance',
      [
        entry(1, {
          lines: [
            ['bank:special', 1],
            [`${FUND}:received`, -2],
          ],
        }),
      ],
      ['unbalanced'],
    ],
    ['an entry of one line', [entry(1, { lines: [['bank:special', 0]] })], ['unbalanced']],
    ['one cause twice', [entry(1), entry(2, { sourceKey: 'gift:1' })], ['duplicate-source']],
    ['one id twice', [entry(1), entry(2, { id: entry(1).id })], ['duplicate-id']],
    ['one receipt twice', [entry(1), entry(2, { document: entry(1).document })], ['duplicate-receipt']],
    ['a reversal of what is not there', [entry(1, { reversesId: entry(2).id })], ['bad-reversal']],
    ['a reversal of itself', [entry(1, { reversesId: entry(1).id })], ['bad-reversal']],
    ['a reversal of a later entry', [entry(1, { reversesId: entry(2).id }), entry(2)], ['bad-reversal']],
    [
      'two reversals of the same',
      [entry(1), entry(2, { reversesId: entry(1).id }), entry(3, { reversesId: entry(1).id })],
      ['bad-reversal'],
    ],
    [
      'a fund that paid more than it had',
      [
        entry(1),
        entry(2, {
          lines: [
            [`${FUND}:released`, 10_001],
            ['bank:special', -10_001],
          ],
        }),
      ],
      ['overdrawn-fund'],
    ],
  ])('that its own operator signed with %s does not verify', async (_what, entries, faults) => {
    expect(await verifyLedger(...signed(entries))).toMatchObject({ code: 1, faults });
  });

  it('with many entries distinguishes every one', async () => {
    const many = Array.from({ length: 9_000 }, (_, index) => entry(index + 1));
    expect(await verifyLedger(...signed(many))).toMatchObject({ code: 0 });
    expect(
      await verifyLedger(
        ...signed([...many, entry(9_001, { sourceKey: 'gift:1' }), entry(9_002, { reversesId: entry(9_003).id })]),
      ),
    ).toMatchObject({ code: 1, faults: ['duplicate-source', 'bad-reversal'] });
  });
});

describe('a receipt', () => {
  const leaves = leavesOf(ENTRIES);
  const proofOf = (index) => ({
    leaf: leaves[index],
    position: index,
    path: pathOf(index, leaves).map((hash) => hash.toString('hex')),
  });
  const bundle = (index, more = {}) => ({
    format: 'hongchuang receipt proof v1',
    document: ENTRIES[index].document,
    head: signHead(leaves, 13),
    entries: [proofOf(index)],
    ...more,
  });
  const verifyReceipt = (number, content, key = ours.text) =>
    run(
      'receipt',
      number,
      write('bundle.json', typeof content === 'string' ? content : JSON.stringify(content)),
      '--key',
      key,
    );

  it('in the signed ledger verifies, together with its reversal', async () => {
    const result = await verifyReceipt('HC-2026-000003', bundle(2, { entries: [proofOf(2), proofOf(11)] }));
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(result.stdout).toMatch(/GIFT_RECEIVED.*\n.*¥100\.00\n.*-¥100\.00\nGIFT_REFUNDED.*takes back/);
    expect(result.stdout).toContain('VERIFIED  HC-2026-000003 is in the ledger of 13 entries');
  });

  const wrong = proofOf(2);
  it.each([
    [
      'a forged amount',
      bundle(2, { entries: [{ ...wrong, leaf: wrong.leaf.replaceAll('10000', '90000') }] }),
      'wrong-path',
    ],
    ['a wrong path', bundle(2, { entries: [{ ...wrong, path: wrong.path.with(1, '0'.repeat(64)) }] }), 'wrong-path'],
    ['a path that is too short', bundle(2, { entries: [{ ...wrong, path: wrong.path.slice(1) }] }), 'wrong-path'],
    [
      'a path that is too long',
      bundle(2, { entries: [{ ...wrong, path: [...wrong.path, wrong.path[0]] }] }),
      'wrong-path',
    ],
    ['another position', bundle(2, { entries: [{ ...wrong, position: 3 }] }), 'wrong-path'],
    ['a position behind the end', bundle(2, { entries: [{ ...wrong, position: 13 }] }), 'wrong-path'],
    ['an entry not yet in the tree', bundle(2, { entries: [{ ...wrong, position: null, path: [] }] }), 'not-a-bundle'],
    ['the proof of another receipt', bundle(3), 'another-receipt'],
    ['the proof of another entry', bundle(2, { entries: [proofOf(3)] }), 'another-receipt'],
    [
      'a forged signature',
      bundle(2, { head: { ...signHead(leaves, 13), signature: signHead(leaves, 12).signature } }),
      'bad-signature',
    ],
    ['a head of another ledger', bundle(2, { head: signHead(leaves.toReversed(), 13) }), 'wrong-path'],
    ['another key', bundle(2, { head: signHead(leaves, 13, theirs) }), 'another-key'],
    ['half a file', JSON.stringify(bundle(2)).slice(0, 300), 'truncated'],
    ['another file', '[]', 'not-a-bundle'],
  ])('with %s does not verify', async (_what, content, fault) => {
    const result = await verifyReceipt('HC-2026-000003', content);
    expect(result).toMatchObject({ code: 1, faults: [fault], stderr: '' });
    expect(result.stdout).not.toContain('VERIFIED');
  });
});

it('verifies the example in docs/proof.md, and not with one changed digit', async () => {
  const text = readFileSync(join(import.meta.dirname, '../../docs/proof.md'), 'utf8');
  const [ledger, heads] = [...text.matchAll(/```ndjson\n(.*?)```/gs)].map(([, lines]) => lines);
  const [, key] = /Public key `([^`]+)`/.exec(text);
  expect(await verifyLedger(ledger, heads, key)).toMatchObject({ code: 0, faults: [] });
  for (const hash of [hashLeaf(Buffer.from(ledger.split('\n')[0])), hashLeaf(Buffer.from(ledger.split('\n')[1]))])
    expect(text).toContain(`\`${hash.toString('hex')}\``);
  expect(await verifyLedger(ledger.replaceAll('10000', '10001'), heads, key)).toMatchObject({
    code: 1,
    faults: ['ledger-differs'],
  });
});

describe('the trace', () => {
  const TITLE = 'hongchuang trace head v1';
  const act = (number, more = {}) => ({
    v: 1,
    id: `019aa8d2-5f00-7abc-8def-${String(number).padStart(12, '0')}`,
    kind: 'ROLE_GIVEN',
    actor: null,
    session: null,
    role: null,
    subject: null,
    person: null,
    before: null,
    after: { role: 'AUDITOR' },
    place: null,
    agent: null,
    request: null,
    reason: null,
    at: '2026-11-22T00:00:00.000Z',
    ...more,
  });
  const leaves = leavesOf(Array.from({ length: 9 }, (_, index) => act(index + 1)));
  const heads = [4, 9].map((size) => signHead(leaves, size, ours, TITLE));
  const verifyTrace = (trace, signedHeads) =>
    run('trace', write('trace.ndjson', trace), write('trace-heads.ndjson', signedHeads), '--key', ours.text);
  const again = leavesOf([...Array.from({ length: 8 }, (_, index) => act(index + 1)), act(8)]);

  it.each([
    ['that is unchanged', ndjson(leaves), ndjson(heads), []],
    [
      'with a changed role',
      ndjson(leaves.with(5, leaves[5].replace('AUDITOR', 'ADMIN'))),
      ndjson(heads),
      ['ledger-differs'],
    ],
    ['without an entry', ndjson(leaves.toSpliced(3, 1)), ndjson(heads), ['ledger-differs', 'truncated']],
    ['without its end', ndjson(leaves.slice(0, 7)), ndjson(heads), ['truncated']],
    ['with an unsigned entry', ndjson([...leaves, JSON.stringify(act(10))]), ndjson(heads), ['unsigned-entries']],
    ['with the heads of the ledger', ndjson(leaves), ndjson([signHead(leaves, 9)]), ['bad-signature', 'no-head']],
    ['with an id twice', ndjson(again), ndjson([signHead(again, 9, ours, TITLE)]), ['duplicate-id']],
    [
      'in another form',
      ndjson([leaves[0].replace(':', ': ')]),
      ndjson([signHead([leaves[0].replace(':', ': ')], 1, ours, TITLE)]),
      ['not-canonical'],
    ],
    ['that is none', ndjson(['{}']), ndjson([signHead(['{}'], 1, ours, TITLE)]), ['not-an-entry']],
  ])('%s', async (_what, trace, signedHeads, faults) => {
    const result = await verifyTrace(trace, signedHeads);
    expect([...result.faults].sort()).toEqual([...faults].sort());
    expect(result.code).toBe(faults.length === 0 ? 0 : 1);
  });

  const ledgerLeaves = leavesOf(ENTRIES);
  const ledgerHeads = SIZES.map((size) => signHead(ledgerLeaves, size));
  const join2 = (ledger, trace, key = ours) => {
    const head = {
      ledger: { size: ledger.size, root: ledger.root },
      trace: { size: trace.size, root: trace.root },
      timestamp: '2026-11-22T00:00:00.000Z',
      keyId: key.id,
    };
    const text = `hongchuang joint head v1\nledger ${ledger.size} ${ledger.root}\ntrace ${trace.size} ${trace.root}\ntimestamp ${head.timestamp}\nkeyId ${key.id}\n`;
    return { ...head, signature: sign(null, Buffer.from(text), key.privateKey).toString('base64') };
  };
  const first = join2(ledgerHeads[0], heads[0]);
  const last = join2(ledgerHeads.at(-1), heads[1]);

  it.each([
    ['are bound to the ledger', [first, last], []],
    ['of another key', [join2(ledgerHeads[0], heads[0], theirs)], ['another-key']],
    ['with another trace', [first, { ...last, trace: { ...last.trace, root: first.trace.root } }], ['bad-signature']],
    ['of a second history', [join2(ledgerHeads[0], signHead(again, 9, ours, TITLE))], ['forked-head']],
    ['that go back', [last, first], ['not-a-head']],
    ['that are none', ['{}'], ['not-a-head']],
    ['that are missing', [], ['no-head']],
  ])('has joint heads that %s', async (_what, joint, faults) => {
    const result = await run(
      'joint',
      write('joint.ndjson', ndjson(joint)),
      write('heads.ndjson', ndjson(ledgerHeads)),
      write('trace-heads.ndjson', ndjson(heads)),
      '--key',
      ours.text,
    );
    expect(result.faults).toEqual(faults);
    expect(result.code).toBe(faults.length === 0 ? 0 : 1);
  });
});

describe('wrong use', () => {
  it.each([
    ['nothing', []],
    ['no key', ['ledger', 'a', 'b']],
    ['a key of a wrong length', ['ledger', 'a', 'b', '--key', import.meta.filename]],
    ['a file that is not there', ['ledger', 'not-there', 'not-there', '--key', ours.text]],
    ['a bundle that is not there', ['receipt', 'HC-2026-000001', 'not-there', '--key', ours.text]],
    ['an unknown command', ['prove', 'a', 'b', '--key', ours.text]],
  ])('%s ends with exit code 2 and a message', async (_what, args) => {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(stderr.length).toBeGreaterThan(20);
  });
});

describe('the tree', () => {
  it('agrees with the definition at every size, with every path', () => {
    const leaves = Array.from({ length: 70 }, (_, index) => `leaf ${index}`);
    const tree = new Tree();
    for (let size = 1; size <= leaves.length; size += 1) {
      tree.add(Buffer.from(leaves[size - 1]));
      expect(tree.root()).toBe(treeHash(leaves.slice(0, size)).toString('hex'));
      for (let index = 0; index < size; index += 3)
        expect(
          rootOfPath(Buffer.from(leaves[index]), index, size, pathOf(index, leaves.slice(0, size))),
          `${index} of ${size}`,
        ).toBe(tree.root());
    }
  });

  it('hashes the empty leaf as published', () =>
    expect(hashLeaf(Buffer.alloc(0)).toString('hex')).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    ));
});
