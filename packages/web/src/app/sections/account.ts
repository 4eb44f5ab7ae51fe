import type { Section } from '../section';

export default {
  pages: [
    { path: 'sign-in', for: 'everybody', lazy: () => import('../routes/sign-in') },
    { path: 'sign-up', for: 'everybody', lazy: () => import('../routes/sign-up') },
    { path: 'forgot-password', for: 'everybody', lazy: () => import('../routes/forgot-password') },
    { path: 'reset-password', for: 'everybody', lazy: () => import('../routes/reset-password') },
    { path: 'verify-email', for: 'everybody', lazy: () => import('../routes/verify-email') },
    { path: 'new-address', for: 'everybody', lazy: () => import('../routes/new-address') },
    { path: 'old-address', for: 'everybody', lazy: () => import('../routes/old-address') },
    { path: 'keep-second-factors', for: 'everybody', lazy: () => import('../routes/keep-second-factors') },
    { path: 'account', for: 'signed in', lazy: () => import('../routes/account') },
    { path: 'account-closed', for: 'everybody', lazy: () => import('../routes/account-closed') },
    {
      path: 'privacy',
      for: 'everybody',
      served: 'privacy',
      words: ['public'],
      lazy: () => import('../routes/privacy'),
    },
    { path: 'notices', for: 'signed in', lazy: () => import('../routes/notices') },
    { path: 'stop-mail', for: 'everybody', lazy: () => import('../routes/stop-mail') },
    { path: 'work', for: 'signed in', lazy: () => import('../routes/work') },
  ],
} satisfies Section;
