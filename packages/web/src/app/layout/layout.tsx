import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, ScrollRestoration, useLocation, useNavigation } from 'react-router';
import { useOnline } from '../../lib/browser';
import { usePlatform } from '../../lib/platform';
import { useViewer } from '../../lib/viewer';
import { useSessionEnd } from '../../lib/session-end';
import { inKit } from '../../ui/in-kit';
import { Footer } from './footer';
import { Header } from './header';
import { PrintFoot } from './print-foot';
import { ProofAsker } from './proof-asker';
import styles from './layout.module.css';

const NoticeDue = inKit(async () => ({ default: (await import('../../features/privacy/notice-due')).NoticeDue }));
const SessionEndNotice = inKit(() => import('../../features/session/session-end-notice'));
const UnverifiedNotice = inKit(() => import('../../features/session/unverified-notice'));
const SecondFactorNotice = inKit(() => import('../../features/session/second-factor-notice'));

export function Layout() {
  const { t } = useTranslation('app');
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const navigation = useNavigation();
  const online = useOnline();
  const { viewer } = useViewer();
  const { platform } = usePlatform();
  const end = useSessionEnd();

  // A new page moves the focus to its start, as a full page load would. The first page is left out, because the browser
  // has done so. A change of filters in the address is left out as well.
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    main.current?.focus({ preventScroll: true });
  }, [pathname]);

  return (
    <div className={styles.frame}>
      <a
        className={styles.skip}
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {t('skip')}
      </a>
      {navigation.state === 'loading' && (
        <div className={styles.navigating} role="progressbar" aria-label={t('loading')} />
      )}
      <Header />
      {!online && (
        <div className={styles.offline} role="status">
          {t('offline')}
        </div>
      )}
      <main id="main" ref={main} tabIndex={-1} className={styles.main}>
        {end && pathname !== '/sign-in' && <SessionEndNotice end={end} />}
        {viewer && !viewer.emailVerified && pathname !== '/verify-email' && (
          <UnverifiedNotice email={viewer.email} isDemo={(platform?.demoAccounts.length ?? 0) > 0} />
        )}
        {viewer?.secondFactorDemanded && <SecondFactorNotice />}
        {viewer && pathname !== '/privacy' && <NoticeDue key={viewer.id} />}
        <Outlet />
      </main>
      <PrintFoot />
      <ProofAsker />
      <Footer />
      <ScrollRestoration getKey={(location) => location.key} />
    </div>
  );
}
