import type { Section } from '../section';

export default {
  pages: [
    { path: 'impact', for: 'everybody', served: 'impact', words: ['public'], lazy: () => import('../routes/impact') },
  ],
  links: [{ to: '/impact', label: 'app:nav.impact', for: 'everybody', place: 20 }],
} satisfies Section;
