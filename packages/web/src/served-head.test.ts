import { describe, expect, it } from 'vitest';
import { handoverElement } from './lib/handover';
import { headOf, preloadsOf } from './served-head';

const page: Omit<Parameters<typeof headOf>[0], 'face'> = {
  files: { scripts: [], styles: [] },
  language: 'zh-CN',
  url: 'https://a.test/x?y=1',
  origin: 'https://a.test',
};

describe('the head of a page', () => {
  it('writes words of people as text', () => {
    const head = headOf({ ...page, face: { title: '<b>"A" & \'B\'</b>', description: '"><script>alert(1)</script>' } });
    expect(head).toContain('<title>&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;</title>');
    expect(head).not.toContain('<script>alert');
  });

  it('lets no text end the element of the facts', () => {
    const head = headOf({ ...page, face: { facts: { name: '</script><script>alert(1)</script>' } } });
    expect(head.match(/<\/script>/g)).toHaveLength(1);
  });

  it('names the page without the choices of the reader, and pictures and facts with the host', () => {
    const head = headOf({
      ...page,
      face: { image: '/og/site.png', facts: { url: '/x', list: [{ url: '/y' }], away: '//b.test' } },
    });
    expect(head).toContain('<link rel="canonical" href="https://a.test/x" />');
    expect(head).toContain('content="https://a.test/og/site.png"');
    expect(head).toContain('"url":"https://a.test/x","list":[{"url":"https://a.test/y"}],"away":"//b.test"');
  });

  it('tells search engines to leave out what is not there', () => {
    const head = headOf({ ...page, face: { status: 404 } });
    expect(head).toContain('<meta name="robots" content="noindex" />');
    expect(head).not.toContain('canonical');
  });
});

it('hands data over in an element that no text in it can end', () => {
  const html = handoverElement({
    language: 'zh-CN',
    at: '2026-06-10T02:00:00.000Z',
    data: { a: { b: '</script>\u2028' } } as never,
  });
  expect(html.match(/<\/script>/g)).toHaveLength(1);
  const json = /^<script[^>]*>(.*)<\/script>$/s.exec(html)![1]!;
  expect(JSON.parse(json)).toMatchObject({ data: { a: { b: '</script>\u2028' } } });
});

it('preloads what a page needs beyond the shell, each file once, what others need first', () => {
  const manifest = {
    'index.html': { file: 'index.js', isEntry: true, imports: ['_packages'] },
    _packages: { file: 'packages.js' },
    _site: { file: 'site.js', imports: ['_packages'], css: ['site.css'] },
    'src/page.tsx': {
      file: 'page.js',
      imports: ['_site', '_packages'],
      css: ['page.css'],
      dynamicImports: ['src/below.tsx'],
    },
    _below: { file: 'parts.js', css: ['parts.css'] },
    'src/below.tsx': { file: 'below.js', imports: ['_site', '_below'], css: ['below.css'] },
    'src/words.ts': { file: 'words.js', imports: ['_site'] },
  };
  expect(preloadsOf(manifest, ['src/page.tsx', 'src/words.ts', 'src/unknown.tsx'])).toEqual({
    scripts: ['site.js', 'page.js', 'words.js'],
    // The server draws what lies below the first screen, but its script loads later.
    styles: ['site.css', 'page.css', 'parts.css', 'below.css'],
  });
});
