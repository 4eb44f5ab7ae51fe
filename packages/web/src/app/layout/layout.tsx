import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, ScrollRestoration, useLocation, useMatches, useNavigation } from 'react-router';
import { useOnline } from '../../lib/browser';
import { usePlatform } from '../../lib/platform';
import { useViewer } from '../../lib/viewer';
import { usePageSession } from '../../lib/session-end';
import { inKit } from '../../ui/in-kit';
import { GUARDED } from '../guarded';
import { Footer } from './footer';
import { Header } from './header';
import { PrintFoot } from './print-foot';
import { ProofAsker } from './proof-asker';
import styles from './layout.module.css';

const NoticeDue = inKit(async () => ({ default: (await import('../../features/privacy/notice-due')).NoticeDue }));
const SessionEndNotice = inKit(() => import('../../features/session/session-end-notice'));
const SessionEndPage = inKit(() => import('../../features/session/session-end-page'));
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
  const { loss, generation } = usePageSession(pathname);
  const isGuarded = useMatches().some(({ handle }) => handle === GUARDED);

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
        {loss && !isGuarded && pathname !== '/sign-in' && <SessionEndNotice loss={loss} />}
        {viewer && !viewer.emailVerified && pathname !== '/verify-email' && (
          <UnverifiedNotice email={viewer.email} isDemo={(platform?.demoAccounts.length ?? 0) > 0} />
        )}
        {viewer?.secondFactorDemanded && <SecondFactorNotice />}
        {viewer && pathname !== '/privacy' && <NoticeDue key={viewer.id} />}
        {/* What the page showed may concern people who are nobody else's business, so it goes with the session. */}
        {loss && isGuarded ? <SessionEndPage loss={loss} /> : <Outlet key={generation} />}
      </main>
      <PrintFoot />
      <ProofAsker />
      <Footer />
      <ScrollRestoration getKey={(location) => location.key} />
    </div>
  );
}
