import { expect, it } from 'vitest';
import { toCsv } from './csv';

it('quotes where needed, keeps numbers, and disarms formulas', () => {
  expect(
    toCsv([
      ['名称', '金额'],
      ['甲,"乙"', 12.5],
      ['=1+1', -3],
      ['多\n行', null],
    ]),
  ).toBe('\uFEFF名称,金额\r\n"甲,""乙""",12.5\r\n\'=1+1,-3\r\n"多\n行",\r\n');
});
