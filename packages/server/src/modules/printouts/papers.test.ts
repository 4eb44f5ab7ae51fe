import jsQR from 'jsqr';
import { beforeAll, describe, expect, it } from 'vitest';
import { donorCertificate } from './certificate.paper.js';
import { dayInWords } from './days-in-words.js';
import { drawable, loadFace, type Face } from './font.js';
import type { GiftFacts } from './gift-facts.js';
import { qrCode } from './qr-code.js';
import { receiptPaper } from './receipt.paper.js';
import { StatementPaper } from './statement.paper.js';

let face: Face;
beforeAll(async () => {
  face = await loadFace();
});

describe('the font', () => {
  it.each([
    ['the names that registers stumble over', '䶮㛃喆堃龘㙓𬶋𫍯𠮷靁龑翀頔囍旻𬍛昇堃犇淼'],
    ['uppercase amounts', '零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整'],
    ['punctuation and Latin', '“”‘’—…·《》（）【】〔〕、。，；：？！¥€ABCxyzéü0123456789+-–'],
  ])('draws %s', (_what, text) => expect(drawable(text, face.characters)).toBe(text));
  it.each([
    ['𪚥', '〔U+2A6A5〕'],
    ['李😀', '李〔U+1F600〕'],
    ['👨\u200d👩', '〔U+1F468〕〔U+1F469〕'],
    ['龍\ufe00', '龍'],
    ['ก', '〔U+0E01〕'],
  ])('writes out the code of a character that it cannot draw: %s', (text, drawn) =>
    expect(drawable(text, face.characters)).toBe(drawn),
  );
});

it('has days in words', () => {
  const midnight = new Date('2026-12-31T16:00:00Z');
  expect([dayInWords(midnight, 'zh-CN'), dayInWords(midnight, 'en')]).toEqual(['2027年1月1日', '1 January 2027']);
});

it.each(['https://give.example.org/receipts/HC-2026-000001', `https://give.example.org/projects/${'x'.repeat(80)}`])(
  'has a QR code of %s that a phone can read',
  (link) => {
    const fields = qrCode(link);
    const [scale, margin] = [4, 4];
    const side = (fields.length + 2 * margin) * scale;
    const picture = new Uint8ClampedArray(side * side * 4).fill(255);
    fields.forEach((row, y) =>
      row.forEach((dark, x) => {
        for (let dy = 0; dy < scale; dy += 1)
          for (let dx = 0; dx < scale; dx += 1)
            if (dark)
              picture.fill(
                0,
                (((y + margin) * scale + dy) * side + (x + margin) * scale + dx) * 4,
                (((y + margin) * scale + dy) * side + (x + margin) * scale + dx) * 4 + 3,
              );
      }),
    );
    expect(jsQR.default(picture, side, side)?.data).toBe(link);
  },
);

const GIFT: GiftFacts = {
  number: 'HC-2026-000001',
  amountFen: 100_000,
  issuedAt: new Date('2026-06-08T02:00:00Z'),
  paidOn: '2026-06-08',
  donor: '陈小红',
  donorCode: null,
  handler: null,
  unit: null,
  project: '红色足迹',
  implementer: '益群社会工作服务中心',
  holder: '',
  sandbox: false,
  invoiceNumber: null,
  void: null,
  checkUrl: 'https://give.example.org/receipts/HC-2026-000001',
};
const LONG = '字'.repeat(120);

