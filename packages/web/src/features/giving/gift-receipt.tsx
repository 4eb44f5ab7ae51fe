import type { OwnPledgeFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDateTime, formatDay } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { formatExact } from '../../lib/money';
import { CopyButton } from '../../ui/copy-button';
import { Money } from '../../ui/money';
import { Fact, Facts } from './facts';
import styles from './giving.module.css';
import { Written } from '../../ui/written';

export interface GiftReceiptProps {
  pledge: OwnPledgeFragment & { receipt: NonNullable<OwnPledgeFragment['receipt']> };
  /** The owner of the account that received the money. */
  holder: string | undefined;
  /** The stage that this gift pays first. */
  stage: { title: string; amount: number } | undefined;
}

/** The sheet that the donor keeps: on the screen, on paper, or as a picture on a phone. */
export function GiftReceipt({ pledge, holder, stage }: GiftReceiptProps) {
  const { t } = useTranslation('giving');
  const language = useLanguage();
  const { receipt } = pledge;
  return (
    <article
      className={`card ${styles.receipt} ${receipt.voidedAt ? styles.receiptVoid : ''}`}
      aria-labelledby="receipt-heading"
    >
      <Stamp text={t(receipt.voidedAt ? 'receipt.voidStamp' : 'receipt.stamp')} isVoid={receipt.voidedAt !== null} />
      <div className={styles.receiptHead}>
        <h2 id="receipt-heading">{t('receipt.heading')}</h2>
        <p className="row" style={{ gap: 8 }}>
          <span className="num">{receipt.number}</span>
          <CopyButton text={receipt.number} what={t('receipt.number')} />
        </p>
      </div>
      <p className={`num ${styles.receiptAmount}`}>
        <Money fen={receipt.amount} exact />
      </p>
      {receipt.voidedAt && (
        <p className={styles.voidReason}>{t('receipt.void', { reason: receipt.voidReason ?? '' })}</p>
      )}
      <Facts>
        <Fact label={t('receipt.donor')}>
          <Written>{receipt.donorName}</Written>
          {receipt.onBehalfOfName && receipt.onBehalfOfName !== receipt.donorName && (
            <span className="quiet"> · {t('who.onBehalf', { name: receipt.onBehalfOfName })}</span>
          )}
        </Fact>
        {receipt.onBehalfOfCode && (
          <Fact label={t('receipt.code')}>
            <span className="num nowrap">{receipt.onBehalfOfCode}</span>
          </Fact>
        )}
        {receipt.handledBy && <Fact label={t('receipt.handler')}>{receipt.handledBy}</Fact>}
        <Fact label={t('receipt.project')}>
          <Link to={`/projects/${receipt.projectSlug}`}>
            <Written>{receipt.projectTitle}</Written>
          </Link>
        </Fact>
        <Fact label={t('receipt.organization')}>
          <Written>{receipt.implementerName}</Written>
        </Fact>
        {holder && pledge.payment === 'BANK_TRANSFER' && <Fact label={t('receipt.holder')}>{holder}</Fact>}
        <Fact label={t('receipt.paidOn')}>
          <span className="num">{formatDay(receipt.paidOn, language)}</span>
        </Fact>
        <Fact label={t('receipt.issuedAt')}>
          <span className="num">{formatDateTime(receipt.issuedAt, language)}</span>
        </Fact>
        <Fact label={t('receipt.shownAs')}>
          {(receipt.onBehalfOfName ? [receipt.onBehalfOfName, pledge.handledBy] : [pledge.displayName])
            .filter(Boolean)
            .join(' · ')}
        </Fact>
      </Facts>
      {stage && !receipt.voidedAt && (
        <div className={styles.first}>
          <p className="small">{t('receipt.firstTitle')}</p>
          <p className="strong">{t('receipt.first', { title: stage.title, amount: formatExact(stage.amount) })}</p>
        </div>
      )}
      <p className="small quiet">{t(pledge.payment === 'SANDBOX' ? 'receipt.sandbox' : 'receipt.verify')}</p>
    </article>
  );
}

function Stamp({ text, isVoid }: { text: string; isVoid: boolean }) {
  return (
    <svg className={`${styles.stamp} ${isVoid ? styles.stampVoid : ''}`} viewBox="0 0 96 96" aria-hidden="true">
      <circle cx="48" cy="48" r="45" fill="none" stroke="currentColor" strokeWidth="2.5" />
      <circle cx="48" cy="48" r="39" fill="none" stroke="currentColor" strokeWidth="1" />
      <path
        d={isVoid ? 'M38 22l20 20M58 22l-20 20' : 'M37 30l8 8 15-17'}
        fill="none"
        stroke="currentColor"
        strokeWidth="4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <text x="48" y="64" textAnchor="middle" fontSize="19" fontWeight="600" fill="currentColor">
        {text}
      </text>
    </svg>
  );
}
