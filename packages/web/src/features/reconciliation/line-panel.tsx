import type { StatementLinePartsFragment } from '@hongchuang/schema';
import { LineWork } from './line-work';
import styles from './reconciliation.module.css';
import { LineFace, LineMeaning } from './statement-line';

/** One line of a statement with its meaning and everything that the viewer can do with it. */
export function LinePanel({ line, onDone }: { line: StatementLinePartsFragment; onDone: () => void }) {
  return (
    <article className="card card-pad stack-lg" aria-label={line.name ?? line.text}>
      <LineFace line={line} />
      <div className={styles.side}>
        <LineMeaning line={line} />
      </div>
      <LineWork line={line} onDone={onDone} />
    </article>
  );
}
