import { describe, expect, it } from 'vitest';
import { refusePublication } from './updates.rules.js';

describe('what is missing before an update can be published', () => {
  it.each([
    ['nothing', '开课了', '第一堂课来了十二个人。', null],
    ['its title', '', '第一堂课来了十二个人。', 'title'],
    ['its text', '开课了', '', 'text'],
    ['both, the title first', '', '', 'title'],
  ])('%s', (_, title, text, field) => {
    expect(refusePublication({ title, text })?.field ?? null).toBe(field);
  });
});