describe('a printed paper', () => {
  /** The script's name, and the font that must be in the file. */
  const SCRIPTS = [
    ['Tibetan', 'བཀྲ་ཤིས་དོན་གྲུབ', 'NotoSerifTibetan'],
    ['Uyghur', 'ئالىم تۇرسۇن', 'NotoNaskhArabic'],
    ['Uyghur with a middle dot', 'ئالىم·تۇرسۇن', 'NotoNaskhArabic'],
    ['Kazakh', 'قايرات نۇرلان', 'NotoNaskhArabic'],
    ['Mongolian', 'ᠪᠠᠭᠠᠲᠤᠷ', 'NotoSansMongolian'],
    ['Yi', 'ꆈꌠꁱꂷ', 'NotoSansYi'],
    ['Korean', '김철수', 'NotoSerifCJKkr'],
    ['Tai Lue', 'ᦺᦑᦟᦹᧉ', 'NotoSansNewTaiLue'],
    ['Tai Nüa', 'ᥖᥭᥰᥘᥫᥴ', 'NotoSansTaiLe'],
    ['Lisu', 'ꓡꓲ-ꓢꓴ', 'NotoSansLisu'],
    ['Miao', '𖼀𖼊𖽐', 'NotoSansMiao'],
  ] as const;

  it.each(SCRIPTS)('draws names in %s, alone and between Chinese characters: %s', async (_script, name, font) => {
    expect(drawable(name, face.characters)).toBe(name);
    const gift = { ...GIFT, donor: name, unit: `中山市${name}文化交流协会`, project: `《${name}》${LONG}` };
    for (const paper of [receiptPaper(face, 'zh-CN', gift), donorCertificate(face, 'en', gift)]) {
      const bytes = await paper.finish();
      expect(pagesOf(bytes)).toBe(1);
      const text = bytes.toString('latin1');
      expect(text.match(/\/FontName \/[A-Z]+\+([A-Za-z]+)/g)?.map((one) => one.replace(/.*\+/, ''))).toContain(font);
    }
  });

  it('explains the code of a character that no font has', async () => {
    const print = async (donor: string) => (await receiptPaper(face, 'zh-CN', { ...GIFT, donor }).finish()).length;
    expect(receiptPaper(face, 'zh-CN', GIFT).spellsOut('张𪚥')).toBe(true);
    expect(receiptPaper(face, 'zh-CN', GIFT).spellsOut('张〔U+2A6A5〕', '𠮷建国', '张𬭸', null)).toBe(false);
    expect(await print('张𪚥')).toBeGreaterThan(await print('张二'));
  });

  const pagesOf = (bytes: Buffer): number => bytes.toString('latin1').match(/\/Type \/Page\b/g)!.length;

  it.each(['zh-CN', 'en'] as const)('stays on one page however long its names are: %s', async (language) => {
    const long = {
      ...GIFT,
      donor: LONG,
      unit: LONG,
      project: LONG,
      implementer: LONG,
      invoiceNumber: '44060122-0012345678',
      sandbox: true,
      amountFen: 1_000_000_000,
      void: { at: GIFT.issuedAt, reason: LONG, replacedBy: 'HC-2026-000002' },
    };
    expect(pagesOf(await receiptPaper(face, language, long).finish())).toBe(1);
    expect(pagesOf(await donorCertificate(face, language, long).finish())).toBe(1);
  });

  it('has the same bytes for the same facts, is tagged, and declares its language', async () => {
    const print = () => receiptPaper(face, 'zh-CN', GIFT).finish();
    const bytes = await print();
    expect(bytes.equals(await print())).toBe(true);
    const text = bytes.toString('latin1');
    for (const part of [
      '/Lang (zh-CN)',
      '/Marked true',
      '/StructTreeRoot',
      '/DisplayDocTitle true',
      '/Subtype /CIDFontType2',
      '/FontFile2',
    ])
      expect(text).toContain(part);
    expect(bytes.length).toBeLessThan(60_000);
  });

  it('for a year is refused when its lines do not add up to its totals', () => {
    const head = {
      year: 2026,
      name: '陈小红',
      isUnit: false,
      code: null,
      asOf: GIFT.issuedAt,
      totals: { gifts: 1, givenFen: 100, refundedFen: 0, different: 0 },
    };
    const line = {
      day: '2026-06-08',
      receipt: GIFT.number,
      invoiceNumber: null,
      project: '红色足迹',
      donor: null,
      handler: null,
      amountFen: 100,
      refundedFen: 0,
      uses: [],
      sandbox: false,
    };
    const printed = (lines: (typeof line)[]) => {
      const paper = new StatementPaper(face, 'zh-CN', head);
      paper.write(lines);
      return () => paper.end();
    };
    expect(printed([line])).not.toThrow();
    for (const lines of [[], [line, line], [{ ...line, amountFen: 101 }], [{ ...line, refundedFen: 1 }]])
      expect(printed(lines)).toThrow('do not add up');
  });
});
