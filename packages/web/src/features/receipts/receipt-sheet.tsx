import type { ReceiptPartsFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDateTime } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { Money } from '../../ui/money';
import { VerifiedMark } from '../../ui/verified-mark';
import styles from './receipts.module.css';

/** What anyone who holds the number may see, and compare with the sheet in the hand. `refuted` when the proof below it failed. */
export function ReceiptSheet({ receipt, refuted = false }: { receipt: ReceiptPartsFragment; refuted?: boolean }) {
  const { t } = useTranslation('receipts');
  const language = useLanguage();
  return (
    <article className={`card ${styles.sheet} ${refuted ? styles.refutedSheet : ''}`}>
      {refuted ? (
        <p className={styles.refuted}>{t('refuted')}</p>
      ) : (
        <p className={styles.valid}>
          <VerifiedMark /> {t('valid')}
        </p>
      )}
      <p className={`num ${styles.amount}`}>
        <Money fen={receipt.amount} exact />
      </p>
      <dl className={styles.facts}>
        <div>
          <dt>{t('number')}</dt>
          <dd className={`num ${styles.number}`}>{receipt.number}</dd>
        </div>
        <div>
          <dt>{t('donor')}</dt>
          <dd>{receipt.donorName}</dd>
        </div>
        <div>
          <dt>{t('project')}</dt>
          <dd>
            <Link to={`/projects/${receipt.projectSlug}`}>{receipt.projectTitle}</Link>
          </dd>
        </div>
        <div>
          <dt>{t('issuedAt')}</dt>
          <dd>{formatDateTime(receipt.issuedAt, language)}</dd>
        </div>
      </dl>
    </article>
  );
}
