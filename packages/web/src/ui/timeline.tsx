import type { ReactNode } from 'react';
import styles from './ui.module.css';

export type TimelineState = 'planned' | 'live' | 'waiting' | 'done';

export function Timeline({ children }: { children: ReactNode }) {
  return <ol className={styles.timeline}>{children}</ol>;
}

/** One point on the line: a head with an amount or a date at its right end, and the contents. */
export function TimelineItem({
  state = 'planned',
  head,
  end,
  children,
}: {
  state?: TimelineState;
  head: ReactNode;
  end?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <li className={styles.timelineItem}>
      <div className={`${styles.timelineRail} ${state === 'done' ? styles.timelineRail_done : ''}`} aria-hidden="true">
        <span className={`${styles.timelineDot} ${state === 'planned' ? '' : styles[`timelineDot_${state}`]}`} />
      </div>
      <div className={styles.timelineBody}>
        <div className={styles.timelineHead}>
          <span className="strong">{head}</span>
          {end}
        </div>
        {children}
      </div>
    </li>
  );
}
