import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import styles from './ui.module.css';

export interface LinkTab {
  to: string;
  label: string;
  /** How much waits behind it, once that is known. */
  total?: number;
  current: boolean;
}

/** Lists that belong together, each at its own address: links, so that the back button and a new tab work. */
export function LinkTabs({ label, tabs }: { label: string; tabs: readonly LinkTab[] }) {
  const { t } = useTranslation('app');
  return (
    <nav aria-label={label} className={styles.tabs}>
      {tabs.map((tab) => (
        <Link key={tab.to} to={tab.to} className={`${styles.tab} ${tab.current ? styles.tabCurrent : ''}`} aria-current={tab.current ? 'page' : 'false'}>
          {tab.total === undefined ? tab.label : t('tabCount', { label: tab.label, total: tab.total })}
        </Link>
      ))}
    </nav>
  );
}
