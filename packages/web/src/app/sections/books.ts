import type { Section } from '../section';

export default {
  pages: [
    { path: 'books', for: 'everybody', served: 'books', words: ['proofs'], lazy: () => import('../routes/books') },
    { path: 'proof', for: 'everybody', served: 'proof', words: ['proofs'], lazy: () => import('../routes/proof') },
  ],
  links: [{ to: '/books', label: 'app:footer.books', for: 'everybody', place: 25, onPhone: true }],
} satisfies Section;
