import type { PayeeAccountPartsFragment } from '@hongchuang/schema';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { StatusChip } from '../../ui/chip';
import styles from './payees.module.css';

const TONES = {
  ENTERED: 'waiting',
  PREPARED: 'waiting',
  CURRENT: 'done',
  REPLACED: 'quiet',
  REFUSED: 'quiet',
  WITHDRAWN: 'quiet',
} as const;

/** An account: its name, number and bank, how far it is, and who did what with it. */
export function PayeeFacts({
  account,
  number,
  children,
}: {
  account: PayeeAccountPartsFragment;
  /** The whole number, for those who may see it. */
  number?: string | null;
  children?: ReactNode;
}) {
  const { t } = useTranslation('payees');
  const language = useLanguage();
  return (
    <div className={styles.account}>
      <p className="row" style={{ gap: '4px 12px' }}>
        <span className="strong">{account.accountName}</span>
        <StatusChip tone={TONES[account.state]}>{t(`state.${account.state}`)}</StatusChip>
      </p>
      <p>
        <span className="num">{number ?? account.maskedNumber}</span> <span className="quiet">{account.bank}</span>
      </p>
      <p className="small quiet">
        {t('enteredBy', { name: account.enteredBy, date: formatDate(account.enteredAt, language) })}
        {account.decidedAt && account.decidedBy && (
          <> · {t('decidedBy', { name: account.decidedBy, date: formatDate(account.decidedAt, language) })}</>
        )}
        {account.replacedAt && <> · {t('replaced', { date: formatDate(account.replacedAt, language) })}</>}
      </p>
      {account.reason && <p className="small">{t('reason', { reason: account.reason })}</p>}
      {children}
    </div>
  );
}
