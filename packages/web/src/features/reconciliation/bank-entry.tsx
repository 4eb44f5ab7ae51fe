import type { BankEntryPartsFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { formatDateTime } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { Money } from '../../ui/money';
import styles from './reconciliation.module.css';

const KINDS = [
  'GIFT_RECEIVED',
  'STAGE_RELEASED',
  'GIFT_REFUNDED',
  'MATCH_FUNDED',
  'SUSPENSE_RECEIVED',
  'SUSPENSE_RETURNED',
  'OPENING_BALANCE',
  'BANK_CHARGE',
  'INTEREST_RECEIVED',
  'OWN_TRANSFER',
  'MOVEMENT_REVERSED',
  'CONFIRMATION_REVERSED',
] as const;

/** A journal entry on the special account: its kind, its gift or stage, and its time. */
export function BankEntryFace({ entry: { kind, amount, at, gift, milestone } }: { entry: BankEntryPartsFragment }) {
  const { t } = useTranslation('reconciliation');
  const language = useLanguage();
  const known = KINDS.find((one) => one === kind);
  const of = gift
    ? [gift.remarkCode, gift.payerName ?? gift.displayName, gift.project.title]
    : milestone
      ? [milestone.title, milestone.project.title]
      : [];
  return (
    <span className={styles.entry}>
      <span>
        {t(known ? `entry.${known}` : 'entry.other')}
        {of.length > 0 && <span className="quiet"> {of.filter(Boolean).join(' · ')}</span>}
        <span className="small quiet num"> {formatDateTime(at, language)}</span>
      </span>
      <Money fen={amount} exact />
    </span>
  );
}
