import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import styles from './ui.module.css';

export interface LinkTab {
  to: string;
  label: string;
  /** The number of waiting items in the tab, once it is known. */
  total?: number;
  current: boolean;
}

/**
 * Tabs for lists that belong together, each at its own address. They are links, so that the back button and a new tab
 * work.
 */
export function LinkTabs({ label, tabs }: { label: string; tabs: readonly LinkTab[] }) {
  const row = useRef<HTMLElement>(null);
  const current = tabs.find((tab) => tab.current)?.to;
  const totals = tabs.map(({ total }) => total).join();
  // On a phone the row may be wider than the screen, so the current tab is scrolled into view.
  useEffect(() => {
    const tab = row.current?.querySelector<HTMLElement>('[aria-current="page"]');
    if (row.current && tab) row.current.scrollLeft = tab.offsetLeft - (row.current.clientWidth - tab.offsetWidth) / 2;
  }, [current, totals]);
  return (
    <nav aria-label={label} className={styles.tabs} ref={row}>
      {tabs.map((tab) => (
        <Link
          key={tab.to}
          to={tab.to}
          className={`${styles.tab} ${tab.current ? styles.tabCurrent : ''}`}
          aria-current={tab.current ? 'page' : 'false'}
        >
          {tab.label}
          {tab.total !== undefined && <span className={`small quiet num ${styles.tabTotal}`}> {tab.total}</span>}
        </Link>
      ))}
    </nav>
  );
}
