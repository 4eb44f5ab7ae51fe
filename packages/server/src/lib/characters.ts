import hongKongVariants from 'opencc-js/dict/HKVariants';
import simplifiedToTraditional from 'opencc-js/dict/STCharacters';
import traditionalToSimplified from 'opencc-js/dict/TSCharacters';
import taiwanVariants from 'opencc-js/dict/TWVariants';
import { RADICALS } from './radicals.js';

/**
 * Pairs of characters that OpenCC distinguishes and that people write for one another in names and dates. The usual one
 * is the last. 淸 and those after it are older printed forms, which occur in names from Hong Kong and Macau and in
 * scanned papers.
 */
const WRITTEN_ALIKE =
  '邨村 囯国 圀国 〇零 ○零 ◯零 淸清 靑青 鄕乡 尙尚 郞郎 髙高 栁柳 畧略 擧举 吿告 曽曾 徳德 恵惠 増增 歩步 毎每 寛宽 聡聪'.split(
    ' ',
  );

/**
 * Returns a map from every character with several forms to the one form that stands for all: 臺, 檯 and 枱 all become 台.
 */
function oneForms(): ReadonlyMap<string, string> {
  const leaders = new Map<string, string>();
  const leaderOf = (sign: string): string => {
    let leader = sign;
    for (let next = leaders.get(leader); next !== undefined; next = leaders.get(leader)) leader = next;
    return leader;
  };
  const join = (other: string, preferred: string) => {
    const [from, to] = [leaderOf(other), leaderOf(preferred)];
    if (from !== to) leaders.set(from, to);
  };
  // Simplified forms are preferred. The first of several is the usual one: a traditional 乾 stands for 干 far more often
  // than for 乾.
  for (const [traditional, simplified] of pairs(traditionalToSimplified)) join(traditional!, simplified!);
  for (const [simplified, ...traditional] of pairs(simplifiedToTraditional))
    for (const one of traditional) join(one, simplified!);
  for (const dictionary of [hongKongVariants, taiwanVariants])
    for (const [standard, variant] of pairs(dictionary)) join(variant!, standard!);
  for (const alike of WRITTEN_ALIKE) join([...alike][0]!, [...alike][1]!);
  const radicals = [...RADICALS.replace(/\s/g, '')];
  for (let index = 0; index < radicals.length; index += 2) join(radicals[index]!, radicals[index + 1]!);
  return new Map([...leaders.keys()].map((sign) => [sign, leaderOf(sign)]));
}

const pairs = (dictionary: string): string[][] => dictionary.split('|').map((entry) => entry.split(' '));

const ONE_FORM = oneForms();
// 乾 is left out: in 乾坤 it is read qián and is written so today, while 干 is never read qián.
const SIMPLIFIED = new Map(
  pairs(traditionalToSimplified).filter(([traditional]) => traditional !== '乾') as [string, string][],
);
// No character below the radicals has another form, except circles for zero.
const MAY_HAVE_FORMS = /[\u25cb\u25ef\u2e80-\u{10ffff}]/u;

const replaceBy = (forms: ReadonlyMap<string, string>, text: string): string => {
  if (!MAY_HAVE_FORMS.test(text)) return text;
  let result = '';
  for (const sign of text) result += forms.get(sign) ?? sign;
  return result;
};

/**
 * Returns `text` with each Chinese character in one form, whether it was written traditional, simplified, as a regional
 * variant or as a radical.
 */
export const inOneForm = (text: string): string => replaceBy(ONE_FORM, text);

/**
 * Returns `text` in simplified characters, as dictionaries of pronunciation need it. Unlike `inOneForm` it keeps
 * characters that are not traditional: 著名 does not become 着名.
 */
export const simplified = (text: string): string => replaceBy(SIMPLIFIED, text);
