import type { ReactNode } from 'react';
import styles from './ui.module.css';

/** live: alive now; done: verified, paid; waiting: somebody must act; quiet: over or not begun. */
export type Tone = 'live' | 'done' | 'waiting' | 'quiet' | 'plain';

export function StatusChip({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`${styles.chip} ${tone === 'plain' ? '' : styles[`chip_${tone}`]}`}>{children}</span>;
}
