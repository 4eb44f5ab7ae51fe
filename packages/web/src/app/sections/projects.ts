import type { Section } from '../section';

export default {
  pages: [
    { path: 'projects', for: 'everybody', served: 'projects', lazy: () => import('../routes/projects') },
    {
      path: 'projects/:slug',
      for: 'everybody',
      served: 'project',
      lazy: () => import('../routes/project'),
    },
    {
      path: 'projects/:slug/books',
      for: 'everybody',
      served: 'project-books',
      words: ['proofs'],
      lazy: () => import('../routes/project-books'),
    },
    { path: 'projects/:slug/give', for: 'everybody', lazy: () => import('../routes/give') },
    { path: 'pledges/:id', for: 'everybody', lazy: () => import('../routes/pledge') },
  ],
  links: [{ to: '/projects', label: 'app:nav.projects', for: 'everybody', place: 10 }],
} satisfies Section;
