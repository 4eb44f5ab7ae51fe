import type { Section } from '../section';

export default {
  pages: [
    { path: 'match-funds', for: 'everybody', lazy: () => import('../routes/match-funds') },
    { path: 'match-funds/new', for: 'signed in', lazy: () => import('../routes/match-fund-new') },
    {
      path: 'match-funds/desk',
      for: ['REVIEWER', 'TREASURER', 'ADMIN', 'AUDITOR'],
      lazy: () => import('../routes/match-funds-desk'),
    },
    { path: 'match-funds/:id', for: 'everybody', lazy: () => import('../routes/match-fund') },
  ],
  // Wider pages have the link on the page of campaigns.
  links: [{ to: '/match-funds', label: 'app:nav.matching', for: 'everybody', place: 13, onPhone: true }],
} satisfies Section;
