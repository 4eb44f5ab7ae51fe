import type { Section } from '../section';

export default {
  pages: [
    {
      path: 'receipts',
      for: 'everybody',
      served: 'receipts',
      words: ['papers', 'proofs'],
      lazy: () => import('../routes/receipts'),
    },
    {
      path: 'receipts/:number',
      for: 'everybody',
      served: 'receipt',
      words: ['papers', 'stages', 'proofs'],
      lazy: () => import('../routes/receipt'),
    },
  ],
  links: [{ to: '/receipts', label: 'app:nav.receipts', for: 'everybody', place: 30 }],
} satisfies Section;
