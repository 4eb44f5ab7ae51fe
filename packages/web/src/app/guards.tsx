import type { PlatformRole } from '@hongchuang/schema';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Outlet, useLocation } from 'react-router';
import { signInPath, useViewer } from '../lib/viewer';
import { LinkButton } from '../ui/link-button';
import { Page, PageTitle } from '../ui/page';
import { EmptyState, PageSkeleton } from '../ui/states';
import type { Audience } from './section';

/**
 * Sends visitors to the sign-in page and back here afterwards. When the session ends while a page is open, the layout
 * shows why in the place of the page.
 */
function RequireSignIn() {
  const { loading, signedIn } = useViewer();
  const location = useLocation();
  const openedAt = useRef<string>(undefined);
  if (signedIn) openedAt.current = location.pathname;
  if (loading) {
    return (
      <Page>
        <PageSkeleton />
      </Page>
    );
  }
  // The session has ended on the open page.
  if (!signedIn && openedAt.current === location.pathname) return null;
  if (!signedIn) return <Navigate to={signInPath(location.pathname + location.search)} replace />;
  return <Outlet />;
}

/** Lets only people with one of the roles in. The message for others names the first role. */
function RequireRole({ roles }: { roles: readonly PlatformRole[] }) {
  const { t } = useTranslation('app');
  const { loading, signedIn, hasRole } = useViewer();
  if (!loading && signedIn && !roles.some(hasRole)) {
    return (
      <Page>
        <PageTitle title={t('noAccess.title')} />
        <EmptyState title={t(`noAccess.${roles[0]}`)} actions={<LinkButton to="/">{t('backHome')}</LinkButton>}>
          {t('noAccess.advice')}
        </EmptyState>
      </Page>
    );
  }
  return <RequireSignIn />;
}

/** Lets only the audience of a page in. */
export function Guard({ audience }: { audience: Audience }) {
  if (audience === 'everybody') return <Outlet />;
  return audience === 'signed in' ? <RequireSignIn /> : <RequireRole roles={audience} />;
}
