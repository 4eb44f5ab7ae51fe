import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDocumentTitle } from '../lib/browser';
import { LiveMark } from './live-mark';
import styles from './ui.module.css';
import { Written } from './written';

/** The column with the contents of every page. */
export function Page({ children, className = '' }: { children: ReactNode; className?: string }) {
  return <div className={`wrap ${styles.page} ${className}`}>{children}</div>;
}

export interface PageTitleProps {
  title: string;
  /** One sentence on the purpose of this page, or on the state of its subject. */
  lead?: ReactNode;
  actions?: ReactNode;
  above?: ReactNode;
  /** Set for a page that shows changes by others; the title then shows whether the page receives them now. */
  live?: boolean;
}

/** The only h1 of a page; its text is also the title of the tab. */
export function PageTitle({ title, lead, actions, above, live = false }: PageTitleProps) {
  const { t } = useTranslation('app');
  useDocumentTitle(title, t('siteName'));
  return (
    <div className={styles.pageTitle}>
      {above}
      <div className={styles.pageTitleRow}>
        <h1>
          <Written>{title}</Written>
        </h1>
        {(live || actions) && (
          <div className={styles.pageTitleActions}>
            {live && <LiveMark />}
            {actions}
          </div>
        )}
      </div>
      {lead && <p className="quiet measure">{lead}</p>}
    </div>
  );
}

export function Section({
  title,
  aside,
  children,
  id,
}: {
  title: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
  id?: string;
}) {
  return (
    <section className={styles.section} id={id}>
      <div className={styles.sectionHead}>
        <h2>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
