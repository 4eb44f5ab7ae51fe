import type { Audience, Section } from '../section';

/** Auditors read every desk. */
const REVIEW: Audience = ['REVIEWER', 'AUDITOR'];

export default {
  pages: [
    { path: 'review', for: REVIEW, lazy: () => import('../routes/review') },
    { path: 'review/:projectId', for: REVIEW, lazy: () => import('../routes/review-project') },
  ],
  links: [{ to: '/review', label: 'app:nav.review', for: REVIEW, place: 20 }],
} satisfies Section;
