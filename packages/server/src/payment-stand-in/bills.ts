import { crc32, deflateRawSync } from 'node:zlib';
import { shanghai, type StandInBooks, type StandInOrder } from './orders.js';

/** A row of a bill: an order that was paid, or money that went back. */
interface Row {
  readonly at: Date;
  readonly order: Pick<StandInOrder, 'tradeNo' | 'transactionId' | 'subject'>;
  /** The number of the refund; null for a payment. */
  readonly refundNo: string | null;
  readonly refundState: string;
  readonly amountFen: number;
}

const yuan = (fen: number) => (fen / 100).toFixed(2);
const time = (at: Date) => shanghai(at).replace('T', ' ');

/** What was paid and went back on a day in Shanghai, with the fault of the bills. Null when nothing did. */
export function billRows(
  { orders, refunds, billFault }: StandInBooks,
  by: StandInOrder['by'],
  day: string,
): readonly Row[] | null {
  const rows: Row[] = [];
  for (const order of orders.values())
    if (order.by === by && order.state === 'PAID' && order.paidAt !== null)
      rows.push({ at: order.paidAt, order, refundNo: null, refundState: '', amountFen: order.amountFen });
  for (const { refundNo, tradeNo, at, state, amountFen } of refunds.values()) {
    const order = orders.get(tradeNo);
    if (order?.by === by)
      rows.push({ at, order, refundNo, refundState: state === 'ABNORMAL' ? 'FAIL' : state, amountFen });
  }
  const [first, ...others] = rows.filter(({ at }) => shanghai(at).startsWith(day)).sort((a, b) => +a.at - +b.at);
  if (first === undefined) return null;
  const fault = billFault();
  if (fault === 'MISSING_ROW') return others;
  const all = [fault === 'OTHER_AMOUNT' ? { ...first, amountFen: first.amountFen + 1 } : first, ...others];
  const stranger = { tradeNo: `of-another-till-${day}`, transactionId: `43${day}`, subject: '咖啡, 大杯' };
  return fault === 'EXTRA_ROW'
    ? [...all, { at: first.at, order: stranger, refundNo: null, refundState: '', amountFen: 2_800 }]
    : all;
}

const WECHAT_COLUMNS =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注';

/** WeChat Pay's trade bill of all rows. */
export function wechatBill(rows: readonly Row[], merchant: { readonly mchId: string; readonly appId: string }): string {
  const lineOf = (values: readonly string[]) => values.map((value) => `\`${value}`).join(',');
  const sum = (isRefund: boolean) =>
    yuan(
      rows
        .filter(({ refundNo }) => (refundNo !== null) === isRefund)
        .reduce((total, { amountFen }) => total + amountFen, 0),
    );
  const lines = rows.map(({ at, order, refundNo, refundState, amountFen }) => {
    const [paid, back] = refundNo === null ? [yuan(amountFen), '0.00'] : ['0.00', yuan(amountFen)];
    return lineOf([
      time(at),
      merchant.appId,
      merchant.mchId,
      '0',
      '',
      order.transactionId ?? '',
      order.tradeNo,
      'test-payer',
      'NATIVE',
      refundNo === null ? 'SUCCESS' : 'REFUND',
      'OTHERS',
      'CNY',
      paid,
      '0.00',
      refundNo === null ? '0' : `50${refundNo.slice(0, 26)}`,
      refundNo ?? '0',
      back,
      '0.00',
      refundNo === null ? '' : 'ORIGINAL',
      refundState,
      order.subject,
      '',
      '0.00000',
      '0.00%',
      paid,
      back,
      '',
    ]);
  });
  return [
    `\uFEFF${WECHAT_COLUMNS}`,
    ...lines,
    '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额',
    lineOf([String(rows.length), sum(false), sum(true), '0.00', '0.00000', sum(false), sum(true)]),
    '',
  ].join('\r\n');
}

const ALIPAY_COLUMNS =
  '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注';

/** Alipay's business bill: a ZIP archive of two CSV files in GBK. A bill that is cut misses its last row and its sums. */
export function alipayBill(rows: readonly Row[], day: string, isCut: boolean): Buffer {
  const count = (isRefund: boolean) => rows.filter(({ refundNo }) => (refundNo !== null) === isRefund).length;
  const zero = Array.from({ length: 4 }, () => '0.00');
  const lines = rows.map(({ at, order, refundNo, amountFen }) => {
    const amount = refundNo === null ? yuan(amountFen) : `-${yuan(amountFen)}`;
    const left = [order.transactionId ?? '', order.tradeNo, refundNo === null ? '交易' : '退款', order.subject];
    const sums = [amount, amount, ...zero, '0.00', '', '0.00', '0.00', refundNo ?? '', '0.00', '0.00', ''];
    return [...left, time(at), time(at), '', '', '', '', 'tes***@example.org', ...sums]
      .map((value) => `${value}\t`)
      .join(',');
  });
  const text = [
    '#支付宝业务明细查询',
    '#账号：[20880000000000000156]',
    `#起始日期：[${day} 00:00:00]   终止日期：[${day} 24:00:00]`,
    '#-----------------------------------------业务明细列表----------------------------------------',
    ALIPAY_COLUMNS,
    ...(isCut ? lines.slice(0, -1) : lines),
    ...(isCut
      ? []
      : [
          '#-----------------------------------------业务明细列表结束------------------------------------',
          `#交易合计：${count(false)}笔`,
          `#退款合计：${count(true)}笔`,
        ]),
    '',
  ].join('\r\n');
  const name = `20880000000000000156_${day.replaceAll('-', '')}_业务明细`;
  return zipOf([
    [gbk(`${name}(汇总).csv`), gbk('#支付宝业务汇总查询\r\n')],
    [gbk(`${name}.csv`), gbk(text)],
  ]);
}

let codes: ReadonlyMap<string, Buffer> | undefined;

/** Writes a text in GBK. Node reads GBK and does not write it, so the table is made from what it reads. */
function gbk(text: string): Buffer {
  if (codes === undefined) {
    const decoder = new TextDecoder('gbk');
    const table = new Map<string, Buffer>();
    for (let high = 0x81; high <= 0xfe; high += 1)
      for (let low = 0x40; low <= 0xfe; low += 1) {
        const code = Buffer.from([high, low]);
        const sign = decoder.decode(code);
        if (sign.length === 1 && sign !== '\uFFFD') table.set(sign, code);
      }
    codes = table;
  }
  const known = codes;
  return Buffer.concat(
    [...text].map((sign) => (sign < '\x80' ? Buffer.from(sign) : (known.get(sign) ?? Buffer.from('?')))),
  );
}

/** Writes a ZIP archive, whose form is documented in APPNOTE.TXT of PKWARE. */
function zipOf(files: readonly (readonly [name: Buffer, content: Buffer])[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of files) {
    const packed = deflateRawSync(content);
    // Version 2.0, no flags, deflated, 1 January 1980.
    const head = Buffer.from([20, 0, 0, 0, 8, 0, 0, 0, 0x21, 0]);
    const sizes = Buffer.alloc(16);
    sizes.writeUInt32LE(crc32(content), 0);
    sizes.writeUInt32LE(packed.length, 4);
    sizes.writeUInt32LE(content.length, 8);
    sizes.writeUInt16LE(name.length, 12);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    parts.push(Buffer.from('PK\x03\x04'), head, sizes, name, packed);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), head, sizes, place, name);
    offset += 4 + head.length + sizes.length + name.length + packed.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(index.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, index, Buffer.from('PK\x05\x06'), end]);
}
