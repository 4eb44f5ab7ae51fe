import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readAlipayBill, readWechatBill } from './provider-bills.js';

const HEADER = '交易时间,商户订单号,交易状态,货币种类,商户退款单号,退款状态,商品名称,订单金额,申请退款金额';
const END = ['总交易单数,订单总金额', '`1,`0.00'];
const read = (lines: readonly string[], hash?: string) => {
  const file = Buffer.from(`\uFEFF${[HEADER, ...lines].join('\r\n')}\r\n`);
  return readWechatBill(file, { type: 'SHA1', value: hash ?? createHash('sha1').update(file).digest('hex') });
};
const line = (...values: string[]) => values.map((value) => `\`${value}`).join(',');
const paid = line('2026-06-10 10:00:00', 'a1', 'SUCCESS', 'CNY', '0', '', '书, 两本', '88.50', '0.00');
const refund = (state: string) => line('2026-06-10 11:00:00', 'a1', 'REFUND', 'CNY', 'r1', state, '书', '0.00', '8.05');

describe('the bill of WeChat Pay', () => {
  it.each([
    ['a payment whose name has a comma', [paid], [{ kind: 'PAYMENT', number: 'a1', amountFen: 8_850 }]],
    ['a refund', [refund('SUCCESS')], [{ kind: 'REFUND', number: 'r1', amountFen: 805 }]],
    ['a refund under way', [refund('PROCESSING')], [{ kind: 'REFUND', number: 'r1', amountFen: 805 }]],
    ['a refund that failed', [refund('FAIL')], []],
  ])('has %s', (_what, lines, rows) => expect(read([...lines, ...END]).rows).toEqual(rows));

  it.each([
    ['has another hash', () => read([paid, ...END], 'a'.repeat(40)), 'BILL_HASH'],
    ['ends in the middle', () => read([paid]), 'BILL_END'],
    ['has a row that ends early', () => read(['`2026-06-10 10:00:00,`a1', ...END]), 'BILL_ROW'],
    ['has one number twice', () => read([paid, paid, ...END]), 'BILL_TWICE'],
    ['is of another currency', () => read([paid.replace('CNY', 'USD'), ...END]), 'BILL_CURRENCY'],
    ['has a fraction of a fen', () => read([paid.replace('88.50', '88.505'), ...END]), 'AMOUNT'],
  ])('says nothing when it %s', (_what, reading, reason) =>
    expect(reading).toThrow(expect.objectContaining({ reason }) as Error),
  );
});

it('a file of Alipay that is no archive says nothing', async () => {
  await expect(readAlipayBill(Buffer.from('<html>'))).rejects.toMatchObject({ reason: 'BILL_ZIP' });
});
