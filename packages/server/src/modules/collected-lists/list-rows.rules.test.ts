import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { DonorCategory } from '../pledges/index.js';
import { LeftOut } from './collected-list.enums.js';
import { findList } from './list-columns.rules.js';
import { openList } from './list-file.js';
import { contentDigest, namesSeveral, readCategory, readListRows } from './list-rows.rules.js';

type Sheet = Parameters<typeof writeXlsx>[0]['sheets'][number];
type Cells = (string | number | Date | null)[][];

const HEAD = ['姓名', '金额'];
const file = async (...sheets: Partial<Sheet>[]): Promise<Buffer> =>
  Buffer.from(await writeXlsx({ sheets: sheets.map((sheet) => ({ name: '名单', ...sheet })) }));
const read = async (bytes: Buffer) => readListRows(findList(await openList(bytes)), '2026-07-31');
const csv = (text: string) => read(Buffer.from(text));
const rowsOf = async (rows: Cells, more: Partial<Sheet> = {}) => read(await file({ rows, ...more }));
const faultsOf = (rows: Awaited<ReturnType<typeof read>>) =>
  rows.flatMap(({ faults }) => faults.map(({ cell, key }) => `${cell} ${key}`));

describe('a list as offices keep it', () => {
  it('is read below merged titles, with its totals set aside', async () => {
    const rows = await rowsOf(
      [
        ['共产党员献爱心捐款名单', null, null, null, null],
        ['第三支部　２０２６年６月', null, null, null, '单位：元'],
        ['序号', '姓 名', '捐款金额', '政治面貌', '日期'],
        [1, '张三', 200, '中共党员', new Date('2026-06-20T00:00:00Z')],
        [2, '李　四', '３，０００', '入党积极分子', '2026.6.21'],
        ['小计', null, 3200, null, null],
        ['序号', '姓 名', '捐款金额', '政治面貌', '日期'],
        [3, '买买提·艾力', '¥50.50', '群众', '20260622'],
        ['合计', null, '3250.50', null, null],
        ['制表人：王五', null, null, null, null],
      ],
      { merges: [{ startRow: 0, startCol: 0, endRow: 0, endCol: 4 }] },
    );
    expect(rows.map(({ row, leftOut }) => [row, leftOut])).toEqual([
      [4, null],
      [5, null],
      [6, LeftOut.TOTAL],
      [7, LeftOut.HEADER_AGAIN],
      [8, null],
      [9, LeftOut.TOTAL],
      [10, LeftOut.NOTE],
    ]);
    expect(rows.filter(({ leftOut }) => leftOut === null)).toMatchObject([
      { name: '张三', amountFen: 20_000, category: DonorCategory.MEMBER, givenOn: '2026-06-20', faults: [] },
      { name: '李四', amountFen: 300_000, category: DonorCategory.APPLICANT, givenOn: '2026-06-21', faults: [] },
      { name: '买买提·艾力', amountFen: 5_050, category: DonorCategory.PUBLIC, givenOn: '2026-06-22', faults: [] },
    ]);
  });

  it.each([
    [
      'its header',
      [
        ['姓名', '金额（万元）'],
        ['张三', 1.5],
      ],
      1_500_000,
    ],
    ['a line above', [['单位：万元', null], HEAD, ['张三', 1.5]], 1_500_000],
    ['the cell', [HEAD, ['张三', '1.5万元']], 1_500_000],
    ['nothing', [HEAD, ['张三', 1.5]], 150],
  ])('has the unit that %s names', async (_what, rows, fen) => {
    expect((await rowsOf(rows))[0]).toMatchObject({ amountFen: fen, faults: [] });
  });

  it('fills a merged group, and refuses a merged amount', async () => {
    const column = (startCol: number) => ({ startRow: 1, endRow: 2, startCol, endCol: startCol });
    const rows = await rowsOf(
      [
        ['姓名', '金额', '类别'],
        ['张三', 100, '团员'],
        ['李四', null, null],
      ],
      { merges: [column(1), column(2)] },
    );
    expect(rows[1]!.category).toBe(DonorCategory.YOUTH_LEAGUE);
    expect(faultsOf(rows)).toEqual(['B3 collectedList.merged']);
  });

  it('takes the stored value of a formula, and refuses one without a value', async () => {
    const cells = new Map([
      ['1,1', { formula: '50*2', formulaResult: 100, value: 100, type: 'formula' as const }],
      ['2,1', { formula: '50*3', value: null, type: 'formula' as const }],
    ]);
    const rows = await rowsOf([HEAD, ['张三', null], ['李四', null]], { cells });
    expect(rows[0]).toMatchObject({ amountFen: 10_000, faults: [] });
    expect(faultsOf(rows)).toEqual(['B3 collectedList.formula']);
    expect(faultsOf(await csv('姓名,金额\n张三,=50*2\n'))).toEqual(['B2 collectedList.formula']);
  });

  it('names hidden rows at their cells', async () => {
    const rows = await rowsOf([HEAD, ['张三', 100], ['李四', 100]], { rowDefs: new Map([[2, { hidden: true }]]) });
    expect(faultsOf(rows)).toEqual(['A3 collectedList.hiddenRow']);
  });

  it('says at which cell a total differs from the rows', async () => {
    expect(faultsOf(await rowsOf([HEAD, ['张三', 100], ['合计', 200]]))).toEqual(['B3 collectedList.totalDiffers']);
  });
});

