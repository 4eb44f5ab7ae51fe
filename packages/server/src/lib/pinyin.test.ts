import { describe, expect, it } from 'vitest';
import { READINGS } from './pinyin-readings.js';
import { compareNames, spellingsOf, syllablesOf } from './pinyin.js';

describe('syllablesOf', () => {
  it.each([
    ['重走长征路', 'chong zou chang zheng lu'],
    ['红军长征纪念馆', 'hong jun chang zheng ji nian guan'],
    ['浙江省乐清市', 'zhe jiang sheng yue qing shi'],
    ['四川省什邡市', 'si chuan sheng shi fang shi'],
    ['新疆喀什地区', 'xin jiang ka shi di qu'],
    ['珲春市', 'hun chun shi'],
    ['都匀市', 'du yun shi'],
    ['山西省洪洞县', 'shan xi sheng hong tong xian'],
    ['菏泽市单县', 'he ze shi shan xian'],
    ['梅州市大埔县', 'mei zhou shi da bu xian'],
    ['武汉市黄陂区', 'wu han shi huang pi qu'],
    ['张家口市蔚县', 'zhang jia kou shi yu xian'],
    ['中山市大涌镇', 'zhong shan shi da chong zhen'],
    ['随州市曾都区', 'sui zhou shi zeng du qu'],
    ['于都县', 'yu du xian'],
    ['希望都是真的', 'xi wang dou shi zhen de'],
    ['重庆长沙厦门', 'chong qing chang sha xia men'],
    ['六安市', 'lu an shi'],
    ['绿色女性', 'lv se nv xing'],
    ['中山曾氏宗亲会', 'zhong shan zeng shi zong qin hui'],
    ['ABC社工2号', 'ABC she gong 2 hao'],
  ])('%s is read %s', (text, read) => {
    expect(syllablesOf(text).join(' ')).toBe(read);
  });

  it.each(Object.entries(READINGS))('the table reads %s as %s', (text, read) => {
    const plain = read
      .normalize('NFD')
      .replace(/u\u0308/g, 'v')
      .replace(/[\u0300-\u0304\u030c]/g, '');
    expect(syllablesOf(text).join(' ')).toBe(plain);
    expect([...text], 'a syllable for each character').toHaveLength(read.split(' ').length);
  });
});

describe('spellingsOf', () => {
  it.each([
    ['重走长征路', 'czczl'],
    ['重走长征路', 'zzczl'],
    ['重走长征路', 'chongzouchangzheng'],
    ['重走长征路', 'zhongzou'],
    ['大涌镇社工站', 'dcz'],
    ['大涌镇社工站', 'dayongzhen'],
    ['曾氏宗亲会', 'zengshi'],
    ['曾氏宗亲会', 'cengshi'],
    ['益群abc社工', 'yqabcsg'],
    ['𠮷野家', 'yj'],
  ])('%s is found by %s', (text, query) => {
    expect(
      spellingsOf(text).some((spelling) => spelling.includes(query)),
      spellingsOf(text).join(' '),
    ).toBe(true);
  });

  it('of a text that is no name are its two most likely ones', () => {
    expect(spellingsOf('重'.repeat(61))).toHaveLength(2);
  });

  it('of a name take at most a few kilobytes, however many readings it has', () => {
    expect(spellingsOf('重长单解曾'.repeat(12)).join(' ').length).toBeLessThan(8_000);
  });
});

describe('compareNames', () => {
  it('sorts by the pinyin of names, the same on every machine', () => {
    const names = ['厦门', '重庆', '乐清', '长沙', '北京', 'abc', '曾都', '大涌', '珲春', '中山'];
    expect(names.toSorted(compareNames)).toEqual([
      'abc',
      '北京',
      '长沙',
      '重庆',
      '大涌',
      '珲春',
      '厦门',
      '乐清',
      '曾都',
      '中山',
    ]);
  });

  it('sorts names with the same pinyin by their characters', () => {
    expect(['石岐', '时期'].toSorted(compareNames)).toEqual(['时期', '石岐'].toSorted(compareNames));
  });
});
