import type { PlatformRole } from '@hongchuang/schema';
import { useViewer } from '../../lib/viewer';

export interface NavigationItem {
  to: string;
  label: string; // key in app:nav
}

/** Where this viewer may go: everybody's pages, then those of the roles held. */
export function useNavigationItems(): { open: NavigationItem[]; own: NavigationItem[] } {
  const { viewer, signedIn } = useViewer();
  const desk = (role: PlatformRole, to: string, label: string) => (viewer?.roles.includes(role) ? [{ to, label }] : []);
  return {
    open: [
      { to: '/projects', label: 'projects' },
      { to: '/impact', label: 'impact' },
      { to: '/receipts', label: 'receipts' },
    ],
    own: [
      ...(signedIn ? [{ to: '/workspace', label: 'workspace' }] : []),
      ...desk('REVIEWER', '/review', 'review'),
      ...desk('TREASURER', '/treasury', 'treasury'),
      // Whoever keeps the books has the releases there, as a tab.
      ...(viewer?.roles.includes('TREASURER') ? [] : desk('ADMIN', '/treasury/releases', 'releases')),
      ...desk('ADMIN', '/admin', 'admin'),
    ],
  };
}
