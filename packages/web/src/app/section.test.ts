import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import en from '../locales/en';
import zh from '../locales/zh-CN';
import { sections } from './section';

const pages = sections.flatMap(({ pages }) => pages);
const links = sections.flatMap(({ links = [] }) => links);

/** Returns the text that a key with its namespace names. */
const wordsAt = (catalogue: object, key: string): unknown =>
  key.split(/[:.]/).reduce<unknown>((tree, part) => (tree as Record<string, unknown> | undefined)?.[part], catalogue);

describe('the sections of the site', () => {
  it('have each address once', () => {
    const paths = pages.map(({ path }) => path);
    expect(paths.filter((path, index) => paths.indexOf(path) !== index)).toEqual([]);
  });

  it('have a page for the desk of every queue', () => {
    const queues = readFileSync(new URL('../../../../docs/queues.md', import.meta.url), 'utf8');
    const desks = [...queues.matchAll(/^\| `[\w-]+` \| [\w-]+ \| `\/([^`?]*)/gm)].map(([, desk]) => desk!);
    expect(desks.length).toBeGreaterThan(5);
    expect(desks.filter((desk) => !pages.some(({ path }) => path === desk))).toEqual([]);
  });

  it.each(links)('link $to with words in both languages', ({ label }) => {
    expect([typeof wordsAt(zh, label), typeof wordsAt(en, label)], label).toEqual(['string', 'string']);
  });

  it.each(links)('link $to to a page that its audience may open', ({ to, for: audience }) => {
    const page = pages.find(({ path }) => `/${path}` === to);
    expect(page, `no section has a page at ${to}`).toBeDefined();
    const allowed = page!.for;
    const isWithin =
      allowed === 'everybody' ||
      (audience !== 'everybody' &&
        (allowed === 'signed in' || (audience !== 'signed in' && audience.every((role) => allowed.includes(role)))));
    expect(isWithin, `${String(audience)} follow the link, and the page is for ${String(allowed)}`).toBe(true);
  });
});
