import type { Section } from '../section';

const words = ['help'] as const;

export default {
  pages: [
    { path: 'help', for: 'everybody', served: 'help', words, lazy: () => import('../routes/help') },
    { path: 'help/:topic', for: 'everybody', served: 'help-topic', words, lazy: () => import('../routes/help-topic') },
    { path: 'about', for: 'everybody', served: 'about', words, lazy: () => import('../routes/about') },
    { path: 'contact', for: 'everybody', served: 'contact', words, lazy: () => import('../routes/contact') },
    { path: 'terms', for: 'everybody', served: 'terms', words, lazy: () => import('../routes/terms') },
  ],
  links: [{ to: '/help', label: 'app:footer.help', for: 'everybody', place: 60, onPhone: true }],
} satisfies Section;
