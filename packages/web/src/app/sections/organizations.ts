import type { Section } from '../section';

export default {
  pages: [
    {
      path: 'organizations/:id',
      for: 'everybody',
      served: 'organization',
      words: ['papers'],
      lazy: () => import('../routes/organization'),
    },
    { path: 'invitations/:token', for: 'everybody', lazy: () => import('../routes/invitation') },
  ],
} satisfies Section;
