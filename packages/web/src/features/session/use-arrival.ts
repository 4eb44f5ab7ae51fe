import { useCallback } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { startNewSession } from '../../lib/apollo';
import { useAddressBar } from '../../lib/address-bar';
import { safeNext } from '../../lib/viewer';

export interface Arrival {
  /** The page after signing in: always an address of this site, whatever the address bar contains. */
  next: string;
  comesBack: boolean;
  /** The address that an invitation demands. */
  email: string | undefined;
  /** Returns the address of the other of the two pages, with the same way back. */
  pathTo: (page: '/sign-in' | '/sign-up') => string;
  arrive: () => Promise<void>;
}

/** What signing in and signing up share: the page from which the person came and the way back. */
export function useArrival(): Arrival {
  const { get } = useAddressBar();
  const navigate = useNavigate();
  const location = useLocation();
  const asked = get('next');
  const next = safeNext(asked);
  const state: unknown = location.state;
  const email =
    state && typeof state === 'object' && 'email' in state && typeof state.email === 'string' ? state.email : undefined;
  const arrive = useCallback(async () => {
    // The person is signed in even when a query of the page fails; that page shows its own failure.
    await startNewSession().catch(() => undefined);
    await navigate(next, { replace: true });
  }, [navigate, next]);
  return {
    next,
    comesBack: next !== '/',
    email,
    pathTo: (page) => (asked ? `${page}?next=${encodeURIComponent(next)}` : page),
    arrive,
  };
}
