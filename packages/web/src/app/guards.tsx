import type { PlatformRole } from '@hongchuang/schema';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Outlet, useLocation } from 'react-router';
import { signInPath, useViewer } from '../lib/viewer';
import { LinkButton } from '../ui/link-button';
import { Page, PageTitle } from '../ui/page';
import { EmptyState, PageSkeleton } from '../ui/states';

/**
 * Sends visitors to sign in, and back here afterwards. Whose session ends on a page keeps that page: what failed says
 * so in its place, with what was typed still there.
 */
export function RequireSignIn() {
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
  if (!signedIn && openedAt.current !== location.pathname) return <Navigate to={signInPath(location.pathname + location.search)} replace />;
  return <Outlet />;
}

/** For those who hold the role, or one of several; the first says in words whose page it is. */
export function RequireRole({ role, ...others }: { role: PlatformRole; or?: PlatformRole }) {
  const { t } = useTranslation('app');
  const { loading, signedIn, hasRole } = useViewer();
  if (!loading && signedIn && !hasRole(role) && !(others.or && hasRole(others.or))) {
    return (
      <Page>
        <PageTitle title={t('noAccess.title')} />
        <EmptyState title={t(`noAccess.${role}`)} actions={<LinkButton to="/">{t('backHome')}</LinkButton>}>
          {t('noAccess.advice')}
        </EmptyState>
      </Page>
    );
  }
  return <RequireSignIn />;
}
