import { readdirSync, readFileSync, statSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { setImmediate as endOfTurn } from 'node:timers/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DomainError } from '../../errors.js';
import { newId } from '../../lib/ids.js';
import { contextFor, runApp, ManualClock, type RunningApp } from '#testing';
import { coverLoader, getOwnCover } from './index.js';
import { BoundedQueue } from '../../uploads/bounded-queue.js';
import { LIMITS } from '../../limits/limits.js';
import { COVER_LIMITS, isLargeEnough, storedSize } from './covers.rules.js';

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#c8102e' } });
const jpeg = (width = 400, height = 300) => plain(width, height).jpeg().toBuffer();

interface Answer {
  status: number;
  headers: Headers;
  body: {
    id: string;
    url: string;
    width: number;
    height: number;
    alt: string;
    errors?: { message: string; extensions: Record<string, unknown> }[];
  };
}

let app: RunningApp;
const clock = new ManualClock();
beforeAll(async () => {
  app = await runApp({}, clock);
});
afterAll(() => app.stop());

let people = 0;
/** Signs a new person up and returns the session cookie. */
async function signUp(): Promise<string> {
  people += 1;
  const response = await fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: 'mutation($input: SignUpInput!) { signUp(input: $input) { id } }',
      variables: { input: { email: `uploader${people}@example.test`, password: 'a-good-password', name: '小红' } },
    }),
  });
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

async function send(
  cookie: string,
  body: Buffer,
  options: { alt?: string; headers?: Record<string, string>; path?: string; method?: string } = {},
): Promise<Answer> {
  const query = options.alt === undefined ? '' : `?${new URLSearchParams({ alt: options.alt })}`;
  const response = await fetch(`${app.url}${options.path ?? '/uploads/covers'}${query}`, {
    method: options.method ?? 'POST',
    headers: {
      cookie,
      'content-type': 'image/jpeg',
      'x-requested-with': 'hongchuang',
      'accept-language': 'en',
      ...options.headers,
    },
    body: options.method === 'GET' ? undefined : new Uint8Array(body),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] };
}

const refusal = (answer: Answer) => {
  const [error] = answer.body.errors ?? [];
  return {
    status: answer.status,
    code: error?.extensions.code,
    field: error?.extensions.field,
    key: error?.extensions.key,
  };
};
const storedFiles = () => {
  try {
    return readdirSync(join(app.env.uploadDir, 'covers'));
  } catch {
    return [];
  }
};

describe('the size rules', () => {
  it.each([
    ['small ones stay as they are', [400, 300], [400, 300]],
    ['wide ones fit the width', [4000, 2000], [1600, 800]],
    ['tall ones fit the height', [1200, 4800], [400, 1600]],
    ['odd proportions are rounded to whole pixels', [1601, 999], [1600, 998]],
  ] as const)('%s', (_, [width, height], [storedWidth, storedHeight]) => {
    expect(storedSize({ width, height }), 'storedSize keeps the proportions and never enlarges').toEqual({
      width: storedWidth,
      height: storedHeight,
    });
  });

  it.each([
    [320, 180, true],
    [319, 180, false],
    [320, 179, false],
    [20_000, 200, false],
    [10_000, 1_125, true],
  ])('%i x %i makes a cover: %s', (width, height, large) => {
    expect(
      isLargeEnough({ width, height }),
      'isLargeEnough checks the size after fitting, so a narrow strip is refused',
    ).toBe(large);
  });
});

