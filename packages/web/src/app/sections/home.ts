import type { Section } from '../section';

export default {
  pages: [{ path: '', for: 'everybody', served: 'home', lazy: () => import('../routes/home') }],
} satisfies Section;
