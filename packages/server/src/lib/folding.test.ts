import { describe, expect, it } from 'vitest';
import { cpuMsOf } from '#testing';
import { foldCharacters, foldForSearch, hasWords, searchWords } from './folding.js';

describe('foldForSearch', () => {
  it.each([
    // Traditional, simplified and regional forms.
    ['長者關懷', '长者关怀'],
    ['裏', '里'],
    ['裡', '里'],
    ['臺灣', '台湾'],
    ['檯', '枱'],
    ['衛生', '卫生'],
    ['衞生', '卫生'],
    ['鄧小平', '邓小平'],
    ['東區', '东区'],
    ['羣眾', '群众'],
    ['群衆', '群众'],
    ['峯', '峰'],
    ['啟', '启'],
    ['啓', '启'],
    ['光綫', '光线'],
    ['光線', '光线'],
    ['馬鞍山邨', '马鞍山村'],
    ['説', '說'],
    ['香港中華廠商', '香港中华厂商'],
    ['乾杯', '干杯'],
    ['幹部', '干部'],
    ['頭髮', '头发'],
    ['發展', '发展'],
    ['皇后', '皇後'],
    ['著名', '着名'],
    ['於', '于'],
    ['鍾', '钟'],
    ['鐘', '钟'],
    ['戶', '户'],
    ['黃', '黄'],
    ['呂', '吕'],
    ['強', '强'],
    ['傑', '杰'],
    ['麵', '面'],
    ['麪', '面'],
    ['餘', '余'],
    ['冊', '册'],
    ['囯', '国'],
    ['新界鄕議局', '新界乡议局'],
    ['靑年', '青年'],
    ['淸華', '清华'],
    ['髙德恵', '高徳惠'],
    // Width and case.
    ['ＨＣ－２０２６', 'hc-2026'],
    ['ＡＢＣ社工', 'abc社工'],
    ['ﾊﾝ', 'ハン'],
    ['Ｇｒｅｅｎ  Centre', 'green centre'],
    ['Jose\u0301', 'josé'],
    ['LÜ', 'lü'],
    ['ﬁn', 'fin'],
    // Radicals and compatibility characters.
    ['\u2ea0政', '民政'],
    ['\u2f64途', '用途'],
    ['\u2ed1者', '长者'],
    ['\u2ee9河', '黄河'],
    ['\u2f00\u2f08', '一人'],
    ['\uf900', '豈'],
    ['\u{2f800}', '丽'.replace('丽', '\u{2f800}'.normalize('NFC'))],
    ['神', '神'],
    // Invisible characters.
    ['红\u200b色', '红色'],
    ['红\ufe00色', '红色'],
    ['葛\u{e0100}城', '葛城'],
    ['红\u2060\ufeff色', '红色'],
    ['红\u00ad色', '红色'],
    ['\u202e红色\u202c', '红色'],
    ['ᠮᠣᠩ\u180bᠭᠣᠯ', 'ᠮᠣᠩᠭᠣᠯ'],
    // Blanks, dots, title marks, quotes, brackets.
    ['欧 阳 明', '欧阳明'],
    ['欧\u3000阳', '欧阳'],
    ['ABC 社工', 'abc社工'],
    ['Li   Ming', 'li ming'],
    ['김 철수', '김철수'],
    ['启·展能', '启展能'],
    ['启•展能', '启展能'],
    ['启・展能', '启展能'],
    ['启‧展能', '启展能'],
    ['启･展能', '启展能'],
    ['启∙展能', '启展能'],
    ['启⋅展能', '启展能'],
    ['启﹒展能', '启展能'],
    ['启．展能', '启展能'],
    ['启.展能', '启展能'],
    ['启ㆍ展能', '启展能'],
    ['阿依古丽 · 买买提', '阿依古丽买买提'],
    ['5·12', '5.12'],
    ['5．12', '5.12'],
    ['《红色足迹》', '红色足迹'],
    ['〈红色〉足迹', '红色足迹'],
    ['“薪火相传”项目', '薪火相传项目'],
    ['「薪火」相传', '薪火相传'],
    ['『薪火』', '薪火'],
    ['＂薪火＂', '薪火'],
    ["O'Neil", 'oneil'],
    ['O’Neil', 'oneil'],
    ['村史馆（一期）', '村史馆一期'],
    ['村史馆【一期】', '村史馆一期'],
    ['红色足迹——薪火相传', '红色足迹薪火相传'],
    ['红色足迹，薪火相传', '红色足迹薪火相传'],
    ['红色、绿色', '红色绿色'],
    ['二○一七', '二零一七'],
    ['二〇一七', '二零一七'],
    ['བཀྲ་ཤིས་', 'བཀྲཤིས'],
    ['ئۇيغۇ\u0640\u0640رچە', 'ئۇيغۇرچە'],
    ['ﺋﯘﻳﻐﯘﺭ', 'ئۇيغۇر'],
    // Signs with a meaning stay.
    ['100%', '100%'],
    ['a_b!', 'a_b!'],
    ['12.50', '12.50'],
    ['2026-01-05', '2026-01-05'],
    ['li.ming@example.org', 'li.ming@example.org'],
    ['C++', 'c++'],
    ['🌱', '🌱'],
    ['𠮷野家', '𠮷野家'],
    ['', ''],
    ['  ', ''],
    ['《》', ''],
  ])('reads %j as %j', (text, same) => {
    expect(foldForSearch(text)).toBe(foldForSearch(same));
    expect(foldForSearch(same), 'folding a folded text changes nothing').toBe(foldForSearch(foldForSearch(same)));
  });

  it.each([
    ['长者', '儿童'],
    ['100%', '1000'],
    ['1.5', '15'],
    ['李明', '李民'],
    ['张喆', '张哲'],
    ['мой', 'мои'],
    ['café', 'cafe'],
    ['ي', 'ى'],
  ])('keeps %j and %j apart', (one, other) => {
    expect(foldForSearch(one)).not.toBe(foldForSearch(other));
  });

  it('keeps combining marks in the scripts that need them', () => {
    for (const text of ['བོད་ཡིག', 'ကျော်', 'किरण', 'ᥖᥭᥰ', 'ᩋᩢ']) expect(foldCharacters(text)).toBe(text.normalize('NFC'));
  });
});

