import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './giving.module.css';

export interface GiveBlockProps {
  number: 1 | 2 | 3;
  title: string;
  /** The choice, shown while the block is folded. */
  summary: ReactNode;
  open: boolean;
  onToggle: () => void;
  onNext?: () => void;
  children: ReactNode;
}

/** One of the three blocks. Folded blocks stay in the form, so that their fields are checked and sent as well. */
export function GiveBlock({ number, title, summary, open, onToggle, onNext, children }: GiveBlockProps) {
  const { t } = useTranslation('giving');
  const id = `give-block-${number}`;
  return (
    <section className={`card ${styles.block}`}>
      <h2 className={styles.blockHead}>
        <button
          type="button"
          id={`${id}-head`}
          className={styles.blockToggle}
          aria-expanded={open}
          aria-controls={id}
          onClick={onToggle}
        >
          <span className={`num ${styles.blockNumber}`} aria-hidden="true">
            {number}
          </span>
          <span>{title}</span>
          {!open && (
            <>
              <span className={styles.blockSummary}>{summary}</span>
              <span className={`small ${styles.blockChange}`}>{t('block.change')}</span>
            </>
          )}
        </button>
      </h2>
      <div id={id} hidden={!open} className={styles.blockBody} role="group" aria-labelledby={`${id}-head`}>
        {children}
        {onNext && (
          <div>
            <Button onClick={onNext}>{t('block.next')}</Button>
          </div>
        )}
      </div>
    </section>
  );
}
