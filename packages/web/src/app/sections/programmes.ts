import type { Section } from '../section';

export default {
  pages: [
    { path: 'programmes', for: 'everybody', lazy: () => import('../routes/programmes') },
    { path: 'programmes/new', for: ['TREASURER', 'ADMIN'], lazy: () => import('../routes/programme-new') },
    {
      path: 'programmes/desk',
      for: ['REVIEWER', 'TREASURER', 'ADMIN', 'AUDITOR'],
      lazy: () => import('../routes/programmes-desk'),
    },
    { path: 'programmes/:id', for: 'everybody', lazy: () => import('../routes/programme') },
  ],
  links: [{ to: '/programmes', label: 'app:nav.programmes', for: 'everybody', place: 14, onPhone: true }],
} satisfies Section;
