import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { deflateRawSync, crc32 } from 'node:zlib';
import { writeXlsx } from 'hucre/xlsx';
import type { Client } from './client.ts';
import { MUTATIONS } from './operations.ts';

/** A movement on the special account. */
export interface BankLine {
  /** `2017-06-09 10:30:05` in Shanghai. */
  at: string;
  /** Positive when the money came in. */
  fen: number;
  name?: string;
  account?: string;
  text?: string;
  serial?: string;
  /** Set where the file has to be wrong. */
  balance?: number;
}

const yuan = (fen: number): string => {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')}.${digits.slice(-2)}`;
};

/** The balance after each line. `opening` is the balance before the first one. */
function balancesOf(lines: readonly BankLine[], opening: number): number[] {
  let balance = opening;
  return lines.map((line) => (balance = line.balance ?? balance + line.fen));
}

const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
export const csv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('');

/**
 * The form of the Industrial and Commercial Bank: titles above, newest line first, separate columns for income and
 * expense, tabs behind numbers, a total below.
 */
export function icbcRows(lines: readonly BankLine[], opening = 0): string[][] {
  const balances = balancesOf(lines, opening);
  const rows = lines.map(({ at, fen, name = '', account = '', text = '', serial = '' }, index) => [
    at.slice(0, 10),
    at.slice(11),
    fen > 0 ? `${yuan(fen)}\t` : '',
    fen < 0 ? `${yuan(-fen)}\t` : '',
    `${yuan(balances[index]!)}\t`,
    name,
    `${account}\t`,
    '网银转账',
    text,
    `${serial}\t`,
  ]);
  return [
    ['中国工商银行 账户明细查询'],
    ['起止日期:', `${lines[0]?.at.slice(0, 10)} 至 ${lines.at(-1)?.at.slice(0, 10)}`],
    [],
    [
      '交易日期',
      '交易时间',
      '贷方发生额(收入)',
      '借方发生额(支出)',
      '余额',
      '对方户名',
      '对方账号',
      '摘要',
      '用途',
      '交易流水号',
    ],
    ...rows.reverse(),
    ['合计', '', `共${lines.length}笔`],
  ];
}

/**
 * The form of the Construction Bank: oldest line first, one column of amounts with a column for the direction, days
 * without a time, no serial numbers.
 */
export function ccbRows(lines: readonly BankLine[], opening = 0): string[][] {
  const balances = balancesOf(lines, opening);
  return [
    ['记账日', '借贷标志', '金额(元)', '账户余额', '对方名称', '对方账户', '附言'],
    ...lines.map(({ at, fen, name = '', account = '', text = '' }, index) => [
      at.slice(0, 10).replaceAll('-', ''),
      fen > 0 ? '贷' : '借',
      `￥${yuan(Math.abs(fen))}`,
      yuan(balances[index]!),
      name,
      `'${account}`,
      text,
    ]),
  ];
}

let gbkOf: Map<string, number[]> | undefined;

/** Encodes text as GBK. Node only decodes GBK, so this decodes every pair of bytes once and inverts the table. */
export function gbk(text: string): Buffer {
  if (gbkOf === undefined) {
    gbkOf = new Map();
    const decoder = new TextDecoder('gb18030');
    for (let lead = 0x81; lead <= 0xfe; lead += 1) {
      for (let trail = 0x40; trail <= 0xfe; trail += 1)
        if (trail !== 0x7f) gbkOf.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
    }
  }
  return Buffer.from(
    [...text].flatMap((sign) => (sign.charCodeAt(0) < 0x80 ? [sign.charCodeAt(0)] : (gbkOf!.get(sign) ?? [0x3f]))),
  );
}

/** A spreadsheet with several sheets. */
export const workbook = async (
  sheets: readonly { name: string; rows: readonly (readonly (string | number | Date | null)[])[] }[],
): Promise<Buffer> =>
  Buffer.from(
    await writeXlsx({ sheets: sheets.map(({ name, rows }) => ({ name, rows: rows.map((row) => [...row]) })) }),
  );

/** A spreadsheet with one sheet. */
export const xlsx = async (rows: readonly (readonly (string | number | Date | null)[])[]): Promise<Buffer> =>
  Buffer.from(await writeXlsx({ sheets: [{ name: '明细', rows: rows.map((row) => [...row]) }] }));

