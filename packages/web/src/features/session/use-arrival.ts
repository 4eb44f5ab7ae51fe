import { useCallback } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { startNewSession } from '../../lib/apollo';
import { useAddressBar } from '../../lib/address-bar';
import { safeNext } from '../../lib/viewer';

export interface Arrival {
  /** Where to go once signed in: an address of this site, whatever the address bar says. */
  next: string;
  comesBack: boolean;
  /** The address that an invitation asks for. */
  email: string | undefined;
  /** The other of the two pages, with the same way back. */
  pathTo: (page: '/sign-in' | '/sign-up') => string;
  arrive: () => Promise<void>;
}

/** What signing in and signing up share: where the person came from and how they get back there. */
export function useArrival(): Arrival {
  const { get } = useAddressBar();
  const navigate = useNavigate();
  const location = useLocation();
  const asked = get('next');
  const next = safeNext(asked);
  const state: unknown = location.state;
  const email = state && typeof state === 'object' && 'email' in state && typeof state.email === 'string' ? state.email : undefined;
  const arrive = useCallback(async () => {
    // The session stands even where a page's data could not be asked again; that page says so itself.
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
