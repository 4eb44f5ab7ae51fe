import { useWaiting } from '../../lib/queue-view';
import { useViewer } from '../../lib/viewer';
import { sections, type Audience, type SectionLink } from '../section';

export interface NavigationItem {
  to: string;
  /** A key with its namespace. */
  label: string;
  onPhone?: true;
  /** The number of waiting items; undefined where nothing waits or the number is not known. */
  waiting?: number;
}

const links = sections.flatMap(({ links = [] }) => links).sort((a, b) => a.place - b.place);

/** The pages that this viewer may open: everybody's pages, then the viewer's own pages. */
export function useNavigationItems(): { open: NavigationItem[]; own: NavigationItem[] } {
  const { signedIn, hasRole } = useViewer();
  const waitingAt = useWaiting();
  const isFor = (audience: Audience): boolean =>
    audience === 'everybody' || (audience === 'signed in' ? signedIn : audience.some(hasRole));
  const toItem = (link: SectionLink): NavigationItem => {
    const waiting = waitingAt((address) => isAt(address, link.to)) ?? 0;
    return {
      to: link.to,
      label: link.label,
      ...(link.onPhone && { onPhone: true }),
      ...(waiting > 0 && { waiting }),
    };
  };
  const shown = links.filter((link) => isFor(link.for) && !(link.unless && hasRole(link.unless)));
  return {
    open: shown.filter((link) => link.for === 'everybody').map(toItem),
    own: shown.filter((link) => link.for !== 'everybody').map(toItem),
  };
}

/** Whether an address is that of a page or below it. */
const isAt = (address: string, page: string): boolean => `${address.split('?', 1)[0]!}/`.startsWith(`${page}/`);