describe('an upload', () => {
  it.each(['jpeg', 'png', 'webp'] as const)('of %s returns the stored picture', async (format) => {
    const cookie = await signUp();
    const answer = await send(cookie, await plain(2000, 1000).toFormat(format).toBuffer(), {
      alt: '  孩子们在社区里读书 ',
    });
    expect(answer.status, `it was refused: ${JSON.stringify(answer.body)}`).toBe(201);
    expect(answer.body).toMatchObject({ width: 1600, height: 800, alt: '孩子们在社区里读书' });

    const seen = await fetch(app.url + answer.body.url);
    expect(seen.status, 'everybody who knows the address sees the picture, signed in or not').toBe(200);
    expect(Object.fromEntries(seen.headers)).toMatchObject({
      'content-type': 'image/webp',
      'content-disposition': 'inline',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    const data = Buffer.from(await seen.arrayBuffer());
    expect(await sharp(data).metadata(), 'what is served is the picture of the stated size, in WebP').toMatchObject({
      format: 'webp',
      width: 1600,
      height: 800,
    });
    expect(
      answer.body.url,
      'the address has at least 128 random bits, so that a draft cannot be found by guessing',
    ).toMatch(/^\/files\/covers\/[A-Za-z0-9_-]{43}\.webp$/);
    expect((await fetch(app.url + answer.body.url, { method: 'HEAD' })).headers.get('content-length')).toBe(
      String(data.length),
    );
  });

  it("loses the camera's metadata and is turned upright", async () => {
    const photo = await plain(1000, 600)
      .jpeg()
      .withMetadata({ orientation: 6 })
      .withExifMerge({
        IFD0: { Copyright: 'SECRET-OWNER' },
        IFD3: { GPSLatitude: '22/1 31/1 0/1', GPSLatitudeRef: 'N' },
      })
      .toBuffer();
    expect(photo.includes('SECRET-OWNER'), 'the test must send the metadata that it then searches for').toBe(true);
    const { body } = await send(await signUp(), photo);
    expect([body.width, body.height], 'EXIF orientation 6 is a quarter turn: 1000 x 600 shows as 600 x 1000').toEqual([
      600, 1000,
    ]);
    const stored = readFileSync(join(app.env.uploadDir, 'covers', body.url.split('/').at(-1) ?? ''));
    expect(
      stored.includes('SECRET-OWNER'),
      "a photo's metadata names place and author, and none of it may be stored",
    ).toBe(false);
    expect((await sharp(stored).metadata()).exif).toBeUndefined();
  });

  it('keeps one file and no half-written one', async () => {
    const before = storedFiles().length;
    await send(await signUp(), await jpeg());
    expect(
      storedFiles().filter((name) => !name.endsWith('.webp')),
      'temporary files must be renamed or removed',
    ).toEqual([]);
    expect(storedFiles()).toHaveLength(before + 1);
  });

  it('belongs to the uploader: others cannot use it, and the loader finds it by id', async () => {
    const { body } = await send(await signUp(), await jpeg(), { alt: 'mine' });
    const row = (await app.db.read.query('SELECT owner_id, bytes, file_key FROM covers WHERE id = ?', [body.id])) as {
      owner_id: string;
      bytes: number;
      file_key: string;
    }[];
    const ownerId = row[0]?.owner_id ?? '';
    expect(row[0]?.bytes).toBe(statSync(join(app.env.uploadDir, 'covers', `${row[0]?.file_key}.webp`)).size);
    const own = contextFor(app, { userId: ownerId, sessionId: 's', name: 'x', roles: new Set() });
    expect(await getOwnCover(own, body.id)).toMatchObject({ id: body.id, url: body.url, alt: 'mine' });
    const other = contextFor(app, { userId: newId(), sessionId: 's', name: 'x', roles: new Set() });
    for (const [who, id] of [
      [other, body.id],
      [own, newId()],
      [own, 'no id'],
    ] as const) {
      await expect(
        getOwnCover(who, id),
        "another person's cover, an unknown id and nonsense get the same refusal",
      ).rejects.toMatchObject({ code: 'NOT_FOUND', field: 'coverId' });
    }
    await expect(getOwnCover(contextFor(app), body.id)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await coverLoader(own).loadMany([newId(), body.id])).toMatchObject([null, { id: body.id, alt: 'mine' }]);
  });
});

describe('a refusal', () => {
  const damaged = async () => {
    const whole = await sharp({
      create: {
        width: 800,
        height: 600,
        channels: 3,
        background: 'white',
        noise: { type: 'gaussian', mean: 128, sigma: 40 },
      },
    })
      .jpeg()
      .toBuffer();
    return whole.subarray(0, whole.length / 2);
  };
  const noise = (bytes: number) => Buffer.alloc(bytes, 'x');
  it.each([
    [
      'text called a picture',
      async () => Buffer.from('hello'),
      { status: 400, code: 'BAD_USER_INPUT', field: 'file', key: 'picture.type' },
    ],
    [
      'nothing',
      async () => Buffer.alloc(0),
      { status: 400, code: 'BAD_USER_INPUT', field: 'file', key: 'picture.type' },
    ],
    [
      'SVG, which can hold scripts',
      async () =>
        Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600"><script>alert(1)</script></svg>'),
      { status: 400, code: 'BAD_USER_INPUT', field: 'file', key: 'picture.type' },
    ],
    [
      'GIF',
      () => plain(400, 300).gif().toBuffer(),
      { status: 400, code: 'BAD_USER_INPUT', field: 'file', key: 'picture.type' },
    ],
    [
      'TIFF',
      () => plain(400, 300).tiff().toBuffer(),
      { status: 400, code: 'BAD_USER_INPUT', field: 'file', key: 'picture.type' },
    ],
    [
      'AVIF, of the HEIC family',
      () => plain(400, 300).avif().toBuffer(),
      { status: 400, code: 'BAD_USER_INPUT', field: 'file', key: 'picture.type' },
    ],
    [
      'HEIC, as iPhones take photos, with what to do',
      async () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
      { status: 400, code: 'BAD_USER_INPUT', field: 'file', key: 'picture.heic' },
    ],
    ['half a JPEG', damaged, { status: 400, code: 'BAD_USER_INPUT', field: 'file', key: 'picture.damaged' }],
    [
      'a JPEG header and then nothing',
      async () => Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]),
      { status: 400, code: 'BAD_USER_INPUT', field: 'file', key: 'picture.damaged' },
    ],
    [
      'a thumbnail',
      () => jpeg(319, 400),
      { status: 400, code: 'BAD_USER_INPUT', field: 'file', key: 'cover.tooSmall' },
    ],
    ['a strip', () => jpeg(6000, 300), { status: 400, code: 'BAD_USER_INPUT', field: 'file', key: 'cover.tooSmall' }],
    [
      'a small file of 48 megapixels',
      () => plain(8000, 6000).png().toBuffer(),
      { status: 413, code: 'LIMIT_EXCEEDED', field: 'file', key: 'picture.tooManyPixels' },
    ],
    [
      'more than 8 MiB',
      async () => noise(COVER_LIMITS.bytes + 1),
      { status: 413, code: 'LIMIT_EXCEEDED', field: 'file', key: 'upload.tooLarge' },
    ],
  ] as const)('of %s', async (_, make, expected) => {
    const before = storedFiles();
    const rows = await app.db.read.query('SELECT id FROM covers');
    const answer = await send(await signUp(), await make());
    expect(refusal(answer)).toEqual(expected);
    expect(storedFiles(), 'a refused picture leaves no file').toEqual(before);
    expect(await app.db.read.query('SELECT id FROM covers'), 'a refused picture leaves no row').toEqual(rows);
    expect(answer.body.errors?.[0]?.message, 'the words of libvips would reveal internals of the server').not.toMatch(
      /vips|buffer|libpng|\.so/i,
    );
  });

  it.each([
    ['without a session', { cookie: '' }, {}, { status: 401, code: 'UNAUTHENTICATED' }],
    [
      'with a session that does not exist',
      { cookie: 'hc_session=nothing' },
      {},
      { status: 401, code: 'UNAUTHENTICATED' },
    ],
    [
      'from a foreign page, which cannot set the header',
      { 'x-requested-with': '' },
      {},
      { status: 403, code: 'FORBIDDEN', key: 'upload.foreignPage' },
    ],
    [
      'as a form',
      { 'content-type': 'multipart/form-data; boundary=x' },
      {},
      { status: 400, code: 'BAD_USER_INPUT', field: 'file' },
    ],
    [
      'with a description that is too long',
      {},
      { alt: '字'.repeat(201) },
      { status: 400, code: 'BAD_USER_INPUT', field: 'alt', key: 'text.tooLong' },
    ],
    [
      'with a description that turns text around',
      {},
      { alt: 'a\u202eb' },
      { status: 400, code: 'BAD_USER_INPUT', field: 'alt', key: 'text.directionMark' },
    ],
    ['at another path', {}, { path: '/uploads/covers/more' }, { status: 404, code: 'NOT_FOUND' }],
    ['by another method', {}, { method: 'PUT' }, { status: 404, code: 'NOT_FOUND' }],
  ] as const)('%s', async (_, headers, options, expected) => {
    expect(refusal(await send(await signUp(), await jpeg(), { ...options, headers }))).toMatchObject(expected);
  });

  it('is in the language of the client, with numbers that a page can use', async () => {
    const cookie = await signUp();
    const [chinese, english] = [
      await send(cookie, await jpeg(100, 100), { headers: { 'accept-language': 'zh-CN' } }),
      await send(cookie, await jpeg(100, 100)),
    ];
    expect(chinese.body.errors?.[0]?.message).toContain('图片太小');
    expect(english.body.errors?.[0]).toMatchObject({
      message: expect.stringContaining('at least 320'),
      extensions: { width: 320, height: 180 },
    });
  });

  it('reaches a client that is still sending, and the connection continues', async () => {
    const cookie = await signUp();
    // The request announces no length, so the server notices only while reading that the upload is too large.
    const request = httpRequest(`${app.url}/uploads/covers`, {
      method: 'POST',
      headers: {
        cookie,
        'content-type': 'image/jpeg',
        'x-requested-with': 'hongchuang',
        'transfer-encoding': 'chunked',
      },
    });
    const answered = new Promise<number | undefined>((resolve, reject) =>
      request.on('error', reject).on('response', (response) => {
        response.resume();
        resolve(response.statusCode);
      }),
    );
    const piece = Buffer.alloc(1024 * 1024, 'x');
    // A client that still sends does not read the response, so the server has to read and discard the rest. Without
    // that this loop would wait for ever.
    for (let sent = 0; sent < 40; sent += 1)
      await new Promise<void>((resolve, reject) =>
        request.write(piece, (error) => (error ? reject(error) : resolve())),
      );
    request.end();
    expect(await answered).toBe(413);
  });

  it('comes after 60 uploads in an hour, which includes refused and concurrent ones', async () => {
    const cookie = await signUp();
    const bad = Buffer.from('not a picture');
    const statuses: number[] = [];
    for (let round = 0; round < 5; round += 1)
      statuses.push(
        ...(await Promise.all(Array.from({ length: 13 }, () => send(cookie, bad)))).map(({ status }) => status),
      );
    expect(
      statuses.filter((status) => status === 400),
      'exactly 60 are processed, however many come at once',
    ).toHaveLength(60);
    expect(statuses.filter((status) => status === 429)).toHaveLength(5);
    expect(refusal(await send(cookie, await jpeg()))).toMatchObject({
      status: 429,
      code: 'LIMIT_EXCEEDED',
      key: 'upload.tooMany',
    });
    clock.advance(LIMITS['upload.covers'].windowMs + 1);
    expect((await send(cookie, await jpeg())).status, 'an hour later it works again').toBe(201);
  });
});

