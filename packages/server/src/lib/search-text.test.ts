import { describe, expect, it } from 'vitest';
import { searchPatterns, searchText } from './search-text.js';

describe('searchText', () => {
  it.each([
    [['红色足迹'], '红色足迹 hszj hongsezuji gszj gongsezuji hongshaizuji'],
    [['启·展能'], '启展能 启·展能 qzn qizhanneng qizhannai'],
    [['益群ABC社工'], '益群abc社工 yqabcsg yiqunabcshegong'],
    [['绿色中心', '91350100M000100Y43'], '绿色中心 lszx lvsezhongxin lusezhongxin lvshaizhongxin 91350100m000100y43'],
    [['Green Centre', null], 'green centre'],
    [['Ｆｕｌｌ width'], 'full width'],
    [['長者關懷'], expect.stringMatching(/^长者关怀 長者關懷 zzgh zhangzheguanhuai/)],
    [['《红色 足迹》'], expect.stringMatching(/^红色足迹 《红色 足迹》 hszj /)],
    [['著名'], expect.stringContaining(' zm zhuming')],
    [['乾坤'], expect.stringContaining(' qk qiankun')],
    [['𠮷野家'], expect.stringContaining('𠮷野家 ')],
    [['🌱'], '🌱'],
    [['', null], ''],
  ])('%j is found in %j', (texts, stored) => {
    expect(searchText(...texts)).toEqual(stored);
  });
});

describe('searchPatterns', () => {
  it.each([
    ['HSZJ', ['%hszj%']],
    [' 足迹 ', ['%足迹%']],
    ['100%', ['%100!%%']],
    ['a_b!', ['%a!_b!!%']],
    ['"; DROP', ['%"%', '%drop%']],
    ['長者 儿童', ['%长者%', '%儿童%']],
    ['《红色足迹》', ['%红色足迹%']],
    ['《》', ['%《》%']],
  ])('%j is looked for as %j', (query, patterns) => {
    expect(searchPatterns(query)).toEqual(patterns);
  });
});
