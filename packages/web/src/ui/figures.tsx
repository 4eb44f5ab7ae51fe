import type { ReactNode } from 'react';
import styles from './ui.module.css';

/** Labelled figures in a row: a description list. */
export function Figures({ children }: { children: ReactNode }) {
  return <dl className={styles.figures}>{children}</dl>;
}

export function Figure({
  label,
  children,
  size = 'medium',
}: {
  label: ReactNode;
  children: ReactNode;
  size?: 'medium' | 'large' | 'hero';
}) {
  return (
    <div className={styles.figure}>
      <dt className="small quiet">{label}</dt>
      <dd
        className={`${styles.figureValue} ${size === 'large' ? styles.figureLarge : size === 'hero' ? styles.figureHero : ''}`}
      >
        {children}
      </dd>
    </div>
  );
}