describe('a cell that cannot be read exactly', () => {
  it.each([
    ['张三、李四,100', 'A2 collectedList.severalNames'],
    ['张三 李四,100', 'A2 collectedList.severalNames'],
    ['张三等5人,100', 'A2 collectedList.severalNames'],
    [',100', 'A2 collectedList.noName'],
    ['12345,100', 'A2 collectedList.nameUnclear'],
    ['张三,', 'B2 collectedList.noAmount'],
    ['张三,壹佰', 'B2 collectedList.amountUnclear'],
    ['张三,1.005', 'B2 collectedList.amountUnclear'],
    ['张三,0', 'B2 money.outOfRange'],
    ['张三,-5', 'B2 money.outOfRange'],
    ['张三,100,居民', 'C2 collectedList.categoryUnclear'],
    ['张三,100,党员,六月', 'D2 collectedList.dayUnclear'],
    ['张三,100,党员,2026-08-01', 'D2 collectedList.dayAhead'],
  ])('%s', async (line, fault) => {
    expect(faultsOf(await csv(`姓名,金额,类别,日期\n${line}\n`))).toEqual([fault]);
  });
});

it.each(['没有表头', '姓名,部门\n张三,办公室'])('a file without names and amounts is refused: %s', async (text) => {
  await expect(csv(text)).rejects.toMatchObject({ key: 'collectedList.noHeader' });
});

it('a file with two lists, or with two columns of amounts, is refused', async () => {
  const rows = [HEAD, ['张三', 100]];
  await expect(read(await file({ name: '一', rows }, { name: '二', rows }))).rejects.toMatchObject({
    key: 'collectedList.severalSheets',
    params: { sheets: '一、二' },
  });
  await expect(csv('姓名,应捐金额,实捐金额\n张三,100,50')).rejects.toMatchObject({
    key: 'collectedList.columnTwice',
    params: { cells: 'B1、C1' },
  });
});

it('a hidden sheet is not read', async () => {
  const rows = [HEAD, ['张三', 100]];
  await expect(read(await file({ name: '一', rows: [['封面']] }, { rows, hidden: true }))).rejects.toMatchObject({
    key: 'collectedList.noHeader',
  });
});

it('the same list has the same digest in another format, and another list has another', async () => {
  const first = contentDigest(await csv('姓名,金额\n张三,100\n李四,200\n'));
  expect(contentDigest(await rowsOf([['标题'], HEAD, ['张三', 100], ['李四', 200]]))).toBe(first);
  expect(contentDigest(await csv('姓名,金额\n张三,100\n李四,201\n'))).not.toBe(first);
});

it.each([
  ['张三和李四', true],
  ['张三夫妇', true],
  ['李和平', false],
  ['张 三', false],
  ['欧阳修文', false],
  ['Li Ming', false],
])('%s names several: %s', (name, several) => expect(namesSeveral(name)).toBe(several));

it.each([
  ['预备党员', DonorCategory.MEMBER],
  ['发展对象', DonorCategory.APPLICANT],
  ['共青团员', DonorCategory.YOUTH_LEAGUE],
  ['民主党派', DonorCategory.NON_PARTY],
  ['群众', DonorCategory.PUBLIC],
  ['', null],
  ['居民', undefined],
])('%s is the group %s', (text, group) => expect(readCategory(text)).toBe(group));