/** A zip archive of one entry that unpacks to `bytes` zero bytes and declares that it unpacks to `claimed` bytes. */
export function zipBomb(bytes: number, claimed = bytes): Buffer {
  const name = Buffer.from('xl/worksheets/sheet1.xml');
  const data = Buffer.alloc(bytes, 0x20);
  const packed = deflateRawSync(data);
  const sizes = Buffer.alloc(12);
  sizes.writeUInt32LE(crc32(data), 0);
  sizes.writeUInt32LE(packed.length, 4);
  sizes.writeUInt32LE(claimed, 8);
  const names = Buffer.alloc(4);
  names.writeUInt16LE(name.length, 0);
  const local = Buffer.concat([
    Buffer.from('504b0304140000000800000000 00'.replaceAll(' ', ''), 'hex'),
    sizes,
    names,
    name,
    packed,
  ]);
  const central = Buffer.concat([
    Buffer.from('504b01021400140000000800000000 00'.replaceAll(' ', ''), 'hex'),
    sizes,
    names,
    Buffer.alloc(14),
    name,
  ]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

/** The same archive, with a sheet that declares a size of almost nothing. */
export function withFalseSize(archive: Buffer): Buffer {
  const copy = Buffer.from(archive);
  for (const [signature, sizeAt, nameAt] of [
    ['PK\x03\x04', 22, 30],
    ['PK\x01\x02', 24, 46],
  ] as const) {
    for (let at = copy.indexOf(signature, 0, 'latin1'); at !== -1; at = copy.indexOf(signature, at + 4, 'latin1')) {
      if (copy.subarray(at + nameAt).toString('latin1', 0, 24) === 'xl/worksheets/sheet1.xml')
        copy.writeUInt32LE(10, at + sizeAt);
    }
  }
  return copy;
}

export interface UploadedStatement {
  status: number;
  id: string;
  error: { code: string; field: string | undefined; message: string } | undefined;
}

/** Sends a bank's file as the page does: the raw bytes as the body, the name in the address. */
export async function uploadStatement(
  client: Client,
  content: Uint8Array | string,
  name = '明细.csv',
  headers: Record<string, string> = {},
): Promise<UploadedStatement> {
  const response = await client.fetch(`/uploads/statements?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', 'x-requested-with': 'hongchuang', ...headers },
    body: typeof content === 'string' ? content : new Uint8Array(content),
  });
  const { id, errors } = (await response.json()) as {
    id: string;
    errors?: { message: string; extensions: { code: string; field?: string } }[];
  };
  const [refused] = errors ?? [];
  return {
    status: response.status,
    id,
    error: refused && { code: refused.extensions.code, field: refused.extensions.field, message: refused.message },
  };
}

const STATEMENT = `query Statement($id: ID!) { statement(id: $id) {
  id state sheet headerRow moneyUnit rowsLeftOut rowsWaiting notices { row message } format encoding header columns isKnownLayout preview lineCount total done newLines opening closing faults { row message }
  counts { openIn { count sum } openOut { count sum } settled { count sum } suspense { count sum } }
} }`;

export interface ShownStatement {
  id: string;
  state: string;
  sheet: number;
  headerRow: number;
  moneyUnit: string | null;
  rowsLeftOut: number;
  rowsWaiting: number;
  notices: { row: number | null; message: string }[];
  format: string;
  encoding: string | null;
  header: string[];
  columns: string[];
  isKnownLayout: boolean;
  preview: string[][];
  lineCount: number;
  total: number;
  done: number;
  newLines: number;
  opening: number | null;
  closing: number | null;
  faults: { row: number | null; message: string }[];
  counts: Record<'openIn' | 'openOut' | 'settled' | 'suspense', { count: number; sum: number }>;
}

export const showStatement = async (client: Client, id: string): Promise<ShownStatement> =>
  (await client.must<{ statement: ShownStatement }>(STATEMENT, { id })).statement;

/** Waits until the worker is done with the statement and returns it. */
export async function settled(client: Client, id: string, patienceMs = 60_000): Promise<ShownStatement> {
  for (const deadline = Date.now() + patienceMs; ;) {
    const statement = await showStatement(client, id);
    if (!['STORING', 'MATCHING', 'CONFIRMING', 'SUSPENDING'].includes(statement.state)) return statement;
    if (Date.now() > deadline)
      throw new Error(
        `The statement is still ${statement.state} after ${patienceMs} ms: ${statement.done} of ${statement.total}`,
      );
    await sleep(20);
  }
}

/** Uploads a file, accepts the guessed columns, and waits until the statement is imported. */
export async function importFile(client: Client, content: Uint8Array | string, name?: string): Promise<ShownStatement> {
  const { id, error } = await uploadStatement(client, content, name);
  if (error !== undefined) throw new Error(`The file was refused: ${error.message}`);
  const { state, columns } = await showStatement(client, id);
  if (state === 'UPLOADED') await client.must(MUTATIONS.importStatement, { input: { id, columns } });
  return settled(client, id);
}

/** A transfer by a person. Each call returns a different one. */
export const bankLine = (fen: number, changes: Partial<BankLine> = {}): BankLine => ({
  at: '2017-06-14 10:30:05',
  fen,
  serial: randomUUID(),
  name: '张三',
  account: '6222020000001234567',
  ...changes,
});

/** Imports a statement of these lines. */
export const bankStatement = (client: Client, lines: readonly BankLine[], opening = 0): Promise<ShownStatement> =>
  importFile(client, csv(icbcRows(lines, opening)));

/** Imports such a statement and returns its lines in the order of their booking. */
export async function bankLines(client: Client, lines: readonly BankLine[]): Promise<{ id: string; amount: number }[]> {
  const { id } = await bankStatement(client, lines);
  const { statementLines } = await client.must(
    'query L($id: ID!) { statementLines(statementId: $id, first: 100) { edges { node { id amount } } } }',
    { id },
  );
  return statementLines.edges.map(({ node }: { node: { id: string; amount: number } }) => node);
}

/** Teaches words by which charges are recognised; returns the line that taught them. */
export async function teachWords(client: Client, words: string): Promise<{ id: string }> {
  const [line] = await bankLines(client, [bankLine(-500, { text: `${words}扣收` })]);
  await client.must(MUTATIONS.bookStatementLine, { input: { lineId: line!.id, kind: 'BANK_CHARGE', words } });
  const { movementWords } = await client.must('{ movementWords { id words } }');
  return movementWords.find((one: { words: string }) => one.words === words);
}

/** Returns a line that is booked as a charge. */
export async function bookedCharge(client: Client, fen: number): Promise<{ id: string }> {
  const [line] = await bankLines(client, [bankLine(-fen, { text: '手续费' })]);
  await client.must(MUTATIONS.bookStatementLine, { input: { lineId: line!.id, kind: 'BANK_CHARGE' } });
  return line!;
}

/** Returns a line that is in suspense. */
export async function suspendedLine(client: Client, fen: number): Promise<{ id: string }> {
  const { id } = await bankStatement(client, [bankLine(fen)]);
  await client.must(MUTATIONS.suspendStatement, { id });
  await settled(client, id);
  const { statementLines } = await client.must(
    'query L($id: ID!) { statementLines(statementId: $id) { edges { node { id } } } }',
    { id },
  );
  return statementLines.edges[0].node;
}

/** Uploads a file without importing it. */
export async function uploadedStatement(client: Client): Promise<{ id: string; columns: string[] }> {
  const { id } = await uploadStatement(client, csv(icbcRows([bankLine(100)])));
  return showStatement(client, id);
}

/**
 * Sets the balance of the account before the first statement, with an early statement that begins with this balance.
 */
export async function openedAccount(client: Client, opening: number): Promise<void> {
  await bankStatement(client, [bankLine(100, { at: '2001-01-01 09:00:00' })], opening);
}

/** Returns an open line for which the gift with this code is proposed, and the version of its confirmation. */
export async function proposedLine(
  client: Client,
  { amount, remarkCode }: { amount: number; remarkCode: string },
): Promise<{ lineIds: string[]; version: string }> {
  const lines = await bankLines(client, [bankLine(amount, { text: remarkCode })]);
  const lineIds = lines.map(({ id }) => id);
  const { openLinesBulk } = await client.must('query B($ids: [ID!]) { openLinesBulk(lineIds: $ids) { version } }', {
    ids: lineIds,
  });
  return { lineIds, version: openLinesBulk.version };
}