describe('/files/covers/', () => {
  it.each([
    '/files/covers/',
    '/files/covers/..%2f..%2fhongchuang.sqlite',
    '/files/covers/../../hongchuang.sqlite',
    '/files/covers/%2e%2e/%2e%2e/hongchuang.sqlite',
    `/files/covers/${'a'.repeat(43)}.webp`,
    `/files/covers/${'a'.repeat(43)}.webp/`,
    `/files/covers/${'a'.repeat(43)}`,
    `/files/covers/${'a'.repeat(43)}.webp%00`,
    `/files/covers/.${'a'.repeat(42)}.webp`,
  ])('%s is not found', async (path) => {
    // fetch would normalise the path, so the request sends it unchanged.
    const status = await new Promise((resolve, reject) => {
      const { hostname, port } = new URL(app.url);
      httpRequest({ hostname, port, path }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status, 'only names of the form <file_key>.webp are ever looked up').toBe(404);
  });

  it('accepts GET and HEAD only', async () => {
    const { body } = await send(await signUp(), await jpeg());
    expect((await fetch(app.url + body.url, { method: 'DELETE' })).status).toBe(404);
  });
});

describe('BoundedQueue', () => {
  it('runs two at once, lets twenty wait, and refuses the next at once', async () => {
    const queue = new BoundedQueue(COVER_LIMITS);
    let running = 0;
    let most = 0;
    const open: (() => void)[] = [];
    const visit = () =>
      queue.enter(() =>
        queue.takeTurn(async () => {
          running += 1;
          most = Math.max(most, running);
          await new Promise<void>((resolve) => open.push(resolve));
          running -= 1;
        }),
      );
    const visits = Array.from({ length: 22 }, visit);
    await endOfTurn();
    expect(open).toHaveLength(2);
    await expect(visit(), 'the 23rd must be refused, otherwise memory has no limit').rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
    for (let done = 0; done < 22; done += 1) {
      await endOfTurn();
      open.shift()!();
    }
    await Promise.all(visits);
    expect(most, 'decoding takes hundreds of megabytes: never more than two at a time').toBe(2);
    await expect(
      queue.enter(async () => 'in'),
      'places are released',
    ).resolves.toBe('in');
  });

  it('continues after a job that throws', async () => {
    const queue = new BoundedQueue({ atOnce: 1, waiting: 5 });
    const broken = () =>
      queue.enter(() =>
        queue.takeTurn(async () => {
          throw new DomainError('NOT_FOUND' as never, 'notFound');
        }),
      );
    await Promise.allSettled([broken(), broken(), broken()]);
    await expect(queue.enter(() => queue.takeTurn(async () => 'done'))).resolves.toBe('done');
  });
});
