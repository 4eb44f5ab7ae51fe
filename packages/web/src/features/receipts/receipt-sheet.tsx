import type { ReceiptPartsFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDateTime, formatDay } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { Money } from '../../ui/money';
import { VerifiedMark } from '../../ui/verified-mark';
import styles from './receipts.module.css';
import { Written } from '../../ui/written';

/**
 * The facts that anybody with the number may see and compare with the paper. `refuted` is set when the proof below the
 * sheet failed.
 */
export function ReceiptSheet({ receipt, refuted = false }: { receipt: ReceiptPartsFragment; refuted?: boolean }) {
  const { t } = useTranslation('receipts');
  const language = useLanguage();
  return (
    <article className={`card ${styles.sheet} ${refuted || receipt.voidedAt ? styles.refutedSheet : ''}`}>
      {receipt.voidedAt ? (
        <VoidNote receipt={receipt} voidedAt={receipt.voidedAt} />
      ) : refuted ? (
        <p className={styles.refuted}>{t('refuted')}</p>
      ) : (
        <p className={styles.valid}>
          <VerifiedMark /> {t('valid')}
        </p>
      )}
      <p className={`num ${styles.amount} ${receipt.voidedAt ? styles.struck : ''}`}>
        <Money fen={receipt.amount} exact />
      </p>
      <dl className={styles.facts}>
        <div>
          <dt>{t('number')}</dt>
          <dd className={`num ${styles.number}`}>{receipt.number}</dd>
        </div>
        <div>
          <dt>{t('donor')}</dt>
          <dd>
            <Written>{receipt.donorName}</Written>
          </dd>
        </div>
        {receipt.onBehalfOfCode && (
          <div>
            <dt>{t('code')}</dt>
            <dd className="num nowrap">{receipt.onBehalfOfCode}</dd>
          </div>
        )}
        {receipt.handledBy && (
          <div>
            <dt>{t('handler')}</dt>
            <dd>
              <Written>{receipt.handledBy}</Written>
            </dd>
          </div>
        )}
        {/* A receipt from before units were donors names the person, and the unit beside. */}
        {receipt.onBehalfOfName && receipt.onBehalfOfName !== receipt.donorName && (
          <div>
            <dt>{t('unit')}</dt>
            <dd>
              <Written>{receipt.onBehalfOfName}</Written>
            </dd>
          </div>
        )}
        <div>
          <dt>{t('project')}</dt>
          <dd>
            <Link to={`/projects/${receipt.projectSlug}`}>
              <Written>{receipt.projectTitle}</Written>
            </Link>
          </dd>
        </div>
        <div>
          <dt>{t('implementer')}</dt>
          <dd>
            <Written>{receipt.implementerName}</Written>
          </dd>
        </div>
        <div>
          <dt>{t('paidOn')}</dt>
          <dd>{formatDay(receipt.paidOn, language)}</dd>
        </div>
        <div>
          <dt>{t('issuedAt')}</dt>
          <dd>{formatDateTime(receipt.issuedAt, language)}</dd>
        </div>
        <div>
          <dt>{t('invoice')}</dt>
          <dd className="num">{receipt.invoiceNumber ?? <span className="quiet">{t('invoiceNone')}</span>}</dd>
        </div>
      </dl>
    </article>
  );
}

/** Tells the holder of a void receipt that it no longer counts, since when and why, and which receipt replaces it. */
function VoidNote({ receipt, voidedAt }: { receipt: ReceiptPartsFragment; voidedAt: string }) {
  const { t } = useTranslation('receipts');
  const language = useLanguage();
  return (
    <div className={styles.void}>
      <p className={styles.refuted}>{t('void.title')}</p>
      <p className="small">{t('void.since', { date: formatDateTime(voidedAt, language) })}</p>
      {receipt.voidReason && <p className={styles.reason}>{t('void.reason', { reason: receipt.voidReason })}</p>}
      {receipt.replacedBy && (
        <p>
          {t('void.replacedBy')}{' '}
          <Link to={`/receipts/${receipt.replacedBy}`} className="num">
            {receipt.replacedBy}
          </Link>
        </p>
      )}
    </div>
  );
}
