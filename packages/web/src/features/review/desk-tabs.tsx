import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import styles from './review.module.css';

export type DeskTab = 'projects' | 'objections' | 'measurements';

/** Each list has its address; links, so that the back button and a new tab work. */
export function DeskTabs({ current, totals }: { current: DeskTab; totals: Partial<Record<DeskTab, number>> }) {
  const { t } = useTranslation('review');
  const tabs: DeskTab[] = ['projects', 'objections', 'measurements'];
  return (
    <nav aria-label={t('tabs.label')} className={styles.tabs}>
      {tabs.map((tab) => {
        const label = t(`tabs.${tab}`);
        const total = totals[tab];
        return (
          <Link key={tab} to={tab === 'projects' ? '/review' : `/review?tab=${tab}`} className={`${styles.tab} ${tab === current ? styles.tabCurrent : ''}`} aria-current={tab === current ? 'page' : 'false'}>
            {total === undefined ? label : t('tabs.count', { label, total })}
          </Link>
        );
      })}
    </nav>
  );
}
