import { beforeEach, describe, expect, it } from 'vitest';
import { DrawnPages, TooBusy, type DrawnPage } from './drawn-pages.js';

const page = (html: string): DrawnPage => ({ status: 200, html });

describe('pages drawn for everybody', () => {
  let now: number;
  let drawn: string[];
  let pages: DrawnPages;
  const draw = (html: string) => async () => {
    drawn.push(html);
    return page(html);
  };
  beforeEach(() => {
    now = 1_000_000;
    drawn = [];
    pages = new DrawnPages(() => now);
  });

  it('are drawn once for all who ask at the same time', async () => {
    const found = await Promise.all([1, 2, 3].map((index) => pages.get('/', draw(`${index}`))));
    expect(found.map(({ html }) => html)).toEqual(['1', '1', '1']);
    expect(drawn).toEqual(['1']);
  });

  it('are drawn again after two seconds, and when the clock is set back', async () => {
    await pages.get('/', draw('first'));
    now += 1_999;
    await pages.get('/', draw('too soon'));
    now += 1;
    await pages.get('/', draw('second'));
    now -= 3_600_000;
    await pages.get('/', draw('third'));
    expect(drawn).toEqual(['first', 'second', 'third']);
  });

  it('are not kept when drawing failed', async () => {
    const failing = pages.get('/', async () => {
      throw new Error('broken');
    });
    await expect(failing).rejects.toThrow('broken');
    expect((await pages.get('/', draw('whole'))).html).toBe('whole');
  });

  it('are drawn one at a time', async () => {
    let running = 0;
    let most = 0;
    const slow = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return page('');
    };
    await Promise.all(Array.from({ length: 10 }, (_, index) => pages.get(`/${index}`, slow)));
    expect(most).toBe(1);
  });

  it('are refused when twenty others wait, and drawn again afterwards', async () => {
    let open = () => undefined as void;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const waiting = Array.from({ length: 20 }, (_, index) =>
      pages.get(`/${index}`, async () => {
        await gate;
        return page('');
      }),
    );
    await expect(pages.get('/one-more', draw('no'))).rejects.toThrow(TooBusy);
    open();
    await Promise.all(waiting);
    expect((await pages.get('/one-more', draw('yes'))).html).toBe('yes');
  });
});
