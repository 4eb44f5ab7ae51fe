import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, ScrollRestoration, useLocation, useNavigation } from 'react-router';
import { useOnline } from '../../lib/browser';
import { Footer } from './footer';
import { Header } from './header';
import styles from './layout.module.css';

export function Layout() {
  const { t } = useTranslation('app');
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const navigation = useNavigation();
  const online = useOnline();

  // A new page is a new place to read: move the focus there, as a full page load would. Not on the first one,
  // where the browser has done so, and not when only filters in the address changed.
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
      {navigation.state === 'loading' && <div className={styles.navigating} role="progressbar" aria-label={t('loading')} />}
      <Header />
      {!online && (
        <div className={styles.offline} role="status">
          {t('offline')}
        </div>
      )}
      <main id="main" ref={main} tabIndex={-1} className={styles.main}>
        <Outlet />
      </main>
      <Footer />
      <ScrollRestoration getKey={(location) => location.key} />
    </div>
  );
}
