import { CloseOutlined, DesktopOutlined, MenuOutlined, MoonOutlined, SunOutlined, UserOutlined } from '@ant-design/icons';
import { SignOutDocument } from '@hongchuang/schema';
import { Button, Dropdown, Tooltip } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, useLocation, useNavigate } from 'react-router';
import { NoticeBell } from '../../features/notices/bell';
import { startNewSession } from '../../lib/apollo';
import { changeLanguage, useLanguage } from '../../lib/i18n';
import { setThemeChoice, type ThemeChoice, useThemeChoice } from '../../lib/theme';
import { useAction } from '../../lib/use-action';
import { signInPath, useViewer } from '../../lib/viewer';
import { useNavigationItems } from './navigation';
import styles from './layout.module.css';

export function Header() {
  const { t } = useTranslation('app');
  const { open, own } = useNavigationItems();
  const { signedIn } = useViewer();
  const [menuOpen, setMenuOpen] = useState(false);
  const { key } = useLocation();
  const toggle = useRef<HTMLButtonElement>(null);
  // With the key, not the path: who chooses the page that is open already wants to see it, too.
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
          {t(`nav.${item.label}`)}
        </NavLink>
      </li>
    ));

  return (
    <header className={styles.header}>
      <div className={`wrap ${styles.headerRow}`}>
        <Link to="/" className={styles.brand}>
          <svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true">
            <rect width="32" height="32" rx="7" fill="var(--cinnabar)" />
            <path d="M7 21c4-1 6-4 9-11 3 7 5 10 9 11" fill="none" stroke="#fff" strokeWidth="3" strokeLinecap="round" strokeLinejoin="round" />
            <circle cx="16" cy="22" r="2.4" fill="#fff" />
          </svg>
          <span>{t('siteName')}</span>
        </Link>
        <nav className={styles.nav} aria-label={t('nav.label')}>
          <ul className={styles.navList}>{links(open)}</ul>
          {own.length > 0 && <ul className={`${styles.navList} ${styles.navOwn}`}>{links(own)}</ul>}
        </nav>
        <div className={styles.tools}>
          <LanguageSwitch />
          <span className={styles.themeTool}>
            <ThemeSwitch />
          </span>
          {signedIn && <NoticeBell />}
          <AccountMenu />
          <button
            ref={toggle}
            type="button"
            className={styles.menuToggle}
            aria-expanded={menuOpen}
            aria-controls="phone-menu"
            aria-label={t(menuOpen ? 'nav.close' : 'nav.open')}
            onClick={() => setMenuOpen(!menuOpen)}
          >
            {menuOpen ? <CloseOutlined /> : <MenuOutlined />}
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
  // Each language is offered in its own words, for those who cannot read the other.
  const other = language === 'en' ? ({ code: 'zh-CN', name: '中文' } as const) : ({ code: 'en', name: 'EN' } as const);
  return (
    <Button type="text" lang={other.code} onClick={() => void changeLanguage(other.code)} className={styles.tool}>
      {other.name}
    </Button>
  );
}

const NEXT_THEME: Record<ThemeChoice, ThemeChoice> = { system: 'light', light: 'dark', dark: 'system' };
const THEME_ICONS = { system: <DesktopOutlined />, light: <SunOutlined />, dark: <MoonOutlined /> };

function ThemeSwitch({ words = false }: { words?: boolean }) {
  const { t } = useTranslation('app');
  const choice = useThemeChoice();
  const label = t('theme.label', { now: t(`theme.${choice}`), next: t(`theme.${NEXT_THEME[choice]}`) });
  if (words) {
    return (
      <Button type="text" icon={THEME_ICONS[choice]} onClick={() => setThemeChoice(NEXT_THEME[choice])} style={{ paddingInline: 0 }}>
        {label}
      </Button>
    );
  }
  return (
    <Tooltip title={label}>
      <Button type="text" aria-label={label} icon={THEME_ICONS[choice]} onClick={() => setThemeChoice(NEXT_THEME[choice])} className={styles.tool} />
    </Tooltip>
  );
}

function AccountMenu() {
  const { t } = useTranslation('app');
  const { viewer, loading } = useViewer();
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const signOut = useAction(SignOutDocument);
  if (loading) return <span className={styles.accountPlace} />;
  if (!viewer) {
    const here = pathname.startsWith('/sign-') ? '/sign-in' : signInPath(pathname + search);
    return (
      <Link to={here} className={styles.signIn}>
        {t('signIn')}
      </Link>
    );
  }
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'name', type: 'group', label: <span className={styles.accountName}>{viewer.name}</span> },
          { key: 'account', label: t('nav.account') },
          { key: 'workspace', label: t('nav.workspace') },
          { type: 'divider' },
          { key: 'sign-out', label: t('signOut') },
        ],
        onClick: async ({ key }) => {
          if (key === 'account') await navigate('/account');
          if (key === 'workspace') await navigate('/workspace');
          if (key === 'sign-out' && (await signOut.run({}))) {
            await navigate('/');
            await startNewSession();
          }
        },
      }}
    >
      <Button type="text" className={styles.account} aria-label={t('accountMenu', { name: viewer.name })} icon={<UserOutlined />}>
        <span className={styles.accountLabel}>{viewer.name}</span>
      </Button>
    </Dropdown>
  );
}
