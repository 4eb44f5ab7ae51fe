import { useQuery } from '@apollo/client/react';
import { type PlatformRole, ViewerDocument, type ViewerPartsFragment } from '@hongchuang/schema';
import { useRef } from 'react';

export interface CurrentViewer {
  viewer: ViewerPartsFragment | null;
  /** True until it is known whether somebody is signed in. */
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

/** The viewer, or who it was until the session ended on this page: the page, and what is typed in it, stays theirs. */
export function useKnownViewer(): ViewerPartsFragment | null {
  const { viewer } = useViewer();
  const known = useRef(viewer);
  if (viewer) known.current = viewer;
  return known.current;
}

/** The sign-in address that comes back to where the person is now. */
export function signInPath(next: string): string {
  return `/sign-in?next=${encodeURIComponent(next)}`;
}

/**
 * Only addresses of this site: `next` comes from the address bar and may be anybody's. Browsers drop tabs and line
 * ends and read a backslash as a slash, so an address with any of them could still lead elsewhere.
 */
export function safeNext(next: string | null, otherwise = '/'): string {
  return next && /^\/(?![/\\])[^\p{Cc}\\]*$/u.test(next) ? next : otherwise;
}
