import type { Section } from '../section';

export default {
  pages: [
    {
      path: 'developers',
      for: 'everybody',
      served: 'developers',
      words: ['developers'],
      lazy: () => import('../routes/developers'),
    },
  ],
} satisfies Section;
