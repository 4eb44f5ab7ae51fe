import jsQR from 'jsqr';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { loadFace } from '../printouts/index.js';
import { drawCard, SHAPES } from './card.drawing.js';
import { drawPoster, type Poster } from './poster.drawing.js';
import { codeOf } from './shapes.js';

const LINK = 'https://hongchuang.example/p/7K2F9QX?s=poster';
const poster: Poster = {
  words: {
    title: '一个名字非常非常长的公益项目，名字里还有 English words 和 𠮷，要在两行之内写完，写不下就省略',
    by: '石岐街道党群服务中心 实施',
    figure: '¥123,456,789.01',
    about: '已筹，目标 ¥200,000,000 · 1234567 位支持者',
    standing: '募集中，还有 12 天',
    site: '红创',
  },
  share: 0.617,
  picture: null,
  seed: 'red-footprints',
  examples: ['¥100 · 一次上门采访', '¥300 · 一位老党员的故事写成文稿', '¥1,000 · 一场讲述'],
  scan: '扫码看项目，随手认捐',
  link: LINK,
  address: 'hongchuang.example/p/7K2F9QX',
  at: '数据截至 2026-06-10 10:00（北京时间）',
};

/** Reads the QR code of a picture; undefined where there is none that can be read. */
async function readCode(picture: Buffer): Promise<string | undefined> {
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return jsQR.default(new Uint8ClampedArray(data), info.width, info.height)?.data;
}

describe('a poster', () => {
  it('has a code that a phone reads, also after a chat app has made it smaller', async () => {
    const picture = await drawPoster(poster, await loadFace());
    expect(await readCode(picture)).toBe(LINK);
    expect(await readCode(await sharp(picture).resize(720).jpeg({ quality: 60 }).toBuffer())).toBe(LINK);
  });

  it('is drawn without examples and with a picture as well', async () => {
    const cover = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#2f6b4f' } })
      .webp()
      .toBuffer();
    const picture = await drawPoster({ ...poster, examples: [], picture: cover, share: 1.4 }, await loadFace());
    expect(await sharp(picture).metadata()).toMatchObject({ width: 1080, height: 1920, format: 'png' });
  });
});

describe('a card', () => {
  it.each(Object.entries(SHAPES))('that is %s has its size', async (shape, size) => {
    const { words, share, picture, seed } = poster;
    const card = await drawCard({ words, share, picture, seed }, shape as keyof typeof SHAPES, await loadFace());
    expect(await sharp(card).metadata()).toMatchObject(size);
  });
});

it('codes of longer texts have more fields', () => {
  expect(codeOf('a').side).toBeLessThan(codeOf('a'.repeat(200)).side);
});
