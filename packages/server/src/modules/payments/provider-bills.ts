import { createHash } from 'node:crypto';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import { ProviderError, type BillRow, type ProviderBill } from './payment-provider.js';
import { readYuan } from './provider-values.js';

// Reads the daily bills of the providers. A bill that is not of the documented form says nothing: it is fetched again.

/** The largest bill that is read. A day of 100,000 payments has about 40 MiB. */
export const MAX_BILL_BYTES = 128 * 1024 * 1024;

const unreadable = (reason: string): ProviderError => new ProviderError('UNKNOWN', `BILL_${reason}`);

/** The rows of a table below its header, as functions that return the cell of a column. */
type Row = (column: string) => string;

const linesOf = (text: string): string[] =>
  text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');

function rowOf(columns: readonly string[], cells: readonly string[]): Row {
  if (cells.length !== columns.length) throw unreadable('ROW');
  return (column) => {
    const index = columns.indexOf(column);
    if (index === -1) throw unreadable('COLUMN');
    return cells[index]!;
  };
}

function numberOf(row: Row, column: string): string {
  const number = row(column);
  if (!/^[\x21-\x7e]{1,64}$/.test(number)) throw unreadable('NUMBER');
  return number;
}

function asBill(rows: readonly BillRow[], file: Buffer): ProviderBill {
  const keys = new Set(rows.map(({ kind, number }) => `${kind}:${number}`));
  if (keys.size !== rows.length) throw unreadable('TWICE');
  return { rows, digest: createHash('sha256').update(file).digest('hex') };
}

/**
 * Reads WeChat Pay's trade bill: lines of values that each begin with a grave accent, so that a comma within a value
 * ends none. The sums stand in the last line. A refund that failed moved no money and is left out.
 */
export function readWechatBill(file: Buffer, hash: { readonly type: string; readonly value: string }): ProviderBill {
  if (hash.type !== 'SHA1' || createHash('sha1').update(file).digest('hex') !== hash.value.toLowerCase())
    throw unreadable('HASH');
  const [header = '', ...lines] = linesOf(file.toString('utf8'));
  const columns = header.split(',');
  const end = lines.findIndex((line) => line.startsWith('总交易单数'));
  if (end === -1 || end !== lines.length - 2) throw unreadable('END');
  const rows = lines.slice(0, end).flatMap((line): BillRow[] => {
    if (!line.startsWith('`')) throw unreadable('ROW');
    const row = rowOf(columns, line.slice(1).split(',`'));
    if (row('货币种类') !== 'CNY') throw unreadable('CURRENCY');
    if (row('交易状态') === 'SUCCESS')
      return [{ kind: 'PAYMENT', number: numberOf(row, '商户订单号'), amountFen: readYuan(row('订单金额')) }];
    if (!['SUCCESS', 'PROCESSING'].includes(row('退款状态'))) return [];
    return [{ kind: 'REFUND', number: numberOf(row, '商户退款单号'), amountFen: readYuan(row('申请退款金额')) }];
  });
  return asBill(rows, file);
}

/** Reads Alipay's business bill: a ZIP archive with the rows and their sums, each a CSV file in GBK. */
export async function readAlipayBill(archive: Buffer): Promise<ProviderBill> {
  const file = await unpackRows(archive);
  const text = new TextDecoder('gb18030').decode(file);
  const lines = linesOf(text);
  const table = lines.filter((line) => !line.startsWith('#'));
  const cellsOf = (line: string): string[] => line.split(',').map((cell) => cell.trim());
  const columns = cellsOf(table[0] ?? '');
  const rows = table.slice(1).map((line): BillRow => {
    const cells = cellsOf(line);
    // Alipay writes a comma in the name of the goods as it is, and the name is the only text of ours before the sums.
    const surplus = cells.length - columns.length;
    const name = columns.indexOf('商品名称');
    if (surplus > 0 && name !== -1) cells.splice(name, surplus + 1, '');
    const row = rowOf(columns, cells);
    const amount = row('订单金额（元）');
    switch (row('业务类型')) {
      case '交易':
        return { kind: 'PAYMENT', number: numberOf(row, '商户订单号'), amountFen: readYuan(amount) };
      case '退款':
        return {
          kind: 'REFUND',
          number: numberOf(row, '退款批次号/请求号'),
          amountFen: readYuan(amount.replace(/^-/, '')),
        };
      default:
        throw unreadable('KIND');
    }
  });
  // The file has no hash. It states how many rows it has, so half a file is not taken for a whole one.
  const stated = (word: string): number => Number(new RegExp(`^#${word}：(\\d+)笔`, 'm').exec(text)?.[1] ?? Number.NaN);
  const count = (kind: BillRow['kind']): number => rows.filter((row) => row.kind === kind).length;
  if (stated('交易合计') !== count('PAYMENT') || stated('退款合计') !== count('REFUND')) throw unreadable('END');
  return asBill(rows, file);
}

/** Unpacks the file of the rows. The other file of the archive, whose name ends with 汇总, has their sums. */
async function unpackRows(archive: Buffer): Promise<Buffer> {
  try {
    const zip = await new Promise<ZipFile>((resolve, reject) => {
      // Names are GBK as well, and are read as bytes.
      fromBuffer(archive, { lazyEntries: true, decodeStrings: false }, (error, opened) =>
        error || !opened ? reject(unreadable('ZIP')) : resolve(opened),
      );
    });
    return await new Promise<Buffer>((resolve, reject) => {
      zip.on('error', reject);
      zip.on('end', () => reject(unreadable('ZIP')));
      zip.on('entry', (entry: Entry) => {
        const name = new TextDecoder('gb18030').decode(entry.fileName as unknown as Buffer);
        if (!name.endsWith('.csv') || name.includes('汇总')) return zip.readEntry();
        if (entry.uncompressedSize > MAX_BILL_BYTES) return reject(unreadable('SIZE'));
        zip.openReadStream(entry, (error, stream) => {
          if (error) return reject(error);
          const parts: Buffer[] = [];
          stream.on('data', (part: Buffer) => parts.push(part));
          stream.on('end', () => resolve(Buffer.concat(parts)));
          stream.on('error', reject);
        });
      });
      zip.readEntry();
    });
  } catch (error) {
    throw error instanceof ProviderError ? error : unreadable('ZIP');
  }
}
