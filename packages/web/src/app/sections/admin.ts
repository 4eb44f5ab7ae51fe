import type { Audience, Section } from '../section';

/** Auditors read every desk. */
const ADMINISTRATION: Audience = ['ADMIN', 'AUDITOR'];

export default {
  pages: [{ path: 'admin', for: ADMINISTRATION, lazy: () => import('../routes/admin') }],
  links: [{ to: '/admin', label: 'app:nav.admin', for: ADMINISTRATION, place: 40 }],
} satisfies Section;
