import { useLanguage } from '../lib/i18n';
import { formatExact, formatMoney } from '../lib/money';
import styles from './ui.module.css';

/** An amount of fen. `exact` is for books and tables: two decimals, never 万元. */
export function Money({ fen, exact = false, className = '' }: { fen: number; exact?: boolean; className?: string }) {
  const language = useLanguage();
  const full = formatExact(fen, exact ? 'always' : 'auto');
  const shown = exact ? full : formatMoney(fen, language);
  const classes = `num nowrap ${className}`;
  if (shown === full) return <span className={classes}>{shown}</span>;
  return (
    <span className={`${classes} ${styles.tip}`} data-tip={full}>
      <span aria-hidden="true">{shown}</span>
      <span className="sr-only">{full}</span>
    </span>
  );
}
