#!/usr/bin/env node
// Verifies a downloaded ledger, or one receipt, without trusting the server that it came from. One file, no
// dependencies but Node 20.12 or newer, and no code in common with the server: whoever doubts us reads this, or writes
// another one after docs/proof.md.
import { createPublicKey, hash, verify } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const USAGE = `Usage:
  node verify.mjs ledger LEDGER.ndjson HEADS.ndjson [MORE-HEADS.ndjson …] --key KEY [--key OLDER-KEY …]
  node verify.mjs receipt NUMBER BUNDLE.json --key KEY
  node verify.mjs trace TRACE.ndjson TRACE-HEADS.ndjson [MORE-HEADS.ndjson …] --key KEY
  node verify.mjs joint JOINT-HEADS.ndjson TREE-HEADS.ndjson TRACE-HEADS.ndjson --key KEY

KEY is the public key in base64 (44 characters), or a file that holds it. Take it from a source that you trust, such as a printed report.
The command ends with 0 when everything holds, 1 when something does not, 2 when it was called wrongly or a file cannot be read.`;

/** Something that does not hold. `code` names it for programs, the message for people. */
export class Fault extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/** Wrong use, or a file that cannot be read: nothing was verified. */
class Unusable extends Error {}

// ---- The Merkle tree of RFC 6962: a leaf hashes to SHA-256(0x00 ‖ leaf), an inner node to SHA-256(0x01 ‖ left ‖ right).

const sha256 = (...parts) => hash('sha256', Buffer.concat(parts), 'buffer');
const LEAF = Buffer.of(0);
const INNER = Buffer.of(1);
export const hashLeaf = (leaf) => sha256(LEAF, leaf);
export const hashPair = (left, right) => sha256(INNER, left, right);

/** The tree over all leaves so far: only the roots of its complete subtrees, one for every 1 in the binary size. */
export class Tree {
  size = 0;
  #peaks = [];

