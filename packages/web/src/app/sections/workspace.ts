import type { Section } from '../section';

export default {
  pages: [
    { path: 'workspace', for: 'signed in', lazy: () => import('../routes/workspace') },
    { path: 'workspace/:organizationId', for: 'signed in', lazy: () => import('../routes/workspace-organization') },
    {
      path: 'workspace/:organizationId/desk',
      for: 'signed in',
      lazy: () => import('../routes/unit-desk'),
    },
    {
      path: 'workspace/:organizationId/changes',
      for: 'signed in',
      lazy: () => import('../routes/unit-changes'),
    },
    {
      path: 'workspace/:organizationId/projects/new',
      for: 'signed in',
      lazy: () => import('../routes/project-new'),
    },
    { path: 'workspace/projects/:projectId/edit', for: 'signed in', lazy: () => import('../routes/project-edit') },
    {
      path: 'workspace/projects/:projectId/reports',
      for: 'signed in',
      lazy: () => import('../routes/project-reports'),
    },
    {
      path: 'workspace/projects/:projectId/updates',
      for: 'signed in',
      lazy: () => import('../routes/project-updates'),
    },
  ],
  links: [{ to: '/workspace', label: 'app:nav.workspace', for: 'signed in', place: 10 }],
} satisfies Section;
