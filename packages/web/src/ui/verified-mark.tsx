import { useTranslation } from 'react-i18next';
import styles from './ui.module.css';

/** The tick beside a verified name. With `text` it also says so in words. */
export function VerifiedMark({ text = false }: { text?: boolean }) {
  const { t } = useTranslation('app');
  return (
    <span className={styles.verified} title={t('verified')}>
      <svg
        width="16"
        height="16"
        viewBox="0 0 16 16"
        role="img"
        aria-label={text ? undefined : t('verified')}
        aria-hidden={text || undefined}
      >
        <path
          d="M8 .8l1.8 1.5 2.3-.2.7 2.2 2 1.2-.8 2.2.8 2.2-2 1.2-.7 2.2-2.3-.2L8 14.6l-1.8-1.5-2.3.2-.7-2.2-2-1.2.8-2.2-.8-2.2 2-1.2.7-2.2 2.3.2z"
          fill="var(--pine)"
        />
        <path
          d="M5.2 7.9l2 2 3.6-3.9"
          fill="none"
          stroke="#fff"
          strokeWidth="1.6"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      {text && <span className="small">{t('verified')}</span>}
    </span>
  );
}
