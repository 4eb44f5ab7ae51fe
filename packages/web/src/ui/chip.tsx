import type { ReactNode } from 'react';
import type { Tone } from '../lib/terms';
import styles from './ui.module.css';

export function StatusChip({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`${styles.chip} ${tone === 'plain' ? '' : styles[`chip_${tone}`]}`}>{children}</span>;
}
