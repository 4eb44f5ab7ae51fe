import { describe, expect, it } from 'vitest';
import { safeNext, signInPath } from './viewer';

describe('safeNext', () => {
  it.each(['/', '/projects/red-footprints/give', '/projects?search=红色&shown=24', '/account#sessions'])(
    'goes to %s',
    (next) => {
      expect(safeNext(next)).toBe(next);
    },
  );
  it.each([
    null,
    '',
    'https://example.org/',
    '//example.org',
    '/\\example.org',
    '/\t/example.org',
    '/\n/example.org',
    'javascript:alert(1)',
    'projects',
    '/a\\b',
  ])('does not go to %j', (next) => {
    expect(safeNext(next)).toBe('/');
  });
  it('comes back from the sign-in page', () => {
    const here = '/projects?search=a&b=/x';
    expect(safeNext(new URL(signInPath(here), 'http://site.test').searchParams.get('next'))).toBe(here);
  });
});
