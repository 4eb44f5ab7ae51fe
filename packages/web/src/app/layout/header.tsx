import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, useLocation } from 'react-router';
import { changeLanguage, useLanguage } from '../../lib/i18n';
import { setThemeChoice, type ThemeChoice, useThemeChoice } from '../../lib/theme';
import { useLiveQueues } from '../../lib/queue-view';
import { signInPath, useViewer } from '../../lib/viewer';
import { Button } from '../../ui/button';
import { Icon, type IconName } from '../../ui/icon';
import { inKit } from '../../ui/in-kit';
import { SearchOpener } from './search-opener';
import { useNavigationItems } from './navigation';
import styles from './layout.module.css';

const SignedInTools = inKit(() => import('./signed-in-tools'));

export function Header() {
  const { t } = useTranslation('app');
  const { open, own } = useNavigationItems();
  useLiveQueues();
  const { signedIn } = useViewer();
  const [menuOpen, setMenuOpen] = useState(false);
  const { key } = useLocation();
  const toggle = useRef<HTMLButtonElement>(null);
  // Depends on the key and not on the path, because choosing the page that is already open has to close the menu as
  // well.
  useEffect(() => setMenuOpen(false), [key]);
  useEffect(() => {
    if (!menuOpen) return;
    const close = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setMenuOpen(false);
      toggle.current?.focus();
    };
    addEventListener('keydown', close);
    return () => removeEventListener('keydown', close);
  }, [menuOpen]);

  const links = (items: typeof open) =>
    items.map((item) => (
      <li key={item.to}>
        <NavLink to={item.to} className={({ isActive }) => `${styles.navLink} ${isActive ? styles.navLinkActive : ''}`}>
          {t(item.label)}
          {item.waiting !== undefined && ' '}
          {item.waiting !== undefined && (
            <span className={`num ${styles.navCount}`} title={t('nav.waiting', { count: item.waiting })}>
              {item.waiting > 99 ? '99+' : item.waiting}
            </span>
          )}
        </NavLink>
      </li>
    ));

  return (
    <header className={styles.header}>
      <div className={`wrap ${styles.headerRow}`}>
        <Link to="/" className={styles.brand}>
          <svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true">
            <rect width="32" height="32" rx="7" fill="var(--cinnabar)" />
            <path
              d="M7 21c4-1 6-4 9-11 3 7 5 10 9 11"
              fill="none"
              stroke="#fff"
              strokeWidth="3"
              strokeLinecap="round"
              strokeLinejoin="round"
            />
            <circle cx="16" cy="22" r="2.4" fill="#fff" />
          </svg>
          <span>{t('siteName')}</span>
        </Link>
        <nav className={styles.nav} aria-label={t('nav.label')}>
          <ul className={styles.navList}>{links(open.filter(({ onPhone }) => !onPhone))}</ul>
          {own.length > 0 && <ul className={`${styles.navList} ${styles.navOwn}`}>{links(own)}</ul>}
        </nav>
        <SearchOpener />
        <div className={styles.tools}>
          <LanguageSwitch />
          <span className={styles.themeTool}>
            <ThemeSwitch />
          </span>
          {signedIn ? <SignedInTools fallback={<span className={styles.accountPlace} />} /> : <SignInLink />}
          <button
            ref={toggle}
            type="button"
            className={styles.menuToggle}
            aria-expanded={menuOpen}
            aria-controls="phone-menu"
            aria-label={t(menuOpen ? 'nav.close' : 'nav.open')}
            onClick={() => setMenuOpen(!menuOpen)}
          >
            <Icon name={menuOpen ? 'close' : 'menu'} />
          </button>
        </div>
      </div>
      {menuOpen && (
        <nav id="phone-menu" className={styles.phoneMenu} aria-label={t('nav.label')}>
          <ul className="wrap">
            {links(open)}
            {links(own)}
            <li className={styles.menuTheme}>
              <ThemeSwitch words />
            </li>
          </ul>
        </nav>
      )}
    </header>
  );
}

function LanguageSwitch() {
  const language = useLanguage();
  // Each language is named in its own words, for people who cannot read the other one.
  const other = language === 'en' ? ({ code: 'zh-CN', name: '中文' } as const) : ({ code: 'en', name: 'EN' } as const);
  return (
    <Button kind="text" lang={other.code} onClick={() => void changeLanguage(other.code)} className={styles.tool}>
      {other.name}
    </Button>
  );
}

const NEXT_THEME: Record<ThemeChoice, ThemeChoice> = { system: 'light', light: 'dark', dark: 'system' };
const THEME_ICONS: Record<ThemeChoice, IconName> = { system: 'desktop', light: 'sun', dark: 'moon' };

function ThemeSwitch({ words = false }: { words?: boolean }) {
  const { t } = useTranslation('app');
  const choice = useThemeChoice();
  const label = t('theme.label', { now: t(`theme.${choice}`), next: t(`theme.${NEXT_THEME[choice]}`) });
  if (words) {
    return (
      <Button
        kind="text"
        icon={<Icon name={THEME_ICONS[choice]} />}
        onClick={() => setThemeChoice(NEXT_THEME[choice])}
        style={{ paddingInline: 0 }}
      >
        {label}
      </Button>
    );
  }
  return (
    <Button
      kind="text"
      aria-label={label}
      title={label}
      icon={<Icon name={THEME_ICONS[choice]} />}
      onClick={() => setThemeChoice(NEXT_THEME[choice])}
      className={styles.tool}
    />
  );
}

function SignInLink() {
  const { t } = useTranslation('app');
  const { loading } = useViewer();
  const { pathname, search } = useLocation();
  if (loading) return <span className={styles.accountPlace} />;
  const here = pathname.startsWith('/sign-') ? '/sign-in' : signInPath(pathname + search);
  return (
    <Link to={here} className={styles.signIn}>
      {t('signIn')}
    </Link>
  );
}