  add(leaf) {
    let peak = { width: 1, hash: hashLeaf(leaf) };
    while (this.#peaks.at(-1)?.width === peak.width)
      peak = { width: peak.width * 2, hash: hashPair(this.#peaks.pop().hash, peak.hash) };
    this.#peaks.push(peak);
    this.size += 1;
  }

  root() {
    return this.#peaks
      .map((peak) => peak.hash)
      .reduceRight((right, left) => hashPair(left, right))
      .toString('hex');
  }
}

/** The root to which an audit path leads, after RFC 9162, section 2.1.3.2; null when the path has a wrong length. */
export function rootOfPath(leaf, position, size, path) {
  if (!(position < size)) return null;
  let node = position;
  let last = size - 1;
  let root = hashLeaf(leaf);
  for (const neighbour of path) {
    if (last === 0) return null;
    if (node % 2 === 1 || node === last) {
      root = hashPair(neighbour, root);
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, Math.floor(last / 2)];
    } else {
      root = hashPair(root, neighbour);
    }
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 ? root.toString('hex') : null;
}

// ---- Signed heads.

const HEX_HASH = /^[0-9a-f]{64}$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** A public key: its id, and whether it signed something. */
export function readKey(text) {
  const bytes = Buffer.from(text.trim(), 'base64');
  if (bytes.length !== 32)
    throw new Unusable('--key takes the 32 bytes of an Ed25519 public key in base64, or a file that holds them.');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') }, format: 'jwk' });
  return {
    id: hash('sha256', bytes).slice(0, 16),
    signed: (text, signature) => verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64')),
  };
}

const LEDGER = 'hongchuang tree head v1';
const TRACE = 'hongchuang trace head v1';

/** Throws unless `head` is a head of the log with this title that one of `keys` signed. */
export function verifyHead(head, keys, title = LEDGER) {
  const { size, root, timestamp, keyId, signature } = head ?? {};
  if (!(
    Number.isSafeInteger(size) &&
    size > 0 &&
    HEX_HASH.test(root) &&
    MOMENT.test(timestamp) &&
    typeof keyId === 'string' &&
    typeof signature === 'string'
  ))
    throw new Fault('not-a-head', `This is not a signed head: ${JSON.stringify(head).slice(0, 200)}`);
  const text = `${title}\nsize ${size}\nroot ${root}\ntimestamp ${timestamp}\nkeyId ${keyId}\n`;
  verifySignature(`The head of ${size} entries`, text, keyId, signature, keys);
}

/** Throws unless the key `keyId` is one of `keys` and signed the text. */
function verifySignature(what, text, keyId, signature, keys) {
  const key = keys.find(({ id }) => id === keyId);
  if (key === undefined)
    throw new Fault(
      'another-key',
      `${what} is signed by the key ${keyId}, which you did not give. You gave ${keys.map(({ id }) => id).join(', ')}.`,
    );
  if (!key.signed(text, signature))
    throw new Fault('bad-signature', `${what} has a forged signature: the key ${keyId} did not sign it.`);
}

// ---- Entries.

const isText = (value) => typeof value === 'string' && value.length > 0;
const isTextOrNull = (value) => value === null || isText(value);
const isDay = (value) =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\d$/.test(value) &&
  new Date(`${value}T00:00:00Z`).toJSON()?.startsWith(value) === true;

/** The day in Shanghai of a moment, or '' for what is none. */
function shanghaiDay(moment) {
  const time = Date.parse(moment) + 8 * 3_600_000;
  return Number.isNaN(time) ? '' : new Date(time).toISOString().slice(0, 10);
}

/** The entry in a leaf. Throws when the bytes are not exactly those that docs/proof.md prescribes for it. */
export function readEntry(leaf, where) {
  const text = leaf.toString('utf8');
  let entry;
  try {
    entry = JSON.parse(text);
  } catch {
    throw new Fault('not-an-entry', `${where} is not JSON.`);
  }
  const { v, id, kind, sourceKey, document, postedAt, day, reversesId, lines } = entry ?? {};
  const linesFit =
    Array.isArray(lines) &&
    lines.every((line) => Array.isArray(line) && line.length === 2 && isText(line[0]) && Number.isSafeInteger(line[1]));
  // Version 2 has the day on which the money moved, version 1 is of the day on which it was recorded.
  const versionFits =
    (v === 1 && day === undefined) ||
    (v === 2 && isDay(day) && isDay(shanghaiDay(postedAt)) && day < shanghaiDay(postedAt));
  if (
    !versionFits ||
    ![id, kind, sourceKey].every(isText) ||
    ![document, reversesId].every(isTextOrNull) ||
    !MOMENT.test(postedAt) ||
    !linesFit
  )
    throw new Fault('not-an-entry', `${where} is not an entry of version 1 or 2.`);
  const canonical = JSON.stringify(
    v === 1
      ? { v, id, kind, sourceKey, document, postedAt, reversesId, lines }
      : { v, id, kind, sourceKey, document, postedAt, day, reversesId, lines },
  );
  if (canonical !== text) throw new Fault('not-canonical', `${where} is not written as the format prescribes.`);
  return entry;
}

/** Which of many texts came before, at 24 bytes each instead of the texts themselves. */
class Seen {
  #slots = new Uint32Array(1 << 12);
  #digests = Buffer.alloc(16 << 11);
  #count = 0;

  /** Notes `text`; whether it is new. */
  add(text) {
    if (this.#count * 2 >= this.#slots.length) this.#grow();
    const digest = hash('sha256', text, 'buffer').subarray(0, 16);
    const slot = this.#find(digest);
    if (this.#slots[slot] !== 0) return false;
    digest.copy(this.#digests, this.#count * 16);
    this.#count += 1;
    this.#slots[slot] = this.#count;
    return true;
  }

  has(text) {
    return this.#slots[this.#find(hash('sha256', text, 'buffer').subarray(0, 16))] !== 0;
  }

  #find(digest) {
    let slot = digest.readUInt32LE(0) % this.#slots.length;
    for (;;) {
      const at = this.#slots[slot];
      if (at === 0 || this.#digests.compare(digest, 0, 16, (at - 1) * 16, at * 16) === 0) return slot;
      slot = (slot + 1) % this.#slots.length;
    }
  }

  #grow() {
    const digests = Buffer.alloc(this.#slots.length * 16);
    this.#digests.copy(digests);
    this.#digests = digests;
    this.#slots = new Uint32Array(this.#slots.length * 2);
    for (let index = 0; index < this.#count; index += 1)
      this.#slots[this.#find(digests.subarray(index * 16, index * 16 + 16))] = index + 1;
  }
}

/** The rules of bookkeeping, entry by entry: what must hold in every ledger, whoever signed it. */
class Bookkeeping {
  balances = new Map();
  #ids = new Seen();
  #sources = new Seen();
  #reversed = new Seen();
  #receipts = new Seen();

  /** Adds an entry; yields what is wrong with it. */
  *add({ id, kind, sourceKey, document, reversesId, lines }, where) {
    let sum = 0n;
    for (const [account, fen] of lines) {
      sum += BigInt(fen);
      this.balances.set(account, (this.balances.get(account) ?? 0n) + BigInt(fen));
    }
    if (lines.length < 2 || lines.some(([, fen]) => fen === 0) || sum !== 0n)
      yield new Fault('unbalanced', `${where} (${id}) does not balance: its ${lines.length} lines sum to ${sum} fen.`);
    // Before it is noted itself: an entry cannot take itself back.
    if (reversesId !== null && !this.#ids.has(reversesId))
      yield new Fault('bad-reversal', `${where} (${id}) takes back ${reversesId}, which is no earlier entry.`);
    if (reversesId !== null && !this.#reversed.add(reversesId))
      yield new Fault('bad-reversal', `${where} (${id}) takes back ${reversesId}, which was taken back before.`);
    if (!this.#ids.add(id)) yield new Fault('duplicate-id', `${where} has the id of an earlier entry, ${id}.`);
    if (!this.#sources.add(sourceKey))
      yield new Fault(
        'duplicate-source',
        `${where} (${id}) was posted for ${sourceKey}, as an earlier entry was: the same cause twice.`,
      );
    if (kind === 'GIFT_RECEIVED' && document !== null && !this.#receipts.add(document))
      yield new Fault('duplicate-receipt', `${where} (${id}) has the receipt ${document} of an earlier gift.`);
  }

  /**
   * Yields the funds that paid out more than they received. Judged at the end: two entries of the same moment may stand
   * in either order.
   */
  *end() {
    const paid = new Map();
    for (const [account, fen] of this.balances) {
      const fund = /^(fund:.+):(?:received|released|refunded)$/.exec(account)?.[1];
      if (fund !== undefined) paid.set(fund, (paid.get(fund) ?? 0n) + fen);
    }
    for (const [fund, fen] of paid)
      if (fen > 0n) yield new Fault('overdrawn-fund', `${fund} paid out ${yuan(fen)} more than it received.`);
  }
}

// ---- Files.

/** The lines of a file as bytes. A file that does not end with a line break was cut off. */
async function* readLines(file) {
  let rest = Buffer.alloc(0);
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      let start = 0;
      for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
        yield bytes.subarray(start, end);
        start = end + 1;
      }
      rest = bytes.subarray(start);
    }
  } catch (error) {
    throw new Unusable(`${file} cannot be read: ${error.message}`);
  }
  if (rest.length > 0)
    throw new Fault('truncated', `${file} is cut off in the middle of its last line. Download it again.`);
}

/**
 * The heads in a file, from the smallest on, each with a good signature. Those that have none are handed to `report`.
 */
async function* readHeads(file, keys, report, title = LEDGER) {
  let previous = 0;
  let line = 0;
  for await (const bytes of readLines(file)) {
    line += 1;
    try {
      let head;
      try {
        head = JSON.parse(bytes);
      } catch {
        throw new Fault('not-a-head', `Line ${line} of ${file} is not JSON.`);
      }
      verifyHead(head, keys, title);
      if (head.size <= previous)
        throw new Fault(
          'not-a-head',
          `Line ${line} of ${file}: heads stand in the order of their size, each size once.`,
        );
      previous = head.size;
      yield head;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      report(error);
    }
  }
}

// ---- A whole ledger.

/**
 * Verifies a ledger against files of heads; answers what was found, faults included. Memory grows by 100 bytes an entry
 * for uniqueness, the tree's by its logarithm.
 */
export async function verifyLedger(ledgerFile, headFiles, keys) {
  const books = new Bookkeeping();
  const found = await verifyLog(ledgerFile, headFiles, keys, LEDGER, {
    add: (leaf, where) => books.add(readEntry(leaf, where), where),
    end: () => books.end(),
  });
  return { ...found, balances: books.balances };
}

/**
 * Verifies the lines of a log against files of its heads. `rules` judge each line, and what is there at the end.
 */
async function verifyLog(ledgerFile, headFiles, keys, title, rules) {
  const faults = [];
  const report = (fault) => faults.push(fault);
  const tree = new Tree();
  const files = await Promise.all(
    headFiles.map(async (file) => {
      const heads = readHeads(file, keys, report, title);
      return { heads, next: await nextOf(heads, report) };
    }),
  );
  const judged = [];
  try {
    for await (const leaf of readLines(ledgerFile)) {
      tree.add(leaf);
      const where = `Line ${tree.size} of ${ledgerFile}`;
      try {
        for (const fault of rules.add(leaf, where)) report(fault);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        report(error);
      }
      for (const file of files) {
        if (file.next?.size !== tree.size) continue;
        judged.push({ head: file.next, fits: file.next.root === tree.root() });
        file.next = await nextOf(file.heads, report);
      }
    }
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    report(error);
  }
  for (const fault of rules.end()) report(fault);
  for (const fault of judgeRoots(judged)) report(fault);
  let newest = judged.at(-1)?.head ?? null;
  for (const file of files) {
    for (; file.next != null; file.next = await nextOf(file.heads, report))
      newest = newest === null || file.next.size > newest.size ? file.next : newest;
  }
  if (newest === null) report(new Fault('no-head', 'No good signature covers these entries: nothing is proven.'));
  else if (newest.size > tree.size)
    report(
      new Fault(
        'truncated',
        `${ledgerFile} has ${count(tree.size)} entries, but the head of ${newest.timestamp} covers ${count(newest.size)}: ${count(newest.size - tree.size)} are missing.`,
      ),
    );
  else if (newest.size < tree.size)
    report(
      new Fault(
        'unsigned-entries',
        `${count(tree.size - newest.size)} entries stand after the newest head, which covers ${count(newest.size)}: nobody signed them. Download both files for the same size.`,
      ),
    );
  return {
    faults,
    size: tree.size,
    root: tree.size > 0 ? tree.root() : null,
    heads: judged.length,
    newest,
  };
}

async function nextOf(heads, report) {
  try {
    return (await heads.next()).value;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    report(error);
    return undefined;
  }
}

/**
 * A root that does not fit while a later one does is of another history; where none fits any more, the ledger itself
 * was changed.
 */
function* judgeRoots(judged) {
  const lastFit = judged.findLastIndex(({ fits }) => fits);
  for (const { head, fits } of judged.slice(0, Math.max(lastFit, 0))) {
    if (!fits)
      yield new Fault(
        'forked-head',
        `The head of ${count(head.size)} entries of ${head.timestamp} is signed, but not of this ledger, while later heads are: two histories were signed.`,
      );
  }
  const firstWrong = judged[lastFit + 1];
  if (firstWrong === undefined) return;
  const sound = judged[lastFit]?.head.size ?? 0;
  yield new Fault(
    'ledger-differs',
    `The entries ${count(sound + 1)} to ${count(firstWrong.head.size)} are not those that were signed on ${firstWrong.head.timestamp}: one was changed, removed, added or moved, or this head is of another history.`,
  );
}

// ---- The trace: who did what.

const TRACE_KEYS = 'v,id,kind,actor,session,role,subject,person,before,after,place,agent,request,reason,at';

/**
 * Verifies a downloaded trace against files of its heads. What an entry says is for its reader; here each line has to
 * have exactly the form that was signed, and an id of its own.
 */
export async function verifyTrace(traceFile, headFiles, keys) {
  const ids = new Set();
  return verifyLog(traceFile, headFiles, keys, TRACE, {
    *add(leaf, where) {
      let entry;
      try {
        entry = JSON.parse(leaf);
      } catch {
        throw new Fault('not-an-entry', `${where} is not JSON.`);
      }
      if (
        Object.keys(entry ?? {}).join(',') !== TRACE_KEYS ||
        !isText(entry.id) ||
        !isText(entry.kind) ||
        !MOMENT.test(entry.at)
      )
        throw new Fault('not-an-entry', `${where} is not an entry of the trace.`);
      if (!leaf.equals(Buffer.from(JSON.stringify(entry))))
        throw new Fault('not-canonical', `${where} is written in another form than the one that is signed.`);
      if (ids.has(entry.id)) yield new Fault('duplicate-id', `${where} has the id ${entry.id} of an earlier line.`);
      ids.add(entry.id);
    },
    *end() {},
  });
}

/** Verifies that each joint head is signed, and names heads of ledger and trace that are in the other two files. */
export async function verifyJoint(jointFile, ledgerHeads, traceHeads, keys) {
  const faults = [];
  const report = (fault) => faults.push(fault);
  const rootsIn = async (file, title) => {
    const roots = new Map();
    for await (const { size, root } of readHeads(file, keys, report, title)) roots.set(size, root);
    return roots;
  };
  const logs = [
    ['ledger', await rootsIn(ledgerHeads, LEDGER), ledgerHeads],
    ['trace', await rootsIn(traceHeads, TRACE), traceHeads],
  ];
  let joint = 0;
  let line = 0;
  let previous = { ledger: { size: 0 }, trace: { size: 0 } };
  try {
    for await (const bytes of readLines(jointFile)) {
      line += 1;
      const where = `Line ${line} of ${jointFile}`;
      try {
        previous = verifyJointHead(bytes, where, previous, keys);
        for (const [log, roots, file] of logs)
          if (roots.get(previous[log].size) !== previous[log].root)
            throw new Fault(
              'forked-head',
              `${where} names a head of the ${log} over ${count(previous[log].size)} entries that is not in ${file}: two histories were signed, or the file is older.`,
            );
        joint += 1;
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        report(error);
      }
    }
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    report(error);
  }
  if (line === 0) report(new Fault('no-head', `${jointFile} holds no joint head.`));
  return { faults, joint, newest: joint > 0 ? previous : null };
}

function verifyJointHead(bytes, where, previous, keys) {
  let head;
  try {
    head = JSON.parse(bytes);
  } catch {
    throw new Fault('not-a-head', `${where} is not JSON.`);
  }
  const { ledger, trace, timestamp, keyId, signature } = head ?? {};
  const isHead = (one) => Number.isSafeInteger(one?.size) && one.size > 0 && HEX_HASH.test(one.root);
  if (!isHead(ledger) || !isHead(trace) || !MOMENT.test(timestamp) || !isText(keyId) || !isText(signature))
    throw new Fault('not-a-head', `${where} is not a joint head.`);
  const text = `hongchuang joint head v1\nledger ${ledger.size} ${ledger.root}\ntrace ${trace.size} ${trace.root}\ntimestamp ${timestamp}\nkeyId ${keyId}\n`;
  verifySignature(where, text, keyId, signature, keys);
  if (ledger.size < previous.ledger.size || trace.size < previous.trace.size)
    throw new Fault('not-a-head', `${where}: sizes never go back.`);
  return head;
}

// ---- One receipt.

/** Verifies the bundle of a receipt; answers what the ledger says of it. Throws the first fault. */
export function verifyReceipt(number, bundle, keys) {
  const { format, document, head, entries } = bundle ?? {};
  if (format !== 'hongchuang receipt proof v1' || !Array.isArray(entries))
    throw new Fault('not-a-bundle', 'This file is not the proof of a receipt.');
  if (document !== number) throw new Fault('another-receipt', `This is the proof of ${document}, not of ${number}.`);
  verifyHead(head, keys);
  const proven = entries.map(({ leaf, position, path } = {}, index) => {
    const where = `Entry ${index + 1} of the bundle`;
    if (
      typeof leaf !== 'string' ||
      !Number.isSafeInteger(position) ||
      position < 0 ||
      !Array.isArray(path) ||
      !path.every((step) => HEX_HASH.test(step))
    )
      throw new Fault(
        'not-a-bundle',
        `${where} is not complete: it was perhaps not in the tree yet when the bundle was made. Download it again.`,
      );
    const bytes = Buffer.from(leaf);
    const entry = readEntry(bytes, where);
    if (
      rootOfPath(
        bytes,
        position,
        head.size,
        path.map((step) => Buffer.from(step, 'hex')),
      ) !== head.root
    )
      throw new Fault(
        'wrong-path',
        `${where} is not in the signed ledger: its path does not lead to the signed root. The entry, its position or the path was changed.`,
      );
    for (const fault of new Bookkeeping().add({ ...entry, reversesId: null }, where)) throw fault;
    return entry;
  });
  const named = proven.filter((entry) => entry.document === number);
  if (named.length === 0) throw new Fault('another-receipt', `None of the proven entries names the receipt ${number}.`);
  return { head, entries: proven };
}

// ---- For people.

const count = (number) => number.toLocaleString('en-US');
const yuan = (fen) => {
  const whole = fen < 0n ? -fen : fen;
  return `${fen < 0n ? '-' : ''}¥${(whole / 100n).toLocaleString('en-US')}.${String(whole % 100n).padStart(2, '0')}`;
};

function printHeads({ size, root, heads, newest }) {
  console.log(`Entries   ${count(size)}`);
  console.log(`Root      ${root ?? '-'}`);
  console.log(
    `Heads     ${count(heads)}${newest === null ? '' : `, the newest of ${newest.timestamp} over ${count(newest.size)} entries`}`,
  );
}

function printLog(found, good, bad) {
  printHeads(found);
  printVerdict(found.faults, good, bad);
}

function printLedger(found) {
  printHeads(found);
  const { faults, balances } = found;
  const rows = [...balances].sort(([a], [b]) => (a < b ? -1 : 1)).map(([account, fen]) => [account, yuan(fen)]);
  const width = Math.max(0, ...rows.map(([account]) => account.length));
  console.log('Accounts  (debit positive: what came into a fund is negative)');
  for (const [account, amount] of rows) console.log(`  ${account.padEnd(width)}  ${amount.padStart(20)}`);
  printVerdict(faults, 'Every entry is as it was signed, and the books balance.', 'This ledger is not proven.');
}

function printVerdict(faults, good, bad) {
  for (const { code, message } of faults.slice(0, 20)) console.log(`FAILED    ${code}: ${message}`);
  if (faults.length > 20) console.log(`FAILED    and ${count(faults.length - 20)} more`);
  console.log(faults.length === 0 ? `VERIFIED  ${good}` : bad);
}

function printReceipt(number, { head, entries }) {
  for (const { kind, postedAt, day, reversesId, lines } of entries) {
    console.log(
      `${kind}  ${postedAt}${day === undefined ? '' : `  money of ${day}`}${reversesId === null ? '' : `  takes back ${reversesId}`}`,
    );
    for (const [account, fen] of lines) console.log(`  ${account.padEnd(56)}  ${yuan(BigInt(fen)).padStart(20)}`);
  }
  console.log(
    `VERIFIED  ${number} is in the ledger of ${count(head.size)} entries that was signed on ${head.timestamp}.`,
  );
}

const keyOf = (given) => readKey(/^[A-Za-z0-9+/]{43}=$/.test(given) ? given : readFile(given));

function readFile(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Unusable(`${file} cannot be read: ${error.message}`);
  }
}

/** Runs the command; answers its exit code. */
async function main(args) {
  const keys = [];
  const words = [];
  for (let index = 0; index < args.length; index += 1) {
    if (args[index] !== '--key') words.push(args[index]);
    else if (args[(index += 1)] === undefined) throw new Unusable('--key needs a key.');
    else keys.push(keyOf(args[index]));
  }
  const [command, ...rest] = words;
  if (keys.length === 0 && command !== undefined)
    throw new Unusable(`Give the public key by --key: a key that comes with the data proves nothing.\n\n${USAGE}`);
  if (command === 'ledger' && rest.length >= 2) {
    const result = await verifyLedger(rest[0], rest.slice(1), keys);
    printLedger(result);
    return result.faults.length === 0 ? 0 : 1;
  }
  if (command === 'trace' && rest.length >= 2) {
    const result = await verifyTrace(rest[0], rest.slice(1), keys);
    printLog(result, 'Every entry of the trace is as it was signed.', 'This trace is not proven.');
    return result.faults.length === 0 ? 0 : 1;
  }
  if (command === 'joint' && rest.length === 3) {
    const { faults, joint, newest } = await verifyJoint(...rest, keys);
    console.log(
      `Joint     ${count(joint)}${newest === null ? '' : `, the newest of ${newest.timestamp} over ${count(newest.ledger.size)} entries of the ledger and ${count(newest.trace.size)} of the trace`}`,
    );
    printVerdict(faults, 'Ledger and trace were signed together.', 'These heads do not belong together.');
    return faults.length === 0 ? 0 : 1;
  }
  if (command === 'receipt' && rest.length === 2) {
    let bundle;
    try {
      bundle = JSON.parse(readFile(rest[1]));
    } catch (error) {
      if (error instanceof Unusable) throw error;
      throw new Fault('truncated', `${rest[1]} is not JSON; it was perhaps cut off. Download it again.`);
    }
    printReceipt(rest[0], verifyReceipt(rest[0], bundle, keys));
    return 0;
  }
  throw new Unusable(USAGE);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = await main(process.argv.slice(2)).catch((error) => {
    if (error instanceof Fault) console.log(`FAILED    ${error.code}: ${error.message}`);
    else console.error(error instanceof Unusable ? error.message : error);
    return error instanceof Fault ? 1 : 2;
  });
}
