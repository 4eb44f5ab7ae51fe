import type { Section } from '../section';

export default {
  pages: [
    {
      path: 'workspace/:organizationId/lists',
      for: 'signed in',
      lazy: () => import('../routes/collected-lists'),
    },
    { path: 'workspace/lists/:id', for: 'signed in', lazy: () => import('../routes/collected-list') },
  ],
  links: [],
} satisfies Section;
