import hongKongVariants from 'opencc-js/dict/HKVariants';
import simplifiedToTraditional from 'opencc-js/dict/STCharacters';
import traditionalToSimplified from 'opencc-js/dict/TSCharacters';
import taiwanVariants from 'opencc-js/dict/TWVariants';
import { RADICALS } from './radicals.js';

/** Characters that OpenCC keeps apart and that people write for one another in names and dates. */
const WRITTEN_ALIKE = ['邨村', '囯国', '圀国', '〇零', '○零', '◯零'];

/** Every character that has other forms, with the one form that stands for all of them: 臺, 檯 and 枱 all become 台. */
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
  // Simplified forms lead. The first of several is the usual one: 乾 is 干 far more often than 乾 itself.
  for (const [traditional, simplified] of pairs(traditionalToSimplified)) join(traditional!, simplified!);
  for (const [simplified, ...traditional] of pairs(simplifiedToTraditional)) for (const one of traditional) join(one, simplified!);
  for (const dictionary of [hongKongVariants, taiwanVariants]) for (const [standard, variant] of pairs(dictionary)) join(variant!, standard!);
  for (const alike of WRITTEN_ALIKE) join([...alike][0]!, [...alike][1]!);
  const radicals = [...RADICALS.replace(/\s/g, '')];
  for (let index = 0; index < radicals.length; index += 2) join(radicals[index]!, radicals[index + 1]!);
  return new Map([...leaders.keys()].map((sign) => [sign, leaderOf(sign)]));
}

const pairs = (dictionary: string): string[][] => dictionary.split('|').map((entry) => entry.split(' '));

const ONE_FORM = oneForms();
// 乾 is read qián in 乾坤, which is written so today; 干 never is.
const SIMPLIFIED = new Map(pairs(traditionalToSimplified).filter(([traditional]) => traditional !== '乾') as [string, string][]);
// Nothing below the radicals has another form but circles for zero.
const MAY_HAVE_FORMS = /[\u25cb\u25ef\u2e80-\u{10ffff}]/u;

const replaceBy = (forms: ReadonlyMap<string, string>, text: string): string => {
  if (!MAY_HAVE_FORMS.test(text)) return text;
  let result = '';
  for (const sign of text) result += forms.get(sign) ?? sign;
  return result;
};

/** `text` with each Chinese character in one form, whether it was written traditional, simplified, as a regional variant or as a radical. */
export const inOneForm = (text: string): string => replaceBy(ONE_FORM, text);

/** `text` in simplified characters, which dictionaries of pronunciation go by. Other than `inOneForm` it leaves alone what is no traditional character: 著名 does not become 着名. */
export const simplified = (text: string): string => replaceBy(SIMPLIFIED, text);
