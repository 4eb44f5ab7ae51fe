import type { ReactNode } from 'react';
import styles from './stages.module.css';

const SHOWN = 5;

export interface Result {
  id: string;
  text: string;
  /** At the right end: an amount. */
  end?: ReactNode;
  /** Not finished: somebody else has to act. */
  waiting?: boolean;
}

/** What was done here, newest first: a result must not vanish with the card that it was about. */
export function Results({ label, results }: { label: string; results: readonly Result[] }) {
  return (
    <div role="status" aria-label={label}>
      {results.length > 0 && (
        <ul className={styles.results}>
          {results.slice(0, SHOWN).map((result) => (
            <li key={result.id} className={`${styles.done} ${styles.resultRow} ${result.waiting ? styles.done_waiting : ''}`}>
              <span>{result.text}</span>
              {result.end}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
