import { describe, expect, it } from 'vitest';
import { readRows } from './grant-rows';

describe('readRows', () => {
  it.each([
    ['a row of a spreadsheet', '甲\t6222 0000 1111\t石景山支行\t1,000.50', ['甲', '622200001111', 100_050, null]],
    ['a row of a file of values', '甲,622200001111,石景山支行,¥300元', ['甲', '622200001111', 30_000, null]],
    ['full-width digits', '甲\t６２２２００００１１１１\t石景山支行\t３００', ['甲', '622200001111', 30_000, null]],
    ['a cell too few', '甲\t622200001111\t300', ['甲', '622200001111', undefined, 'cells']],
    ['letters in the account', '甲\t6222abcd1111\t石景山支行\t300', ['甲', '6222abcd1111', 30_000, 'account']],
    ['no amount', '甲\t622200001111\t石景山支行\t三百', ['甲', '622200001111', undefined, 'amount']],
    ['nothing', '甲\t622200001111\t石景山支行\t0', ['甲', '622200001111', 0, 'amount']],
  ])('reads %s', (_what, line, expected) => {
    const [row] = readRows(`\n${line}\r\n\n`);
    expect([row?.name, row?.account, row?.amount, row?.fault]).toEqual(expected);
  });
});
