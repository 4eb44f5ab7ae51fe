import { useQuery } from '@apollo/client/react';
import { type PlatformRole, ViewerDocument, type ViewerPartsFragment } from '@hongchuang/schema';
import { useRef } from 'react';

export interface CurrentViewer {
  viewer: ViewerPartsFragment | null;
  /** True until it is known whether the visitor is signed in. */
  loading: boolean;
  signedIn: boolean;
  hasRole: (role: PlatformRole) => boolean;
  refetch: () => Promise<unknown>;
}

export function useViewer(): CurrentViewer {
  const { data, loading, refetch } = useQuery(ViewerDocument);
  const viewer = data?.viewer ?? null;
  return {
    viewer,
    loading: loading && !data,
    signedIn: viewer !== null,
    hasRole: (role) => viewer?.roles.includes(role) ?? false,
    refetch,
  };
}

/** Returns the viewer, or the last viewer when the session ended on this page, so that the page and its input stay. */
export function useKnownViewer(): ViewerPartsFragment | null {
  const { viewer } = useViewer();
  const known = useRef(viewer);
  if (viewer) known.current = viewer;
  return known.current;
}

/** Returns the sign-in address that leads back to the current page. */
export function signInPath(next: string): string {
  return `/sign-in?next=${encodeURIComponent(next)}`;
}

/**
 * Accepts only addresses of this site, because `next` comes from the address bar and may be anybody's. Browsers drop
 * tabs and line ends and read a backslash as a slash, so an address with any of these could still lead to another site.
 */
export function safeNext(next: string | null, otherwise = '/'): string {
  return next && /^\/(?![/\\])[^\p{Cc}\\]*$/u.test(next) ? next : otherwise;
}

/** Whether the viewer may take down what is public. */
export function useMayTakeDown(): boolean {
  const { hasRole } = useViewer();
  return hasRole('REVIEWER') || hasRole('ADMIN');
}
