import { expect, it } from 'vitest';
import { formatSize } from './file-size';

it.each([
  [1, '1 KB'],
  [1_499, '1 KB'],
  [1_500, '2 KB'],
  [999_499, '999 KB'],
  [1_000_000, '1 MB'],
  [12_345_678, '12.3 MB'],
])('%i bytes are %s', (bytes, text) => expect(formatSize(bytes, 'en')).toBe(text));
