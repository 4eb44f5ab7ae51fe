import type { Audience, Section } from '../section';

/** Auditors read every desk. */
const payments: Audience = ['TREASURER', 'AUDITOR'];
/** Administrators sign what a treasurer prepared. */
const books: Audience = ['TREASURER', 'ADMIN', 'AUDITOR'];

export default {
  pages: [
    { path: 'treasury', for: payments, lazy: () => import('../routes/treasury') },
    { path: 'treasury/invoices', for: payments, lazy: () => import('../routes/treasury-invoices') },
    { path: 'treasury/sign', for: books, lazy: () => import('../routes/treasury-sign') },
    { path: 'treasury/releases', for: books, lazy: () => import('../routes/treasury-releases') },
    { path: 'treasury/payees', for: books, lazy: () => import('../routes/treasury-payees') },
    { path: 'treasury/refunds', for: books, lazy: () => import('../routes/treasury-refunds') },
    { path: 'treasury/refunds/:id', for: books, lazy: () => import('../routes/treasury-refund') },
    { path: 'treasury/bills', for: payments, lazy: () => import('../routes/treasury-bills') },
    { path: 'treasury/statements', for: books, lazy: () => import('../routes/treasury-statements') },
    { path: 'treasury/statements/:id', for: books, lazy: () => import('../routes/treasury-statement') },
  ],
  links: [
    { to: '/treasury', label: 'app:nav.treasury', for: payments, place: 30 },
    {
      // Treasurers have it as a tab. Administrators see no payments.
      to: '/treasury/sign',
      label: 'app:nav.sign',
      for: ['ADMIN'],
      unless: 'TREASURER',
      place: 31,
    },
  ],
} satisfies Section;
