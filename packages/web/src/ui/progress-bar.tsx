import { useEffect, useRef, useState } from 'react';
import { percentOf } from '../lib/money';
import styles from './ui.module.css';

export interface ProgressBarProps {
  value: number;
  max: number;
  /** The amount that is promised and not received; shown paler behind the value. */
  pending?: number;
  /** The text for screen readers, with the figures: "¥12,000 of ¥20,000 raised". */
  text: string;
  label: string;
  large?: boolean;
}

/**
 * Grows when the value changes while the page is open, and does not move otherwise. base.css respects reduced motion.
 */
export function ProgressBar({ value, max, pending = 0, text, label, large = false }: ProgressBarProps) {
  const [animated, setAnimated] = useState(false);
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    setAnimated(true);
  }, [value]);
  const width = (amount: number) => `${max > 0 ? Math.min(100, (amount / max) * 100) : 0}%`;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.min(100, percentOf(value, max))}
      aria-valuetext={text}
      className={`${styles.bar} ${large ? styles.barLarge : ''}`}
    >
      {pending > 0 && <div className={styles.barPending} style={{ width: width(value + pending) }} />}
      <div
        className={`${styles.barFill} ${max > 0 && value >= max ? styles.barDone : ''} ${animated ? styles.barAnimated : ''}`}
        style={{ width: width(value) }}
      />
    </div>
  );
}
