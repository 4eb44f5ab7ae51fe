import type { Section } from '../section';

export default {
  pages: [
    { path: 'search', for: 'everybody', served: 'search', words: ['search'], lazy: () => import('../routes/search') },
  ],
} satisfies Section;