describe('searchWords', () => {
  it.each([
    ['长者 儿童', ['长者', '儿童']],
    ['长者　儿童', ['长者', '儿童']],
    ['长者、儿童，社区', ['长者', '儿童', '社区']],
    ['《红色 足迹》', ['红色', '足迹']],
    ['长者 長者', ['长者']],
    ['《》 ·', ['《》', '·']],
    [' ', []],
    ['Green Centre', ['green', 'centre']],
    [
      Array.from({ length: 20 }, (_, index) => `w${index}`).join(' '),
      Array.from({ length: 10 }, (_, index) => `w${index}`),
    ],
  ])('%j has the words %j', (query, words) => expect(searchWords(query)).toEqual(words));

  it.each([
    ['“薪火相传”长者口述史', '長者 薪火', true],
    ['“薪火相传”长者口述史', '”', true],
    ['薪火相传', '”', false],
    ['感叹!号', '!', true],
    ['感叹!号', '感叹号', true],
    ['“薪火相传”长者口述史', '薪火相传长者', true],
    ['“薪火相传”长者口述史', '长者 儿童', false],
    ['《红色足迹》', '红色足迹', true],
    ['红色足迹', '《红色足迹》', true],
    ['阿依古丽·买买提', '阿依古丽买买提', true],
    ['阿依古丽买买提', '阿依古丽•买买提', true],
  ])('%j has all words of %j: %s', (text, query, found) => expect(hasWords(text, searchWords(query))).toBe(found));
});

it('folds a hundred thousand titles in a second or two', async () => {
  const titles = Array.from({ length: 100_000 }, (_, index) => `“薪火相传”长者口述史记录计划（第${index}期）`);
  expect(await cpuMsOf(() => titles.forEach(foldForSearch))).toBeLessThan(4_000);
});
