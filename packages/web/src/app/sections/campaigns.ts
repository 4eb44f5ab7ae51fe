import type { Section } from '../section';

export default {
  pages: [
    {
      path: 'campaigns',
      for: 'everybody',
      served: 'campaigns',
      words: ['campaigns'],
      lazy: () => import('../routes/campaigns'),
    },
    { path: 'campaigns/new', for: 'signed in', lazy: () => import('../routes/campaign-new') },
    {
      path: 'campaigns/desk',
      for: ['REVIEWER', 'ADMIN', 'AUDITOR'],
      lazy: () => import('../routes/campaigns-desk'),
    },
    {
      path: 'campaigns/:id',
      for: 'everybody',
      served: 'campaign',
      words: ['campaigns'],
      lazy: () => import('../routes/campaign'),
    },
    { path: 'campaigns/:id/screen', for: 'everybody', lazy: () => import('../routes/campaign-screen') },
  ],
  links: [{ to: '/campaigns', label: 'app:nav.campaigns', for: 'everybody', place: 12 }],
} satisfies Section;
