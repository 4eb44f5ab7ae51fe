import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDocumentTitle } from '../lib/browser';
import styles from './ui.module.css';

/** The column that every page stands in. */
export function Page({ children, className = '' }: { children: ReactNode; className?: string }) {
  return <div className={`wrap ${styles.page} ${className}`}>{children}</div>;
}

export interface PageTitleProps {
  title: string;
  /** One sentence on what this page is for, or where the thing stands. */
  lead?: ReactNode;
  actions?: ReactNode;
  above?: ReactNode;
}

/** The one h1 of a page, which also names the tab. */
export function PageTitle({ title, lead, actions, above }: PageTitleProps) {
  const { t } = useTranslation('app');
  useDocumentTitle(title, t('siteName'));
  return (
    <div className={styles.pageTitle}>
      {above}
      <div className={styles.pageTitleRow}>
        <h1>{title}</h1>
        {actions && <div className={styles.pageTitleActions}>{actions}</div>}
      </div>
      {lead && <p className="quiet measure">{lead}</p>}
    </div>
  );
}

export function Section({ title, aside, children, id }: { title: ReactNode; aside?: ReactNode; children: ReactNode; id?: string }) {
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
