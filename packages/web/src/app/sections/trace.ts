import type { Section } from '../section';

export default {
  // Administrators see what was found unusual; auditors read every entry.
  pages: [{ path: 'trace', for: ['AUDITOR', 'ADMIN'], lazy: () => import('../routes/trace') }],
  links: [{ to: '/trace', label: 'trace:title', for: ['AUDITOR'], place: 50 }],
} satisfies Section;
