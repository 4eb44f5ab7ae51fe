import type { ReactNode } from 'react';
import styles from './stages.module.css';

const SHOWN = 5;

export interface Result {
  id: string;
  text: string;
  /** Shown at the right end, such as an amount. */
  end?: ReactNode;
  /** Set when the work is not finished because another person has to act. */
  waiting?: boolean;
}

/** The results of this visit, newest first, because a result must not disappear with its card. */
export function Results({ label, results }: { label: string; results: readonly Result[] }) {
  return (
    <div role="status" aria-label={label}>
      {results.length > 0 && (
        <ul className={styles.results}>
          {results.slice(0, SHOWN).map((result) => (
            <li
              key={result.id}
              className={`${styles.done} ${styles.resultRow} ${result.waiting ? styles.done_waiting : ''}`}
            >
              <span>{result.text}</span>
              {result.end}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
