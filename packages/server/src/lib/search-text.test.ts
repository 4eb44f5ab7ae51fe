import { describe, expect, it } from 'vitest';
import { searchPattern, searchText } from './search-text.js';

describe('searchText', () => {
  it.each([
    [['红色足迹'], '红色足迹 hszj hongsezuji gszj gongsezuji hongshaizuji'],
    [['启·展能'], '启·展能 qzn qizhanneng qizhannai'],
    [['益群ABC社工'], '益群abc社工 yqabcsg yiqunabcshegong'],
    [['绿色中心', '91350100M000100Y43'], '绿色中心 lszx lvsezhongxin lusezhongxin lvshaizhongxin 91350100m000100y43'],
    [['Green Centre', null], 'green centre'],
    [['Ｆｕｌｌ width'], 'full width'],
    [['𠮷野家'], expect.stringContaining('𠮷野家 ')],
    [['🌱'], '🌱'],
    [['', null], ''],
  ])('%j is found in %j', (texts, stored) => {
    expect(searchText(...texts)).toEqual(stored);
  });
});

describe('searchPattern', () => {
  it.each([['HSZJ', '%hszj%'], [' 足迹 ', '%足迹%'], ['100%', '%100!%%'], ['a_b!', '%a!_b!!%'], ['"; DROP', '%"; drop%']])('%j is looked for as %j', (query, pattern) => {
    expect(searchPattern(query)).toBe(pattern);
  });
});
